"""How many public recommendations there are at rows of either floor: what the list gives for them.

The numbers come from the catalogue; while that is being built, from the database, row by row.
"""

from recommendations.index.process_index import keeper
from recommendations.listing import RecommendationFilterSet
from recommendations.models import Recommendation


class RecommendationSets:
    """The public recommendations at any value of any facet, all as of one moment."""

    def __init__(self):
        self.catalogue = keeper.current()

    def every(self):
        """Return all of them, as a set of numbers that mean nothing outside."""
        if self.catalogue is None:
            return set(Recommendation.objects.published().values_list("pk", flat=True))
        with keeper.lock:
            return self.catalogue.live.copy()

    def at(self, name, row):
        """Return those that choosing a row in the facet of this name gives, as such a set."""
        if self.catalogue is None:
            facet = RecommendationFilterSet.base_filters[name].facet
            public = Recommendation.objects.published().order_by()
            return set(facet.narrow(public, {"": row}).values_list("pk", flat=True))
        with keeper.lock:
            return self.catalogue.having(name, [row.pk])


def count_recommendations(rows, name):
    """Give each row its `recommendation_count`, that of the facet of this name; return the rows."""
    rows = list(rows)
    asked = RecommendationSets() if rows else None
    for row in rows:
        row.recommendation_count = len(asked.at(name, row))
    return rows
