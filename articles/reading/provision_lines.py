"""Lines that hold several provisions, and provisions that were torn apart into several lines."""

import re

from articles.reading.line_joining import LONGEST_PARAGRAPH
from articles.reading.lines import Line
from articles.reading.patterns import FIGURES, LANGUAGES
from articles.reading.provision_numbers import LONGEST, sign_of
from articles.reading.provision_tree import WITHIN

LONG_RUN = 600  # signs; a line of so many may hold an article more
ARABIC = re.compile(
    r"(?:(?<=[.؛:،؟])|(?<=\s))\s*"
    r"(?=[-–]\s?\d{1,2}\.?\s+(?:\d\s+)?[\u0600-\u06FF]|\d{1,2}\s?[-–]\s+[\u0600-\u06FF]|"
    r"\((?:هـ|[أبجدوزحطيكلمنسعفصقرشت])\)\s)"
)


def apart(line: Line, language: str) -> list[Line]:
    """Return the lines that one line holds: "i) …; ii) …; iii) …" is three."""
    if language == "ar":
        return [line._replace(text=part) for part in _arabic_parts(line.text.translate(FIGURES))]
    sign, _rest = sign_of(line.text)
    if sign is None or sign.shape not in ("()", ")") or len(line.text) > LONGEST_PARAGRAPH:
        return [line]
    parts, start, text = [], 0, line.text
    values = sign.values
    for match in WITHIN.finditer(text):
        next_one, _rest = sign_of(text[match.end() : match.end() + LONGEST])
        if next_one is None or next_one.shape != sign.shape:
            continue
        following = tuple(a for a in next_one.values if any(a.follows(b) for b in values))
        if following:
            parts.append(text[start : match.end()].strip())
            start, values = match.end(), following
    return [line._replace(text=part) for part in [*parts, text[start:]]]


def _arabic_parts(text):
    parts, start, last = [], 0, {}
    for match in ARABIC.finditer(text):
        sign, _rest = sign_of(text[match.end() : match.end() + LONGEST])
        if sign is None or match.end() == start or not _is_near(sign.values[0], last):
            continue
        parts.append(text[start : match.end()].strip())
        start = match.end()
    return [part for part in [*parts, text[start:]] if part]


def _is_near(value, last):
    """Tell whether a number is the first of its sort, or one of the next two of those seen."""
    before = last.get(value.sort, 0)
    if value.value == 1 or before < value.value <= before + 2:
        last[value.sort] = value.value
        return True
    return False


def goes_on(before: str, text: str) -> bool:
    """Tell whether a line goes on the sentence of the line before: a page or a column ended there.

    "referred to in paragraph" and then "a) i) of this article": the letter is no number of a point.
    """
    if not before or not before[-1].isalnum() or len(before) > LONGEST_PARAGRAPH:
        return False
    sign, rest = sign_of(text)
    if sign is None:
        return text[:1].islower()
    if not any(value.is_first for value in sign.values):
        return False
    inner, inmost = sign_of(rest)
    words = inmost if inner else rest
    return words[:1].islower()


def mended(lines: list[Line], language: str) -> list[Line]:
    """Return the lines with headings at the heads of lines, where programs tore them from there."""
    if language != "ar":
        return lines
    words = "|".join(LANGUAGES[language].divisions.values())
    slipped = re.compile(rf"(?:^|\s)({words})$")
    lines_of_units, carried, last = [], "", 0
    for line in lines:
        text = f"{carried} {line.text}".strip()
        match = slipped.search(text)
        carried, own = "", text
        if match and match.start():
            carried, own = match[1], text[: match.start()]
        for part in _at_articles(own, last):
            if number := re.match(r"[-–.\d\s]*المادة\s+(\d+)", part.translate(FIGURES)):
                last = max(last, int(number[1]))
            lines_of_units.append(line._replace(text=part))
    return lines_of_units


def _at_articles(text, last):
    """Return a text in parts, cut before the next article where it begins within a line."""
    begins = rf"(?:(?<=[.]\s)[-–\d\s]*المادة\s+{last + 2}\s|المادة\s+{last + 2}\s+[-–]\s?1\s)"
    match = re.search(begins, text.translate(FIGURES)) if len(text) > LONG_RUN else None
    if match and match.start():
        return [text[: match.start()], text[match.start() :]]
    return [text]
