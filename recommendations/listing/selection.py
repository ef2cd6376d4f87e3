"""What the filters leave, found in the index or, while that is being built, in the database."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from functools import cached_property, partial
from heapq import nlargest
from itertools import islice
from math import inf

from django.db.models import QuerySet
from pyroaring import BitMap

from recommendations.index.index_snapshot import Snapshot
from recommendations.index.process_index import index
from recommendations.index.words import highlighting
from recommendations.index.words.query_parser import Query
from recommendations.listing.facets.facet import Facet, Option, Tally, fullest
from recommendations.listing.facets.option_cache import option_cache
from recommendations.listing.filters import TIME_ORDERS, RecommendationFilterSet, keys_of
from recommendations.listing.named_places import Name, NamedArticle, NamedPlaces, named_by
from recommendations.listing.updated_since import CHANGES, Since
from recommendations.models import Recommendation

CHUNK = 500  # rows read at once where all of a list are
Options = Mapping[str, Option]  # the chosen ones of a facet, by their values
Tallies = tuple[list[Tally], int]  # fullest first, and how many more values there are


def selected(
    filterset: RecommendationFilterSet, word_query: Query, name: Name
) -> "FromDatabase | FromIndex":
    """Return what a valid filter set, a query of words and what these name leave."""
    snapshot = index.snapshot()
    by_change = filterset.form.cleaned_data.get("sort") == CHANGES
    # The order of change is the database's own, and has an index there.
    if snapshot is None or (by_change and word_query.is_empty):
        return FromDatabase(filterset, word_query)
    return FromIndex(filterset, word_query, name, snapshot)


class Nothing:
    """What a state with an invalid value leaves."""

    total, awaits_words, awaits_counts, did_you_mean = 0, False, False, None
    named_articles: Collection[NamedArticle] = ()
    only_examples = False

    def rows(self, sort: str, examples: bool = True) -> "OrderedRows":
        return OrderedRows(lambda first, count: [], 0, Recommendation.objects.none())

    def tallies(self, facet: Facet, chosen: Options, most: int | None = None) -> "Tallies":
        return [], 0

    def excerpts(self, ids: Collection[int]) -> dict[int, highlighting.Excerpt]:
        return {}


class FromDatabase:
    """Found by the database; right at any time, and slow where there is much. Knows no words.

    It is what `FromIndex` must agree with: tests/test_index.py asks both.
    """

    did_you_mean = None
    named_articles: Collection[NamedArticle] = ()

    def __init__(self, filterset: RecommendationFilterSet, word_query: Query):
        self.filterset = filterset
        self.awaits_counts = index.is_building
        self.awaits_words = not word_query.is_empty

    @cached_property
    def matching(self) -> QuerySet:
        return Recommendation.objects.none() if self.awaits_words else self.filterset.narrowed()

    @cached_property
    def total(self) -> int:
        return self.matching.count()

    @property
    def only_examples(self) -> bool:
        """Whether none of these is on a real treaty."""
        return not self._on_real_treaties().exists()

    def _on_real_treaties(self) -> QuerySet:
        return self.matching.exclude(submission__treaty__example=True)

    def rows(self, sort: str, examples: bool = True) -> "OrderedRows":
        """Return the rows in an order; without `examples`, none on an invented treaty."""
        matching = self.matching if examples else self._on_real_treaties()
        ordered = self.filterset.order(matching, "sort", sort)
        ids = ordered.values_list("pk", flat=True)
        return OrderedRows(
            lambda first, count: list(ids[first : first + count]),
            self.total if examples else matching.count(),
            queryset_for(self.filterset, sort),
        )

    def tallies(self, facet: Facet, chosen: Options, most: int | None = None) -> Tallies:
        """Return the `most` fullest values of a facet and all chosen ones, or all values."""
        if self.awaits_words:
            return [], 0
        rows = self.filterset.narrowed(but=facet.name) if chosen else self.matching
        repeated = facet.repeated(keys_of(chosen))
        counts = {
            option: count for option, count in facet.tallies(rows) if option.key not in repeated
        }
        for option in chosen.values():
            if option not in counts:
                counts[option] = facet.narrow(rows, [option.key]).count()
        tallies = [Tally(option.value, option.label, count) for option, count in counts.items()]
        shown = fullest(tallies, chosen, most)
        return shown, len(tallies) - len(shown)

    def excerpts(self, ids: Collection[int]) -> dict[int, highlighting.Excerpt]:
        return {}


class FromIndex:
    """Found in memory: every filter is a set of numbers, a count the size of their intersection."""

    awaits_counts = False

    def __init__(
        self,
        filterset: RecommendationFilterSet,
        word_query: Query,
        name: Name,
        snapshot: Snapshot,
    ):
        self.filterset, self.word_query, self.snapshot = filterset, word_query, snapshot
        self.name = name
        self.awaits_words = not snapshot.has_words and not word_query.is_empty

    @cached_property
    def by_filter(self) -> dict[str, BitMap]:
        """What each filter in force leaves by itself, by parameter."""
        values, snapshot = self.filterset.form.cleaned_data, self.snapshot
        left = {}
        for facet in self.filterset.facets:
            if chosen := values.get(facet.name):
                left[facet.name] = snapshot.having(facet.name, keys_of(chosen))
        if not self.word_query.is_empty:
            left["q"] = snapshot.matching(self.word_query) | self.named.all
        if span := values.get("after"):
            left["after"] = snapshot.dated(after=span.first)
        if span := values.get("before"):
            left["before"] = snapshot.dated(before=span.last)
        if since := values.get("updated_since"):
            left["updated_since"] = self._changed_since(since)
        return left

    @cached_property
    def named(self) -> NamedPlaces:
        """What the words name outright, which comes before what has them in its text."""
        words = self.filterset.form.cleaned_data.get("q") or ""
        return named_by(words, self.name, self.snapshot)

    @cached_property
    def named_articles(self) -> Collection[NamedArticle]:
        """The articles that the words name, each with what the filters leave of it."""
        if "q" not in self.by_filter:
            return ()
        return [
            article._replace(asked=article.asked & self.matching) for article in self.named.articles
        ]

    def narrowed(self, but: str | None = None) -> BitMap:
        """Return what all filters leave, or all but the one named `but`."""
        rows = self.snapshot.everything
        for parameter, left in self.by_filter.items():
            if parameter != but:
                rows = rows & left
        return rows

    @cached_property
    def matching(self) -> BitMap:
        return self.narrowed()

    @cached_property
    def total(self) -> int:
        return len(self.matching)

    @property
    def only_examples(self) -> bool:
        """Whether none of these is on a real treaty."""
        return not self.matching - self.snapshot.of_examples()

    def rows(self, sort: str, examples: bool = True) -> "OrderedRows":
        """Return the rows in an order; without `examples`, none on an invented treaty.

        Neither by relevance nor by change: nobody leaves them out of these.
        """
        matching = self.matching if examples else self.matching - self.snapshot.of_examples()
        ids = self._ids_by_change
        if sort == "relevance":
            ids = self._ids_by_relevance
        elif sort != CHANGES:
            ids = partial(self.snapshot.ids, matching, sort, self.word_query)
        return OrderedRows(ids, len(matching), queryset_for(self.filterset, sort))

    def tallies(self, facet: Facet, chosen: Options, most: int | None = None) -> Tallies:
        """Return the `most` fullest values of a facet and all chosen ones, or all values."""
        among = self.narrowed(but=facet.name) if chosen else self.matching
        counts = self.snapshot.tally(facet.name, among)
        keys = keys_of(chosen)
        for key in self.snapshot.repeated(facet.name, keys):
            counts.pop(key, None)
        for key in keys:
            if key not in counts:  # no row has it, or it is an earlier article of a lineage
                alone = self.snapshot.having(facet.name, [key])
                counts[key] = among.intersection_cardinality(alone)
        options = option_cache.by_key(facet, {*keys, *candidates(counts, most)})
        tallies = [
            Tally(option.value, option.label, counts[key]) for key, option in options.items()
        ]
        shown = fullest(tallies, chosen, most)
        return shown, 0 if most is None else len(counts) - len(shown)

    @property
    def did_you_mean(self) -> str | None:
        """The query with known words in place of unknown ones, where nothing is found."""
        if self.total or self.word_query.is_empty:
            return None
        return self.snapshot.did_you_mean(self.word_query)

    def excerpts(self, ids: Collection[int]) -> dict[int, highlighting.Excerpt]:
        """Return where the words stand in the rows of these ids, by id."""
        if self.word_query.is_empty or not ids:
            return {}
        return self.snapshot.excerpts(self.word_query, ids)

    def _changed_since(self, since: Since) -> BitMap:
        rows = self.filterset.filters["updated_since"].filter(
            Recommendation.objects.published().order_by(), since
        )
        return self.snapshot.slots_of(rows.values_list("pk", flat=True))

    def _ids_by_relevance(self, first: int, count: int) -> list[int]:
        """Return the ids at a slice: on named articles, named by themselves, all else."""
        ids: list[int] = []
        rest, groups = self.matching, list[BitMap]()
        if "q" in self.by_filter:
            groups = [self.named.asked, self.named.recommendations]
        for group in groups:
            own, rest = rest & group, rest - group
            ids += self._slice(own, "newest", first, count - len(ids))
            first = max(0, first - len(own))
        return ids + self._slice(rest, "relevance", first, count - len(ids))

    def _slice(self, among: BitMap, sort: str, first: int, count: int) -> list[int]:
        if count <= 0 or first >= len(among):
            return []
        return self.snapshot.ids(among, sort, self.word_query, first, count)

    def _ids_by_change(self, first: int, count: int) -> list[int]:
        """Return the ids at a slice in the order of change, which the database alone knows."""
        ordered = self.filterset.order(self.filterset.narrowed(), "sort", CHANGES)
        ids = ordered.values_list("pk", flat=True).iterator()
        matching = (pk for pk in ids if self.snapshot.slots_of([pk]) & self.matching)
        return list(islice(matching, first, first + count))


def queryset_for(filterset: RecommendationFilterSet, sort: str) -> QuerySet:
    """Return the queryset that reads rows for a list, with the time that an order is by."""
    public = Recommendation.objects.published().for_list()
    return filterset.order(public, "sort", sort) if sort in (*TIME_ORDERS, CHANGES) else public


def candidates(counts: Mapping[Hashable, int], most: int | None) -> Collection[Hashable]:
    """Return the keys that may be among the `most` fullest: with all that tie with the last."""
    if most is None or most >= len(counts):
        return counts.keys()
    least = nlargest(most, counts.values())[-1] if most else inf
    return [key for key, count in counts.items() if count >= least]


class OrderedRows:
    """Recommendations in an order, as Django's Paginator takes them.

    `ids(first, count)` returns the ids at [first, first + count); `read` makes rows, each with its
    `pk`, of the `queryset` of some of them. What has just ceased to be public, after it was
    counted, is left out.
    """

    def __init__(
        self,
        ids: Callable[[int, int], list[int]],
        total: int,
        queryset: QuerySet,
        read: Callable[[QuerySet], Collection] = list,
    ):
        self.ids, self.total, self.queryset, self.read = ids, total, queryset, read

    def __len__(self) -> int:
        return self.total

    def __iter__(self) -> Iterator:
        return self.iterator()

    def __getitem__(self, wanted: slice) -> list:
        first, last, step = wanted.indices(self.total)
        if step != 1:
            raise ValueError("Rows are read in order, one after the other.")
        return self._read(self._ids(first, max(last - first, 0)))

    def count(self) -> int:
        return self.total

    def iterator(self, chunk_size: int = CHUNK) -> Iterator:
        """Yield all rows, reading so many at a time.

        Their ids are found before the first is read: rows do not move while others are edited.
        """
        ids = self._ids(0, self.total)
        for first in range(0, len(ids), chunk_size):
            yield from self._read(ids[first : first + chunk_size])

    def with_queryset(self, change: Callable[[QuerySet], QuerySet]) -> "OrderedRows":
        """Return the same rows, read by a changed queryset."""
        return OrderedRows(self.ids, self.total, change(self.queryset), self.read)

    def read_as(self, read: Callable[[QuerySet], Collection]) -> "OrderedRows":
        """Return the same rows, made by another function of a queryset."""
        return OrderedRows(self.ids, self.total, self.queryset, read)

    def _ids(self, first: int, count: int) -> list[int]:
        return self.ids(first, count) if count else []

    def _read(self, ids: list[int]) -> list:
        rows = self.read(self.queryset.filter(pk__in=ids)) if ids else []
        by_id = {row.pk: row for row in rows}
        return [by_id[pk] for pk in ids if pk in by_id]
