"""The page that merges an organisation into another: choose, look, confirm."""

from functools import partial

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.forms import PRIMARY_KEY, known_key
from recommendations.bulk import BrokenOff
from recommendations.merging import OrganisationMerge
from recommendations.models import Organisation, Signature


class OrganisationField(forms.ModelChoiceField):
    """An organisation; what no database can hold as a key names none."""

    def to_python(self, value):
        if value and not PRIMARY_KEY.fullmatch(str(value)):
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice")
        return super().to_python(value)


class MergeForm(forms.Form):
    into = OrganisationField(
        Organisation.objects.none(),
        label=gettext_lazy("Merge into"),
        help_text=gettext_lazy("The organisation to keep."),
        error_messages={
            "required": gettext_lazy("Choose the organisation to keep."),
            "invalid_choice": gettext_lazy("Choose another organisation to keep."),
        },
    )

    def __init__(self, gone, admin_site, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        # A widget of the admin looks its rows up by a field that points to them.
        relation = Signature._meta.get_field("organisation")
        field.widget = AutocompleteSelect(relation, admin_site)
        field.prepare_value = partial(known_key, field.prepare_value)
        field.queryset = Organisation.objects.exclude(pk=gone.pk)
        field.widget.choices = field.choices


def merge(model_admin, request, object_id):
    """Show what merging an organisation into another would do; on confirmation, do it."""
    gone = get_object_or_404(Organisation, pk=object_id)
    if not may_merge(model_admin, request, gone):
        raise PermissionDenied
    chosen = {"into": request.GET.get("into", "")}
    form = MergeForm(gone, model_admin.admin_site, request.POST or None, initial=chosen)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Merge: %s") % gone,
        "opts": model_admin.opts,
        "organisation": gone,
        "form": form,
        "media": model_admin.media + form.media,
    }
    if form.is_valid():
        work = OrganisationMerge(gone, form.cleaned_data["into"], request.user)
        if answer := _run(model_admin, request, work, context):
            return answer
    return TemplateResponse(request, "admin/recommendations/merge.html", context)


def may_merge(model_admin, request, gone):
    """Return whether somebody may change organisations and delete the one that goes."""
    changes = model_admin.has_change_permission(request, gone)
    return changes and model_admin.has_delete_permission(request, gone)


def _run(model_admin, request, work, context):
    """Merge and lead on to what stays, or fill the preview in and return None."""
    token, name = request.POST.get("confirmed") or None, str(work.gone)
    try:
        result = work.run(token)
    except IntegrityError:
        # Somebody has just signed as the one that goes: the next look finds it.
        result = work.run()
    except BrokenOff as reason:
        model_admin.message_user(request, reason, messages.ERROR)
        return None
    if result.is_done:
        model_admin.log_deletions(request, [work.gone])
        model_admin.log_change(request, work.kept, _("Merged: %s") % name)
        text = _("“%(gone)s” was merged into “%(kept)s”: %(count)d signatures moved.")
        told = {"gone": name, "kept": work.kept, "count": work.signatures}
        model_admin.message_user(request, text % told, messages.SUCCESS)
        return HttpResponseRedirect(model_admin.address_of("change", work.kept.pk))
    if token:
        text = _("Not changed: this has changed since the preview. Check the preview again.")
        model_admin.message_user(request, text, messages.WARNING)
    moving = [row_result for row_result in result.changing if row_result.row != work.kept]
    context |= {"result": result, "work": work, "moving": moving}
    return None
