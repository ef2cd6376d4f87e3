"""What the filters leave, found in the catalogue or, while that is being built, in the database."""

from functools import cached_property, partial
from itertools import islice

from pyroaring import BitMap

from articles.folding import fold
from recommendations.index import loading
from recommendations.index.process_index import keeper
from recommendations.index.words import highlighting
from recommendations.listing.facet import Tally, by_count
from recommendations.listing.facet_labels import names
from recommendations.listing.filters import MOMENTS
from recommendations.listing.updated_since import CHANGES
from recommendations.models import Organisation, Recommendation

CHUNK = 500  # rows read at once where all of a list are


def selected(filterset, query):
    """Return what a valid filter set and a query of words leave."""
    with keeper.lock:
        catalogue, words = keeper.current(), keeper.words
    by_change = filterset.form.cleaned_data.get("sort") == CHANGES
    # The order of change is the database's own, and has an index there.
    if catalogue is None or (by_change and query.is_empty):
        return InDatabase(filterset, query)
    return InCatalogue(filterset, query, catalogue, words)


class Nothing:
    """What a state with a fault leaves."""

    total, is_building, is_counting, did_you_mean = 0, False, False, None

    def rows(self, sort):
        return OrderedRows(lambda first, count: [], 0, Recommendation.objects.none())

    def excerpts(self, ids):
        return {}


class InDatabase:
    """Found by the database; right at any time, and slow where there is much. Knows no words.

    It is what `InCatalogue` must agree with: tests/test_catalogue.py asks both.
    """

    did_you_mean = None

    def __init__(self, filterset, query):
        self.filterset = filterset
        self.is_counting = keeper.is_at_work
        self.is_building = not query.is_empty

    @cached_property
    def matching(self):
        return Recommendation.objects.none() if self.is_building else self.filterset.narrowed()

    @cached_property
    def total(self):
        return self.matching.count()

    def rows(self, sort):
        """Return the OrderedRows in an order."""
        ordered = self.filterset.order(self.matching, "sort", sort)
        ids = ordered.values_list("pk", flat=True)
        return OrderedRows(
            lambda first, count: list(ids[first : first + count]),
            self.total,
            read(self.filterset, sort),
        )

    def tallies(self, facet, found, most=None):
        """Return the tallies of a facet, fullest first, and how many more values there are."""
        if self.is_building:
            return [], 0
        rows = self.filterset.narrowed(but=facet.name) if found else self.matching
        repeated = facet.repeated(found)
        tallies = by_count(tally for tally in facet.tally(rows) if tally.value not in repeated)
        counted = {tally.value for tally in tallies}
        labels = facet.labels(found)
        alone = [
            Tally(value, labels[value], facet.narrow(rows, {value: row}).count())
            for value, row in found.items()
            if value not in counted
        ]
        top = [tally for tally in tallies[:most] if tally.value not in found]
        chosen = [tally for tally in tallies if tally.value in found] + alone
        return by_count(chosen + top), len(tallies) - len(top) - len(chosen) + len(alone)

    def excerpts(self, ids):
        return {}


