"""Whether one wording is another: equal, near, or something else. Pure.

Numbers of provisions, white space, quotation marks and dashes are set aside: documents print and
copy them in many ways, and none of it is the wording.
"""

import re
from enum import StrEnum

from articles.redline.comparison import words
from articles.redline.matcher import blocks

NEAR_ENOUGH = 0.7  # of the words of both together that both have, in order
LEAST_PART = 5  # words; fewer that stand in a text too do not make a part of it
# The number of a provision begins a text or a line, or follows a stop: "1.", "(a)", "b)", "(ii)".
NUMBER = re.compile(
    r"(?:^|(?<=[\n;:.,—–]))(?P<before>\s*(?:(?:and|or|et|ou|y|o)\s+)?)"
    r"(?:\(?(?:\d{1,3}[a-z]?|[a-z]{1,2}|[ivx]{1,5})(?:[  ](?:bis|ter|quater))?\)|\d{1,3}\.)(?=\s)",
    re.IGNORECASE,
)
MARKS = re.compile("[\"“”„‟«»″`´\u00ad\u200b\ufeff]|(?<!\\w)['’‘‚‛′]|['’‘‚‛′](?!\\w)")
APOSTROPHES = str.maketrans(dict.fromkeys("’‘‛′", "'") | dict.fromkeys("‐‑", "-"))
DASHES = re.compile(r"[‒–—―−]|(?<!\w)-|-(?!\w)")


class Likeness(StrEnum):
    """How a wording stands to another one that it is compared with."""

    EQUAL = "equal"
    NEAR = "near"
    OTHER = "other"


def bare_words(text: str) -> list[str]:
    """Return the words and stops of a text, without what is set aside."""
    text = NUMBER.sub(r"\g<before>", text)
    text = DASHES.sub(" ", MARKS.sub("", text.translate(APOSTROPHES)))
    return [word for word in words(text) if not word.isspace()]


def liken(text: str, other: str) -> Likeness:
    """Return how a wording stands to another: near is also what is a part of it, word for word."""
    ours, theirs = bare_words(text), bare_words(other)
    if ours == theirs:
        return Likeness.EQUAL
    if closeness(ours, theirs) >= NEAR_ENOUGH:
        return Likeness.NEAR
    part = f" {' '.join(ours)} "
    is_part = len(ours) >= LEAST_PART and part in f" {' '.join(theirs)} "
    return Likeness.NEAR if is_part else Likeness.OTHER


def closeness(ours: list[str], theirs: list[str]) -> float:
    """Return the share of the words of both, from 0 to 1, that both have in the same order."""
    if not ours or not theirs:
        return 0.0
    shared = sum(match.size for match in blocks(ours, theirs))
    return 2 * shared / (len(ours) + len(theirs))
