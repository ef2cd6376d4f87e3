"""How many of the places that submissions cite are found: `python -m bench.citation_figures`.

What is right was decided by reading and is kept in `bench/citation_answers`, whose README says how.
"""

import argparse
import csv
import hashlib
import re
import zlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from articles.reading import formats
from articles.references import eid_at, find
from bench.server import ROOT

ANSWERS = Path(__file__).with_name("citation_answers")
DATA = ROOT.parent / "shared/data"
HALVES = {"tune": "tuned to", "prove": "not tuned to"}
# What the submissions of a process say that they are about, as the treaty at the desk does.
TITLES = {
    "gdpr": (
        "Regulation on the protection of individuals with regard to the processing of personal "
        "data and on the free movement of such data (General Data Protection Regulation)",
        "GDPR",
    ),
    "EFF": ("United Nations Convention against Cybercrime", "UN Cybercrime Convention"),
    "drw": ("Second Additional Protocol to the Convention on Cybercrime", "Second Protocol"),
}
AROUND = 30  # signs shown on either side of what is wrong
MARGIN = 8  # signs on either side of the words that a checksum is of


class Place(NamedTuple):
    """A cited place: where its words stand, white space not counted, and what they mean."""

    start: int
    length: int
    eids: str
    is_other: bool


class Listed(NamedTuple):
    """A place that reading found, with the checksums of its words and of what is around them."""

    place: Place
    words: str
    around: str


