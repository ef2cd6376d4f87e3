"""How many of the places that submissions cite are found: `python -m bench.citation_figures`.

What is right was decided by reading and is kept in `bench/citation_answers`, whose README says how.
"""

import argparse
import csv
import hashlib
import re
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


class Place(NamedTuple):
    """A cited place: where its words stand, white space not counted, and what they mean."""

    start: int
    length: int
    eids: str
    is_other: bool


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


def listed_places() -> dict[str, set[Place]]:
    """Return the list that was made by reading, by file."""
    places = defaultdict(set)
    with (ANSWERS / "places.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            is_other = row["other_instrument"] == "yes"
            place = Place(int(row["start"]), int(row["length"]), row["places"], is_other)
            places[row["file"]].add(place)
    return places


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
    listed, totals = listed_places(), defaultdict(Score)
    print("listed found right precision  recall")
    for path, half, digest in documents():
        if options.half not in (None, half):
            continue
        text = formats.text(path.read_bytes(), path.name)
        signs = re.sub(r"\s+", "", text)
        if hashlib.sha256(signs.encode()).hexdigest()[:16] != digest:
            print(f"{path.name} is read in other words than it was: starts may have moved.")
        found = places_in(text, TITLES[re.split(r"[_-]", path.name)[0]])
        score = compare(listed[path.name], found)
        totals[half] += score
        totals[half, "forms"] += compare_forms(listed[path.name], found, text)
        print(f"{score}  {path.name[:60]}")
        if options.differences:
            tell_differences(listed[path.name], found, text)
    for half in [half for half in HALVES if half in totals]:
        print(f"{totals[half]}  places, {HALVES[half]}")
        print(f"{totals[half, 'forms']}  forms, {HALVES[half]}")


if __name__ == "__main__":
    main()
