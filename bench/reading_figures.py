"""How right the readers read the treaties beside the checkout: `python -m bench.reading_figures`.

What is right was decided by reading and is kept in `bench/reading_answers`, whose README says how.
"""

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import django

from bench.server import ROOT

ANSWERS = Path(__file__).with_name("reading_answers")
DATA = ROOT.parent / "shared/data"
HALVES = {"tune": "tuned to", "prove": "not tuned to"}
COLUMNS = ("articles", "extra", "others", "divisions", "headings", "in place", "of all", "doubts")
DIVISIONS = ("part", "title", "chapter", "section")
# A sign of Chinese is a word by itself, since nothing but the reader parts its words.
WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
# Signs that are seen in no word, though a file may hold them: they part or join letters.
UNSEEN = re.compile(r"[\u0640\xad\u200b-\u200f\u202a-\u202e\ufffe]")


class Unit(NamedTuple):
    """A division or article: its kind and number, right lengths of its heading, its words."""

    kind: str
    number: str
    headings: tuple[int, ...]
    words: int = 0

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, re.sub(r"(?<=\w)[\s-]+(?=\w)", "", self.number).casefold()


class Document(NamedTuple):
    """A document beside the checkout, all of its words, and the lists of what it holds."""

    file: str
    half: str
    language: str
    words: int
    answers: list[list[Unit]]

    @property
    def path(self) -> Path:
        return DATA / self.file


class Score(NamedTuple):
    """How much of a document was read right; each pair is (right, wanted)."""

    articles: tuple[int, int] = (0, 0)
    extra: int = 0
    others: tuple[int, int] = (0, 0)
    divisions: tuple[int, int] = (0, 0)
    headings: tuple[int, int] = (0, 0)
    in_place: tuple[int, int] = (0, 0)
    of_all: tuple[int, int] = (0, 0)
    doubts: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(*(_added(*pair) for pair in zip(self, other, strict=True)))

    def cells(self) -> list[str]:
        """Return what a table shows: shares of words, and counts of all else."""
        words = [f"{100 * right / max(1, wanted):.2f} %" for right, wanted in self[5:7]]
        counts = [f"{c[0]}/{c[1]}" if isinstance(c, tuple) else str(c) for c in self[:5]]
        return [*counts, *words, str(self.doubts)]


def _added(count, other):
    if isinstance(count, tuple):
        return count[0] + other[0], count[1] + other[1]
    return count + other


# ── what is right ────────────────────────────────────────────────────────────


def documents(folder: Path = ANSWERS) -> list[Document]:
    """Return the documents that there are answers for."""
    with (folder / "documents.csv").open(encoding="utf-8", newline="") as file:
        return [
            Document(
                file=row["file"],
                half=row["half"],
                language=row["language"],
                words=int(row["words"]),
                answers=[units(folder / f"{name}.csv") for name in row["answers"].split()],
            )
            for row in csv.DictReader(file)
        ]


