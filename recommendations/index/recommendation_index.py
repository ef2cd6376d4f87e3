"""Bitmaps of recommendations by facet and key. Asks the database nothing.

Each public recommendation has a slot, a number; each key of a facet has the bitmap of the slots
that have it (roaring bitmaps, Lemire et al., "Roaring Bitmaps: Implementation of an Optimized
Software Library", 2018). Filters are ORs and ANDs of bitmaps, a count is the size of one more AND.

Slots rise in the order of the submission, so that what one submission asks stands together. What
is changed gets a new slot: nothing else has to move.

Readers keep the version that they were given while edits are taken into a `copy` of it. So a bitmap
in here is never changed but replaced in its table, and a copy costs as much as the tables are long,
whatever the bitmaps hold. Versions share what only grows at its end: a reader meets no slot
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

    def index_keys(self, recommendation: IndexedRecommendation) -> Iterable[Hashable]:
        """Return the keys that a recommendation has."""


class RecommendationIndex:
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
        self.by_key: dict[str, dict[Hashable, BitMap]] = {facet.name: {} for facet in facets}
        self.by_place: dict[Place, BitMap] = {}
        self.ids = array("q")  # by slot
        self.times = {"updated": array("d"), "published": array("d")}  # by slot
        # By submission, its slots in its order, where that is not the order of the slots.
        self._reordered: dict[int, list[int]] = {}
        self._by_id = array("I")  # slots by rising id, for all that was there at the beginning
        self._later: dict[int, list[int]] = {}  # by id, the slots of what came or changed later

    def __len__(self) -> int:
        return len(self.live)

    @property
    def wasted(self) -> float:
        """The share of slots that hold nothing any more."""
        return 1 - len(self.live) / len(self.ids) if self.ids else 0

    # Taking in ──────────────────────────────────────────────────────────────

    def add(self, recommendations: Sequence[IndexedRecommendation]) -> range:
        """Give slots to recommendations, which come by submission and in its order."""
        slots = range(len(self.ids), len(self.ids) + len(recommendations))
        self.ids.extend(row.id for row in recommendations)
        self.times["updated"].extend(row.updated for row in recommendations)
        self.times["published"].extend(row.published for row in recommendations)
        for facet in self.facets:
            added, keys_of = defaultdict(list), facet.index_keys
            for slot, row in zip(slots, recommendations, strict=True):
                for key in keys_of(row):
                    added[key].append(slot)
            table = {key: BitMap(own) for key, own in added.items()}
            _merge(self.by_key[facet.name], self._at_latest(table) if facet.follows else table)
        places = defaultdict(list)
        for slot, row in zip(slots, recommendations, strict=True):
            places[row.place].append(slot)
        _merge(self.by_place, {place: BitMap(own) for place, own in places.items()})
        self.live = self.live | BitMap(slots)
        return slots

    def settle(self) -> None:
        """Make slots quick to find by id and bitmaps small; before any version is given out."""
        self._by_id = array("I", sorted(range(len(self.ids)), key=self.ids.__getitem__))
        for table in self._tables():
            for bitmap in table.values():
                bitmap.run_optimize()
                bitmap.shrink_to_fit()

    def copy(self) -> "RecommendationIndex":
        """Return an index to change, which leaves this one as it is."""
        other = copy(self)
        other.by_key = {name: table.copy() for name, table in self.by_key.items()}
        other.by_place = self.by_place.copy()
        other._reordered = self._reordered.copy()
        return other

    def replace(
        self,
        gone: Iterable[int],
        recommendations: Sequence[IndexedRecommendation],
        ids_in_order: Mapping[int, Sequence[int]],
    ) -> range:
        """Take out the recommendations of the ids `gone`, take others in; return their slots.

        `ids_in_order` gives the ids of each submission that is touched, in its order.
        """
        self._remove(self.slots_of(gone))
        slots = self.add(recommendations)
        for row, slot in zip(recommendations, slots, strict=True):
            self._later.setdefault(row.id, []).append(slot)
        for submission, ids in ids_in_order.items():
            own = {self.ids[slot]: slot for slot in self.by_key["submission"][submission]}
            self._reordered[submission] = [own[pk] for pk in ids if pk in own]
        return slots

    def put_submissions(self, changed: Mapping[int, IndexedSubmission | None]) -> None:
        """Take in submissions that came or changed; None stands for one that is public no more."""
        merged = {**self.submissions, **changed}
        self.submissions = {pk: row for pk, row in merged.items() if row is not None}
        self.orders = SubmissionOrders(self.submissions)
        for pk in changed.keys() - self.submissions.keys():
            self._reordered.pop(pk, None)

    def set_lineage(self, lineage: Lineage) -> None:
        """Take in other successions."""
        self.lineage = lineage
        for facet in self.facets:
            if facet.follows:
                self.by_key[facet.name] = self._at_latest(self.by_key[facet.follows])

    def _at_latest(self, table: dict) -> dict:
        """Return a table of articles as one of what these became in the end."""
        followed: dict[Hashable, BitMap] = defaultdict(BitMap)
        for article, slots in table.items():
            for end in self.lineage.ends(article):
                followed[end] = followed[end] | slots
        return dict(followed)

    def _remove(self, slots: BitMap) -> None:
        if not slots:
            return
        for table in self._tables():
            for key in [key for key, own in table.items() if own.intersect(slots)]:
                table[key] = table[key] - slots
                if not table[key]:
                    del table[key]
        self.live = self.live - slots

    # Asking ─────────────────────────────────────────────────────────────────

    def slots_of(self, ids: Iterable[int]) -> BitMap:
        """Return the slots of the recommendations of these ids, as far as they are there."""
        # An id had other slots before it changed, or has another in a later version.
        return BitMap([slot for pk in ids for slot in self._ever_borne_by(pk)]) & self.live

    def having(self, name: str, keys: Iterable[Any]) -> BitMap:
        """Return the slots that have any of these keys of a facet."""
        if follows := self._followed_facet(name):
            name, keys = follows, set().union(*(self.lineage.of(key) for key in keys))
        table = self.by_key[name]
        return BitMap.union(BitMap(), *(table[key] for key in keys if key in table))

    def repeated(self, name: str, keys: Iterable[Any]) -> set:
        """Return the keys of a facet that mean the same as these do, under another name."""
        return self.lineage.repeated(keys) if self._followed_facet(name) else set()

    def dated(self, after: date | None = None, before: date | None = None) -> BitMap:
        """Return the slots whose submission may date from a day on, or until one."""
        table = self.by_key["submission"]
        bitmaps = [
            table[row.id]
            for row in self.submissions.values()
            if row.id in table
            and (not after or (row.last_day and row.last_day >= after))
            and (not before or (row.first_day and row.first_day <= before))
        ]
        return BitMap.union(BitMap(), *bitmaps)

    def of_examples(self) -> BitMap:
        """Return the slots whose treaty is invented."""
        table = self.by_key["submission"]
        invented = (row.id for row in self.submissions.values() if row.example)
        return BitMap.union(BitMap(), *(table[pk] for pk in invented if pk in table))

    def tally(self, name: str, among: BitMap) -> dict[Hashable, int]:
        """Return how many of these slots have each key of a facet, where any has it."""
        table = self.by_key[name]
        if among == self.live:
            return {key: len(bitmap) for key, bitmap in table.items()}
        size_of = among.intersection_cardinality
        return {key: size for key, bitmap in table.items() if (size := size_of(bitmap))}

    def slice(self, groups: Iterable[BitMap], sort: str, first: int, count: int) -> list[int]:
        """Return the ids at [first, first + count) of groups of slots, one after the other.

        Within a group they come by submission, in the order of `sort`; see `SubmissionOrders`.
        Whole groups and submissions are passed over by their size: nothing is sorted, and a page
        far down costs hardly more than the first.
        """
        table = self.by_key["submission"]
        slots: list[int] = []
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
                slots += ordered[first : first + count - len(slots)]
                first = 0
                if len(slots) == count:
                    return [self.ids[slot] for slot in slots]
        return [self.ids[slot] for slot in slots]

    def grouped_by_place(self, among: BitMap) -> list[BitMap]:
        """Return these slots as groups, in the order of the text that they are about."""
        groups = ((place, bitmap & among) for place, bitmap in self.by_place.items())
        return [group for _place, group in sorted((p, g) for p, g in groups if g)]

    def latest(self, time: str, among: BitMap, count: int) -> list[int]:
        """Return the ids of the last of these slots by that moment, the latest first."""
        when = self.times[time]
        slots = nlargest(count, among, key=lambda slot: (when[slot], -self.ids[slot]))
        return [self.ids[slot] for slot in slots]

    def _in_order(self, submission: int, slots: BitMap) -> list[int]:
        if submission in self._reordered:
            return [slot for slot in self._reordered[submission] if slot in slots]
        return list(slots)

    def _ever_borne_by(self, pk: int) -> Iterator[int]:
        yield from self._later.get(pk, ())
        at = bisect_left(self._by_id, pk, key=self.ids.__getitem__)
        if at < len(self._by_id) and self.ids[self._by_id[at]] == pk:
            yield self._by_id[at]

    def _followed_facet(self, name: str) -> str:
        return next((facet.follows for facet in self.facets if facet.name == name), "")

    def _tables(self) -> list[dict]:
        return [*self.by_key.values(), self.by_place]


def _merge(table: dict, added: dict) -> None:
    """Add bitmaps to those of a table, which new ones replace."""
    for key, slots in added.items():
        table[key] = table[key] | slots if key in table else slots
