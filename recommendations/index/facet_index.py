"""Bitmaps by facet and value over numbered recommendations. Asks the database nothing.

Each public recommendation bears a number; each value of a facet has the bitmap of the numbers
that have it (roaring bitmaps, Lemire et al., "Roaring Bitmaps: Implementation of an Optimized
Software Library", 2018). Filters are ORs and ANDs of bitmaps, a count is the size of one more AND.

Numbers rise in the order of the submission, so that what one submission asks stands together. What
is changed gets a new number: nothing else has to move.

Readers keep the version that they were given while edits are taken into a `copy` of it. So a bitmap
in here is never changed but replaced in its table, and a copy costs as much as the tables are long,
whatever the bitmaps hold. Versions share what only grows at its end: a reader meets no number
that came later, since it is not among those that are live in its version.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from heapq import nlargest
from typing import Any, Protocol

from pyroaring import BitMap

from articles.lineage import Lineage
from recommendations.index.records import IndexedRecommendation, IndexedSubmission, Place
from recommendations.index.sort_orders import SubmissionOrders


class IndexedFacet(Protocol):
    """What the index needs of a facet; `follows` names that of the articles whose fate it tells."""

    name: str
    follows: str

    def index_values(self, recommendation: IndexedRecommendation) -> Iterable[Hashable]:
        """Return the values that a recommendation has."""


class FacetIndex:
    """All public recommendations by what they have; `lineage` tells what became of an article."""

    def __init__(
        self,
        facets: Sequence[IndexedFacet],
        submissions: Mapping[int, IndexedSubmission],
        lineage: Lineage,
    ):
        self.facets = facets
        self.submissions = submissions
        self.lineage = lineage
        self.orders = SubmissionOrders(submissions)
        self.live = BitMap()
        self.by_value: dict[str, dict[Hashable, BitMap]] = {facet.name: {} for facet in facets}
        self.by_place: dict[Place, BitMap] = {}
        self.ids = array("q")  # by number
        self.times = {"updated": array("d"), "published": array("d")}  # by number
        # By submission, its numbers in its order, where that is not the order of the numbers.
        self._reordered: dict[int, list[int]] = {}
        self._by_id = array("I")  # numbers by rising id, for all that was there at the beginning
        self._later: dict[int, list[int]] = {}  # by id, the numbers of what came or changed later

    def __len__(self) -> int:
        return len(self.live)

    @property
    def wasted(self) -> float:
        """The share of numbers that nothing bears any more."""
        return 1 - len(self.live) / len(self.ids) if self.ids else 0

    # Taking in ──────────────────────────────────────────────────────────────

    def add(self, recommendations: Sequence[IndexedRecommendation]) -> range:
        """Number recommendations, which come by submission and in its order."""
        numbers = range(len(self.ids), len(self.ids) + len(recommendations))
        self.ids.extend(row.id for row in recommendations)
        self.times["updated"].extend(row.updated for row in recommendations)
        self.times["published"].extend(row.published for row in recommendations)
        for facet in self.facets:
            added, values_of = defaultdict(list), facet.index_values
            for number, row in zip(numbers, recommendations, strict=True):
                for value in values_of(row):
                    added[value].append(number)
            table = {value: BitMap(own) for value, own in added.items()}
            _merge(self.by_value[facet.name], self._followed(table) if facet.follows else table)
        places = defaultdict(list)
        for number, row in zip(numbers, recommendations, strict=True):
            places[row.place].append(number)
        _merge(self.by_place, {place: BitMap(own) for place, own in places.items()})
        self.live = self.live | BitMap(numbers)
        return numbers

    def settle(self) -> None:
        """Make numbers quick to find by id and bitmaps small; before any version is given out."""
        self._by_id = array("I", sorted(range(len(self.ids)), key=self.ids.__getitem__))
        for table in self._tables():
            for bitmap in table.values():
                bitmap.run_optimize()
                bitmap.shrink_to_fit()

    def copy(self) -> "FacetIndex":
        """Return an index to change, which leaves this one as it is."""
        other = copy(self)
        other.by_value = {name: table.copy() for name, table in self.by_value.items()}
        other.by_place = self.by_place.copy()
        other._reordered = self._reordered.copy()
        return other

    def replace(
        self,
        gone: Iterable[int],
        recommendations: Sequence[IndexedRecommendation],
        ids_in_order: Mapping[int, Sequence[int]],
    ) -> range:
        """Take out the recommendations of the ids `gone`, take others in; return their numbers.

        `ids_in_order` gives the ids of each submission that is touched, in its order.
        """
        self._remove(self.numbered(gone))
        numbers = self.add(recommendations)
        for row, number in zip(recommendations, numbers, strict=True):
            self._later.setdefault(row.id, []).append(number)
        for submission, ids in ids_in_order.items():
            own = {self.ids[number]: number for number in self.by_value["submission"][submission]}
            self._reordered[submission] = [own[pk] for pk in ids if pk in own]
        return numbers

    def put_submissions(self, changed: Mapping[int, IndexedSubmission | None]) -> None:
        """Take in submissions that came or changed; None stands for one that is public no more."""
        merged = {**self.submissions, **changed}
        self.submissions = {pk: row for pk, row in merged.items() if row is not None}
        self.orders = SubmissionOrders(self.submissions)
        for pk in changed.keys() - self.submissions.keys():
            self._reordered.pop(pk, None)

    def follow(self, lineage: Lineage) -> None:
        """Take in other successions."""
        self.lineage = lineage
        for facet in self.facets:
            if facet.follows:
                self.by_value[facet.name] = self._followed(self.by_value[facet.follows])

    def _followed(self, table: dict) -> dict:
        """Return a table of articles as one of what these became in the end."""
        followed: dict[Hashable, BitMap] = defaultdict(BitMap)
        for article, numbers in table.items():
            for end in self.lineage.ends(article):
                followed[end] = followed[end] | numbers
        return dict(followed)

    def _remove(self, numbers: BitMap) -> None:
        if not numbers:
            return
        for table in self._tables():
            for value in [value for value, own in table.items() if own.intersect(numbers)]:
                table[value] = table[value] - numbers
                if not table[value]:
                    del table[value]
        self.live = self.live - numbers

    # Asking ─────────────────────────────────────────────────────────────────

    def numbered(self, ids: Iterable[int]) -> BitMap:
        """Return the numbers of the recommendations of these ids, as far as they are there."""
        # An id bore other numbers before it changed, or bears another in a later version.
        return BitMap([number for pk in ids for number in self._ever_borne_by(pk)]) & self.live

    def having(self, name: str, values: Iterable[Any]) -> BitMap:
        """Return the numbers that have any of these values of a facet."""
        if follows := self._follows(name):
            name, values = follows, set().union(*(self.lineage.of(value) for value in values))
        table = self.by_value[name]
        return BitMap.union(BitMap(), *(table[value] for value in values if value in table))

    def synonyms(self, name: str, values: Iterable[Any]) -> set:
        """Return the values of a facet that mean the same as these do, under another name."""
        return self.lineage.repeated(values) if self._follows(name) else set()

    def dated(self, after: date | None = None, before: date | None = None) -> BitMap:
        """Return the numbers whose submission may date from a day on, or until one."""
        table = self.by_value["submission"]
        bitmaps = [
            table[row.id]
            for row in self.submissions.values()
            if row.id in table
            and (not after or (row.last_day and row.last_day >= after))
            and (not before or (row.first_day and row.first_day <= before))
        ]
        return BitMap.union(BitMap(), *bitmaps)

    def tally(self, name: str, among: BitMap) -> dict[Hashable, int]:
        """Return how many of these numbers have each value of a facet, where any has it."""
        table = self.by_value[name]
        if among == self.live:
            return {value: len(bitmap) for value, bitmap in table.items()}
        size_of = among.intersection_cardinality
        return {value: size for value, bitmap in table.items() if (size := size_of(bitmap))}

    def slice(self, groups: Iterable[BitMap], sort: str, first: int, count: int) -> list[int]:
        """Return the ids at [first, first + count) of groups of numbers, one after the other.

        Within a group they come by submission, in the order of `sort`; see `SubmissionOrders`.
        Whole groups and submissions are passed over by their size: nothing is sorted, and a page
        far down costs hardly more than the first.
        """
        table = self.by_value["submission"]
        numbers: list[int] = []
        for group in groups:
            if first >= len(group):
                first -= len(group)
                continue
            is_all = group == self.live
            for submission in self.orders.by(sort):
                own = table.get(submission)
                if own is None:
                    continue
                size = len(own) if is_all else own.intersection_cardinality(group)
                if first >= size:
                    first -= size
                    continue
                ordered = self._in_order(submission, own & group)
                numbers += ordered[first : first + count - len(numbers)]
                first = 0
                if len(numbers) == count:
                    return [self.ids[number] for number in numbers]
        return [self.ids[number] for number in numbers]

    def grouped_by_place(self, among: BitMap) -> list[BitMap]:
        """Return these numbers as groups, in the order of the text that they are about."""
        groups = ((place, bitmap & among) for place, bitmap in self.by_place.items())
        return [group for _place, group in sorted((p, g) for p, g in groups if g)]

    def latest(self, time: str, among: BitMap, count: int) -> list[int]:
        """Return the ids of the last of these numbers by when they were so treated, last first."""
        when = self.times[time]
        numbers = nlargest(count, among, key=lambda number: (when[number], -self.ids[number]))
        return [self.ids[number] for number in numbers]

    def _in_order(self, submission: int, numbers: BitMap) -> list[int]:
        if submission in self._reordered:
            return [number for number in self._reordered[submission] if number in numbers]
        return list(numbers)

    def _ever_borne_by(self, pk: int) -> Iterator[int]:
        yield from self._later.get(pk, ())
        at = bisect_left(self._by_id, pk, key=self.ids.__getitem__)
        if at < len(self._by_id) and self.ids[self._by_id[at]] == pk:
            yield self._by_id[at]

    def _follows(self, name: str) -> str:
        return next((facet.follows for facet in self.facets if facet.name == name), "")

    def _tables(self) -> list[dict]:
        return [*self.by_value.values(), self.by_place]


def _merge(table: dict, added: dict) -> None:
    """Add bitmaps to those of a table, which new ones replace."""
    for value, numbers in added.items():
        table[value] = table[value] | numbers if value in table else numbers
