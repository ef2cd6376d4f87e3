"""Numbers of paragraphs and points as they are printed, and what each may mean. Pure.

"(i)" is the ninth letter or the first roman number; the sequence that it stands in decides.
"""

import re
from typing import NamedTuple

from articles.reading.patterns import FIGURES, SUFFIXES
from articles.references.numerals import roman_value
from articles.vocabulary import SUFFIX_PLACES, suffix_at

FIGURE, LETTER, CAPITAL, ROMAN, CAPITAL_ROMAN, DASH = "1", "a", "A", "i", "I", "–"
# The order in which Arabic texts count, which is not that of the alphabet.
ABJAD = {letter: place for place, letter in enumerate("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", 1)}
PRINTED_ABJAD = {place: letter for letter, place in ABJAD.items()} | {5: "هـ"}
ABJAD |= {"هـ": 5, "ا": 1}
LONGEST = 60  # signs within which a number stands, with what parts it from the words
TOKEN = rf"(?:\d{{1,3}}|[a-z]{{1,2}}|[A-Z]|[ivxl]{{1,6}}|[IVXL]{{1,6}}|هـ|[{''.join(ABJAD)}])"
SUFFIX = rf"(?:\s?(?P<suffix>{SUFFIXES})\b)?"
PATTERNS = [
    ("()", re.compile(rf"\(\s?(?P<token>{TOKEN}){SUFFIX}\s?\)[.:]?\s*")),
    (")", re.compile(rf"(?P<token>{TOKEN}){SUFFIX}\s?\)\s*")),
    (".", re.compile(rf"(?P<token>{TOKEN}){SUFFIX}\s?\.(?:[-–—])?(?:\s+|$)")),
    (".", re.compile(rf"(?P<token>\d{{1,3}}){SUFFIX}\s?(?:\.?\s?[-–—])\s+")),
    # Right-to-left text that a program took apart: the full stop or dash comes first.
    (".", re.compile(r"[-–]\s?(?P<token>\d{1,3})(?P<suffix>)\.?\s+(?:\d\s+)?(?=[\u0600-\u06FF])")),
    ("", re.compile(rf"(?P<token>\d{{1,3}}){SUFFIX}\s+(?=[\[“«\"A-ZÀ-Þ\u0600-\u06FF])")),
    ("–", re.compile(r"(?P<token>[–—•▪●*-])(?P<suffix>)\s+")),
]
BRACKET = re.compile(r"\[\s?")


class Value(NamedTuple):
    """A place in a sequence: the sort of number, its value, and 0 or the place of its "bis"."""

    sort: str
    value: int
    suffix: int = 0

    def follows(self, other):
        """Tell whether this comes directly after another value of the same sort."""
        if self.sort != other.sort:
            return False
        if self.sort == DASH:
            return True
        step = (self.value - other.value, self.suffix - other.suffix)
        return step == (0, 1) or (self.value - other.value == 1 and self.suffix == 0)

    @property
    def is_first(self):
        return self.value == 1 and self.suffix == 0


class Sign(NamedTuple):
    """The number at the beginning of a line: its shape, as printed, and all it may mean."""

    shape: str
    printed: str
    values: tuple[Value, ...]

    def eid_number(self, value):
        """Return the number as an identifier holds it: "2bis", "c", "iv"."""
        suffix = suffix_at(value.suffix)
        if value.sort == LETTER and not self.printed.isascii():
            return letters(value.value) + suffix
        if value.suffix and value.sort == FIGURE:
            return f"{value.value}{suffix}"
        return re.sub(r"[^0-9a-z]", "", self.printed.lower().translate(FIGURES)) or suffix


def sign_of(text):
    """Return (Sign, rest) where the text begins with a number; (None, text) where it does not.

    A bracket before the number stays with the rest: "[2. Each" is number 2 of "[Each".
    """
    bracket = BRACKET.match(text)
    start = bracket.end() if bracket else 0
    head = text[:LONGEST].translate(FIGURES)
    for shape, pattern in PATTERNS:
        match = pattern.match(head, start)
        if match:
            values = tuple(_values(match["token"], (match["suffix"] or "").lower()))
            if not values:
                continue  # "(ab)" is no number
            rest = text[match.end() :]
            printed = text[start : match.end()].strip().rstrip(".:-–— ") or match["token"]
            if shape == "." and printed.startswith(("-", "–")):
                printed = match["token"]
            return Sign(shape, printed, values), (bracket.group() + rest if bracket else rest)
    return None, text


def _values(token, suffix):
    place = SUFFIX_PLACES.get(suffix, 0)
    if token.isdigit():
        yield Value(FIGURE, int(token), place)
    elif token in ABJAD:
        yield Value(LETTER, ABJAD[token], place)
    elif token.isascii() and token.isalpha():
        small = token.islower()
        if len(set(token)) == 1 and len(token) < 3:
            value = ord(token[0].lower()) - 96 + 26 * (len(token) - 1)
            yield Value(LETTER if small else CAPITAL, value, place)
        if value := roman_value(token):
            yield Value(ROMAN if small else CAPITAL_ROMAN, value, place)
    else:
        yield Value(DASH, 1)


def abjad(value):
    """Return the letter that counts so far in Arabic texts, as they print it: 3 is ج."""
    return PRINTED_ABJAD[value]


def letters(value):
    """Return the letters that count so far: 1 is a, 27 is aa."""
    return chr(96 + (value - 1) % 26 + 1) * ((value - 1) // 26 + 1)
