"""Numbers of paragraphs and points as they are printed, and what each may mean. Pure.

"(i)" is the ninth letter or the first roman number; the sequence that it stands in decides.
"""

import re
from collections.abc import Iterator
from string import ascii_letters
from typing import NamedTuple

from articles.reading.patterns import FIGURES, SUFFIXES
from articles.references.numerals import (
    ABJAD_LETTERS,
    CHINESE_NUMBER,
    RUSSIAN_LETTERS,
    chinese_value,
    roman_value,
)
from articles.vocabulary import SUFFIX_PLACES, suffix_at

FIGURE, LETTER, CAPITAL, ROMAN, CAPITAL_ROMAN, DASH = "1", "a", "A", "i", "I", "–"
CYRILLIC = "а"
STEM, BRANCH = "甲", "子"
ABJAD = {letter: place for place, letter in enumerate(ABJAD_LETTERS, 1)}
PRINTED_ABJAD = {place: letter for letter, place in ABJAD.items()} | {5: "هـ"}
ABJAD |= {"هـ": 5, "ا": 1}
CYRILLIC_PLACES = {letter: place for place, letter in enumerate(RUSSIAN_LETTERS, 1)}
# The stems and branches of the Chinese calendar, by which lists count as others do by letters.
CALENDAR = {STEM: "甲乙丙丁戊己庚辛壬癸", BRANCH: "子丑寅卯辰巳午未申酉戌亥"}
CALENDAR_PLACES = {
    sign: (sort, place) for sort, signs in CALENDAR.items() for place, sign in enumerate(signs, 1)
}
# Figures of any script, and letters that are as wide as a sign of Chinese, as plain ones.
PLAIN = FIGURES | {ord(letter) + 0xFEE0: letter for letter in ascii_letters}
LONGEST = 60  # signs within which a number stands, with what parts it from the words
MIDDLE = "[\u3400-\u9fff]"  # a sign of Chinese
CALENDAR_SIGN = f"[{''.join(CALENDAR_PLACES)}]"
CHINESE = rf"{CHINESE_NUMBER}|{CALENDAR_SIGN}"
STOP = f"[、．](?!{CALENDAR_SIGN}[^、．])"  # "甲、乙双方" begins a sentence
TOKEN = (
    r"(?:\d{1,3}(?:[a-zA-Z]\b)?|[a-z]{1,2}|[A-Z]|[ivxl]{1,6}|[IVXL]{1,6}|[а-я]"
    rf"|هـ|[{''.join(ABJAD)}])"
)
SUFFIX = rf"(?:[\s.-]?(?P<suffix>{SUFFIXES})\b)?(?:\s(?P<alternative>[Aa]lt)\b)?"
BEGINS = r"(?=[\[“«\"'(A-ZÀ-ÞА-Я\u0600-\u06FF\u3400-\u9fff])"  # words after a number alone
# Each shape of number: those of one shape count on, those of another lie within or without.
PATTERNS = [
    ("()", re.compile(rf"[(（]\s?(?P<token>{TOKEN}|{CHINESE}){SUFFIX}\s?[)）][.:、]?\s*")),
    # Operative paragraph 1 of a draft of the climate negotiations.
    (".", re.compile(rf"OP\s?(?P<token>\d{{1,3}}){SUFFIX}\s?\.\s+")),
    ("°", re.compile(rf"(?P<token>\d{{1,3}})\s?[°º]{SUFFIX}\s?(?:[).]|\.?[-–])?\s+")),
    (")", re.compile(rf"(?P<token>{TOKEN}){SUFFIX}\s?[)）]\s*")),
    # "1.1", "1.2.1": a number within a number, with a full stop after it or without.
    (".", re.compile(rf"(?P<token>\d{{1,3}}(?:\.\d{{1,3}}){{1,3}})\.?{SUFFIX}[.)]?\s+{BEGINS}")),
    (".", re.compile(rf"(?P<token>{TOKEN}){SUFFIX}\s?\.(?:[-–—])?(?:\s+|$)")),
    (".", re.compile(r"(?P<token>\d{1,3})\.(?=\(\w{1,3}\)\s)")),  # "3.(1) A person"
    (".", re.compile(rf"(?P<token>\d{{1,3}}){SUFFIX}\s?(?:\.?\s?[-–—])\s+")),
    (".", re.compile(rf"(?P<token>\d{{1,3}})\s?[.．、]\s*(?={MIDDLE}|[“「『\[（(])")),
    ("、", re.compile(rf"(?P<token>{CHINESE})\s?{STOP}\s*(?={MIDDLE}|[“「『\[（(])")),
    ("/", re.compile(rf"(?P<token>\d{{1,3}}){SUFFIX}/\s+")),
    # Right-to-left text that a program took apart: the full stop or dash comes first.
    (".", re.compile(r"[-–]\s?(?P<token>\d{1,3})\.?\s+(?:\d\s+)?(?=[\u0600-\u06FF])")),
    ("", re.compile(rf"(?P<token>\d{{1,3}}[a-z]?){SUFFIX}\s+{BEGINS}")),
    ("", re.compile(rf"(?P<token>\d{{1,2}}){SUFFIX}$")),  # alone on its line, its words below it
    ("–", re.compile(r"(?P<token>[–—•▪●*-])\s+")),
]
BRACKET = re.compile(r"\[\s?")