class InCatalogue:
    """Found in memory: every filter is a bitmap, every count the size of an AND."""

    is_counting = False

    def __init__(self, filterset, query, catalogue, words):
        self.filterset, self.query = filterset, query
        self.catalogue, self.words = catalogue, words
        self.is_building = words is None and not query.is_empty

    @cached_property
    def parts(self):
        """The numbers that each filter leaves by itself, by parameter."""
        parts = {}
        chosen = self.filterset.form.cleaned_data
        with keeper.lock:
            for facet in self.filterset.facets:
                if found := chosen.get(facet.name):
                    parts[facet.name] = self.catalogue.having(facet.name, facet.held(found))
            if not self.query.is_empty:
                parts["q"] = self._worded()
            for name, side in (("after", "first"), ("before", "last")):
                if span := chosen.get(name):
                    parts[name] = self.catalogue.dated(**{name: getattr(span, side)})
            if since := chosen.get("updated_since"):
                parts["updated_since"] = self._changed_since(since)
        return parts

    def matching(self, but=None):
        """Return the numbers that all filters leave, or all but one."""
        found = self.catalogue.live.copy()  # what goes on changing as others edit
        for name, part in self.parts.items():
            if name != but:
                found = found & part
        return found

    @cached_property
    def found(self):
        return self.matching()

    @cached_property
    def total(self):
        return len(self.found)

    def rows(self, sort):
        """Return the OrderedRows in an order."""
        ids = self._ids_by_change if sort == CHANGES else partial(self._ids, sort)
        return OrderedRows(ids, self.total, read(self.filterset, sort))

    def tallies(self, facet, found, most=None):
        """Return the tallies of a facet, fullest first, and how many more values there are."""
        with keeper.lock:
            among = self.matching(but=facet.name) if found else self.found
            counts = self.catalogue.tally(facet.name, among)
            chosen = facet.held(found)
            for value in self.catalogue.repeated(facet.name, chosen):
                counts.pop(value, None)
            for value in chosen:
                if value not in counts:
                    alone = self.catalogue.having(facet.name, [value])
                    counts[value] = among.intersection_cardinality(alone)
        top = counts if most is None else fullest(counts, most)
        called = names.of(facet, list(dict.fromkeys([*chosen, *top])))
        tallies = by_count(Tally(*called[value], counts[value]) for value in called)
        return tallies, len(counts) - len(called) if most is not None else 0

    @property
    def did_you_mean(self):
        """The query with known words in place of unknown ones, where nothing is found."""
        if self.total or self.query.is_empty or self.words is None:
            return None
        with keeper.lock:
            return self.words.nearest(self.query, self.catalogue.live, self._signed)

    def excerpts(self, ids):
        """Return where the words stand in the rows of these ids, as `marking.Snippet` by id."""
        if self.query.is_empty or not ids:
            return {}
        read = loading.texts(ids, self.catalogue.documents)
        found = {pk: highlighting.snippet(self.query, texts) for pk, texts in read}
        return {pk: snippet for pk, snippet in found.items() if snippet}

    def _ids(self, sort, first, count):
        catalogue = self.catalogue
        with keeper.lock:
            if sort in catalogue.moments:
                return catalogue.latest(sort, self.found, first + count)[first:]
            groups = [self.found]
            if sort == "article":
                groups = catalogue.by_place(self.found)
            elif sort == "relevance" and self.words is not None and not self.query.is_empty:
                groups = self.words.ranked(self.query, self.found, self._signed)
            return catalogue.slice(groups, sort, first, count)

    def _worded(self):
        if self.words is None:
            return BitMap()
        return self.words.find(self.query, self.catalogue.live, self._signed)

    def _signed(self, leaf):
        """Return the numbers of what was signed by organisations whose names hold these words."""
        wanted = f" {fold(leaf.text)}"
        rows = Organisation.objects.filter(folded__contains=wanted.strip()).order_by()
        ids = [pk for pk, folded in rows.values_list("pk", "folded") if wanted in f" {folded}"]
        return self.catalogue.having("organisation", ids)

    def _changed_since(self, since):
        rows = self.filterset.filters["updated_since"].filter(
            Recommendation.objects.published().order_by(), since
        )
        return self.catalogue.numbered(rows.values_list("pk", flat=True))

    def _ids_by_change(self, first, count):
        """Return the ids at a slice in the order of change, which the database alone knows."""
        ordered = self.filterset.order(self.filterset.narrowed(), "sort", CHANGES)
        ids = ordered.values_list("pk", flat=True).iterator()
        held = (pk for pk in ids if self.catalogue.numbered([pk]) & self.found)
        return list(islice(held, first, first + count))


def read(filterset, sort):
    """Return the queryset that reads rows for a list, with the moment that an order is by."""
    public = Recommendation.objects.published().for_list()
    return filterset.order(public, "sort", sort) if sort in (*MOMENTS, CHANGES) else public


def fullest(counts, most):
    """Return the `most` values with the highest counts, in that order."""
    if len(counts) > most:
        least = sorted(counts.values())[-most]
        counts = {value: count for value, count in counts.items() if count >= least}
    return sorted(counts, key=lambda value: (-counts[value], value))[:most]


class OrderedRows:
    """Recommendations in an order, as Django's Paginator takes them.

    `ids(first, count)` returns the ids at [first, first + count); `read` makes rows, each with its
    `pk`, of the `queryset` of some of them. What has just ceased to be public, after it was
    counted, is left out.
    """

    def __init__(self, ids, total, queryset, read=list):
        self.ids, self.total, self.queryset, self.read = ids, total, queryset, read

    def __len__(self):
        return self.total

    def __iter__(self):
        return self.iterator()

    def __getitem__(self, wanted):
        first, last, step = wanted.indices(self.total)
        if step != 1:
            raise ValueError("Rows are read in order, one after the other.")
        return self._read(self._ids(first, max(last - first, 0)))

    def count(self):
        return self.total

    def iterator(self, chunk_size=CHUNK):
        """Yield all rows, reading so many at a time.

        Their ids are found before the first is read: rows do not move while others are edited.
        """
        ids = self._ids(0, self.total)
        for first in range(0, len(ids), chunk_size):
            yield from self._read(ids[first : first + chunk_size])

    def with_queryset(self, change):
        """Return the same rows, read by a changed queryset."""
        return OrderedRows(self.ids, self.total, change(self.queryset), self.read)

    def read_as(self, read):
        """Return the same rows, made by another function of a queryset."""
        return OrderedRows(self.ids, self.total, self.queryset, read)

    def _ids(self, first, count):
        return self.ids(first, count) if count else []

    def _read(self, ids):
        rows = self.read(self.queryset.filter(pk__in=ids)) if ids else []
        found = {row.pk: row for row in rows}
        return [found[pk] for pk in ids if pk in found]
