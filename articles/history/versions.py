"""Versions: what a record and its child rows hold, as a short token, and what has changed since.

A page carries the token of what it shows. A save locks the record, takes the token anew and
compares: whoever saves second is told, and nothing is overwritten unseen.
"""

import hashlib
from typing import Any, NamedTuple

from django.db.models import Max

from articles.locking import locked


class ChildKind(NamedTuple):
    """A kind of row that belongs to a record: its model, and the foreign key that leads there."""

    model: type
    link: str
    within: Any = None  # the ChildKind that the link leads to, where it is not the record itself

    @property
    def path(self):
        return f"{self.link}__{self.within.path}" if self.within else self.link

    def rows(self, key):
        """Return the rows that belong to the record of this key, in a fixed order."""
        return self.model._base_manager.filter(**{self.path: key}).order_by("pk")

    def records(self, key):
        """Return the history of all rows that belong or belonged to the record of this key."""
        history = self.model.history.all()
        if self.within:
            return history.filter(
                **{f"{self.link}_id__in": self.within.records(key).values("id").distinct()}
            )
        return history.filter(**{f"{self.link}_id": key})


class OwnRow(NamedTuple):
    """The record itself, in the same terms as its child rows."""

    model: type

    def rows(self, key):
        return self.model._base_manager.filter(pk=key)

    def records(self, key):
        return self.model.history.filter(**{self.model._meta.pk.attname: key})


def version_of(row, child_kinds=(), lock=False):
    """Return the token of what a row and its child rows hold; with `lock`, hold them all as well.

    It is a digest, then the last record of history of each kind: "3f9a…-12.44.0"; "" where the row
    is gone.
    """
    digest, last = hashlib.sha256(), []
    for kind in (OwnRow(type(row)), *child_kinds):
        rows = kind.rows(row.pk)
        if lock:
            rows = locked(rows)
        names = [field.attname for field in entered_fields(kind.model)]
        held = list(rows.values_list(*names))
        if not held and isinstance(kind, OwnRow):
            return ""
        digest.update(repr(held).encode())
        last.append(kind.records(row.pk).aggregate(last=Max("history_id"))["last"] or 0)
    for field in row._meta.many_to_many:
        through = getattr(row, field.name).order_by("pk").values_list("pk", flat=True)
        digest.update(repr(list(through)).encode())
    return f"{digest.hexdigest()[:32]}-{'.'.join(map(str, last))}"


def entered_fields(model):
    """Return the fields that somebody enters; not those that follow, such as texts for searches.

    Those change with other rows too, and a history that does not keep them has nothing to show.
    """
    recorded = {field.name for field in model.history.model.tracked_fields}
    fields = model._meta.concrete_fields
    return [field for field in fields if field.editable or field.name in recorded]


def records_since(row, child_kinds, version):
    """Return the records of history that are newer than a version, the oldest first."""
    seen = [int(key) for key in version.partition("-")[2].split(".") if key.isdecimal()]
    kinds = (OwnRow(type(row)), *child_kinds)
    if len(seen) != len(kinds) or any(number >= 2**63 for number in seen):
        return []  # not a token of ours: nobody can tell what was seen
    records = []
    for kind, last in zip(kinds, seen, strict=True):
        records += kind.records(row.pk).filter(history_id__gt=last).select_related("history_user")
    return sorted(records, key=lambda record: (record.history_date, record.history_id))
