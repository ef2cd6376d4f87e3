"""Numbers of steps: which are of one sort, and what lies between two of them."""

import re

from articles.references.numerals import roman, roman_value

MOST = 150  # no range of a treaty is longer; whatever is, stands as its two ends
FIGURE = re.compile(r"[0-9]{1,3}")
LETTER = re.compile(r"[a-z]")
ROMAN = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")


def suits(one, other):
    """Tell whether two steps could stand at the same depth: figures, or letters of any sort."""
    return one[0].isdigit() == other[0].isdigit() and "_" not in one + other


def follows(known, new):
    """Tell whether a step is of the same sort of lettering as one that is known."""
    return bool(ROMAN.fullmatch(known) and ROMAN.fullmatch(new))


def between(first, last):
    """Return all from the first to the last: figures, Roman numerals or letters.

    Of other sorts, or too far apart, the two alone; nothing where the last comes first.
    """
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
            return [name(one) for one in whole] if low < high else []
    return [first, last]


def same_number(one, other):
    """Tell whether two numbers of divisions are the same, "V" and "5" among them."""
    return plain_number(one) == plain_number(other)


def plain_number(number):
    """Return a number for comparison: "V" as "5", "24BIS" as "24bis"."""
    folded = "".join(number.lower().split())
    return str(roman_value(folded)) if ROMAN.fullmatch(folded) else folded


def run(citations):
    """Return citations as tuples: of the two ends where three or more whole numbers run on."""
    runs = []
    for one in citations:
        if runs and _next_to(runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    for found in runs:
        if len(found) > 2:
            yield (found[0], found[-1])
        else:
            yield from ((one,) for one in found)


def _next_to(one, other):
    figures = FIGURE.fullmatch(one.number) and FIGURE.fullmatch(other.number)
    bare = not one.steps and not other.steps
    return figures and bare and int(other.number) == int(one.number) + 1
