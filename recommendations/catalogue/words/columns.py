"""The words of one field in one language: where each form of a word stands. Pure."""

from bisect import bisect_left, insort

from pyroaring import BitMap

from .stemming import stems_in


def union(bitmaps):
    return BitMap.union(*bitmaps) if bitmaps else BitMap()


class Posting:
    """The documents that hold a form of a word, and its positions among all tokens."""

    __slots__ = ("documents", "positions")

    def __init__(self, documents=(), positions=()):
        self.documents = BitMap(documents)
        self.positions = BitMap(positions)


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
            posting = self.postings[form] = Posting()
            self._relate(form)
            insort(self.ordered, form)
        posting.documents.add(number)
        posting.positions.add(position)

    def fill(self, postings):
        """Take in many postings by form at once, in place of any before."""
        self.postings = postings
        self.ordered = sorted(postings)
        for form in self.ordered:
            self._relate(form)

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
            last = is_prefix and offset == len(forms) - 1
            known = self.forms(form, last)
            positions = union([self.postings[each].positions for each in known]).shift(-offset)
            found = positions if found is None else found & positions
            if not found:
                break
        return found

    def _relate(self, form):
        self.related.setdefault(self.stem[form], []).append(form)
