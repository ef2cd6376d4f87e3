"""Thresholds of suggestions set on some laws, proved on another: `python -m bench.lineage_fitting`.

Each law in turn is left out; the thresholds are set anew on the others, one after the other from
round values, and then tried on what was left out. `--all` sets them on all laws, from where they
stand, and prints what a reader may put into `articles/lineage/suggesting.py`.
"""

import argparse
import os
from functools import partial
from typing import TYPE_CHECKING

import django

from bench.fitting import fitted, print_changed
from bench.lineage_figures import Case, Figures, cases, print_head, print_row

if TYPE_CHECKING:
    from articles.lineage.suggesting import Thresholds

CHOICES = {
    "text_weight": (0.6, 0.7, 0.8),
    "order_weight": (0.05, 0.1, 0.15),
    "order_weight_of_headings": (0.1, 0.2, 0.3),
    "number_weight": (0.0, 0.03, 0.06),
    "least": (0.3, 0.32, 0.34, 0.36, 0.38),
    "least_of_headings": (0.25, 0.3, 0.34, 0.4),
    "least_between": (0.15, 0.2, 0.25, 0.3),
    "least_one_sided": (0.4, 0.5, 0.6, 0.7),
    "near": (3, 5, 8),
    "fewest_runs": (8, 9, 10, 12),
    "fewest_runs_between": (15, 20, 25, 30),
    "share": (0.04, 0.05, 0.06, 0.08),
    "share_far": (0.15, 0.2, 0.25),
    "share_of_one": (0.2, 0.25, 0.3, 0.35),
    "share_of_both": (0.03, 0.037, 0.045, 0.06),
}
START = {
    "order_weight": 0.1,
    "order_weight_of_headings": 0.2,
    "least": 0.35,
    "least_of_headings": 0.35,
    "near": 5,
    "fewest_runs": 10,
    "share_of_both": 0.05,
}


def quality(thresholds: "Thresholds", chosen: list[Case]) -> float:
    """Return the mean over laws of F1 of edges, and a little for what is found whole or alone."""
    by_law: dict[str, Figures] = {}
    for case in chosen:
        by_law.setdefault(case.law, Figures()).add(case, case.told(thresholds))
    return sum(
        figures.f1 + 0.05 * (figures.share("splits") + figures.share("merges"))
        for figures in by_law.values()
    ) / len(by_law)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.lineage_fitting", description=__doc__)
    parser.add_argument("--all", action="store_true", help="set them on all laws, prove nothing")
    given = parser.parse_args()
    django.setup()
    from articles.lineage.suggesting import THRESHOLDS

    every = list(cases())
    if given.all:
        print_changed(fitted(THRESHOLDS, CHOICES, partial(quality, chosen=every)), THRESHOLDS)
        return
    start = THRESHOLDS._replace(**START)
    sums = {True: Figures(), False: Figures()}
    print_head(54)
    for law in dict.fromkeys(case.law for case in every):
        others = [case for case in every if case.law != law]
        best = fitted(start, CHOICES, partial(quality, chosen=others))
        print(f"{law}, with thresholds set on the others")
        print_changed(best, start)
        for case in (case for case in every if case.law == law):
            told = case.told(best)
            sums[case.has_text].add(case, told)
            print_row(case.title, Figures().add(case, told), 54)
    print_row("all with text, each by the others", sums[True], 54)
    print_row("all headings alone, each by the others", sums[False], 54)


if __name__ == "__main__":
    os.environ.setdefault("DEVELOPMENT", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treatytracker.settings")
    main()
