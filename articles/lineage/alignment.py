"""Which provision of an earlier text stands where in a later one. Pure.

The provisions of articles that succeed each other are compared by their words (the cosine of their
TF-IDF weights) and by the pairs of neighbouring words that both have. Those that bear the same
label, stand as far on and lie in alike provisions are a little nearer. The nearest pair is taken
first; each provision has one main partner at most, and what has none of its own may be known by
what lies in it, or by standing alone between the same neighbours under the same label: a few of its
words are enough there. A further partner, of a split or a merge, needs words that no main partner
carries (fewer where it lies in a main partner: a sentence became a point), or the same words once
more where the other side has no partner yet. What is left of the earlier text is looked for in all
of the later one.

This is the method of `suggesting` on a smaller scale; that a further partner needs words of its own
is what tells a split from boilerplate. `python -m bench.alignment_figures` prints how well it does
with answers that were written down before.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from articles.lineage.provision_words import (
    PAIRS_WEIGHT,
    Place,
    Rarity,
    Runs,
    Side,
    Text,
    likeness,
    rarity_of,
    with_many,
)
from articles.redline.matcher import longest_rising


class Thresholds(NamedTuple):
    """Weights and thresholds, in one place; `python -m bench.alignment_fitting` sets them anew."""

    within_weight: float = 0.08  # of lying in provisions that are alike
    label_weight: float = 0.05  # of bearing the same label
    order_weight: float = 0.05  # of standing as far on in the article
    least_likeness: float = 0.1  # of main partners, whatever speaks for them besides
    least: float = 0.22  # nearness of main partners that are each other's nearest, or of one label
    least_one_sided: float = 0.36  # nearness of other main partners
    least_between: float = 0.05  # likeness of what stands between the same neighbours
    least_again: float = 0.45  # likeness where words stand once more in what has no main partner
    least_again_beside: float = 0.6  # the same in the article of the main partner
    least_own: float = 0.3  # share of words of no main partner, in the nearest further partner …
    least_own_other: float = 0.4  # … or in another one
    least_own_few: float = 0.6  # … or in the nearest one, where they are few
    least_own_inside: float = 0.2  # … or in what lies in its main partner
    fewest_runs: int = 4  # in which those words stand
    few_runs: int = 2  # that are few
    fewest_runs_between: int = 7  # the same between two that have main partners both


THRESHOLDS = Thresholds()
LEAST_ELSEWHERE = 0.66  # likeness of what moved to an article that is no successor
LEAST_COSINE_ELSEWHERE = (LEAST_ELSEWHERE - PAIRS_WEIGHT) / (1 - PAIRS_WEIGHT)  # which that needs

# Returns the provisions of the rest of a text in which many of some runs of words begin.
Search = Callable[[Runs], Side]


class Kind(StrEnum):
    """What became of a provision."""

    SAME = "same"  # it stands under the same eId
    RENUMBERED = "renumbered"  # under another, in the article that its article became
    MOVED = "moved"  # in another article
    SPLIT = "split"  # in several places, of which this is one
    MERGED = "merged"  # in one place with others
    NEW = "new"
    GONE = "gone"


class Row(NamedTuple):
    """A provision before and after, or one of both alone.

    `score` says how alike they are, `carried` which share of the words before stands after, and
    `absorbed` which share of the words after comes from before; each from 0 to 1.
    """

    earlier: Place | None
    later: Place | None
    kind: Kind
    score: float = 0.0
    carried: float = 0.0
    absorbed: float = 0.0


def align(
    earlier: Text,
    later: Text,
    elsewhere: tuple[Text, Text] = ({}, {}),
    rarity: Rarity | None = None,
    thresholds: Thresholds = THRESHOLDS,
) -> list[Row]:
    """Return where the provisions of articles stand in the articles that succeed them.

    Every provision of both sides has one row, or one with each of its partners. What is gone is
    looked for `elsewhere`, in the rest of both texts: in the later one, unless another provision of
    the earlier one is more like it there. A provision of which nothing is left but a mark such as
    "[deleted]" counts as not there. `rarity` is that of both whole texts.
    """
    rarity = rarity or rarity_of(earlier, later, *elsewhere)
    rest = [lambda runs, text=text: Side(with_many(text, runs), rarity) for text in elsewhere]
    side = Side(earlier, rarity)
    return Alignment(side, Side(later, rarity), thresholds).within.rows(side, *rest)


class Within(NamedTuple):
    """What the words of articles tell of themselves: pairs, what is gone and what is new.

    Pairs and what is gone are by the index of the earlier provision.
    """

    pairs: list[tuple[int, Row]]
    gone: list[int]
    new: list[Row]

    def rows(self, side: Side, earlier: Search, later: Search) -> list[Row]:
        """Return the Rows in the order of the earlier side, and then those of what is new.

        What is gone from it is searched for in the rest of the texts.
        """
        found = rows_of_gone(side.only(self.gone), earlier, later)
        rows = [*self.pairs, *zip(self.gone, found, strict=True)]
        return [row for _i, row in sorted(rows, key=lambda entry: entry[0])] + self.new


class Alignment:
    """The provisions of two texts, compared."""

    def __init__(self, earlier: Side, later: Side, thresholds: Thresholds = THRESHOLDS) -> None:
        self.earlier, self.later, self.set = earlier, later, thresholds
        self.likeness = likeness(self.earlier, self.later, self.set.least_likeness)
        self.near = [{j: self._nearness(i, j) for j in row} for i, row in enumerate(self.likeness)]
        self.nearest = _best(self.near), _best(_turned(self.near))
        self.forward: dict[int, int] = {}  # the main partner of each earlier provision
        self.backward: dict[int, int] = {}  # and of each later one
        self._pair_by_words()
        self._pair_by_contents()
        self._pair_between_neighbours()
        self._pair_without_words()

    def _nearness(self, i: int, j: int) -> float:
        """Return how alike two provisions are, with what speaks for them besides their words."""
        above, beyond = self.earlier.parents[i], self.later.parents[j]
        if above is None or beyond is None:
            within = 0.5 if above is beyond else 0.0
        else:
            within = self.likeness[above].get(beyond, 0.0)
        ours, theirs = self.earlier.places[i].eid, self.later.places[j].eid
        label = ((_step(ours) == _step(theirs)) + (ours == theirs)) / 2
        order = 1 - abs(self.earlier.offsets[i] - self.later.offsets[j])
        besides = (
            self.set.within_weight * within
            + self.set.label_weight * label
            + self.set.order_weight * order
        )
        return round(self.likeness[i][j] + besides, 6)

    # Main partners ───────────────────────────────────────────────────────────

    def _pair(self, i: int, j: int) -> None:
        if i not in self.forward and j not in self.backward:
            self.forward[i], self.backward[j] = j, i

    def _pair_by_words(self) -> None:
        near = [(nearness, i, j) for i, row in enumerate(self.near) for j, nearness in row.items()]
        for nearness, i, j in sorted(near, key=_nearest_first):
            is_mutual = self.nearest[0][i] == j and self.nearest[1][j] == i
            is_same = self.earlier.places[i].eid == self.later.places[j].eid
            least = self.set.least if is_mutual or is_same else self.set.least_one_sided
            if nearness >= least and self.likeness[i][j] >= self.set.least_likeness:
                self._pair(i, j)

    def _pair_by_contents(self) -> None:
        """Pair what has no words in common where half of what lies in one lies in the other."""
        parents, others = self.earlier.parents, self.later.parents
        sizes, other_sizes = Counter(parents), Counter(others)
        counts = Counter((parents[i], others[j]) for i, j in self.forward.items())
        held = [(n, i, j) for (i, j), n in counts.items() if i is not None and j is not None]
        for count, i, j in sorted(held, key=_nearest_first):
            if 2 * count >= min(sizes[i], other_sizes[j]):
                self._pair(i, j)

    def _pair_between_neighbours(self) -> None:
        """Pair what stands alone between the same neighbours under the same label.

        That is where a provision was written anew: a few of its words are enough.
        """
        for ours, theirs in self._siblings():
            inside = set(theirs)
            pairs = [(i, self.forward[i]) for i in ours if self.forward.get(i) in inside]
            ends = [(-1, -1), *longest_rising(pairs), (len(self.earlier), len(self.later))]
            for (first, at), (last, till) in pairwise(ends):
                left = [i for i in ours if first < i < last and i not in self.forward]
                right = [j for j in theirs if at < j < till and j not in self.backward]
                if len(left) == len(right) == 1 and self._is_written_anew(left[0], right[0]):
                    self._pair(left[0], right[0])

    def _is_written_anew(self, i: int, j: int) -> bool:
        is_same = _step(self.earlier.places[i].eid) == _step(self.later.places[j].eid)
        return is_same and self.likeness[i].get(j, 0.0) >= self.set.least_between

    def _siblings(self) -> Iterator[tuple[list[int], list[int]]]:
        """Yield what lies in provisions that are partners, or at the top of articles that are."""
        within: defaultdict[tuple[int, int | str], list[int]] = defaultdict(list)
        for number, side in enumerate((self.earlier, self.later)):
            for index, above in enumerate(side.parents):
                own = side.places[index].article
                within[number, own if above is None else above].append(index)
        articles = Counter(
            (self.earlier.places[i].article, self.later.places[j].article)
            for i, j in self.forward.items()
        )
        partners: list[tuple[int | str, int | str]] = [*self.forward.items(), *articles]
        for one, other in partners:
            if (0, one) in within and (1, other) in within:
                yield within[0, one], within[1, other]

    def _pair_without_words(self) -> None:
        """Pair what has no words at all under the same label, or in the place that answers it."""
        bare = {place: j for j, place in enumerate(self.later.places) if not self.later.words[j]}
        by_eid = {place.eid: j for place, j in bare.items()}
        inside = {(self.later.parents[j], _step(place.eid)): j for place, j in bare.items()}
        for i, place in enumerate(self.earlier.places):
            if not self.earlier.words[i]:
                parent = self.earlier.parents[i]
                above = -1 if parent is None else self.forward.get(parent, -1)
                j = by_eid.get(place.eid, inside.get((above, _step(place.eid))))
                if j is not None:
                    self._pair(i, j)

    # Further partners ────────────────────────────────────────────────────────

    @cached_property
    def partners(self) -> list[tuple[int, int]]:
        """All pairs, main and further, in the order of the earlier text."""
        further = {(i, j) for i, row in enumerate(self.near) for j in row if self._is_further(i, j)}
        return sorted({*self.forward.items(), *further})

    def _is_further(self, i: int, j: int) -> bool:
        has_earlier, has_later = i in self.forward, j in self.backward
        runs = self._own_runs(i, j)
        carried, absorbed = self.earlier.share(i, runs), self.later.share(j, runs)
        if has_earlier == has_later:
            fewest, least = self.set.fewest_runs, self.set.least_own_other
            if has_earlier:
                fewest, least = self.set.fewest_runs_between, self.set.least_own
            return len(runs) >= fewest and max(carried, absorbed) >= least
        # What has no partner yet decides: how much of it is there, and whether that is nearest.
        share = absorbed if has_earlier else carried
        is_nearest = self.nearest[1][j] == i if has_earlier else self.nearest[0][i] == j
        has_runs = not self.earlier.runs[i].isdisjoint(self.later.runs[j])
        if is_nearest and has_runs and self.likeness[i][j] >= self._least_again(i, j):
            return True
        if is_nearest and len(runs) >= self.set.few_runs and share >= self.set.least_own_few:
            return True
        least = self.set.least_own if is_nearest else self.set.least_own_other
        if self._is_part(i, j):
            least = self.set.least_own_inside
        return len(runs) >= self.set.fewest_runs and share >= least

    def _least_again(self, i: int, j: int) -> float:
        """Return how alike what is written once more must be: more, beside the main partner."""
        if i in self.forward:
            main, other = self.later.places[self.forward[i]], self.later.places[j]
        else:
            main, other = self.earlier.places[self.backward[j]], self.earlier.places[i]
        is_beside = main.article == other.article
        return self.set.least_again_beside if is_beside else self.set.least_again

    def _is_part(self, i: int, j: int) -> bool:
        """Tell whether one lies in the main partner of the other: a sentence became a point."""
        above, beyond = self.earlier.parents[i], self.later.parents[j]
        return (beyond is not None and self.backward.get(beyond) == i) or (
            above is not None and self.forward.get(above) == j
        )

    def _own_runs(self, i: int, j: int) -> Runs:
        """Return the runs of words that two provisions share and neither with a main partner."""
        runs = self.earlier.runs[i] & self.later.runs[j]
        if (other := self.forward.get(i, j)) != j:
            runs = runs - self.later.runs[other]
        if (other := self.backward.get(j, i)) != i:
            runs = runs - self.earlier.runs[other]
        return runs

    # Rows ────────────────────────────────────────────────────────────────────

    @property
    def within(self) -> Within:
        """A Row for each pair, in order; what has no partner on either side."""
        degrees = Counter(i for i, _j in self.partners), Counter(j for _i, j in self.partners)
        return Within(
            [(i, self._row(i, j, degrees[0][i], degrees[1][j])) for i, j in self.partners],
            [i for i in range(len(self.earlier)) if not degrees[0][i]],
            [
                Row(None, place, Kind.NEW)
                for j, place in enumerate(self.later.places)
                if not degrees[1][j]
            ],
        )

    def _row(self, i: int, j: int, places: int, sources: int) -> Row:
        place, other = self.earlier.places[i], self.later.places[j]
        runs = self.earlier.runs[i] & self.later.runs[j]
        carried, absorbed = self.earlier.share(i, runs), self.later.share(j, runs)
        if places > 1 and sources > 1:
            # Part of a provision that was split went to where others were merged.
            is_split = (absorbed, other.eid) >= (carried, place.eid)
            kind = Kind.SPLIT if is_split else Kind.MERGED
        elif places > 1 or sources > 1:
            kind = Kind.SPLIT if places > 1 else Kind.MERGED
        elif place.eid == other.eid:
            kind = Kind.SAME
        else:
            in_successor = (place.article, other.article) in self.successors
            kind = Kind.RENUMBERED if in_successor else Kind.MOVED
        return _scored(place, other, kind, self.likeness[i].get(j, 0.0), carried, absorbed)

    @cached_property
    def successors(self) -> set[tuple[str, str]]:
        """Pairs of articles that have more in common with each other than with any third one.

        What two articles of one number have in common counts double.
        """
        common: defaultdict[tuple[str, str], int] = defaultdict(int)
        for i, j in sorted(self.forward.items()):
            weight = min(self.earlier.totals[i], self.later.totals[j])
            articles = self.earlier.places[i].article, self.later.places[j].article
            # In millionths, so that the order of a sum decides nothing.
            shared = round(weight * self.likeness[i].get(j, 0.0) * 1_000_000)
            common[articles] += shared * (2 if articles[0] == articles[1] else 1)
        most: defaultdict[tuple[int, str], int] = defaultdict(int)
        for pair, weight in common.items():
            for side, article in enumerate(pair):
                most[side, article] = max(most[side, article], weight)
        return {
            (article, other)
            for (article, other), weight in common.items()
            if weight >= max(most[0, article], most[1, other])
        }


def rows_of_gone(left: Side, earlier: Search, later: Search) -> Iterator[Row]:
    """Yield a Row for each provision that is left of the earlier text, moved or gone."""
    rest = later(set().union(*left.runs))
    for i, row in enumerate(likeness(left, rest, LEAST_COSINE_ELSEWHERE)):
        j = max(row, key=row.__getitem__, default=-1)
        if j < 0 or row[j] < max(LEAST_ELSEWHERE, _most_alike(earlier, rest.only([j]))):
            yield Row(left.places[i], None, Kind.GONE)
            continue
        runs = left.runs[i] & rest.runs[j]
        shares = left.share(i, runs), rest.share(j, runs)
        yield _scored(left.places[i], rest.places[j], Kind.MOVED, row[j], *shares)


def _most_alike(search: Search, provision: Side) -> float:
    """Return how alike one provision is to what is most like it in a text."""
    others = search(provision.runs[0])
    return max(
        (row.get(0, 0.0) for row in likeness(others, provision, LEAST_COSINE_ELSEWHERE)),
        default=0.0,
    )


def _scored(
    place: Place, other: Place, kind: Kind, score: float, carried: float, absorbed: float
) -> Row:
    return Row(place, other, kind, round(score, 3), round(carried, 3), round(absorbed, 3))


def _step(eid: str) -> str:
    """Return the last step of an eId, which is the label of the provision: "para_2"."""
    return eid.rpartition("__")[2]


def _nearest_first(pair: tuple[float, int, int]) -> tuple[float, int, int]:
    nearness, i, j = pair
    return -nearness, abs(i - j), i + j


def _turned(rows: list[dict[int, float]]) -> list[dict[int, float]]:
    """Return the values by column of what holds them by row."""
    columns: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for i, row in enumerate(rows):
        for j, value in row.items():
            columns[j][i] = value
    return [columns[j] for j in range(max(columns, default=-1) + 1)]


def _best(rows: list[dict[int, float]]) -> dict[int, int]:
    return {i: max(row, key=row.__getitem__) for i, row in enumerate(rows) if row}
