"""What a record of history changed, field by field, to be read: texts as redlines."""

from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles import redline

# Follows every change, and says nothing that the date of the record does not say.
SILENT = {"updated_at"}


def plain(value):
    """Return a value as words: nothing for nothing, yes and no, dates as people write them."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return localize(localtime(value))
    return localize(value) if isinstance(value, date) else value


def difference(field, old, new):
    """Return one changed field for a template: a redline of texts, else both values as words."""
    shown = {"field": capfirst(field.verbose_name)}
    labels = dict(field.flatchoices)
    old, new = labels.get(old, old), labels.get(new, new)
    if isinstance(field, (models.CharField, models.TextField, models.FileField)):
        return shown | {"redline": redline.as_html(redline.compare(str(old), str(new)))}
    return shown | {"old": plain(old), "new": plain(new)}


def value_in(record, field):
    """Return what a row or a record of the past holds in a field, whatever was deleted since."""
    try:
        value = getattr(record, field.name)
    except ObjectDoesNotExist:
        return _("deleted since")
    # A row that is gone was read along as nothing.
    gone = value is None and getattr(record, field.attname) is not None
    return _("deleted since") if gone else value


def row_named(field, key):
    """Return what a foreign key leads to, as words."""
    if key is None or not isinstance(field, models.ForeignKey):
        return key
    row = field.related_model._base_manager.filter(pk=key).first()
    return _("deleted since") if row is None else str(row)


def before(record):
    """Return the record of the same row that was written before this one; None for the first."""
    rows = type(record).objects.filter(id=record.id, history_id__lt=record.history_id)
    return rows.order_by("-history_id").first()


def listed(record, field):
    """Return the rows of a many-to-many field as a record holds them, as words."""
    if not hasattr(record, "lists_held"):
        load_lists([record])
    return ", ".join(sorted(record.lists_held.get(field.name, ())))


def load_lists(records):
    """Load what many-to-many fields held for records of one kind, in two queries a field."""
    for record in records:
        record.lists_held = {}
    by_id = {record.history_id: record for record in records}
    for field in records[0]._history_m2m_fields if records else ():
        link = f"{field.m2m_reverse_field_name()}_id"
        held = getattr(records[0], field.name).model.objects.filter(history_id__in=by_id)
        pairs = list(held.values_list("history_id", link))
        rows = field.related_model._base_manager.in_bulk({key for _history, key in pairs})
        for history, key in pairs:
            name = str(rows[key]) if key in rows else _("deleted since")
            by_id[history].lists_held.setdefault(field.name, []).append(name)


def differences(record, earlier=None):
    """Return what a record changed against the one before it; nothing for a first or last one."""
    earlier = earlier or (before(record) if record.history_type == "~" else None)
    if earlier is None:
        return []
    changes = []
    for field in record.tracked_fields:
        if field.name in SILENT or getattr(record, field.attname) == getattr(
            earlier, field.attname
        ):
            continue
        changes.append(difference(field, value_in(earlier, field), value_in(record, field)))
    for field in record._history_m2m_fields:
        old, new = listed(earlier, field), listed(record, field)
        if old != new:
            shown = {"field": capfirst(field.verbose_name), "old": old, "new": new}
            changes.append(shown)
    return changes
