"""Thresholds of alignment set on a law, proved on another: `python -m bench.alignment_fitting`.

Each law in turn is left out: the thresholds are set anew on the other, one after the other from
round values, and tried on all cases of the one left out. `--all` sets them on the half of all cases
that is for it, from where they stand, and prints what a reader may put into
`articles/lineage/alignment.py`.
"""

import argparse
import os
from functools import partial
from typing import TYPE_CHECKING

import django

from bench.alignment_figures import COLUMNS, Figures, Law, laws, print_row
from bench.fitting import fitted, print_changed

if TYPE_CHECKING:
    from articles.lineage.alignment import Thresholds

CHOICES = {
    "within_weight": (0.04, 0.08, 0.12, 0.16),
    "label_weight": (0.03, 0.05, 0.08, 0.11),
    "order_weight": (0.0, 0.05, 0.1, 0.15),
    "least_likeness": (0.05, 0.08, 0.1, 0.12, 0.15),
    "least": (0.18, 0.2, 0.22, 0.25, 0.28),
    "least_one_sided": (0.3, 0.33, 0.36, 0.4),
    "least_again": (0.4, 0.43, 0.45, 0.48, 0.52, 0.56),
    "least_again_beside": (0.5, 0.55, 0.6, 0.65, 0.7),
    "least_own": (0.2, 0.25, 0.28, 0.3, 0.35),
    "least_own_other": (0.3, 0.35, 0.4, 0.45),
    "least_own_few": (0.5, 0.6, 0.7, 1.1),
    "least_own_inside": (0.15, 0.2, 0.25, 0.3),
    "least_between": (0.03, 0.05, 0.08, 1.1),
    "few_runs": (1, 2, 3),
    "fewest_runs": (3, 4, 5, 6),
    "fewest_runs_between": (5, 7, 9, 12, 15),
}
START = {
    "within_weight": 0.1,
    "label_weight": 0.05,
    "order_weight": 0.05,
    "least": 0.2,
    "least_one_sided": 0.35,
    "fewest_runs_between": 10,
}


def figures_of(thresholds: "Thresholds", law: Law, halves: tuple[str, ...]) -> Figures:
    figures = Figures()
    for case in (case for case in law.cases if case.half in halves):
        figures.add(case, law.told(case, thresholds))
    return figures


def quality(thresholds: "Thresholds", chosen: list[Law], halves: tuple[str, ...]) -> float:
    """Return the mean over laws of F1, with what is harder: other labels, new and gone."""
    each = [figures_of(thresholds, law, halves) for law in chosen]
    harder = (figures.share("label changes") + figures.share("new, gone") for figures in each)
    return (sum(figures.f1 for figures in each) + 0.1 * sum(harder)) / len(each)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.alignment_fitting", description=__doc__)
    parser.add_argument("--all", action="store_true", help="set them on all laws, prove nothing")
    given = parser.parse_args()
    django.setup()
    from articles.lineage.alignment import THRESHOLDS

    every = laws()
    if given.all:
        best = fitted(THRESHOLDS, CHOICES, partial(quality, chosen=every, halves=("tune",)))
        print_changed(best, THRESHOLDS)
        return
    halves = ("tune", "prove")
    start = THRESHOLDS._replace(**START)
    print(f"{'':32}" + "".join(f"{column:>15}" for column in COLUMNS[:-1]))
    for law in every:
        others = [other for other in every if other is not law]
        best = fitted(start, CHOICES, partial(quality, chosen=others, halves=halves))
        print(f"{law.name}, with thresholds set on the others")
        print_changed(best, start)
        figures = figures_of(best, law, halves)
        print_row(f"{law.name}, all cases", figures, len(COLUMNS) - 1)


if __name__ == "__main__":
    os.environ.setdefault("DEVELOPMENT", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treatytracker.settings")
    main()
