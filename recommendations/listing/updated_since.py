"""What changed since a moment, and the order of change: for those who keep a mirror.

A row counts as changed when it was entered, edited or published, and a recommendation also when
its submission was, with which it appears and disappears.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import dates

CHANGES = "changes"  # the value of `sort` that means the order of change
MAX_LENGTH = 200


class Since(NamedTuple):
    """A moment, or the place of one row in the order of change: its moment and its key."""

    moment: datetime
    key: str


class SinceField(forms.CharField):
    """A moment, or moment/key; cleaned to Since, None when empty."""

    def clean(self, value: str | None) -> Since | None:
        value = super().clean(value)
        if not value:
            return None
        text, _slash, key = value.partition("/")
        try:
            return Since(dates.moment(text), key)
        except ValueError as error:
            raise ValidationError(
                _(
                    "“%(value)s” is not a date and time. Write 2026-11-22 or, with its time "
                    "zone, 2026-11-22T09:30:00Z."
                ),
                params={"value": value[:40]},
            ) from error


class SinceFilter(django_filters.Filter):
    """Keeps what changed at or after a moment or, where a row's place is given, after that row.

    `columns` hold moments of change, the latest of which counts; `key` tells rows of one moment
    apart.
    """

    field_class = SinceField

    def __init__(self, columns: Sequence[str], key: str):
        super().__init__(
            max_length=MAX_LENGTH,
            label=gettext_lazy("Changed since"),
            help_text=gettext_lazy(
                "Changed or published at or after a date, or a date and time with its time "
                "zone, such as 2026-11-22T09:30:00Z. Addresses in `next` add the key of the "
                "row to continue from."
            ),
        )
        self.columns, self.key = columns, key

    def filter(self, qs: QuerySet, value: Since | None) -> QuerySet:
        if not value:
            return qs
        later, at = self.any_column("gt", value), self.any_column("exact", value)
        # Where one column is later the row is in; so at most equal ones are left to be told apart.
        beyond = Q(**{f"{self.key}__gt": value.key}) if value.key else Q()
        return qs.filter(later | (at & beyond))

    def any_column(self, lookup: str, since: Since) -> Q:
        return reduce(or_, (Q(**{f"{name}__{lookup}": since.moment}) for name in self.columns))

    def in_order(self, qs: QuerySet) -> QuerySet:
        """Return the rows in the order of change, each with its moment as `changed`."""
        first, *others = self.columns
        changed = Greatest(first, *others) if others else F(first)
        return qs.annotate(changed=changed).order_by("changed", self.key)

    def place_of(self, row: Any) -> str:
        """Return the value that leads on from a row of `in_order`."""
        moment = row.changed.isoformat().replace("+00:00", "Z")
        return f"{moment}/{getattr(row, self.key)}"
