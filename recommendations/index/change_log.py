"""Reading the log of changes: what has changed since a point that was read before."""

from collections import defaultdict
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from recommendations.models import Change

MOST_ROWS_READ = 50_000  # rows of the log; beyond, reading everything anew costs less


class Point(NamedTuple):
    """A place in the log: a number, its token, and one row that bears them."""

    number: int
    token: str
    row: int


def end() -> Point | None:
    """Return the Point at the end of the log, None when there is no log; one query."""
    _number_own()
    last = Change.objects.order_by("-number", "-id").exclude(number=None)
    row = last.values_list("number", "token", "id").first()
    return Point(*row) if row else None


def since(point: Point) -> tuple[dict[str, set[int]], Point] | None:
    """Return the ids that changed, by kind, and the new end; None when the log does not tell.

    It does not where it no longer reaches back, or where the number bears another token: then what
    was read has been rolled back, or the database restored. One query when nothing has changed.
    """
    rows = _rows_from(point)
    if any(row.number is None for row in rows):
        _number_own()
        rows = _rows_from(point)
    here = next((row for row in rows if row.id == point.row), None)
    if (
        here is None
        or Point(here.number, here.token, here.id) != point
        or len(rows) > MOST_ROWS_READ
    ):
        return None
    changed, last = defaultdict(set), point
    for row in rows:
        if row.number > point.number:
            changed[row.kind].add(row.row)
            last = max(last, Point(row.number, row.token, row.id))
    return changed, last


def _rows_from(point: Point) -> list:
    news = Q(number__gt=point.number) | Q(number=None) | Q(id=point.row)
    columns = ("id", "number", "token", "kind", "row")
    return list(Change.objects.filter(news).values_list(*columns, named=True)[: MOST_ROWS_READ + 1])


def _number_own() -> None:
    """Number what this very transaction has noted so far; on PostgreSQL, inside one alone."""
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS number_changes IMMEDIATE")
            cursor.execute("SET CONSTRAINTS number_changes DEFERRED")
