"""What is public at one moment: counts, words, orders and excerpts that agree with each other."""

from collections.abc import Collection, Hashable, Iterable
from datetime import date

from pyroaring import BitMap

from articles.folding import fold
from recommendations.index import loading
from recommendations.index.facet_index import FacetIndex
from recommendations.index.words.highlighting import Snippet, snippet
from recommendations.index.words.postings import Postings
from recommendations.index.words.query_parser import Leaf, Query
from recommendations.models import Organisation


class Snapshot:
    """The index as it was when it was asked for; whatever is edited meanwhile, this stays.

    Recommendations are sets of numbers that mean nothing outside. Words are None while they are
    being read; they may have grown since, by what `everything` does not hold.
    """

    def __init__(self, facets: FacetIndex, words: Postings | None):
        self.facets = facets
        self.words = words

    @property
    def has_words(self) -> bool:
        return self.words is not None

    @property
    def everything(self) -> BitMap:
        """All public recommendations."""
        return self.facets.live

    # What a filter leaves ───────────────────────────────────────────────────

    def having(self, facet: str, values: Iterable[Hashable]) -> BitMap:
        """Return what has any of these values of a facet."""
        return self.facets.having(facet, values)

    def dated(self, after: date | None = None, before: date | None = None) -> BitMap:
        """Return what may date from a day on, or until one."""
        return self.facets.dated(after, before)

    def numbered(self, ids: Iterable[int]) -> BitMap:
        """Return the recommendations of these ids, as far as they are public."""
        return self.facets.numbered(ids)

    def matching(self, query: Query) -> BitMap:
        """Return what a query of words is about; nothing while there are no words."""
        if self.words is None:
            return BitMap()
        return self.words.find(query, self.everything, self._signed_by)

    # What is said of it ─────────────────────────────────────────────────────

    def tally(self, facet: str, among: BitMap) -> dict[Hashable, int]:
        """Return how many of these have each value of a facet, where any has it."""
        return self.facets.tally(facet, among)

    def synonyms(self, facet: str, values: Iterable[Hashable]) -> set:
        """Return the values of a facet that mean the same as these do, under another name."""
        return self.facets.synonyms(facet, values)

    def ids(self, among: BitMap, sort: str, query: Query, first: int, count: int) -> list[int]:
        """Return the ids of these at [first, first + count) of an order."""
        if sort in self.facets.times:
            return self.facets.latest(sort, among, first + count)[first:]
        groups = [among]
        if sort == "article":
            groups = self.facets.grouped_by_place(among)
        elif sort == "relevance" and self.words is not None and not query.is_empty:
            groups = self.words.ranked(query, among, self._signed_by)
        return self.facets.slice(groups, sort, first, count)

    def nearest(self, query: Query) -> str | None:
        """Return a query with words that occur in place of those that do not, if there is one."""
        if self.words is None:
            return None
        return self.words.nearest(query, self.everything, self._signed_by)

    def excerpts(self, query: Query, ids: Collection[int]) -> dict[int, Snippet]:
        """Return where the words stand in recommendations, by id; three queries."""
        texts = loading.texts(ids, self.facets.submissions)
        snippets = {pk: snippet(query, own_texts) for pk, own_texts in texts}
        return {pk: own for pk, own in snippets.items() if own}

    def _signed_by(self, leaf: Leaf) -> BitMap:
        """Return what was signed by organisations whose names hold these words."""
        wanted = f" {fold(leaf.text)}"
        rows = Organisation.objects.filter(folded__contains=wanted.strip()).order_by()
        ids = [pk for pk, folded in rows.values_list("pk", "folded") if wanted in f" {folded}"]
        return self.having("organisation", ids)
