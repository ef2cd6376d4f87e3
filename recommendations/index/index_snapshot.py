"""What is public at one moment: counts, words, orders and excerpts that agree with each other."""

from collections.abc import Collection, Hashable, Iterable
from datetime import date

from pyroaring import BitMap

from articles.folding import fold
from recommendations.index import loading
from recommendations.index.recommendation_index import RecommendationIndex
from recommendations.index.words.highlighting import Excerpt, excerpt
from recommendations.index.words.postings import Postings
from recommendations.index.words.query_parser import Leaf, Query
from recommendations.models import Organisation


class Snapshot:
    """The index as it was when it was asked for; its counts and orders stay while others edit.

    Excerpts and the names of organisations are read from the database as it is now.

    Recommendations are sets of numbers that mean nothing outside. Words are None while they are
    being read; they may have grown since, by what `everything` does not hold.
    """

    def __init__(self, rows: RecommendationIndex, words: Postings | None):
        self.rows = rows
        self.words = words

    @property
    def has_words(self) -> bool:
        return self.words is not None

    @property
    def everything(self) -> BitMap:
        """All public recommendations."""
        return self.rows.live

    # What a filter leaves ───────────────────────────────────────────────────

    def having(self, facet: str, keys: Iterable[Hashable]) -> BitMap:
        """Return what has any of these keys of a facet."""
        return self.rows.having(facet, keys)

    def dated(self, after: date | None = None, before: date | None = None) -> BitMap:
        """Return what may date from a day on, or until one."""
        return self.rows.dated(after, before)

    def of_examples(self) -> BitMap:
        """Return what is on a treaty that is invented."""
        return self.rows.of_examples()

    def slots_of(self, ids: Iterable[int]) -> BitMap:
        """Return the recommendations of these ids, as far as they are public."""
        return self.rows.slots_of(ids)

    def matching(self, word_query: Query) -> BitMap:
        """Return what a query of words is about; nothing while there are no words."""
        if self.words is None:
            return BitMap()
        return self.words.find(word_query, self.everything, self._signed_by)

    # What is said of it ─────────────────────────────────────────────────────

    def tally(self, facet: str, among: BitMap) -> dict[Hashable, int]:
        """Return how many of these have each key of a facet, where any has it."""
        return self.rows.tally(facet, among)

    def repeated(self, facet: str, keys: Iterable[Hashable]) -> set:
        """Return the keys of a facet that mean the same as these do, under another name."""
        return self.rows.repeated(facet, keys)

    def ids(self, among: BitMap, sort: str, word_query: Query, first: int, count: int) -> list[int]:
        """Return the ids of these at [first, first + count) of an order."""
        if sort in self.rows.times:
            return self.rows.latest(sort, among, first + count)[first:]
        groups = [among]
        if sort == "article":
            groups = self.rows.grouped_by_place(among)
        elif sort == "relevance" and self.words is not None and not word_query.is_empty:
            groups = self.words.ranked(word_query, among, self._signed_by)
        return self.rows.slice(groups, sort, first, count)

    def did_you_mean(self, word_query: Query) -> str | None:
        """Return a query with words that occur in place of those that do not, if there is one."""
        if self.words is None:
            return None
        return self.words.did_you_mean(word_query, self.everything, self._signed_by)

    def excerpts(self, word_query: Query, ids: Collection[int]) -> dict[int, Excerpt]:
        """Return where the words stand in recommendations, by id; three queries."""
        texts = loading.texts(ids, self.rows.submissions)
        excerpts = {pk: excerpt(word_query, own_texts) for pk, own_texts in texts}
        return {pk: own for pk, own in excerpts.items() if own}

    def _signed_by(self, leaf: Leaf) -> BitMap:
        """Return what was signed by organisations whose names hold these words."""
        wanted = f" {fold(leaf.text)}"
        rows = Organisation.objects.filter(folded__contains=wanted.strip()).order_by()
        ids = [pk for pk, folded in rows.values_list("pk", "folded") if wanted in f" {folded}"]
        return self.having("organisation", ids)
