"""How many public recommendations there are at rows of either floor: what the list gives for them.

The numbers come from the index; while that is being built, from the database, row by row.
"""

from collections.abc import Iterable

from django.db.models import F, Model
from pyroaring import BitMap

from recommendations.index.process_index import index
from recommendations.index.words.query_parser import parse
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
        """Return all of them but those on invented treaties."""
        if self.snapshot is None:
            real = Recommendation.objects.published().exclude(submission__treaty__example=True)
            return set(real.order_by().values_list("pk", flat=True))
        return self.snapshot.everything - self.snapshot.of_examples()

    def at(self, name: str, row: Model) -> Numbers:
        """Return those that choosing a row in the facet of this name gives."""
        if self.snapshot is None:
            public = Recommendation.objects.published().order_by()
            narrowed = facet_named(name).narrow(public, [row.pk])
            return set(narrowed.values_list("pk", flat=True))
        return self.snapshot.having(name, [row.pk])

    def newest(self, among: Numbers, count: int) -> list[int]:
        """Return the ids of the first of these in the order of the list."""
        if self.snapshot is None or not isinstance(among, BitMap):
            latest = F("submission__first_day").desc(nulls_last=True)
            rows = Recommendation.objects.filter(pk__in=among)
            ordered = rows.order_by(latest, "submission__slug", "sort_key", "key")
            return list(ordered.values_list("pk", flat=True)[:count])
        return self.snapshot.ids(among, "newest", parse(""), 0, count)


def count_recommendations(rows: Iterable[Model], name: str) -> list:
    """Give each row its `recommendation_count`, that of the facet of this name; return the rows."""
    rows = list(rows)
    if not rows:
        return []
    sets = RecommendationSets()
    for row in rows:
        row.recommendation_count = len(sets.at(name, row))
    return rows
