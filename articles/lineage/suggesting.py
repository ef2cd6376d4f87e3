"""What probably became of each article, from wording, headings, numbers and order. Pure.

Units of both texts are compared by their words (the cosine of their TF-IDF weights) and by the
words of their headings; where both stand in the order of the text, and bear the same number, that
speaks for them a little more. The best partner of either side is its main one. A further edge, of a
split or a merge, needs words that the main partners do not carry: of the runs of three words that
two units share, those that the main partners share as well are set aside, and what is left is
weighed by how rare it is. So common phrases draw nothing, and a part that moved is seen.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from math import exp
from typing import NamedTuple

from articles.folding import fold
from articles.lineage.weighing import Weighted, best_partners, rarity, runs_of, words_of
from articles.redline.matcher import longest_rising

# Weights and thresholds. They were set on two laws whose answers were written down before, and
# `python -m bench.lineage_figures` prints how well each does with what the other teaches.
TEXT_WEIGHT = 0.7  # of two units that have both text and heading; the heading has the rest
ORDER_WEIGHT = 0.1  # of standing where the others lead one to expect
ORDER_WEIGHT_OF_HEADINGS = 0.2  # where there is nothing but headings
ORDER_REACH = 3  # units, in which that weight falls to a third
NUMBER_WEIGHT = 0.03
ANCHOR = 0.5  # likeness of mutual best partners from which the order is learned
LEAST = 0.34  # likeness below which there is no main partner
LEAST_OF_HEADINGS = 0.5  # the same of one side's best partner where there are headings alone
FEWEST_RUNS = 10  # that a one-sided partner or a further edge shares and the main partners do not
SHARE = 0.05  # of either unit, that those runs make of a one-sided partner
SHARE_OF_ONE = 0.25  # of either unit, of a further edge …
SHARE_OF_BOTH = 0.037  # … or of both


class Unit(NamedTuple):
    """An article, recital or annex as it is compared: what it is known by, and its words."""

    key: Hashable
    kind: str
    number: str
    heading: str
    text: str


class Reason(StrEnum):
    """What speaks for an edge."""

    HEADING = "heading"  # how alike the headings are, from 0 to 1
    WORDING = "wording"  # how alike the words are, from 0 to 1
    CARRIED = "carried"  # the share of the earlier unit's words that stand in the later one
    ABSORBED = "absorbed"  # the share of the later unit's words that come from the earlier one
    NUMBER = "number"  # 1 where the number is the same
    ORDER = "order"  # 1 where the neighbours lead here


class Edge(NamedTuple):
    """A suggested succession: keys of both units, how sure from 0 to 1, and what speaks for it."""

    earlier: Hashable
    later: Hashable
    score: float
    reasons: dict[Reason, float]


class Nearest(NamedTuple):
    """The unit of the other text that is most like one (None where there is none), and how much."""

    key: Hashable | None
    likeness: float  # from 0 to 1


class Suggestions(NamedTuple):
    """The edges between two texts, and the keys of what has no edge: dropped and new units.

    What is nearest to each of these, though not near enough, stands by its key.
    """

    edges: list[Edge]
    dropped: list[Hashable]
    new: list[Hashable]
    after_dropped: dict[Hashable, Nearest]
    before_new: dict[Hashable, Nearest]


def suggest(earlier: Sequence[Unit], later: Sequence[Unit]) -> Suggestions:
    """Return what probably became of the units of an earlier text in a later one, kind by kind.

    Both come in the order of their texts. Where one is but a part of its text, what the caller
    makes of dropped and new units is its own.
    """
    edges: list[Edge] = []
    after: dict[Hashable, Nearest] = {}
    before: dict[Hashable, Nearest] = {}
    for kind in dict.fromkeys(unit.kind for unit in (*earlier, *later)):
        pair = Pair(_of_kind(earlier, kind), _of_kind(later, kind))
        edges += pair.edges()
        after |= pair.nearest_later()
        before |= pair.nearest_earlier()
    from_, to = {edge.earlier for edge in edges}, {edge.later for edge in edges}
    dropped = [unit.key for unit in earlier if unit.key not in from_]
    new = [unit.key for unit in later if unit.key not in to]
    return Suggestions(
        edges,
        dropped,
        new,
        {key: after[key] for key in dropped},
        {key: before[key] for key in new},
    )


def _of_kind(units: Sequence[Unit], kind: str) -> list[Unit]:
    return [unit for unit in units if unit.kind == kind]


# ── one kind of unit ─────────────────────────────────────────────────────────


class Pair:
    """The units of one kind in two texts, compared."""

    def __init__(self, earlier: list[Unit], later: list[Unit]) -> None:
        self.earlier, self.later = earlier, later
        self.texts = [[words_of(unit.text) for unit in side] for side in (earlier, later)]
        self.headings = [[words_of(unit.heading) for unit in side] for side in (earlier, later)]
        by_text = Weighted(self.texts[0], self.texts[1])
        by_heading = Weighted(self.headings[0], self.headings[1])
        self.wording = [by_text.cosines(index) for index in range(len(earlier))]
        self.heading = [by_heading.cosines(index) for index in range(len(earlier))]
        self.has_text = any(self.texts[0]) and any(self.texts[1])

    def edges(self) -> list[Edge]:
        """Return the edges, in the order of the earlier text."""
        if not self.earlier or not self.later:
            return []
        places = sorted({*self._between_main_partners(), *self._further()})
        return [self._edge(*place) for place in places]

    def nearest_later(self) -> dict[Hashable, Nearest]:
        """Return which later unit is most like each earlier one, order and number aside."""
        return {
            unit.key: self._nearest(self.later, row)
            for unit, row in zip(self.earlier, self._bare, strict=True)
        }

    def nearest_earlier(self) -> dict[Hashable, Nearest]:
        """Return which earlier unit is most like each later one, order and number aside."""
        return {
            unit.key: self._nearest(self.earlier, [row[j] for row in self._bare])
            for j, unit in enumerate(self.later)
        }

    def _nearest(self, units: list[Unit], likeness: list[float]) -> Nearest:
        best = max(range(len(units)), key=likeness.__getitem__, default=None)
        if best is None:
            return Nearest(None, 0.0)
        return Nearest(units[best].key, min(likeness[best], 1.0))

    # Likeness ────────────────────────────────────────────────────────────────

    def _alike(self, i: int, j: int) -> float:
        """Return how alike two units are by what both have: words, headings or both."""
        has_text = bool(self.texts[0][i] and self.texts[1][j])
        has_heading = bool(self.headings[0][i] and self.headings[1][j])
        if has_text and has_heading:
            return TEXT_WEIGHT * self.wording[i][j] + (1 - TEXT_WEIGHT) * self.heading[i][j]
        return self.wording[i][j] if has_text else self.heading[i][j] if has_heading else 0.0

    @cached_property
    def _bare(self) -> list[list[float]]:
        columns = range(len(self.later))
        return [[self._alike(i, j) for j in columns] for i in range(len(self.earlier))]

    @cached_property
    def _expected(self) -> list[float]:
        """Where each earlier unit would stand in the later text, judged by those around it."""
        best, other = best_partners(self._bare)
        sure = [(i, j) for i, j in enumerate(best) if other[j] == i and self._bare[i][j] > ANCHOR]
        ends = [(-1, -1), *longest_rising(sure), (len(self.earlier), len(self.later))]
        expected: list[float] = []
        for (first, at), (last, till) in pairwise(ends):
            step = (till - at) / (last - first)
            expected += [at + step * (place - first) for place in range(first + 1, last + 1)]
        return expected[: len(self.earlier)]

    @cached_property
    def likeness(self) -> list[list[float]]:
        """How alike two units are, with what order and number add."""
        weight = ORDER_WEIGHT if self.has_text else ORDER_WEIGHT_OF_HEADINGS
        return [
            [
                self._bare[i][j]
                + weight * exp(-abs(self._expected[i] - j) / ORDER_REACH)
                + NUMBER_WEIGHT * self._has_same_number(i, j)
                for j in range(len(self.later))
            ]
            for i in range(len(self.earlier))
        ]

    def _has_same_number(self, i: int, j: int) -> bool:
        number = fold(self.earlier[i].number)
        return bool(number) and number == fold(self.later[j].number)

    # Edges ───────────────────────────────────────────────────────────────────

    @cached_property
    def main(self) -> tuple[list[int | None], list[int | None]]:
        """The main partner of each earlier and of each later unit, where one is alike enough."""
        best, other = best_partners(self.likeness)
        return (
            [j if self.likeness[i][j] >= LEAST else None for i, j in enumerate(best)],
            [i if self.likeness[i][j] >= LEAST else None for j, i in enumerate(other)],
        )

    def _between_main_partners(self) -> set[tuple[int, int]]:
        """Return where one is the main partner of the other, or both are of each other."""
        forward = {(i, j) for i, j in enumerate(self.main[0]) if j is not None}
        backward = {(i, j) for j, i in enumerate(self.main[1]) if i is not None}
        one_sided = {place for place in forward ^ backward if self._is_sound(*place)}
        return (forward & backward) | one_sided

    def _is_sound(self, i: int, j: int) -> bool:
        """Tell whether a partner that has a better one itself is one all the same."""
        if not self.texts[0][i] or not self.texts[1][j]:
            return self.likeness[i][j] >= LEAST_OF_HEADINGS
        count, carried, absorbed = self._left(i, j)
        return count >= FEWEST_RUNS and max(carried, absorbed) >= SHARE

    def _further(self) -> set[tuple[int, int]]:
        """Return where so much stands that no main partner carries that it is an edge as well."""
        return {place for place in self._sharing if self._is_further(*place)}

    def _is_further(self, i: int, j: int) -> bool:
        count, carried, absorbed = self._left(i, j)
        if max(carried, absorbed) >= SHARE_OF_ONE:
            return count >= FEWEST_RUNS
        return count >= FEWEST_RUNS - 1 and min(carried, absorbed) >= SHARE_OF_BOTH

    # Runs that two units share ───────────────────────────────────────────────

    @cached_property
    def _runs(self) -> list[list[Counter]]:
        return [[runs_of(words) for words in side] for side in self.texts]

    @cached_property
    def _rarity(self) -> dict:
        return rarity(run for side in self._runs for run in side)

    @cached_property
    def _weights(self) -> list[list[float]]:
        return [[self._weight(runs) or 1.0 for runs in side] for side in self._runs]

    def _weight(self, runs: Counter) -> float:
        return sum(count * self._rarity[run] for run, count in runs.items())

    @cached_property
    def _sharing(self) -> set[tuple[int, int]]:
        """Where two units share enough runs to be looked at."""
        holders: defaultdict[tuple, list[int]] = defaultdict(list)
        for j, runs in enumerate(self._runs[1]):
            for run in runs:
                holders[run].append(j)
        shared = Counter(
            (i, j) for i, runs in enumerate(self._runs[0]) for run in runs for j in holders[run]
        )
        return {place for place, count in shared.items() if count >= FEWEST_RUNS - 1}

    def _left(self, i: int, j: int) -> tuple[int, float, float]:
        """Return what two units share beside their main partners.

        That is how many runs, and what share of the earlier and of the later unit they make.
        """
        earlier, later = self._runs[0][i], self._runs[1][j]
        left = earlier & later
        main_later, main_earlier = self.main[0][i], self.main[1][j]
        if main_later not in (None, j):
            left -= earlier & self._runs[1][main_later]
        if main_earlier not in (None, i):
            left -= self._runs[0][main_earlier] & later
        weight = self._weight(left)
        return left.total(), weight / self._weights[0][i], weight / self._weights[1][j]

    def _edge(self, i: int, j: int) -> Edge:
        shared = self._weight(self._runs[0][i] & self._runs[1][j])
        reasons = {
            Reason.HEADING: self.heading[i][j],
            Reason.WORDING: self.wording[i][j],
            Reason.CARRIED: shared / self._weights[0][i],
            Reason.ABSORBED: shared / self._weights[1][j],
            Reason.NUMBER: float(self._has_same_number(i, j)),
            Reason.ORDER: float(abs(self._expected[i] - j) < 1),
        }
        both = self.main[0][i] == j and self.main[1][j] == i
        # How alike they are, lifted where each is the other's best, lowered without any text.
        score = self._bare[i][j] * 0.5 + (0.5 if both else 0.25)
        score = score if self.has_text else score * 0.8
        told = {reason: round(value, 3) for reason, value in reasons.items() if value > 0}
        return Edge(self.earlier[i].key, self.later[j].key, round(min(score, 1.0), 3), told)
