"""How right the suggestions of lineage are: `python -m bench.lineage_figures`.

What is right was decided by reading and is kept in `bench/lineage_answers`, whose README says how.
Counts are found/wanted; of precision, right/told; of what is dropped and new, right/told as well.
"""

import argparse
import os
import re
import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import django

from bench.lineage_answers_json import rows

if TYPE_CHECKING:
    from articles.lineage.suggesting import Thresholds
    from articles.lineage.unit_words import ComparedUnits, Unit

Numbers = tuple[str, str]
KINDS = ("article", "annex", "recital")
COLUMNS = ("precision", "recall", "F1", "moved", "splits", "merges", "dropped, new", "of told")


SCORES = (0.25, 0.5, 0.75, 0.9)


class Answer(NamedTuple):
    """The answer for one kind of unit: edges that are required, and all that are right."""

    required: set[Numbers]
    right: set[Numbers]
    dropped: set[str]
    new: set[str]


@dataclass(frozen=True)
class Case:
    """One kind of unit of two texts, as both are compared, with the answer."""

    name: str
    law: str
    kind: str
    has_text: bool
    sides: "tuple[list[Unit], list[Unit]]"
    answer: Answer

    @property
    def title(self) -> str:
        return f"{self.name}, {self.kind}s" + ("" if self.has_text else ", headings alone")

    @cached_property
    def units(self) -> "list[ComparedUnits]":
        from articles.lineage.suggesting import compared

        return compared(*self.sides)

    def told(self, thresholds: "Thresholds") -> "Told":
        """Return what is suggested."""
        from articles.lineage.suggesting import suggest_from

        suggested = suggest_from(self.units, thresholds)
        number = {unit.key: plain(unit.number) for side in self.sides for unit in side}
        scores = {(number[row.earlier], number[row.later]): row.score for row in suggested.edges}
        alone = ({number[key] for key in keys} for keys in (suggested.dropped, suggested.new))
        return Told({*scores}, *alone, scores)


def cases() -> Iterator[Case]:
    """Yield every case whose texts are there, with its texts and from its headings alone."""
    from bench.lineage_pairs import law_pairs

    for pair in law_pairs():
        for kind in KINDS:
            answer = answer_of(pair.name, kind)
            sides = tuple(
                [unit for unit in side if unit.kind == kind] for side in (pair.earlier, pair.later)
            )
            bare = tuple([unit._replace(text="") for unit in side] for side in sides)
            if answer.required and sides != bare:
                yield Case(pair.name, pair.law, kind, True, sides, answer)
            if answer.required and kind == "article":
                yield Case(pair.name, pair.law, kind, False, bare, answer)


def answer_of(name: str, kind: str) -> Answer:
    """Return the Answer of a list for a kind of unit."""
    required, right, dropped, new = set(), set(), set(), set()
    for row in rows(name):
        if row["unit"] != kind:
            continue
        edge = plain(row["from"]), plain(row["to"])
        if all(edge):
            right.add(edge)
            required |= {edge} if row["required"] == "yes" else set()
        elif edge[0]:
            dropped.add(edge[0])
        else:
            new.add(edge[1])
    return Answer(required, right, dropped, new)


def plain(number: str) -> str:
    """Return a number for comparison: "24 bis" and "24BIS" are one."""
    return re.sub(r"[\s-]+", "", number).casefold()


class Told(NamedTuple):
    """What was suggested for a case, by number; of edges, how sure as well."""

    edges: set[Numbers]
    dropped: set[str]
    new: set[str]
    scores: dict[Numbers, float]


