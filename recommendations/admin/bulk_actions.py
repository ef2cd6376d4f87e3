"""Acts on the rows chosen in a list: what would change is shown first, and done on confirmation."""

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


class BulkMixin:
    """Shows what an change on chosen rows would change, and does it for all of them or none."""

    def in_bulk(self, request, queryset, title, change, given=None):
        """Answer an action of the list: the preview, or nothing once it has been done."""
        rows = list(queryset[: bulk.MOST + 1])
        if len(rows) > bulk.MOST:
            text = _("Choose at most %(most)d at once.") % {"most": bulk.MOST}
            self.message_user(request, text, messages.ERROR)
            return None
        if token := request.POST.get("confirmed", ""):
            result = bulk.apply_to_each(rows, change, token)
            if result.is_done:
                done = len(result.changing)
                text = ngettext("%(count)d row changed.", "%(count)d rows changed.", done)
                self.message_user(request, text % {"count": done}, messages.SUCCESS)
                return None
            text = _("Nothing is changed: it is not as it was in the preview. Look again.")
            self.message_user(request, text, messages.WARNING)
        else:
            result = bulk.apply_to_each(rows, change)
        return self.show_result(request, title, result, given)

    def of_changers(self, request, change):
        """Return the change for those who may change the row, a refusal for others."""

        def guarded(row):
            if not self.has_change_permission(request, row):
                raise publishing.Refused(_("You may not change this."))
            return change(row)

        return guarded

    def show_result(self, request, title, result, given=None):
        """Answer the page that tells what would change and asks for confirmation."""
        keys = [(ACTION_CHECKBOX_NAME, row_result.row.pk) for row_result in result.changing]
        hidden = [("action", request.POST.get("action", "")), *keys, *(given or [])]
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "result": result,
            "hidden": [*hidden, ("confirmed", result.token)],
            "back": request.get_full_path(),
        }
        return TemplateResponse(request, "admin/recommendations/bulk.html", context)


class ThemesForm(forms.Form):
    """Which themes to add to the chosen recommendations and which to remove."""

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


def choose_themes(page, request, queryset):
    """Ask which themes to add and remove, then show what would change, then do it."""
    title = _("Add or remove themes")
    form = ThemesForm(request.POST if "themes" in request.POST else None)
    if form.is_valid():
        add, remove = form.cleaned_data["add"], form.cleaned_data["remove"]
        given = [("themes", "1"), *(("add", theme.pk) for theme in add)]
        given += [("remove", theme.pk) for theme in remove]
        change = page.of_changers(request, bulk.theme_change(add, remove, request.user))
        return page.in_bulk(request, queryset, title, change, given)
    chosen = [(ACTION_CHECKBOX_NAME, key) for key in queryset.values_list("pk", flat=True)]
    context = {
        **page.admin_site.each_context(request),
        "title": title,
        "opts": page.opts,
        "form": form,
        "count": len(chosen),
        "hidden": [("action", request.POST.get("action", "")), *chosen, ("themes", "1")],
        "back": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/recommendations/choose_themes.html", context)
