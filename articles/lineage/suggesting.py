"""What probably became of each article, from wording, headings, numbers and order. Pure.

Units of both texts are compared by their words (the cosine of their TF-IDF weights) and by the
words of their headings; where both stand in the order of the text, and bear the same number, that
speaks for them a little more. The best partner of either side is its main one. A further edge, of a
split or a merge, needs words that the main partners do not carry: of the runs of three words that
two units share, those that the main partners share as well are set aside, and what is left is
weighed by how rare it is. So common phrases draw nothing, and a part that moved is seen.
"""

from collections.abc import Hashable, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from math import exp
from typing import NamedTuple

from articles.lineage.unit_words import ComparedUnits, Unit
from articles.lineage.weighing import best_partners
from articles.redline.matcher import longest_rising


class Thresholds(NamedTuple):
    """Weights and thresholds, all in one place: `python -m bench.lineage_fitting` sets them anew."""

    text_weight: float = (
        0.7  # of two units that have both text and heading; the heading has the rest
    )
    order_weight: float = 0.1  # of standing where the others lead one to expect
    order_weight_of_headings: float = 0.2  # where there is nothing but headings
    order_reach: float = 3  # units, in which that weight falls to a third
    number_weight: float = 0.03
    anchor: float = 0.5  # likeness of mutual best partners from which the order is learned
    least: float = 0.34  # likeness below which there is no main partner
    least_of_headings: float = 0.34  # the same where there are headings alone
    least_one_sided: float = 0.5  # of a further partner where there are headings alone
    fewest_runs: int = 10  # that a one-sided or further edge shares and main partners do not
    share: float = 0.05  # of either unit, that those runs make of a one-sided partner
    share_of_one: float = 0.25  # of either unit, of a further edge …
    share_of_both: float = 0.037  # … or of both


THRESHOLDS = Thresholds()


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


def suggest(
    earlier: Sequence[Unit], later: Sequence[Unit], thresholds: Thresholds = THRESHOLDS
) -> Suggestions:
    """Return what probably became of the units of an earlier text in a later one, kind by kind.

    Both come in the order of their texts. Where one is but a part of its text, what the caller
    makes of dropped and new units is its own. A unit of which nothing is left but a mark such as
    "[deleted]" counts as not there: it is no end of an edge, and neither dropped nor new.
    """
    return suggest_from(compared(earlier, later), thresholds)


def compared(earlier: Sequence[Unit], later: Sequence[Unit]) -> list[ComparedUnits]:
    """Return the units of two texts by kind, compared: what no threshold changes."""
    sides = [[unit for unit in side if not unit.is_deleted] for side in (earlier, later)]
    return [
        ComparedUnits(*([unit for unit in side if unit.kind == kind] for side in sides))
        for kind in dict.fromkeys(unit.kind for side in sides for unit in side)
    ]


def suggest_from(kinds: Sequence[ComparedUnits], thresholds: Thresholds) -> Suggestions:
    """Return what `suggest` returns, of units that are compared already."""
    edges: list[Edge] = []
    dropped: dict[Hashable, Nearest] = {}
    new: dict[Hashable, Nearest] = {}
    for units in kinds:
        pair = Pair(units, thresholds)
        edges += pair.edges()
        dropped |= pair.nearest_later()
        new |= pair.nearest_earlier()
    for edge in edges:
        dropped.pop(edge.earlier, None)
        new.pop(edge.later, None)
    return Suggestions(edges, [*dropped], [*new], dropped, new)


# ── one kind of unit ─────────────────────────────────────────────────────────


