"""How right the alignment of provisions is: `python -m bench.alignment_figures`.

What is right was decided by reading and is kept in `bench/alignment_answers`; its README says how.
"""

import argparse
import csv
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import django

if TYPE_CHECKING:
    from articles.lineage.alignment import Thresholds
    from articles.lineage.provision_words import Text

ANSWERS = Path(__file__).with_name("alignment_answers") / "answers.csv"
COLUMNS = (
    *("precision", "recall", "F1", "label changes", "new, gone", "of told", "rewritten"),
    "ms an article",
)

Pair = tuple[str, str]


class Case(NamedTuple):
    """Articles that are read together, and the answers for them; one end is empty where none is."""

    law: str
    half: str
    earlier: tuple[str, ...]
    later: tuple[str, ...]
    clear: set[Pair]
    right: set[Pair]
    rewritten: set[Pair]


def cases() -> list[Case]:
    """Return the list of answers, case by case."""
    rows_of = defaultdict(list)
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows_of[row["law"], row["half"], row["earlier"], row["later"]].append(row)
    return [
        Case(law, half, tuple(earlier.split()), tuple(later.split()), *_answers(rows))
        for (law, half, earlier, later), rows in rows_of.items()
    ]


def _answers(rows: list[dict[str, str]]) -> tuple[set[Pair], set[Pair], set[Pair]]:
    clear = [row for row in rows if row["clear"] == "yes"]
    rewritten = [row for row in clear if row["rewritten"] == "yes"]
    return tuple({(row["from"], row["to"]) for row in kept} for kept in (clear, rows, rewritten))


class Figures:
    """Counts over cases, of which `cells` makes shares."""

    def __init__(self) -> None:
        self.of = defaultdict(int)
        self.seconds, self.articles = 0.0, 0

    def add(self, case: Case, told: set[Pair]) -> None:
        """Count what was told of a case: pairs of eIds, one of them empty for new and gone."""
        pairs = {pair for pair in told if all(pair)}
        clear = {pair for pair in case.clear if all(pair)}
        changed = {pair for pair in clear if pair[0] != pair[1]}
        alone = case.clear - clear
        # What was told as new or gone is wrong where something of it clearly stands in the other.
        said = told - pairs
        wrong = {(i, "") for i, _j in clear} | {("", j) for _i, j in clear}
        for name, part, whole in (
            ("precision", pairs & case.right, pairs),
            ("recall", pairs & clear, clear),
            ("label changes", pairs & changed, changed),
            ("new, gone", told & alone, alone),
            ("of told", said - wrong, said),
            ("rewritten", pairs & case.rewritten, case.rewritten),
        ):
            self.of[name, "part"] += len(part)
            self.of[name, "whole"] += len(whole)
        self.articles += len(case.earlier)

    def share(self, name: str) -> float:
        return self.of[name, "part"] / max(1, self.of[name, "whole"])

    @property
    def f1(self) -> float:
        precision, recall = self.share("precision"), self.share("recall")
        return 2 * precision * recall / max(precision + recall, 1e-9)

    def cells(self) -> list[str]:
        """Return the cells of a row, under COLUMNS."""
        counts = [
            f"{self.of[name, 'part']}/{self.of[name, 'whole']}"
            for name in ("label changes", "new, gone", "of told", "rewritten")
        ]
        shares = [
            f"{share:.3f}" for share in (self.share("precision"), self.share("recall"), self.f1)
        ]
        return [*shares, *counts, f"{1000 * self.seconds / max(1, self.articles):.0f}"]


def _without(text: dict, articles: dict) -> dict:
    return {number: rows for number, rows in text.items() if number not in articles}


def print_wrong(case: Case, told: set[Pair]) -> None:
    """Print what was told and is not right, and what is right and was not told."""
    for sign, pairs in (("+", told - case.right), ("-", case.clear - told)):
        for earlier, later in sorted(pairs):
            print(f"    {sign} {earlier or 'new'} → {later or 'gone'}")


class Law:
    """Both texts of a law, its cases, and what is told of them."""

    def __init__(
        self, name: str, earlier: "Text", later: "Text", its_cases: list[Case] | None = None
    ) -> None:
        from articles.lineage.provision_words import rarity_of

        self.name, self.earlier, self.later = name, earlier, later
        self.rarity = rarity_of(earlier, later)
        self.cases = its_cases or [case for case in cases() if case.law == name]

    def told(self, case: Case, thresholds: "Thresholds") -> set[Pair]:
        from articles.lineage.alignment import align

        before = {number: self.earlier[number] for number in case.earlier}
        after = {number: self.later[number] for number in case.later}
        rest = _without(self.earlier, before), _without(self.later, after)
        rows = align(before, after, rest, self.rarity, thresholds)
        return {
            (row.earlier.eid if row.earlier else "", row.later.eid if row.later else "")
            for row in rows
        }


def laws() -> list[Law]:
    """Return the laws whose texts stand beside the checkout."""
    from bench.alignment_pairs import text_pairs

    return [Law(*pair) for pair in text_pairs()]


def parliament_table() -> Law | None:
    """Return the AI Act as the Parliament amended it, with its own table of two columns as answer.

    Each provision stands under its eId in both texts, so that labels tell; what counts is what was
    amended, and that what is new is not taken for a part of something else.
    """
    from bench.alignment_pairs import DATA, commission_text
    from bench.parliament_text import parliament_provisions

    path = DATA / "ai-act/parliament_2023.html"
    if not path.exists():
        return None
    earlier = commission_text()
    later, places = parliament_provisions(path, earlier)
    return Law("parliament", earlier, later, list(_cases_of_table(earlier, later, places)))


def _cases_of_table(earlier: "Text", later: "Text", places: dict[str, str]) -> Iterator[Case]:
    for number, wordings in earlier.items():
        now = {row.eid: row.text for row in later[number]}
        right = {(row.eid, places[row.eid]) for row in wordings}
        amended = {(row.eid, row.eid) for row in wordings if now.get(row.eid, row.text) != row.text}
        right |= {("", eid) for eid in now if eid not in places}
        yield Case("parliament", "table", (number,), (number,), right, right, amended)


def print_row(title: str, figures: Figures, columns: int = len(COLUMNS)) -> None:
    print(f"{title:32}" + "".join(f"{cell:>15}" for cell in figures.cells()[:columns]))


def print_figures(every: Iterable[Law], half: str, names: bool) -> None:
    """Print a row for each law and one for both, from the cases of one half."""
    from articles.lineage.alignment import THRESHOLDS

    total = Figures()
    for law in every:
        figures = Figures()
        for case in (case for case in law.cases if case.half == half):
            begin = time.perf_counter()
            told = law.told(case, THRESHOLDS)
            seconds = time.perf_counter() - begin
            if names:
                print_wrong(case, told)
            for sum_ in (figures, total):
                sum_.add(case, told)
                sum_.seconds += seconds
        print_row(f"{law.name}, {half}", figures)
    if half != "table":
        print_row(f"both, {half}", total)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.alignment_figures", description=__doc__)
    parser.add_argument("--half", choices=("tune", "prove"), action="append", help="one alone")
    parser.add_argument("--names", action="store_true", help="name what is not right")
    given = parser.parse_args()
    django.setup()
    every = laws()
    print(f"{'':32}" + "".join(f"{column:>15}" for column in COLUMNS))
    for half in given.half or ("tune", "prove"):
        print_figures(every, half, given.names)
    if (table := parliament_table()) and not given.half:
        print_figures([table], "table", given.names)


if __name__ == "__main__":
    os.environ.setdefault("DEVELOPMENT", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treatytracker.settings")
    main()