class Figures(Counter):
    """Counts over cases: what was found, told right, told and wanted of each thing."""

    def add(self, case: Case, told: Told) -> "Figures":
        answer = case.answer
        moved = {edge for edge in answer.required if edge[0] != edge[1]}
        self.count("precision", told.edges & answer.right, told.edges)
        self.count("recall", told.edges & answer.required, answer.required)
        self.count("moved", told.edges & moved, moved)
        for least in SCORES:
            sure = {edge for edge, score in told.scores.items() if score >= least}
            self.count(f"score {least}", sure & answer.right, sure)
        for name, end in (("splits", 0), ("merges", 1)):
            several = _several(answer.required, end)
            self.count(name, [edges for edges in several if edges <= told.edges], several)
        # What was told as dropped or new is wrong where something of it must live on.
        living = [{edge[end] for edge in answer.required} for end in (0, 1)]
        lone = answer.dropped | {f"new {number}" for number in answer.new}
        said = told.dropped | {f"new {number}" for number in told.new}
        wrong = living[0] | {f"new {number}" for number in living[1]}
        self.count("dropped, new", said & lone, lone)
        self.count("of told", said - wrong, said)
        return self

    def count(self, name: str, part: Iterable, whole: Iterable) -> None:
        self[name, "part"] += len(list(part))
        self[name, "whole"] += len(list(whole))

    def share(self, name: str) -> float:
        return self[name, "part"] / self[name, "whole"] if self[name, "whole"] else 1.0

    @property
    def f1(self) -> float:
        precision, recall = self.share("precision"), self.share("recall")
        return 2 * precision * recall / max(1e-9, precision + recall)

    def cells(self) -> list[str]:
        cells = []
        for column in COLUMNS:
            counts = f"{self[column, 'part']}/{self[column, 'whole']}"
            is_share = column in ("precision", "recall")
            shares = f"{counts} {self.share(column):.3f}" if is_share else counts
            cells.append(f"{self.f1:.3f}" if column == "F1" else shares)
        return cells


def _several(required: set[Numbers], end: int) -> list[set[Numbers]]:
    """Return the edges of each unit that was split (end 0) or merged (end 1)."""
    by_end: defaultdict[str, set[Numbers]] = defaultdict(set)
    for edge in required:
        by_end[edge[end]].add(edge)
    return [edges for edges in by_end.values() if len(edges) > 1]


def print_wrong(case: Case, told: Told) -> None:
    """Print the edges that are told and not right, and those that are right and not told."""
    headings = [{plain(unit.number): unit.heading for unit in side} for side in case.sides]
    for sign, edges in (
        ("+", told.edges - case.answer.right),
        ("-", case.answer.required - told.edges),
    ):
        for earlier, later in sorted(edges):
            names = headings[0].get(earlier, "")[:40], headings[1].get(later, "")[:40]
            print(f"    {sign} {earlier} → {later}   {names[0]} → {names[1]}")


def print_head(width: int) -> None:
    print(f"{'':{width}}" + "".join(f"{column:>16}" for column in COLUMNS))


def print_row(title: str, figures: Figures, width: int) -> None:
    print(f"{title:{width}}" + "".join(f"{cell:>16}" for cell in figures.cells()))


def print_cost() -> None:
    """Print what the largest pair costs, beside reading one of its texts."""
    from articles.lineage.suggesting import suggest
    from bench.lineage_pairs import DATA, law_pairs, read

    pair = next((pair for pair in law_pairs() if pair.name == "ai_act_2021_2022"), None)
    if pair is None:
        return
    units = pair.earlier, pair.later
    path = DATA / "ai-act/council_2022.txt"
    reading, joining = _seconds(lambda: read(path)), _seconds(lambda: suggest(*units))
    tracemalloc.start()
    suggest(*units)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    print(
        f"\nAll {len(units[0])} and {len(units[1])} units of {pair.name}: {joining:.2f} s and "
        f"{peak:.0f} MB at most; reading one of its texts in: {reading:.2f} s. "
        f"Ratio {joining / reading:.1f}"
    )


def _seconds(act: Callable[[], object]) -> float:
    """Return the least time that an act takes of three."""
    taken = []
    for _time in range(3):
        begin = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begin)
    return min(taken)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.lineage_figures", description=__doc__)
    parser.add_argument("--names", action="store_true", help="name what is not right")
    given = parser.parse_args()
    django.setup()
    from articles.lineage.suggesting import THRESHOLDS

    sums = {True: Figures(), False: Figures()}
    print_head(54)
    for case in cases():
        told = case.told(THRESHOLDS)
        sums[case.has_text].add(case, told)
        print_row(case.title, Figures().add(case, told), 54)
        if given.names:
            print_wrong(case, told)
    print_row("all with text", sums[True], 54)
    print_row("all headings alone", sums[False], 54)
    for has_text, name in ((True, "with text"), (False, "headings alone")):
        counts = ((least, sums[has_text], f"score {least}") for least in SCORES)
        shares = (
            f"{least}: {sum_[key, 'part']}/{sum_[key, 'whole']}" for least, sum_, key in counts
        )
        print(f"Right of the edges that are told, by least score, {name}: {', '.join(shares)}")
    print_cost()


if __name__ == "__main__":
    os.environ.setdefault("DEVELOPMENT", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treatytracker.settings")
    main()
