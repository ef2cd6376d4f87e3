"""What a record of history changed, field by field, to be read: texts as redlines."""

from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles import redline
from articles.redline_html import as_html

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
        return shown | {"redline": as_html(redline.compare(str(old), str(new)))}
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


def list_fields(record):
    """Return the many-to-many fields whose rows a record of history remembers."""
    fields = record.instance_type._meta.many_to_many
    return [field for field in fields if hasattr(type(record), field.name)]


def load_lists(records):
    """Return {history_id: {name of a many-to-many field: its rows as words}} of records.

    They are of one kind; each field takes two queries.
    """
    lists = {record.history_id: {} for record in records}
    for field in list_fields(records[0]) if records else ():
        link = f"{field.m2m_reverse_field_name()}_id"
        links = getattr(records[0], field.name).model.objects.filter(history_id__in=lists)
        pairs = list(links.values_list("history_id", link))
        rows = field.related_model._base_manager.in_bulk({key for _history, key in pairs})
        for history, key in pairs:
            name = str(rows[key]) if key in rows else _("deleted since")
            lists[history].setdefault(field.name, []).append(name)
    return lists


def list_in(record, field, lists):
    """Return the rows of a many-to-many field as a record holds them, as words."""
    return ", ".join(sorted(lists[record.history_id].get(field.name, ())))


def differences(record, earlier=None, lists=None):
    """Return what a record changed against the one before it; nothing for a first or last one.

    `lists` are those of both records, where the caller has loaded them for many at once.
    """
    earlier = earlier or (before(record) if record.history_type == "~" else None)
    if earlier is None:
        return []
    lists = load_lists([earlier, record]) if lists is None else lists
    changes = []
    for field in record.tracked_fields:
        if field.name in SILENT or getattr(record, field.attname) == getattr(
            earlier, field.attname
        ):
            continue
        changes.append(difference(field, value_in(earlier, field), value_in(record, field)))
    for field in list_fields(record):
        old, new = (list_in(version, field, lists) for version in (earlier, record))
        if old != new:
            shown = {"field": capfirst(field.verbose_name), "old": old, "new": new}
            changes.append(shown)
    return changes
