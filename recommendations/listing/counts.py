"""How many public recommendations there are at rows of either floor: what the list gives for them.

The numbers come from the index; while that is being built, from the database, row by row.
"""

from collections.abc import Iterable

from django.db.models import Model
from pyroaring import BitMap

from recommendations.index.process_index import index
from recommendations.listing.facets import facet_named
from recommendations.models import Recommendation

Numbers = set[int] | BitMap


class RecommendationSets:
    """The public recommendations at any value of any facet, all as of one moment.

    They come as sets of numbers that mean nothing outside.
    """

    def __init__(self) -> None:
        self.snapshot = index.snapshot()

    def everything(self) -> Numbers:
        """Return all of them."""
        if self.snapshot is None:
            return set(Recommendation.objects.published().values_list("pk", flat=True))
        return self.snapshot.everything

    def at(self, name: str, row: Model) -> Numbers:
        """Return those that choosing a row in the facet of this name gives."""
        if self.snapshot is None:
            public = Recommendation.objects.published().order_by()
            narrowed = facet_named(name).narrow(public, [row.pk])
            return set(narrowed.values_list("pk", flat=True))
        return self.snapshot.having(name, [row.pk])


def count_recommendations(rows: Iterable[Model], name: str) -> list:
    """Give each row its `recommendation_count`, that of the facet of this name; return the rows."""
    rows = list(rows)
    if not rows:
        return []
    sets = RecommendationSets()
    for row in rows:
        row.recommendation_count = len(sets.at(name, row))
    return rows
