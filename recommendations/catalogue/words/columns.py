"""The words of one field in one language: where each form of a word stands. Pure."""

from array import array
from bisect import bisect_left, insort

from pyroaring import BitMap

from .stemming import stems_in


def union(bitmaps):
    """Return what is in any of a list of bitmaps, in one pass over all of them."""
    return BitMap.union(*bitmaps) if bitmaps else BitMap()


class Posting:
    """The documents that hold a form of a word, and its positions among all tokens.

    Positions are an array where they are sparse: a bitmap of few, far apart, is mostly overhead.
    """

    __slots__ = ("documents", "positions")

    def __init__(self, documents, positions):
        self.documents = documents
        self.positions = positions

    def add(self, number, position):
        self.documents.add(number)
        sparse = isinstance(self.positions, array)
        (self.positions.append if sparse else self.positions.add)(position)


class Column:
    """Postings of the forms of words in one field and language, and which forms share a stem."""

    def __init__(self, language):
        self.stem = stems_in(language)
        self.postings = {}
        self.related = {}
        self.ordered = []

    def add(self, form, number, position):
        posting = self.postings.get(form)
        if posting is None:
            posting = self.postings[form] = Posting(BitMap(), array("I"))
            self.related.setdefault(self.stem[form], []).append(form)
            insort(self.ordered, form)
        posting.add(number, position)

    def fill(self, postings):
        """Take in the postings of many new forms, as pairs in the order of forms."""
        for form, posting in postings:
            self.postings[form] = posting
            self.related.setdefault(self.stem[form], []).append(form)
            self.ordered.append(form)

    def forms(self, form, is_prefix=False):
        """Return the known forms with the stem of a form, or those that begin with it."""
        if not is_prefix:
            return self.related.get(self.stem[form], ())
        start = bisect_left(self.ordered, form)
        return self.ordered[start : bisect_left(self.ordered, form + "\U0010ffff", start)]

    def documents(self, form, is_prefix=False):
        """Return the documents that hold a word in any of its forms."""
        return union([self.postings[known].documents for known in self.forms(form, is_prefix)])

    def sequences(self, forms, is_prefix=False):
        """Return the positions at which a sequence of words begins; the last may be a prefix."""
        found = None
        for offset, form in enumerate(forms):
            positions = self._positions(form, is_prefix and offset == len(forms) - 1)
            begins = positions.shift(-offset)
            found = begins if found is None else found & begins
            if not found:
                break
        return found

    def _positions(self, form, is_prefix):
        return union(
            [BitMap(self.postings[each].positions) for each in self.forms(form, is_prefix)]
        )