class Value(NamedTuple):
    """A place in a sequence: the sort of number, its value, and 0 or the place of its "bis"."""

    sort: str
    value: int
    suffix: int = 0

    def follows(self, other: "Value") -> bool:
        """Tell whether this comes directly after another value of the same sort."""
        if self.sort != other.sort:
            return False
        if self.sort == DASH:
            return True
        step = (self.value - other.value, self.suffix - other.suffix)
        return step == (0, 1) or (self.value - other.value == 1 and self.suffix == 0)

    @property
    def is_first(self) -> bool:
        return self.value == 1 and self.suffix == 0


class Sign(NamedTuple):
    """The number at the beginning of a line: its shape, as printed, and all it may mean."""

    shape: str
    printed: str
    values: tuple[Value, ...]
    is_alternative: bool = False  # "1 Alt": another wording of what bears the number

    def eid_number(self, value: Value) -> str:
        """Return the number as an identifier holds it: "2bis", "c", "iv", "1.2"."""
        plain = self.printed.translate(PLAIN).lower()
        if value.sort == FIGURE and re.match(r"\W?\d+[a-z]\b", plain):
            return re.sub(r"[^0-9a-z]", "", plain)  # "2t" has more letters than there are suffixes
        suffix = suffix_at(value.suffix) if value.suffix else ""
        if self.is_alternative:
            suffix += "alt"
        if value.sort == FIGURE:
            return f"{value.value}{suffix}"
        if value.sort.startswith("1."):
            return re.sub(r"[^0-9.]", "", plain).strip(".") + suffix
        if value.sort in (LETTER, CYRILLIC, STEM, BRANCH) and not re.search("[a-z]", plain):
            return letters(value.value) + suffix
        return re.sub(r"[^0-9a-z]", "", plain) or suffix


def sign_of(text: str) -> tuple[Sign | None, str]:
    """Return (Sign, rest) where the text begins with a number; (None, text) where it does not.

    A bracket before the number stays with the rest: "[2. Each" is number 2 of "[Each".
    """
    bracket = BRACKET.match(text)
    start = bracket.end() if bracket else 0
    head = text[:LONGEST].translate(PLAIN)
    for shape, pattern in PATTERNS:
        match = pattern.match(head, start)
        if match:
            groups = match.groupdict()
            values = tuple(_values(match["token"], (groups.get("suffix") or "").lower()))
            if not values:
                continue  # "(ab)" is no number
            rest = text[match.end() :]
            printed = text[start : match.end()].strip().rstrip(".:-–— 、．") or match["token"]
            if shape == "." and printed.startswith(("-", "–")):
                printed = match["token"]
            sign = Sign(shape, printed, values, bool(groups.get("alternative")))
            return sign, (bracket.group() + rest if bracket else rest)
    return None, text


def _values(token: str, suffix: str) -> Iterator[Value]:
    place = SUFFIX_PLACES.get(suffix, 0)
    if token.isdecimal():
        yield Value(FIGURE, int(token), place)
    elif token[0].isdecimal() and "." in token:
        # What stands before the last figure is part of the sort: "2.1" does not follow "1.1".
        before, _dot, last = token.rpartition(".")
        yield Value(f"1.{before}", int(last), place)
    elif token[0].isdecimal():
        yield Value(FIGURE, int(token[:-1]), ord(token[-1].lower()) - 96)
    elif token in ABJAD:
        yield Value(LETTER, ABJAD[token], place)
    elif token in CYRILLIC_PLACES:
        yield Value(CYRILLIC, CYRILLIC_PLACES[token], place)
    elif token in CALENDAR_PLACES:
        sort, place_in_list = CALENDAR_PLACES[token]
        yield Value(sort, place_in_list, place)
    elif value := chinese_value(token):
        yield Value(FIGURE, value, place)
    elif token.isascii() and token.isalpha():
        yield from _values_of_letters(token, place)
    elif not token.isalnum():
        yield Value(DASH, 1)


def _values_of_letters(token: str, place: int) -> Iterator[Value]:
    small = token.islower()
    if len(set(token)) == 1 and len(token) < 3:
        value = ord(token[0].lower()) - 96 + 26 * (len(token) - 1)
        yield Value(LETTER if small else CAPITAL, value, place)
        if len(token) == 2:  # "(aa)" comes after "(z)", or is put in between "(a)" and "(b)"
            yield Value(LETTER if small else CAPITAL, value - 26, 1)
    if value := roman_value(token):
        yield Value(ROMAN if small else CAPITAL_ROMAN, value, place)


def abjad(value: int) -> str:
    """Return the letter that counts so far in Arabic texts, as they print it: 3 is ج."""
    return PRINTED_ABJAD[value]


def letters(value: int) -> str:
    """Return the letters that count so far: 1 is a, 27 is aa."""
    return chr(96 + (value - 1) % 26 + 1) * ((value - 1) // 26 + 1)
