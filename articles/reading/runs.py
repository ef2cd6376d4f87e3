"""Articles that a program wrote on one line: taken apart where their numbers stand in sequence."""

import re

from articles.reading.numbering import sign_of
from articles.reading.words import FIGURES

# Arabic texts come out of PDF files so, with the number and its sign in either order.
PLACES = re.compile(
    r"(?:(?<=[.؛:،؟])|(?<=\s))\s*"
    r"(?=[-–]\s?\d{1,2}\.?\s+[\u0600-\u06FF]|\d{1,2}\s?[-–]\s+[\u0600-\u06FF]|"
    r"\((?:هـ|[أبجدوزحطيكلمنسعفصقرشت])\)\s)"
)


def apart(line, language):
    """Return the lines that one line holds: itself, in languages where none run on."""
    if language != "ar":
        return [line]
    text = line.text.translate(FIGURES)
    places = [match.end() for match in PLACES.finditer(text)]
    parts, start, last = [], 0, {}
    for place in places:
        sign, _rest = sign_of(text[place:])
        if sign is None or place == start or not _goes_on(sign, last):
            continue
        parts.append(text[start:place])
        start = place
    parts.append(text[start:])
    return [line._replace(text=part.strip()) for part in parts if part.strip()]


def _goes_on(sign, last):
    """Tell whether a number is the first of its sort, or the next one or two of those seen."""
    value = sign.values[0]
    before = last.get(value.sort, 0)
    if value.value == 1 or before < value.value <= before + 2:
        last[value.sort] = value.value
        return True
    return False
