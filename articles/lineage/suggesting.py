"""What probably became of each article, from wording, headings, numbers and order. Pure.

Units of both texts are compared by their words (the cosine of their TF-IDF weights: Salton and
Buckley, "Term-weighting approaches in automatic text retrieval", 1988) and by the words of their
headings; where both stand in the order of the text, and bear the same number, that speaks for them
a little more. The order is learned from the longest rising chain of pairs that are surely one. The
best partner of either side is its main one. What is left between two neighbours that are neighbours
in both texts needs less: a few words of an article that was written anew.

A further edge, of a split or a merge, needs words that the main partners do not carry: of the runs
of three words that two units share, those that the main partners share as well are set aside, and
what is left is weighed by how rare it is. So common phrases draw nothing, and a part that moved is
seen. Where both units have a main partner, or are far from each other in the order, more is needed.

Headings alone do not tell of parts: there each has one partner, and where as many are left in both
texts between the same neighbours, they are taken as each other's, though less surely.
"""

from collections.abc import Hashable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from math import exp
from typing import NamedTuple

from articles.lineage.unit_words import ComparedUnits, Place, Unit
from articles.lineage.weighing import best_partners
from articles.redline.matcher import longest_rising


class Thresholds(NamedTuple):
    """Weights and thresholds, in one place; `python -m bench.lineage_fitting` sets them anew."""

    text_weight: float = 0.7  # of two units with text and heading; the heading has the rest
    order_weight: float = 0.15  # of standing where the others lead one to expect
    order_weight_of_headings: float = 0.3  # where there is nothing but headings
    order_reach: float = 3  # units, in which that weight falls to a third
    number_weight: float = 0.03
    anchor: float = 0.5  # likeness of mutual best partners from which the order is learned
    least: float = 0.34  # likeness below which there is no main partner
    least_of_headings: float = 0.4  # the same where there are headings alone
    least_between: float = 0.2  # the same without order, between neighbours that stay neighbours
    least_one_sided: float = 0.5  # of a further partner where there are headings alone
    near: float = 8  # units from the expected place, within which less is needed
    fewest_runs: int = 9  # that an edge shares beside those with and of main partners …
    fewest_runs_between: int = 20  # … and where both have a main partner each
    share: float = 0.05  # of either unit, that those runs make of a one-sided partner …
    share_far: float = 0.2  # … or of one that is not near
    share_of_one: float = 0.25  # of either unit, of a further edge …
    share_of_both: float = 0.037  # … or of both where it is near


