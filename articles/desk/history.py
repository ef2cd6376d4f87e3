"""The history of a record, to be read: what changed, texts as redlines. Nothing is brought back."""

from dataclasses import replace

from django.contrib.admin.utils import unquote
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import ModelChange
from simple_history.template_utils import HistoricalRecordContextHelper

from articles import redline

# Follows every change, and says nothing that the date of the record does not say.
SILENT = {"updated_at"}


def value_in(record, field):
    """Return what a record of the past holds in a field, whatever has been deleted since."""
    try:
        return getattr(record, field.name)
    except ObjectDoesNotExist:
        return _("deleted since")


class Differences(HistoricalRecordContextHelper):
    """What changed between two records; texts and titles as redlines."""

    def context_for_delta_changes(self, delta):
        changes = []
        for change in delta.changes:
            field = self.model._meta.get_field(change.field)
            old, new = change.old, change.new
            shown = {"field": capfirst(field.verbose_name)}
            if isinstance(old, str) and isinstance(new, str):
                labels = dict(field.flatchoices)
                old, new = str(labels.get(old, old)), str(labels.get(new, new))
                shown["redline"] = redline.as_html(redline.compare(old, new))
            else:
                formatted = self.format_delta_change(change)
                shown |= {"old": formatted.old, "new": formatted.new}
            changes.append(shown)
        return changes


class HistoryAdmin(SimpleHistoryAdmin):
    """Shows a record's history; unlike its base it answers no POST that would bring it back."""

    object_history_list_template = "admin/_history_list.html"

    def history_view(self, request, object_id, extra_context=None):
        self._check_key(unquote(object_id))
        return super().history_view(request, object_id, extra_context)

    def get_historical_record_context_helper(self, request, historical_record):
        return Differences(self.model, historical_record)

    def set_history_delta_changes(self, request, historical_records, foreign_keys_are_objs=True):
        """Find what each record changed, in fields without an input, such as the state, as well."""
        later = None
        for record in historical_records:
            if later is not None:
                delta = later.diff_against(record, foreign_keys_are_objs=foreign_keys_are_objs)
                unseen = [
                    ModelChange(field.name, value_in(record, field), value_in(later, field))
                    for field in record.tracked_fields
                    if not field.editable and field.name not in SILENT
                ]
                unseen = [change for change in unseen if change.old != change.new]
                delta = replace(delta, changes=[*unseen, *delta.changes])
                differences = self.get_historical_record_context_helper(request, later)
                later.history_delta_changes = differences.context_for_delta_changes(delta)
            later = record

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """Show one record of the past, to be read only."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        key = self._check_key(unquote(object_id))
        record = get_object_or_404(
            self.model.history.model,
            **{self.opts.pk.attname: key, "history_id": self._check_key(version_id)},
        )
        if not self.has_view_history_or_change_history_permission(request, record.instance):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("As it was: %s") % record.history_object,
            "opts": self.opts,
            "object_id": key,
            "record": record,
            "values": list(self._values(record)),
        }
        return render(request, "admin/history_record.html", context)

    def _values(self, record):
        for field in record.tracked_fields:
            value = value_in(record, field)
            yield capfirst(field.verbose_name), dict(field.flatchoices).get(value, value)
        for field in record._history_m2m_fields:
            rows = getattr(record, field.name).all()
            name = field.m2m_reverse_field_name()
            yield capfirst(field.verbose_name), ", ".join(str(getattr(row, name)) for row in rows)

    def _check_key(self, key):
        try:
            return self.opts.pk.to_python(key)
        except ValidationError as error:
            raise Http404 from error
