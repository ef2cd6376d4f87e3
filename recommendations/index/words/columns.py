"""The words of one field in one language: where each form of a word stands. Pure."""

from array import array
from bisect import bisect_left, insort

from pyroaring import BitMap

from recommendations.index.words.positions import Places
from recommendations.index.words.stemming import stems_in


def union(bitmaps):
    """Return what is in any of a list of bitmaps, in one pass over all of them."""
    return BitMap.union(*bitmaps) if bitmaps else BitMap()


# From so many positions on, the documents of a form are kept and not read off its positions.
MANY = 256


class Column:
    """Positions of the forms of words in one field and language, and which forms share a stem."""

    def __init__(self, language):
        self.stem = stems_in(language)
        self.places = Places()
        self.positions = {}
        self.holders = {}
        self.related = {}
        self.ordered = []

    def add(self, number, found):
        """Add a document's forms in order; an empty one is a gap."""
        for position, form in enumerate(found, self.places.give(number, len(found))):
            if form:
                self._stands(form, position)
                if form in self.holders:
                    self.holders[form].add(number)

    def fill(self, lists, dense):
        """Take in arrays of positions by form, emptying lists; longer than dense, as bitmaps.

        A bitmap is less than an array from 35 in 65,536 positions on, one in seven documents.
        """
        self.ordered = sorted(lists)
        for form in self.ordered:
            # Each array goes as its copy comes, so that memory never holds all of both.
            positions = lists.pop(form)
            self._relate(form)
            self.positions[form] = BitMap(positions) if len(positions) > dense else positions[:]
            if len(positions) > MANY:
                self.holders[form] = self.places.documents(positions)

    def forms(self, form, is_prefix=False):
        """Return the known forms with the stem of a form, or those that begin with it."""
        if not is_prefix:
            return self.related.get(self.stem[form], ())
        start = bisect_left(self.ordered, form)
        return self.ordered[start : bisect_left(self.ordered, form + "\U0010ffff", start)]

    def documents(self, forms):
        """Return the documents that hold any of some known forms."""
        few, kept = array("I"), []
        for form in forms:
            if form in self.holders:
                kept.append(self.holders[form])
            else:
                few.extend(self.positions[form])
        return union([self.places.documents(few), *kept])

    def sequence(self, words, is_prefix=False):
        """Return the documents in which words stand in a row; the last may be a prefix."""
        rows = None
        for offset, form in enumerate(words):
            last = offset == len(words) - 1
            begins = self._positions(self.forms(form, is_prefix and last)).shift(-offset)
            rows = begins if rows is None else rows & begins
            if not rows:
                break
        return self.places.documents(rows.to_array())

    def _positions(self, forms):
        sparse, dense = array("I"), []
        for form in forms:
            positions = self.positions[form]
            if isinstance(positions, BitMap):
                dense.append(positions)
            else:
                sparse.extend(positions)
        return union([BitMap(sparse), *dense])

    def _stands(self, form, position):
        positions = self.positions.get(form)
        if positions is None:
            self.positions[form] = array("I", [position])
            self._relate(form)
            insort(self.ordered, form)
        elif isinstance(positions, BitMap):
            positions.add(position)
        else:
            positions.append(position)

    def _relate(self, form):
        self.related.setdefault(self.stem[form], []).append(form)