THRESHOLDS = Thresholds()
LARGEST_GAP = 3  # units between two neighbours that stay neighbours, that are joined by place alone


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
        places = sorted(self.mutual | self._one_sided() | self._further())
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
        wording = self.units.wording[i][j] if self.units.have_texts(i, j) else None
        heading = self.units.heading[i][j] if self.units.have_headings(i, j) else None
        if wording is None or heading is None:
            return wording or heading or 0.0
        return self.set.text_weight * wording + (1 - self.set.text_weight) * heading

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
    def main(self) -> tuple[dict[int, int], dict[int, int]]:
        """The main partner of each earlier and of each later unit, where one is alike enough."""
        forward, backward = self._assigned() if not self.units.has_text else self._best()
        for i, j in self._between_neighbours(forward, backward):
            forward[i], backward[j] = j, i
        return forward, backward

    def _best(self) -> tuple[dict[int, int], dict[int, int]]:
        """Return the best partner of each unit: that of a part is the whole, which has a better."""
        best, other = best_partners(self.likeness)
        return (
            {i: j for i, j in enumerate(best) if self.likeness[i][j] >= self.set.least},
            {j: i for j, i in enumerate(other) if self.likeness[i][j] >= self.set.least},
        )

    def _assigned(self) -> tuple[dict[int, int], dict[int, int]]:
        """Return partners one to one, the most alike first: headings do not tell of parts."""
        near = [
            (-likeness, i, j)
            for i, row in enumerate(self.likeness)
            for j, likeness in enumerate(row)
            if likeness >= self.set.least_of_headings and self._bare[i][j]
        ]
        forward: dict[int, int] = {}
        backward: dict[int, int] = {}
        for _likeness, i, j in sorted(near):
            if i not in forward and j not in backward:
                forward[i], backward[j] = j, i
        return forward, backward

    def _between_neighbours(
        self, forward: dict[int, int], backward: dict[int, int]
    ) -> Iterator[Place]:
        """Yield what has no partner yet and stands between the same neighbours in both texts.

        There they are partners that are alike at all. Of headings alone, or of none, place and
        number tell only in a gap of a few.
        """
        mutual = [(i, j) for i, j in sorted(forward.items()) if backward.get(j) == i]
        chain = longest_rising(mutual)
        ends = [(-1, -1), *chain, (len(self.earlier), len(self.later))]
        for (first, at), (last, till) in pairwise(ends):
            left = [i for i in range(first + 1, last) if i not in forward]
            right = [j for j in range(at + 1, till) if j not in backward]
            is_small = bool(chain) and max(len(left), len(right)) <= LARGEST_GAP
            if is_small and not self.units.has_text and len(left) == len(right):
                yield from zip(left, right, strict=True)
                continue
            near = [(-self._likeness_between(i, j, is_small), i, j) for i in left for j in right]
            for likeness, i, j in sorted(near):
                if -likeness >= self.set.least_between and i in left and j in right:
                    left.remove(i)
                    right.remove(j)
                    yield i, j

    def _likeness_between(self, i: int, j: int, is_small: bool) -> float:
        """Return how alike two units are, which all is where a number is all that they have."""
        if self.units.have_texts(i, j) or self.units.have_headings(i, j):
            return self._bare[i][j]
        return float(is_small and self.units.has_same_number(i, j))

    @cached_property
    def mutual(self) -> set[Place]:
        forward, backward = self.main
        return {(i, j) for i, j in forward.items() if backward.get(j) == i}

    def _one_sided(self) -> set[Place]:
        """Return where one is the main partner of the other, which has another, and it is sound."""
        forward, backward = self.main
        places = {*forward.items(), *((i, j) for j, i in backward.items())} - self.mutual
        if not self.units.has_text:
            best, other = best_partners(self.likeness)
            places = {*enumerate(best), *((i, j) for j, i in enumerate(other))} - self.mutual
        return {place for place in places if self._is_sound(*place)}

    def _is_sound(self, i: int, j: int) -> bool:
        """Tell whether a partner that has a better one itself is one all the same."""
        is_near = self._is_near(i, j)
        if not self.units.have_texts(i, j):
            is_free = i not in self._matched[0] or j not in self._matched[1]
            return is_free and is_near and self.likeness[i][j] >= self.set.least_one_sided
        count, carried, absorbed = self._left(i, j)
        share = self.set.share if is_near else self.set.share_far
        return count >= self.set.fewest_runs and max(carried, absorbed) >= share

    def _is_near(self, i: int, j: int) -> bool:
        return abs(self._expected[i] - j) <= self.set.near

    def _further(self) -> set[Place]:
        """Return where so much stands that no main partner carries that it is an edge as well."""
        return {place for place in self.units.shared if self._is_further(*place)}

    def _is_further(self, i: int, j: int) -> bool:
        count, carried, absorbed = self._left(i, j)
        both = i in self._matched[0] and j in self._matched[1]
        if count < (self.set.fewest_runs_between if both else self.set.fewest_runs):
            return False
        if max(carried, absorbed) >= self.set.share_of_one:
            return True
        return self._is_near(i, j) and min(carried, absorbed) >= self.set.share_of_both

    @cached_property
    def _matched(self) -> tuple[set[int], set[int]]:
        return {i for i, _j in self.mutual}, {j for _i, j in self.mutual}

    def _left(self, i: int, j: int) -> tuple[int, float, float]:
        """Return what two units share beside their main partners.

        That is how many runs, and what share of the earlier and of the later unit they make.
        """
        left = self.units.shared.get((i, j), set())
        if (other := self.main[0].get(i, j)) != j:
            left = left - self.units.runs[1][other]
        if (other := self.main[1].get(j, i)) != i:
            left = left - self.units.runs[0][other]
        return len(left), *self.units.shares(i, j, left)

    def _edge(self, i: int, j: int) -> Edge:
        carried, absorbed = self.units.shares(i, j, self.units.common(i, j))
        reasons = {
            Reason.HEADING: self.units.heading[i][j],
            Reason.WORDING: self.units.wording[i][j],
            Reason.CARRIED: carried,
            Reason.ABSORBED: absorbed,
            Reason.NUMBER: float(self.units.has_same_number(i, j)),
            Reason.ORDER: float(abs(self._expected[i] - j) < 1),
        }
        both = (i, j) in self.mutual
        # How alike they are, lifted where each is the other's best, lowered without any text.
        score = self._bare[i][j] * 0.5 + (0.5 if both else 0.25)
        score = score if self.units.has_text else score * 0.8
        told = {reason: round(value, 3) for reason, value in reasons.items() if value > 0}
        return Edge(self.earlier[i].key, self.later[j].key, round(min(score, 1.0), 3), told)