class Pair:
    """The units of one kind in two texts, joined."""

    def __init__(self, units: ComparedUnits, thresholds: Thresholds) -> None:
        self.units, self.set = units, thresholds
        self.earlier, self.later = units.earlier, units.later

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
        has_text = bool(self.units.texts[0][i] and self.units.texts[1][j])
        has_heading = bool(self.units.headings[0][i] and self.units.headings[1][j])
        if has_text and has_heading:
            return (
                self.set.text_weight * self.units.wording[i][j]
                + (1 - self.set.text_weight) * self.units.heading[i][j]
            )
        return (
            self.units.wording[i][j]
            if has_text
            else self.units.heading[i][j]
            if has_heading
            else 0.0
        )

    @cached_property
    def _bare(self) -> list[list[float]]:
        columns = range(len(self.later))
        return [[self._alike(i, j) for j in columns] for i in range(len(self.earlier))]

    @cached_property
    def _expected(self) -> list[float]:
        """Where each earlier unit would stand in the later text, judged by those around it."""
        best, other = best_partners(self._bare)
        sure = [
            (i, j)
            for i, j in enumerate(best)
            if other[j] == i and self._bare[i][j] > self.set.anchor
        ]
        ends = [(-1, -1), *longest_rising(sure), (len(self.earlier), len(self.later))]
        expected: list[float] = []
        for (first, at), (last, till) in pairwise(ends):
            step = (till - at) / (last - first)
            expected += [at + step * (place - first) for place in range(first + 1, last + 1)]
        return expected[: len(self.earlier)]

    @cached_property
    def likeness(self) -> list[list[float]]:
        """How alike two units are, with what order and number add."""
        weight = self.set.order_weight if self.units.has_text else self.set.order_weight_of_headings
        return [
            [
                self._bare[i][j]
                + weight * exp(-abs(self._expected[i] - j) / self.set.order_reach)
                + self.set.number_weight * self.units.has_same_number(i, j)
                for j in range(len(self.later))
            ]
            for i in range(len(self.earlier))
        ]

    # Edges ───────────────────────────────────────────────────────────────────

    @cached_property
    def main(self) -> tuple[list[int | None], list[int | None]]:
        """The main partner of each earlier and of each later unit, where one is alike enough."""
        best, other = best_partners(self.likeness)
        least = self.set.least if self.units.has_text else self.set.least_of_headings
        return (
            [j if self.likeness[i][j] >= least else None for i, j in enumerate(best)],
            [i if self.likeness[i][j] >= least else None for j, i in enumerate(other)],
        )

    def _between_main_partners(self) -> set[tuple[int, int]]:
        """Return where one is the main partner of the other, or both are of each other."""
        forward = {(i, j) for i, j in enumerate(self.main[0]) if j is not None}
        backward = {(i, j) for j, i in enumerate(self.main[1]) if i is not None}
        one_sided = {place for place in forward ^ backward if self._is_sound(*place)}
        return (forward & backward) | one_sided

    def _is_sound(self, i: int, j: int) -> bool:
        """Tell whether a partner that has a better one itself is one all the same."""
        if not self.units.texts[0][i] or not self.units.texts[1][j]:
            return self.likeness[i][j] >= self.set.least_one_sided
        count, carried, absorbed = self._left(i, j)
        return count >= self.set.fewest_runs and max(carried, absorbed) >= self.set.share

    def _further(self) -> set[tuple[int, int]]:
        """Return where so much stands that no main partner carries that it is an edge as well."""
        return {place for place in self.units.shared if self._is_further(*place)}

    def _is_further(self, i: int, j: int) -> bool:
        count, carried, absorbed = self._left(i, j)
        if max(carried, absorbed) >= self.set.share_of_one:
            return count >= self.set.fewest_runs
        return (
            count >= self.set.fewest_runs - 1 and min(carried, absorbed) >= self.set.share_of_both
        )

    def _left(self, i: int, j: int) -> tuple[int, float, float]:
        """Return what two units share beside their main partners.

        That is how many runs, and what share of the earlier and of the later unit they make.
        """
        left = self.units.shared.get((i, j), set())
        main_later, main_earlier = self.main[0][i], self.main[1][j]
        if main_later not in (None, j):
            left = left - self.units.runs[1][main_later]
        if main_earlier not in (None, i):
            left = left - self.units.runs[0][main_earlier]
        return len(left), *self.units.shares(i, j, left)

    def _edge(self, i: int, j: int) -> Edge:
        carried, absorbed = self.units.shares(i, j, self.units.shared.get((i, j), set()))
        reasons = {
            Reason.HEADING: self.units.heading[i][j],
            Reason.WORDING: self.units.wording[i][j],
            Reason.CARRIED: carried,
            Reason.ABSORBED: absorbed,
            Reason.NUMBER: float(self.units.has_same_number(i, j)),
            Reason.ORDER: float(abs(self._expected[i] - j) < 1),
        }
        both = self.main[0][i] == j and self.main[1][j] == i
        # How alike they are, lifted where each is the other's best, lowered without any text.
        score = self._bare[i][j] * 0.5 + (0.5 if both else 0.25)
        score = score if self.units.has_text else score * 0.8
        told = {reason: round(value, 3) for reason, value in reasons.items() if value > 0}
        return Edge(self.earlier[i].key, self.later[j].key, round(min(score, 1.0), 3), told)
