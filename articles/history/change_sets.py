"""Change sets: what one save wrote into the histories of a record and of its child rows.

All records of history that are written within `change_set()` bear the same date. By that date they
are found again as one.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles.history.differences import difference, differences, load_lists, value_in

_date_of_current_set = ContextVar("date_of_current_set", default=None)


@contextmanager
def change_set():
    """Give all records of history that are written within the same date; may be nested."""
    if _date_of_current_set.get():
        yield _date_of_current_set.get()
        return
    token = _date_of_current_set.set(timezone.now())
    try:
        yield _date_of_current_set.get()
    finally:
        _date_of_current_set.reset(token)


def date_record(history_instance, **kwargs):
    """Date a record of history that is about to be written; `AppConfig.ready` connects this."""
    if date := _date_of_current_set.get():
        history_instance.history_date = date


class ChildChange(NamedTuple):
    """What became of a child row: its kind, whether it was entered, changed or deleted, and how."""

    name: str
    what: str
    changes: list


class ChangeSet(NamedTuple):
    """One save: a record of it, whether that is of the parent itself, and all that it changed."""

    record: models.Model
    reason: str
    of_parent: bool
    changes: list
    children: list

    @classmethod
    def of(cls, own, of_children):
        """Make one of what was written of a record and of its child rows at one date."""
        reasons = (record.history_change_reason for record, _changes in own + of_children)
        children = [
            ChildChange(
                record.instance_type._meta.verbose_name, record.get_history_type_display(), changes
            )
            for record, changes in of_children
            if changes or record.history_type != "~"
        ]
        return cls(
            record=(own or of_children)[0][0],
            reason=next(filter(None, reasons), ""),
            of_parent=bool(own),
            changes=[change for _record, changes in own for change in changes],
            children=children,
        )


def dates_of(key, kinds):
    """Return the dates of the change sets of a record and its child rows, the newest first."""
    first, *others = (
        kind.records(key).order_by().values_list("history_date", flat=True) for kind in kinds
    )
    dates = first.union(*others) if others else first.distinct()
    return dates.order_by("-history_date")


def change_sets_of(dates, key, kinds):
    """Return the change sets of these dates, in their order; up to four queries a kind of row.

    The first kind is the record itself, the others are its child rows (`versions.OwnRow` and
    `ChildKind`).
    """
    own, of_children = {}, {}
    for index, kind in enumerate(kinds):
        by_date = of_children if index else own
        for record, changes in changes_of(dates, key, kind):
            by_date.setdefault(record.history_date, []).append((record, changes))
    return [ChangeSet.of(own.get(date, []), of_children.get(date, [])) for date in dates]


def changes_of(dates, key, kind):
    """Yield the records of one kind of row with these dates, each with what it changed."""
    history = kind.model.history.select_related("history_user", *related_names(kind.model))
    before = kind.model.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    last = before.order_by("-history_id").values("history_id")[:1]
    rows = history.filter(pk__in=kind.records(key).order_by().values("pk"))
    rows = rows.filter(history_date__in=dates).annotate(earlier=Subquery(last))
    records = {record.pk: record for record in rows.order_by("history_id")}
    earlier = {record.earlier for record in records.values()} - {None} - records.keys()
    with_earlier = history.in_bulk(earlier) | records
    lists = load_lists(list(with_earlier.values()))
    link = getattr(kind, "link", None)
    for record in records.values():
        if record.history_type == "~":
            yield record, differences(record, with_earlier.get(record.earlier), lists)
        else:
            yield record, list(contents(record, link)) if link else []


def related_names(model):
    """Yield the relations of a record of history that are read for the names of its values."""
    for field in model.history.model.tracked_fields:
        if isinstance(field, models.ForeignKey):
            yield field.name
            # The name of an article has that of its draft in it.
            if any(other.name == "draft" for other in field.related_model._meta.fields):
                yield f"{field.name}__draft"


def changes_in(record, link):
    """Return what one record of history says, with the contents of a row entered or deleted."""
    return differences(record) if record.history_type == "~" else list(contents(record, link))


def contents(record, link):
    """Yield texts and places of a child row that was entered or deleted, as inserted or removed."""
    for field in record.tracked_fields:
        tells = isinstance(field, (models.TextField, models.ForeignKey)) and field.name != link
        if tells and getattr(record, field.attname):
            value = value_in(record, field)
            yield difference(field, *((value, "") if record.history_type == "-" else ("", value)))
