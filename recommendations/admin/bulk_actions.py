"""Changes of the rows ticked in a list: what would change is shown first, done on confirmation."""

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.forms import SeveralRows
from recommendations import bulk, publishing
from recommendations.models import Theme


def preview_or_apply(model_admin, request, queryset, title, change, hidden=()):
    """Answer an action of the list: the preview, or nothing once all rows were changed.

    `change` is one of `recommendations.bulk`; `hidden` are (name, value) pairs that the preview
    posts again.
    """
    rows = list(queryset[: bulk.MOST + 1])
    if len(rows) > bulk.MOST:
        text = _("Choose at most %(most)d at once.") % {"most": bulk.MOST}
        model_admin.message_user(request, text, messages.ERROR)
        return None
    token = request.POST.get("confirmed", "")
    try:
        result = bulk.apply_to_each(rows, change, token or None)
    except bulk.BrokenOff as reason:
        model_admin.message_user(request, reason, messages.ERROR)
        context = _page_context(model_admin, request, title, [row.pk for row in rows], hidden)
        return TemplateResponse(request, "admin/recommendations/bulk.html", context)
    if result.is_done:
        done = len(result.changing)
        text = ngettext("%(count)d row changed.", "%(count)d rows changed.", done)
        model_admin.message_user(request, text % {"count": done}, messages.SUCCESS)
        return None
    if token:
        text = _("Not changed: this has changed since the preview. Check the preview again.")
        model_admin.message_user(request, text, messages.WARNING)
    keys = [row_result.row.pk for row_result in result.changing]
    hidden = [*hidden, ("confirmed", result.token)]
    context = {**_page_context(model_admin, request, title, keys, hidden), "result": result}
    return TemplateResponse(request, "admin/recommendations/bulk.html", context)


def only_for_changers(model_admin, request, change):
    """Return a change that is refused for rows that this user may not change."""

    def guarded(row):
        if not model_admin.has_change_permission(request, row):
            raise publishing.Refused(_("You do not have permission to change this."))
        return change(row)

    return guarded


def _page_context(model_admin, request, title, keys, hidden):
    """Return what both pages between ticking rows and changing them show."""
    return {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.opts,
        "hidden": [
            ("action", request.POST.get("action", "")),
            *((ACTION_CHECKBOX_NAME, key) for key in keys),
            *hidden,
        ],
        "back": request.get_full_path(),
    }


class ThemesForm(forms.Form):
    """Which themes to add to the ticked recommendations and which to remove."""

    add = SeveralRows(
        Theme.objects.all(),
        required=False,
        label=gettext_lazy("Themes to add"),
        widget=forms.CheckboxSelectMultiple,
    )
    remove = SeveralRows(
        Theme.objects.all(),
        required=False,
        label=gettext_lazy("Themes to remove"),
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self):
        cleaned = super().clean()
        add, remove = (set(cleaned.get(name, ())) for name in ("add", "remove"))
        if not add and not remove:
            raise ValidationError(_("Choose at least one theme."))
        if add & remove:
            raise ValidationError(_("A theme is either added or removed, not both."))
        return cleaned


def choose_themes(model_admin, request, queryset):
    """Ask which themes to add and remove, then show what would change, then do it."""
    title = _("Add or remove themes")
    form = ThemesForm(request.POST if "themes" in request.POST else None)
    if form.is_valid():
        add, remove = form.cleaned_data["add"], form.cleaned_data["remove"]
        hidden = [("themes", "1"), *(("add", theme.pk) for theme in add)]
        hidden += [("remove", theme.pk) for theme in remove]
        change = only_for_changers(
            model_admin, request, bulk.theme_change(add, remove, request.user)
        )
        return preview_or_apply(model_admin, request, queryset, title, change, hidden)
    keys = list(queryset.values_list("pk", flat=True))
    context = _page_context(model_admin, request, title, keys, [("themes", "1")])
    context |= {"form": form, "count": len(keys)}
    return TemplateResponse(request, "admin/recommendations/choose_themes.html", context)