class Score(NamedTuple):
    """How many places are listed, how many were found, and how many of these are right."""

    listed: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: tuple) -> "Score":
        return Score(*map(sum, zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.listed if self.listed else 1.0

    def __str__(self) -> str:
        return (
            f"{self.listed:5} {self.found:5} {self.right:5}"
            f" {self.precision:9.1%} {self.recall:7.1%}"
        )


def compare(listed: set[Place], found: set[Place]) -> Score:
    """Return the score of what was found; a place is right where words and meaning are."""
    return Score(len(listed), len(found), len(listed & found))


def places_in(text: str, titles: Iterable[str]) -> set[Place]:
    """Return the places that the grammar finds in a text."""
    before = _signs_before(text)
    places = set()
    for reference in find(text, titles=titles):
        for mention in reference.mentions:
            start, end = before[mention.start], before[mention.end]
            eids = " ".join(
                citation.eid or eid_at("", citation.steps) for citation in mention.citations
            )
            places.add(Place(start, end - start, eids, bool(reference.instrument)))
    return places


def _signs_before(text: str) -> list[int]:
    """Return of each offset how many signs stand before it, white space not counted."""
    counts = [0]
    for char in text:
        counts.append(counts[-1] + (not char.isspace()))
    return counts


def forms(places: Iterable[Place], text: str) -> dict[Place, str]:
    """Return the words of each place with all figures and letters of points alike: its form."""
    signs = re.sub(r"\s+", "", text)
    return {
        place: re.sub(r"\d+|\(\w\)", "#", signs[place.start : place.start + place.length]).lower()
        for place in places
    }


def compare_forms(listed: set[Place], found: set[Place], text: str) -> Score:
    """Return the score where all places of one form and outcome count once."""
    kinds = forms(listed | found, text)
    right = {kinds[place] for place in listed & found}
    missed = {kinds[place] for place in listed - found}
    wrong = {kinds[place] for place in found - listed}
    return Score(len(right) + len(missed), len(right) + len(wrong), len(right))


def listed_places() -> dict[str, list[Listed]]:
    """Return the list that was made by reading, by file, in the order of the text."""
    places = defaultdict(list)
    with (ANSWERS / "places.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            is_other = row["other_instrument"] == "yes"
            place = Place(int(row["start"]), int(row["length"]), row["places"], is_other)
            places[row["file"]].append(Listed(place, row["words"], row["around"]))
    return places


def anchored(listed: list[Listed], text: str) -> set[Place]:
    """Return the listed places where they stand in a text that has changed since; some may not.

    Most are known by their words and the signs around them. A text repeats itself, so of all ways
    to put them in their order the one that places most is taken; then those whose surroundings
    changed are looked for by their words alone, between their neighbours.
    """
    signs = re.sub(r"\s+", "", text)
    windows = Windows(signs)
    known = _rising([windows.starts(row.place, row.around, MARGIN) for row in listed])
    places, last = set(), -1
    for index, row in enumerate(listed):
        following = (known[later] for later in range(index + 1, len(listed)) if later in known)
        limit = next(following, len(signs))
        start = known.get(index)
        if start is None:
            starts = windows.starts(row.place, row.words, 0)
            start = next((start for start in starts if last < start < limit), None)
        if start is not None:
            places.add(row.place._replace(start=start))
            last = start
    return places


class Windows:
    """Where in a text, white space left out, pieces of some length and checksum begin."""

    def __init__(self, signs: str) -> None:
        self.signs = signs
        self.by_length: dict[int, dict[str, list[int]]] = {}

    def starts(self, place: Place, checksum: str, margin: int) -> list[int]:
        """Return where a place's words begin, if they and so many signs around fit a checksum."""
        before = min(margin, place.start)
        length = before + place.length + margin
        if length not in self.by_length:
            self.by_length[length] = defaultdict(list)
            for start in range(len(self.signs) - length + 1):
                window = self.signs[start : start + length].encode()
                self.by_length[length][f"{zlib.crc32(window):08x}"].append(start)
        return [start + before for start in self.by_length[length][checksum]]


def _rising(choices: list[list[int]]) -> dict[int, int]:
    """Return a start for as many rows as possible, so that all rise (patience sorting)."""
    lowest: list[int] = []
    ends: list[tuple] = []  # of each length the chain that ends lowest: (row, start, chain before)
    for row, starts in enumerate(choices):
        for start in reversed(starts):
            length = bisect_left(lowest, start)
            chain = (row, start, ends[length - 1] if length else None)
            lowest[length : length + 1] = [start]
            ends[length : length + 1] = [chain]
    rising, chain = {}, ends[-1] if ends else None
    while chain is not None:
        row, start, chain = chain
        rising[row] = start
    return rising


def documents() -> Iterator[tuple[Path, str, str]]:
    """Yield each document that is there, with its half and the digest of its signs."""
    with (ANSWERS / "documents.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            folder = "gdpr/documents" if row["file"].startswith("gdpr") else "documents"
            yield DATA / folder / row["file"], row["half"], row["sha256"]


def tell_differences(listed: set[Place], found: set[Place], text: str) -> None:
    """Print what was not found and what is wrong, in the order of the text."""
    signs = re.sub(r"\s+", " ", text)
    offsets = [at for at, char in enumerate(signs) if char != " "]
    differing = [(place, "missed") for place in listed - found]
    differing += [(place, "wrong") for place in found - listed]
    for place, how in sorted(differing):
        start, end = offsets[place.start], offsets[place.start + place.length - 1] + 1
        before, after = signs[max(0, start - AROUND) : start], signs[end : end + AROUND]
        other = " (other instrument)" if place.is_other else ""
        print(f"    {how:6} {before}[{signs[start:end]}]{after} = {place.eids}{other}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, help="one half of the documents alone")
    parser.add_argument("--differences", action="store_true", help="print what is not right")
    options = parser.parse_args()
    if not (DATA / "documents").is_dir():
        print("Not measured: there are no submissions in ../shared/data.")
        return
    lists, totals = listed_places(), defaultdict(Score)
    print("listed found right precision  recall")
    for path, half, digest in documents():
        if options.half not in (None, half):
            continue
        text = formats.text(path.read_bytes(), path.name)
        signs = re.sub(r"\s+", "", text)
        listed = {row.place for row in lists[path.name]}
        if hashlib.sha256(signs.encode()).hexdigest()[:16] != digest:
            listed = anchored(lists[path.name], text)
            gone = len(lists[path.name]) - len(listed)
            print(f"{path.name} is read in other words than it was, without {gone} of its places:")
        found = places_in(text, TITLES[re.split(r"[_-]", path.name)[0]])
        score = compare(listed, found)
        totals[half] += score
        totals[half, "forms"] += compare_forms(listed, found, text)
        print(f"{score}  {path.name[:60]}")
        if options.differences:
            tell_differences(listed, found, text)
    for half in [half for half in HALVES if half in totals]:
        print(f"{totals[half]}  places, {HALVES[half]}")
        print(f"{totals[half, 'forms']}  forms, {HALVES[half]}")


if __name__ == "__main__":
    main()
