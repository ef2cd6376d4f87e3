"""Numbers of steps: which are of one sort, and what lies between two of them."""

import re

from articles.folding import natural_key
from articles.references.numerals import roman, roman_value
from articles.vocabulary import SUFFIX_PLACES, alternatives, suffix_at

MOST = 150  # no range of a treaty is longer; whatever is, stands as its two ends
FIGURE = re.compile(r"[0-9]{1,3}")
LETTER = re.compile(r"[a-z]")
SUFFIXED = re.compile(
    rf"(?P<number>[0-9]+|[a-z]{{1,2}}?)(?P<gap>\s?)(?P<suffix>{alternatives(SUFFIX_PLACES)})"
)
ROMAN = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")


def is_figure(step: str) -> bool:
    """Tell whether a step is counted in figures: "2", "2a", "-2a"."""
    return step.lstrip("-")[:1].isdigit()


def could_be_siblings(step: str, other: str) -> bool:
    """Tell whether two steps could stand at the same depth: figures, or letters of any sort."""
    return is_figure(step) == is_figure(other) and "_" not in step + other


def are_both_roman(step: str, other: str) -> bool:
    """Tell whether two steps can both be read as Roman numerals, as (i) and (v) can."""
    return bool(ROMAN.fullmatch(step) and ROMAN.fullmatch(other))


def between(first: str, last: str) -> list[str]:
    """Return all from the first to the last: figures, Roman numerals or letters.

    Of other sorts, or too far apart, the two alone; nothing where the last comes first.
    """
    (number, start), (other, end) = split_suffix(first), split_suffix(last)
    if number == other and end:
        gap = " " if " " in last else ""
        places = range(start, end + 1) if start < end else ()
        return [f"{number}{gap}{suffix_at(place)}".strip() for place in places]
    for sort, value, name in (
        (FIGURE, int, str),
        (LETTER, ord, chr),
        (ROMAN, roman_value, roman),
    ):
        # "(c) to (i)" are letters, "(i) to (v)" Roman numerals.
        if sort is LETTER and first == "i" and ROMAN.fullmatch(last):
            continue
        if sort.fullmatch(first) and sort.fullmatch(last):
            low, high = value(first), value(last)
            whole = range(low, high + 1) if high < low + MOST else (low, high)
            return [name(place) for place in whole] if low < high else []
    return [first, last]


def split_suffix(number: str) -> tuple[str, int]:
    """Split "24 bis" into "24" and the place of its suffix, 1; 0 where it has none."""
    match = SUFFIXED.fullmatch(number)
    return (match["number"], SUFFIX_PLACES[match["suffix"]]) if match else (number, 0)


def number_key(number: str) -> str:
    """Return a key that sorts numbers as a text runs: sexies after quinquies, 2 bis before 2a."""
    bare, place = split_suffix(number)
    return f"{natural_key(bare)} {place:02}" if place else natural_key(bare)


def same_number(number: str, other: str) -> bool:
    """Tell whether two numbers of divisions are the same, "V" and "5" among them."""
    return plain_number(number) == plain_number(other)


def plain_number(number: str) -> str:
    """Return a number for comparison: "V" as "5", "24BIS" as "24bis"."""
    folded = "".join(number.lower().split())
    return str(roman_value(folded)) if ROMAN.fullmatch(folded) else folded
