"""Enumerations of places as people type them: "23(2)(c), 24", "5 of 16; 7 of 19". Pure."""

import re

from articles.folding import fold
from articles.references import parse_all, written
from articles.references.citation_words import STEPS, THIS, UNITS
from articles.references.numerals import plain_figures

MOST = 30
SEPARATOR = re.compile(r"\s*(?:[,;]\s*(?:and\s+|or\s+)?|\s(?:and|or|&|\+)\s)\s*", re.IGNORECASE)
OF = re.compile(r"\s(?:of|in)\s(?:the\s)?(?P<draft>[^\s,;][^,;]*)", re.IGNORECASE)
# "paragraph 1 of article 35" is a place, "35 of A/AC.291/22" a place and its draft.
WITHIN = UNITS.keys() | STEPS.keys() | THIS


def split(text: str, most: int = MOST) -> list[str]:
    """Return the single places that an enumeration names, at most so many."""
    text = " ".join(text.split())
    places, start = [], 0
    for tail in OF.finditer(text):
        if fold(tail["draft"]).split(" ")[0] not in WITHIN:
            # "24 and 25 of A/AC.291/22": both are of it.
            places += [
                place + tail.group() for place in _split_within_draft(text[start : tail.start()])
            ]
            start = tail.end()
    places += _split_within_draft(text[start:])
    return list(dict.fromkeys(places))[:most]


def _split_within_draft(text: str) -> list[str]:
    """Return each place of an enumeration within one draft; words of headings as they are."""
    text = text.strip(" ,;")
    citations = parse_all(plain_figures(text))
    if citations:
        return [written([citation]).removeprefix("Article ") for citation in citations]
    pieces = (piece.strip() for piece in SEPARATOR.split(f" {text} "))
    return [piece for piece in pieces if piece]
