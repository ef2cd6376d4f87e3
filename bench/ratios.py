"""What the figures are to be to each other: ratios within one run, and what is wanted of them."""

from typing import NamedTuple

from bench.results import DatabaseRun


class Ratio(NamedTuple):
    """One figure in proportion to another, with the least or most that is wanted."""

    name: str
    above: str
    below: str
    most: float | None = None
    least: float | None = None

    @property
    def wanted(self):
        if self.most is not None:
            return f"at most {self.most:g}"
        return f"at least {self.least:g}" if self.least is not None else ""

    def of(self, run):
        """Return the ratio in a run; None where one of the two was not measured."""
        return proportion(run.value(self.above), run.value(self.below))

    def holds(self, value):
        return (self.most is None or value <= self.most) and (
            self.least is None or value >= self.least
        )


class Growth(NamedTuple):
    """A figure in proportion to that of the smallest size of the same database."""

    name: str
    figure: str
    smallest: dict[str, DatabaseRun]
    most: float

    @property
    def wanted(self):
        return f"at most {self.most:g}"

    def of(self, run):
        return proportion(run.value(self.figure), self.smallest[run.database].value(self.figure))

    def holds(self, value):
        return value <= self.most


QUESTIONS = (
    *("unfiltered", "narrow", "broad", "one article in every draft"),
    *("rare word", "common word", "broad word", "page 5,000 or the last"),
)
PAGES = (
    *("home", "treaty", "recommendation"),
    *(
        f"{noun}, {which}"
        for noun in ("draft", "article", "organisation", "submission", "theme")
        for which in ("middle", "most recommendations")
    ),
)
LIST_BESIDE_PAGES = "the list, in turns with pages"
ALL, NONE, SQL = "all facets", "no facets", "facets in SQL"
UNFILTERED = f"unfiltered, {ALL}"
DATASETTE = (
    *(("narrow", "three", 5), ("broad", "three", 10), ("unfiltered", "three", 3)),
    *(("narrow", "five", 40), ("broad", "five", 40), ("unfiltered", "five", 40)),
)
RATIOS = [
    *(
        Ratio(f"{q}: all facets to none", f"{q}, {ALL}", f"{q}, {NONE}", most=1.5)
        for q in QUESTIONS
    ),
    Ratio("page 5,000 to page 1", f"page 5,000 or the last, {ALL}", UNFILTERED, most=1.2),
    Ratio("broad word to unfiltered", f"broad word, {ALL}", UNFILTERED, most=2),
    Ratio("page after one edit to page before", "page after one edit", "page, nothing changed", 2),
    *(
        Ratio(
            f"{q}: Datasette with {number} facets to ours with all",
            f"Datasette, {q}, {number} facets",
            f"{q}, in turns with Datasette",
            least=least,
        )
        for q, number, least in DATASETTE
    ),
    *(
        Ratio(f"{q}: facets in SQL to ours", f"{q}, {SQL}", f"{q}, in turns with SQL")
        for q in QUESTIONS
    ),
    *(Ratio(f"{page}: to the list", page, LIST_BESIDE_PAGES, most=2) for page in PAGES),
    *(
        Ratio(
            f"page of {noun}: queries at most recommendations to least",
            f"page of {noun}, most asked about, queries",
            f"page of {noun}, least asked about, queries",
            most=1,
        )
        for noun in ("an article", "a draft")
    ),
    Ratio("API, narrow: Directus to ours", "Directus, 50 rows, narrow", "API, 50 rows, narrow"),
]


def ratios(runs):
    """Return all Ratios and, where there are several sizes, the Growth of the unfiltered page."""
    smallest = {}
    for run in sorted(runs, key=lambda run: run.size):
        smallest.setdefault(run.database, run)
    growth = Growth("unfiltered: to the smallest size", UNFILTERED, smallest, most=2)
    return [*RATIOS, *([growth] if len(runs) > len(smallest) else [])]


def proportion(above, below):
    return above / below if above and below else None
