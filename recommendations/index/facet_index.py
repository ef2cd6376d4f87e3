"""The catalogue itself: bitmaps by facet and value over numbered recommendations. Pure.

Each public recommendation bears a number; each value of a facet holds the bitmap of the numbers
that have it (roaring bitmaps, Lemire et al., "Roaring Bitmaps: Implementation of an Optimized
Software Library", 2018). Filters are ORs and ANDs of bitmaps, a count is the size of one more AND.

Numbers rise in the order of the submission, so that what one submission asks stands together. What
is changed gets a new number: nothing else has to move.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from heapq import nlargest

from pyroaring import BitMap

from recommendations.index.sort_orders import Orders

FACETS = (
    "treaty",
    "draft",
    "article",
    "lineage",
    "theme",
    "organisation",
    "organisation_kind",
    "submission",
    "session",
    "action",
    "aim",
    "outcome",
    "language",
    "year",
)


class Catalogue:
    """All public recommendations by what they have; `lineage` tells what became of an article."""

    def __init__(self, documents, lineage):
        self.documents = documents
        self.lineage = lineage
        self.live = BitMap()
        self.facets = {name: defaultdict(BitMap) for name in FACETS}
        self.ids = array("q")  # by number
        self.moments = {"updated": array("d"), "published": array("d")}  # by number
        self.places = defaultdict(BitMap)  # by place in the text
        self.within = {}  # by submission, where the order is not that of the numbers
        self._settled = array("I")  # numbers by rising id, for all that was there at the beginning
        self._moved = {}  # by id, the number of what came or changed later
        self.orders = Orders(documents)

    def __len__(self):
        return len(self.live)

    @property
    def wasted(self):
        """The share of numbers that nothing bears any more."""
        return 1 - len(self.live) / len(self.ids) if self.ids else 0

    # Taking in ──────────────────────────────────────────────────────────────

    def add(self, entries):
        """Number entries, which come by submission and in its order; return the numbers."""
        first = len(self.ids)
        held = {name: defaultdict(list) for name in FACETS}
        places = defaultdict(list)
        for number, entry in enumerate(entries, first):
            self.ids.append(entry.id)
            self.moments["updated"].append(entry.updated)
            self.moments["published"].append(entry.published)
            places[entry.place].append(number)
            for name, values in entry.values.items():
                for value in values:
                    held[name][value].append(number)
            for name, values in self.documents[entry.submission].values.items():
                for value in values:
                    held[name][value].append(number)
            for end in self._ends(entry.values["article"]):
                held["lineage"][end].append(number)
        numbers = range(first, len(self.ids))
        for name, values in held.items():
            for value, found in values.items():
                self.facets[name][value].update(found)
        for place, found in places.items():
            self.places[place].update(found)
        self.live.update(numbers)
        return numbers

    def settle(self):
        """Make numbers quick to find by id, for all that is there."""
        self._settled = array("I", sorted(range(len(self.ids)), key=self.ids.__getitem__))
        self._moved = {}
        for bitmap in self._bitmaps():
            bitmap.run_optimize()
            bitmap.shrink_to_fit()

    def replace(self, gone, entries, order_within):
        """Forget the recommendations of the ids `gone`, take in entries.

        `order_within` gives the ids of each submission that is touched, in its order.
        """
        self.forget(gone)
        for entry, number in zip(entries, self.add(entries), strict=True):
            self._moved[entry.id] = number
        for submission, ids in order_within.items():
            own = {self.ids[number]: number for number in self.facets["submission"][submission]}
            self.within[submission] = [own[pk] for pk in ids if pk in own]

    def forget(self, ids):
        """Take the recommendations of these ids out of every bitmap."""
        numbers = self.numbered(ids)
        if not numbers:
            return
        for values in (*self.facets.values(), self.places):
            for value in [value for value, bitmap in values.items() if bitmap.intersect(numbers)]:
                values[value] -= numbers
                if not values[value]:
                    del values[value]
        self.live -= numbers
        for pk in ids:
            self._moved[pk] = None

    def put(self, document):
        """Take in a submission, new or changed."""
        self.documents[document.id] = document
        self.orders.forget()

    def drop(self, submission):
        """Forget a submission, of which no recommendation is left."""
        self.documents.pop(submission, None)
        self.within.pop(submission, None)
        self.orders.forget()

    def follow(self, lineage):
        """Take in other successions."""
        self.lineage = lineage
        held = defaultdict(BitMap)
        for article, numbers in self.facets["article"].items():
            for end in lineage.ends(article):
                held[end] |= numbers
        self.facets["lineage"] = held

    # Asking ─────────────────────────────────────────────────────────────────

    def numbered(self, ids):
        """Return the numbers of the recommendations of these ids, as far as they are there."""
        found = (self._number(pk) for pk in ids)
        return BitMap([number for number in found if number is not None]) & self.live

    def having(self, name, values):
        """Return the numbers that have any of these values of a facet."""
        if name == "lineage":
            name, values = "article", set().union(*map(self.lineage.of, values))
        held = self.facets[name]
        return BitMap.union(BitMap(), *(held[value] for value in values if value in held))

    def repeated(self, name, values):
        """Return the values of a facet that mean the same as these do, under another name."""
        return self.lineage.repeated(values) if name == "lineage" else set()

    def dated(self, after=None, before=None):
        """Return the numbers whose submission may date from a day on, or until one."""
        held = self.facets["submission"]
        found = [
            held[document.id]
            for document in self.documents.values()
            if document.id in held
            and (not after or (document.last_day and document.last_day >= after))
            and (not before or (document.first_day and document.first_day <= before))
        ]
        return BitMap.union(BitMap(), *found)

    def tally(self, name, among):
        """Return how many of these numbers have each value of a facet, where any has it."""
        if among == self.live:
            return {value: len(bitmap) for value, bitmap in self.facets[name].items() if bitmap}
        size_of = among.intersection_cardinality
        held = self.facets[name].items()
        return {value: size for value, bitmap in held if (size := size_of(bitmap))}

    def slice(self, groups, order, first, count):
        """Return the ids at [first, first + count) of groups of numbers, one after the other.

        Within a group they come by submission, newest or as `order` says; see `Orders`.
        """
        held = self.facets["submission"]
        found = []
        for group in groups:
            if first >= len(group):
                first -= len(group)
                continue
            whole = group == self.live
            for submission in self.orders.by(order):
                own = held.get(submission)
                size = (len(own) if whole else own.intersection_cardinality(group)) if own else 0
                if first >= size:
                    first -= size
                    continue
                numbers = self._in_order(submission, own & group)
                found += numbers[first : first + count - len(found)]
                first = 0
                if len(found) == count:
                    return [self.ids[number] for number in found]
        return [self.ids[number] for number in found]

    def by_place(self, among):
        """Return these numbers as groups, in the order of the text that they are about."""
        found = ((place, bitmap & among) for place, bitmap in self.places.items())
        return [group for _place, group in sorted((p, g) for p, g in found if g)]

    def latest(self, moment, among, count):
        """Return the ids of the last of these numbers by a moment, last first."""
        at = self.moments[moment]
        found = nlargest(count, among, key=lambda number: (at[number], -self.ids[number]))
        return [self.ids[number] for number in found]

    def _in_order(self, submission, numbers):
        if submission in self.within:
            return [number for number in self.within[submission] if number in numbers]
        return list(numbers)

    def _number(self, pk):
        if pk in self._moved:
            return self._moved[pk]
        at = bisect_left(self._settled, pk, key=self.ids.__getitem__)
        if at < len(self._settled) and self.ids[self._settled[at]] == pk:
            return self._settled[at]
        return None

    def _ends(self, articles):
        return set().union(*(self.lineage.ends(article) for article in articles))

    def _bitmaps(self):
        for values in (*self.facets.values(), self.places):
            yield from values.values()
