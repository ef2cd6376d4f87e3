"""Saves: what one act wrote into the histories of a record and of its parts, in one moment."""

from typing import NamedTuple

from django.db import models
from django.db.models import OuterRef, Subquery

from articles.history.differences import difference, differences, load_lists, value_in


class PartChange(NamedTuple):
    """What became of a part: its kind, whether it was entered, changed or deleted, and how."""

    name: str
    what: str
    changes: list


class Save(NamedTuple):
    """One act: a record of it, whether that is of the whole itself, and all that it changed."""

    record: models.Model
    of_whole: bool
    changes: list
    parts: list

    @classmethod
    def of(cls, own, of_parts):
        """Return what was written of the whole and of its parts in one moment as one save."""
        first = (own or of_parts)[0][0]
        reasons = (record.history_change_reason for record, _changes in own + of_parts)
        first.reason = next(filter(None, reasons), "")
        parts = [
            PartChange(
                record.instance_type._meta.verbose_name, record.get_history_type_display(), changes
            )
            for record, changes in of_parts
            if changes or record.history_type != "~"
        ]
        return cls(first, bool(own), [one for _record, some in own for one in some], parts)


def moments_of(key, kinds):
    """Return the moments in which a record or a part of it was written, the newest first."""
    first, *others = (
        kind.records(key).order_by().values_list("history_date", flat=True) for kind in kinds
    )
    moments = first.union(*others) if others else first.distinct()
    return moments.order_by("-history_date")


def saves_at(moments, key, kinds):
    """Return the saves of these moments, in their order; up to four queries a kind of row.

    The first kind is the record itself, the others are its parts (`versions.Own` and `Part`).
    """
    own, of_parts = {}, {}
    for index, kind in enumerate(kinds):
        found = of_parts if index else own
        for record, changes in changes_at(moments, key, kind):
            found.setdefault(record.history_date, []).append((record, changes))
    return [Save.of(own.get(moment, []), of_parts.get(moment, [])) for moment in moments]


def changes_at(moments, key, kind):
    """Yield the records of one kind of row at these moments, each with what it changed."""
    history = kind.model.history.select_related("history_user", *named_along(kind.model))
    before = kind.model.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    last = before.order_by("-history_id").values("history_id")[:1]
    rows = history.filter(pk__in=kind.records(key).order_by().values("pk"))
    rows = rows.filter(history_date__in=moments).annotate(earlier=Subquery(last))
    there = {record.pk: record for record in rows.order_by("history_id")}
    earlier = {record.earlier for record in there.values()} - {None} - there.keys()
    known = history.in_bulk(earlier) | there
    load_lists(list(known.values()))
    link = getattr(kind, "link", None)
    for record in there.values():
        if record.history_type == "~":
            yield record, differences(record, known.get(record.earlier))
        else:
            yield record, list(said_by(record, link)) if link else []


def named_along(model):
    """Return which rows are read along with a record: those that name what it points to."""
    for field in model.history.model.tracked_fields:
        if isinstance(field, models.ForeignKey):
            yield field.name
            # The name of an article has that of its draft in it.
            if any(one.name == "draft" for one in field.related_model._meta.fields):
                yield f"{field.name}__draft"


def said_by(record, link):
    """Yield texts and places of a part that was entered or deleted, as come or gone."""
    for field in record.tracked_fields:
        tells = isinstance(field, (models.TextField, models.ForeignKey)) and field.name != link
        if tells and getattr(record, field.attname):
            value = value_in(record, field)
            yield difference(field, *((value, "") if record.history_type == "-" else ("", value)))
