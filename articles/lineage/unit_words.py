"""Articles, recitals or annexes of two texts with what they are compared by. Pure."""

from collections.abc import Hashable, Sequence
from functools import cached_property
from itertools import product
from typing import NamedTuple

from articles.folding import fold
from articles.lineage.weighing import (
    Weighted,
    is_mark_of_deletion,
    rarity,
    runs_of,
    words_and_figures_of,
    words_of,
)

Place = tuple[int, int]  # indexes of an earlier and of a later unit
Run = tuple[str, ...]
FEWEST_SHARED = 5  # runs; in a long treaty nearly all articles share one or two


class Unit(NamedTuple):
    """An article, recital or annex as it is compared: what it is known by, and its words."""

    key: Hashable
    kind: str
    number: str
    heading: str
    text: str

    @property
    def is_deleted(self) -> bool:
        """Whether nothing is left of it but a mark such as "[deleted]"."""
        said = [part for part in (self.heading, self.text) if part.strip()]
        return bool(said) and all(map(is_mark_of_deletion, said))


class ComparedUnits:
    """The units of one kind in two texts: how alike their words and headings are, what they share.

    Nothing here depends on a threshold.
    """

    def __init__(self, earlier: Sequence[Unit], later: Sequence[Unit]) -> None:
        self.earlier, self.later = list(earlier), list(later)
        both = self.earlier, self.later
        self.texts = [[words_of(unit.text) for unit in side] for side in both]
        self.headings = [[words_and_figures_of(unit.heading) for unit in side] for side in both]
        self.wording = _cosines(*self.texts)
        self.heading = _cosines(*self.headings)
        self.has_text = any(self.texts[0]) and any(self.texts[1])

    def have_texts(self, i: int, j: int) -> bool:
        return bool(self.texts[0][i] and self.texts[1][j])

    def have_headings(self, i: int, j: int) -> bool:
        return bool(self.headings[0][i] and self.headings[1][j])

    def has_same_number(self, i: int, j: int) -> bool:
        number = fold(self.earlier[i].number)
        return bool(number) and number == fold(self.later[j].number)

    @cached_property
    def runs(self) -> list[list[set[Run]]]:
        return [[{*runs_of(words)} for words in side] for side in self.texts]

    @cached_property
    def rarity(self) -> dict[Run, float]:
        return rarity(runs for side in self.runs for runs in side)

    def weight(self, runs: set[Run]) -> float:
        return sum(map(self.rarity.__getitem__, runs))

    @cached_property
    def weights(self) -> list[list[float]]:
        return [[self.weight(runs) or 1.0 for runs in side] for side in self.runs]

    @cached_property
    def shared(self) -> dict[Place, set[Run]]:
        """The runs of words that two units share, where they share enough to be looked at."""
        places = product(range(len(self.earlier)), range(len(self.later)))
        common = ((place, self.common(*place)) for place in places)
        return {place: runs for place, runs in common if len(runs) >= FEWEST_SHARED}

    def common(self, i: int, j: int) -> set[Run]:
        return self.runs[0][i] & self.runs[1][j]

    def shares(self, i: int, j: int, runs: set[Run]) -> tuple[float, float]:
        """Return what share of the earlier and of the later unit some runs make, by weight."""
        weight = self.weight(runs)
        return weight / self.weights[0][i], weight / self.weights[1][j]


def _cosines(earlier: list[list[str]], later: list[list[str]]) -> list[list[float]]:
    weighted = Weighted(earlier, later)
    return [weighted.cosines(index) for index in range(len(earlier))]
