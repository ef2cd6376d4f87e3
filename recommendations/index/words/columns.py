"""The words of one field in one language: where each form of a word stands. Pure."""

from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence

from pyroaring import BitMap

from recommendations.index.words.positions import Positions
from recommendations.index.words.stemming import stems_in


def union(bitmaps: Sequence[BitMap]) -> BitMap:
    """Return what is in any of a list of bitmaps, in one pass over all of them."""
    return BitMap.union(*bitmaps) if bitmaps else BitMap()


# From so many positions on, the documents of a form are stored and not read off its positions.
MANY_POSITIONS = 256


class Column:
    """Positions of the forms of words in one field and language, and which forms share a stem.

    Forms, not stems, have the positions: a prefix and a suggested spelling need the words as they
    are written, and a stem is the union of its few forms.
    """

    def __init__(self, language: str):
        self.stem = stems_in(language)
        self.space = Positions()
        self.positions: dict[str, array | BitMap] = {}  # by form: an array while that is less
        self.frequent: dict[str, BitMap] = {}  # by form that stands at many positions: documents
        self.forms_by_stem: dict[str, list[str]] = {}
        self.sorted_forms: list[str] = []

    def add(self, number: int, forms: Sequence[str]) -> None:
        """Add a document's forms in order; an empty one is a gap."""
        for position, form in enumerate(forms, self.space.reserve(number, len(forms))):
            if form:
                self._put(form, position)
                if form in self.frequent:
                    self.frequent[form].add(number)

    def fill(self, lists: dict[str, array], dense: int) -> None:
        """Take in arrays of positions by form, emptying lists; longer than dense, as bitmaps.

        A bitmap is less than an array from 35 in 65,536 positions on, one in seven documents.
        """
        self.sorted_forms = sorted(lists)
        for form in self.sorted_forms:
            # Each array goes as its copy comes, so that memory never holds all of both.
            positions = lists.pop(form)
            self._relate(form)
            self.positions[form] = BitMap(positions) if len(positions) > dense else positions[:]
            if len(positions) > MANY_POSITIONS:
                self.frequent[form] = self.space.documents(positions)

    def forms(self, form: str, is_prefix: bool = False) -> Sequence[str]:
        """Return the forms that occur with the stem of a form, or those that begin with it."""
        if not is_prefix:
            return self.forms_by_stem.get(self.stem[form], ())
        start = bisect_left(self.sorted_forms, form)
        return self.sorted_forms[start : bisect_left(self.sorted_forms, form + "\U0010ffff", start)]

    def documents(self, forms: Iterable[str]) -> BitMap:
        """Return the documents that hold any of some forms that occur."""
        rare, frequent = array("I"), []
        for form in forms:
            if form in self.frequent:
                frequent.append(self.frequent[form])
            else:
                rare.extend(self.positions[form])
        return union([self.space.documents(rare), *frequent])

    def sequence(self, words: Sequence[str], is_prefix: bool = False) -> BitMap:
        """Return the documents in which words stand in a row; the last may be a prefix."""
        starts: BitMap | None = None
        for offset, form in enumerate(words):
            last = offset == len(words) - 1
            # Where the row would have to begin for this word to stand at its offset.
            begins = self._positions(self.forms(form, is_prefix and last)).shift(-offset)
            starts = begins if starts is None else starts & begins
            if not starts:
                break
        return self.space.documents(starts.to_array()) if starts else BitMap()

    def _positions(self, forms: Iterable[str]) -> BitMap:
        sparse, dense = array("I"), []
        for form in forms:
            positions = self.positions[form]
            if isinstance(positions, BitMap):
                dense.append(positions)
            else:
                sparse.extend(positions)
        return union([BitMap(sparse), *dense])

    def _put(self, form: str, position: int) -> None:
        positions = self.positions.get(form)
        if positions is None:
            self.positions[form] = array("I", [position])
            self._relate(form)
            insort(self.sorted_forms, form)
        elif isinstance(positions, BitMap):
            positions.add(position)
        else:
            positions.append(position)

    def _relate(self, form: str) -> None:
        self.forms_by_stem.setdefault(self.stem[form], []).append(form)
