"""The places that two submissions cite, listed by reading them before the grammar was tuned.

`cited_places.jsonl` has a row for each place that is named by a number, or by "this" and a
number: the file, where the words begin, the words, what they mean as kind, number and steps
("" and "" where the article has to be known from elsewhere), and the instrument where it is
not the text itself that is cited. Headings count; a bare "this article" does not.

The words are those of Derechos Digitales and the Association for Progressive Communications
(submission to the fifth session of the Ad Hoc Committee, April 2023; files that begin with
000), and of Privacy International and the Electronic Frontier Foundation (comments on
A/AC.291/22, July 2023; files that begin with 003).
"""

import json
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

LIST = Path(__file__).with_name("cited_places.jsonl")
SUBMISSIONS = settings.BASE_DIR.parent / "shared" / "data" / "seeds"


class Cited(NamedTuple):
    """A cited place: its words' extent in the file, what they mean, whether of another text."""

    file: str
    start: int
    end: int
    means: tuple[tuple[str, ...], ...]
    foreign: bool


def listed():
    """Return the set of what was found by reading."""
    rows = map(json.loads, LIST.read_text(encoding="utf-8").splitlines())
    return {
        Cited(
            row["file"],
            row["at"],
            row["at"] + len(row["words"]),
            tuple(map(tuple, row["means"])),
            bool(row["of"]),
        )
        for row in rows
    }


def submission(file):
    """Return the text of a submission as the offsets count it."""
    return (SUBMISSIONS / file).read_text(encoding="utf-8")