def units(path: Path) -> list[Unit]:
    """Return what the treaty of a list holds, without the other texts of its file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Unit(
                row["kind"],
                row["number"],
                tuple(int(length) for length in row["heading"].split()),
                int(row["words"] or 0),
            )
            for row in csv.DictReader(file)
            if not row["text"]
        ]


# ── what was read ────────────────────────────────────────────────────────────


def units_read(outline) -> list[Unit]:
    """Return the divisions and articles of an Outline as units; divisions first."""
    divisions = [
        Unit(division.kind, division.number, (heading_length(division.heading),))
        for division in outline.divisions
    ]
    articles = [
        Unit(
            article.kind,
            article.number,
            (heading_length(article.heading),),
            sum(word_count(text) for text in _texts(article.provisions)),
        )
        for article in outline.articles
    ]
    return divisions + articles


def words_read(outline) -> int:
    """Return how many words of a document an Outline holds: title, headings and bodies."""
    headed = [*outline.divisions, *outline.articles]
    headings = [outline.title, *(unit.heading for unit in headed)]
    return sum(map(word_count, headings)) + sum(unit.words for unit in units_read(outline))


def _texts(provisions) -> Iterable[str]:
    """Yield numbers and texts: the number of a paragraph is a word of the document as well."""
    for provision in provisions:
        yield provision.number
        yield provision.text
        yield from _texts(provision.provisions)


def heading_length(heading: str) -> int:
    """Return the signs of a heading without the brackets, stops and asterisks around it."""
    return len(re.sub(r"^\W+|\W+$", "", " ".join(heading.split())))


def word_count(text: str) -> int:
    return len(WORD.findall(UNSEEN.sub("", text)))


# ── the comparison ───────────────────────────────────────────────────────────


def score(
    wanted: list[Unit], read: list[Unit], of_all: tuple[int, int] = (0, 0), doubts: int = 0
) -> Score:
    """Compare the units of an answer with those that were read, in whatever order they stand."""
    articles = [unit for unit in wanted if unit.kind == "article"]
    others = [unit for unit in wanted if unit.kind not in ("article", *DIVISIONS)]
    divisions = [unit for unit in wanted if unit.kind in DIVISIONS]
    bodies = articles + others
    unwanted = _missing([unit for unit in read if unit.kind == "article"], articles)
    return Score(
        articles=_right(articles, read),
        extra=len(unwanted),
        others=_right(others, read),
        divisions=_right(divisions, read),
        headings=_headings(articles, read, unwanted),
        in_place=_words(bodies, read),
        of_all=of_all,
        doubts=doubts,
    )


def _missing(units: list[Unit], others: list[Unit]) -> list[Unit]:
    """Return the units that have no fellow of their kind and number among others."""
    left = Counter(unit.key for unit in others)
    missing = []
    for unit in units:
        if left[unit.key]:
            left[unit.key] -= 1
        else:
            missing.append(unit)
    return missing


def _right(wanted: list[Unit], read: list[Unit]) -> tuple[int, int]:
    return len(wanted) - len(_missing(wanted, read)), len(wanted)


def _headings(articles: list[Unit], read: list[Unit], unwanted: list[Unit]) -> tuple[int, int]:
    """Count right headings; one above an article that does not exist is wrong."""
    lengths = {unit.key: unit.headings for unit in reversed(read)}
    right = sum(bool(set(unit.headings) & set(lengths.get(unit.key, ()))) for unit in articles)
    return right, len(articles) + sum(any(unit.headings) for unit in unwanted)


def _words(wanted: list[Unit], read: list[Unit]) -> tuple[int, int]:
    """Count the words that stand under their own article; more than it has do not count."""
    counts = {unit.key: unit.words for unit in reversed(read)}
    right = sum(min(unit.words, counts.get(unit.key, 0)) for unit in wanted)
    return right, sum(unit.words for unit in wanted)


# ── the command ──────────────────────────────────────────────────────────────


def score_of(document: Document) -> tuple[Score, str]:
    """Read a document; return its Score, and why where it was refused."""
    from articles.reading import formats

    try:
        outline = formats.read(document.path.read_bytes(), document.path.name, document.language)
    except formats.Unreadable as refusal:
        return score(document.answers[0], [], (0, document.words)), str(refusal)
    read = units_read(outline)
    of_all = words_read(outline), document.words
    scores = [score(answer, read, of_all, len(outline.doubts)) for answer in document.answers]
    return max(scores, key=lambda score: score.articles[0] - score.extra), ""


def table(rows: list[tuple[str, Score]]) -> str:
    """Return rows of (name, Score) as text in columns."""
    cells = [["", *COLUMNS], *([name, *row.cells()] for name, row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = []
    for name, *values in cells:
        aligned = [value.rjust(width) for value, width in zip(values, widths[1:], strict=True)]
        lines.append("  ".join([name.ljust(widths[0]), *aligned]).rstrip())
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.reading_figures", description=__doc__)
    parser.add_argument("names", nargs="*", help="documents whose path holds one of these words")
    names = parser.parse_args().names
    present = [document for document in documents() if document.path.exists()]
    if not present:
        print("Not measured: there are no real treaties in ../shared/data.")
        return
    totals = {}
    for half, title in HALVES.items():
        rows = []
        for document in present:
            if document.half != half or (names and not any(n in document.file for n in names)):
                continue
            row, refusal = score_of(document)
            rows.append((document.file, row))
            if refusal:
                print(f"{document.file} was refused: {refusal}")
        totals[half] = sum((row for _name, row in rows), Score())
        print(f"\n{title}\n{table([*rows, ('all of these', totals[half])])}\n")
    print(table([("both halves", sum(totals.values(), Score()))]))


if __name__ == "__main__":
    import os

    os.environ.setdefault("DEVELOPMENT", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treatytracker.settings")
    django.setup()
    main()
