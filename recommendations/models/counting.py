"""Counts beside the rows of a list, so that no row costs a query of its own."""

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce


def count_of(rows, outer):
    """Return the number of `rows` as an expression; `outer` is what ties them to the outer row."""
    grouped = rows.order_by().values(outer).annotate(number=Count("pk"))
    return Coalesce(Subquery(grouped.values("number")), 0)
