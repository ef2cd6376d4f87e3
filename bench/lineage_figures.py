"""How right the suggestions of lineage are: `python -m bench.lineage_figures`.

What is right was decided by reading and is kept in `bench/lineage_answers`, whose README says how.
"""

import argparse
import os
import re
import time
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import django

from bench.lineage_answers_json import rows

Numbers = tuple[str, str]
KINDS = ("article", "annex", "recital")
COLUMNS = ("precision", "recall", "moved", "splits", "merges", "dropped", "new", "seconds")


class Answer(NamedTuple):
    """The answer for one kind of unit: edges that are required, and all that are right."""

    required: set[Numbers]
    right: set[Numbers]
    dropped: set[str]
    new: set[str]


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


def figures(answer: Answer, edges: set[Numbers], dropped: set[str], new: set[str]) -> list[str]:
    """Return the cells of a table: shares, and counts as right of wanted."""
    moved = {edge for edge in answer.required if edge[0] != edge[1]}
    return [
        f"{len(edges & answer.right) / max(1, len(edges)):.3f}",
        f"{len(edges & answer.required) / max(1, len(answer.required)):.3f}",
        f"{len(moved & edges)}/{len(moved)}",
        whole(answer.required, edges, 0),
        whole(answer.required, edges, 1),
        f"{len(answer.dropped & dropped)}/{len(answer.dropped)} of {len(dropped)}",
        f"{len(answer.new & new)}/{len(answer.new)} of {len(new)}",
    ]


def whole(required: set[Numbers], edges: set[Numbers], end: int) -> str:
    """Return how many units that were split (end 0) or merged (end 1) have all of their edges."""
    by_end: defaultdict[str, set[Numbers]] = defaultdict(set)
    for edge in required:
        by_end[edge[end]].add(edge)
    several = [wanted for wanted in by_end.values() if len(wanted) > 1]
    return f"{sum(wanted <= edges for wanted in several)}/{len(several)}"


def numbers_of(units: Iterable, keys: Iterable) -> set[str]:
    wanted = set(keys)
    return {plain(unit.number) for unit in units if unit.key in wanted}


def main() -> None:
    argparse.ArgumentParser(
        prog="python -m bench.lineage_figures", description=__doc__
    ).parse_args()
    django.setup()
    from articles.lineage.suggesting import suggest
    from bench.lineage_pairs import law_pairs

    print(f"{'':38}" + "".join(f"{column:>12}" for column in COLUMNS))
    for pair in law_pairs():
        for mode in ("texts", "headings alone"):
            for kind in KINDS:
                answer = answer_of(pair.name, kind)
                sides = [
                    [unit for unit in side if unit.kind == kind]
                    for side in (pair.earlier, pair.later)
                ]
                if mode != "texts":
                    sides = [[unit._replace(text="") for unit in side] for side in sides]
                if not answer.required or (mode != "texts" and kind != "article"):
                    continue
                begin = time.perf_counter()
                suggested = suggest(*sides)
                seconds = time.perf_counter() - begin
                number = {unit.key: plain(unit.number) for side in sides for unit in side}
                edges = {(number[edge.earlier], number[edge.later]) for edge in suggested.edges}
                cells = figures(
                    answer,
                    edges,
                    numbers_of(sides[0], suggested.dropped),
                    numbers_of(sides[1], suggested.new),
                )
                title = f"{pair.name}, {kind}s, {mode}"
                print(f"{title:38}" + "".join(f"{c:>12}" for c in [*cells, f"{seconds:.1f}"]))


if __name__ == "__main__":
    os.environ.setdefault("DEVELOPMENT", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treatytracker.settings")
    main()
