"""How right the alignment of provisions is: `python -m bench.alignment_figures`.

What is right was decided by reading and is kept in `bench/alignment_answers`; its README says how.
"""

import argparse
import csv
import os
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import django

ANSWERS = Path(__file__).with_name("alignment_answers") / "answers.csv"
COLUMNS = ("precision", "recall", "F1", "label changes", "new, gone", "rewritten", "ms an article")

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
        for name, part, whole in (
            ("precision", pairs & case.right, pairs),
            ("recall", pairs & clear, clear),
            ("label changes", pairs & changed, changed),
            ("new, gone", told & alone, alone),
            ("rewritten", pairs & case.rewritten, case.rewritten),
        ):
            self.of[name, "part"] += len(part)
            self.of[name, "whole"] += len(whole)
        self.articles += len(case.earlier)

    def share(self, name: str) -> float:
        return self.of[name, "part"] / max(1, self.of[name, "whole"])

    def cells(self) -> list[str]:
        """Return the cells of a row, under COLUMNS."""
        precision, recall = self.share("precision"), self.share("recall")
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        counts = [
            f"{self.of[name, 'part']}/{self.of[name, 'whole']}"
            for name in ("label changes", "new, gone", "rewritten")
        ]
        shares = [f"{share:.3f}" for share in (precision, recall, f1)]
        return [*shares, *counts, f"{1000 * self.seconds / max(1, self.articles):.0f}"]


def _without(text: dict, articles: dict) -> dict:
    return {number: rows for number, rows in text.items() if number not in articles}


def print_wrong(case: Case, told: set[Pair]) -> None:
    """Print what was told and is not right, and what is right and was not told."""
    for sign, pairs in (("+", told - case.right), ("-", case.clear - told)):
        for earlier, later in sorted(pairs):
            print(f"    {sign} {earlier or 'new'} → {later or 'gone'}")


def print_figures(texts: Iterable, half: str, names: bool) -> None:
    """Print a row for each law and one for both, from the cases of one half."""
    from articles.lineage.alignment import align
    from articles.lineage.provision_words import rarity_of

    total = Figures()
    for law, earlier, later in texts:
        figures = Figures()
        rarity = rarity_of(earlier, later)
        for case in (case for case in cases() if (case.law, case.half) == (law, half)):
            begin = time.perf_counter()
            before = {number: earlier[number] for number in case.earlier}
            after = {number: later[number] for number in case.later}
            rest = _without(earlier, before), _without(later, after)
            rows = align(before, after, rest, rarity)
            seconds = time.perf_counter() - begin
            told = {
                (row.earlier.eid if row.earlier else "", row.later.eid if row.later else "")
                for row in rows
            }
            if names:
                print_wrong(case, told)
            for sum_ in (figures, total):
                sum_.add(case, told)
                sum_.seconds += seconds
        print(f"{f'{law}, {half}':16}" + "".join(f"{cell:>15}" for cell in figures.cells()))
    print(f"{f'both, {half}':16}" + "".join(f"{cell:>15}" for cell in total.cells()))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.alignment_figures", description=__doc__)
    parser.add_argument("--half", choices=("tune", "prove"), action="append", help="one alone")
    parser.add_argument("--names", action="store_true", help="name what is not right")
    given = parser.parse_args()
    django.setup()
    from bench.alignment_pairs import text_pairs

    texts = list(text_pairs())
    print(f"{'':16}" + "".join(f"{column:>15}" for column in COLUMNS))
    for half in given.half or ("tune", "prove"):
        print_figures(texts, half, given.names)


if __name__ == "__main__":
    os.environ.setdefault("DEVELOPMENT", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treatytracker.settings")
    main()
