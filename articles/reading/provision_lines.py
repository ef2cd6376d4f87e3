"""Lines that hold several provisions, and provisions that were torn apart into several lines."""

import re

from articles.reading.line_joining import LONGEST_PARAGRAPH
from articles.reading.lines import Line
from articles.reading.patterns import FIGURES, LANGUAGES
from articles.reading.provision_numbers import LONGEST, sign_of
from articles.reading.provision_tree import WITHIN, Piece
from articles.vocabulary import LANGUAGES as VOCABULARIES
from articles.vocabulary import alternatives

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


STEPS = [
    word for words in VOCABULARIES.values() for noun in words.steps.values() for word in noun.words
]
# The words of a reference that goes on with a number: "referred to in paragraph".
REFERS = re.compile(
    rf"\b(?:{alternatives(STEPS)})$",
    re.IGNORECASE,
)
# The last item but one of a list: what follows is the last, though it has no number.
LAST_BUT_ONE = re.compile(r";\s(?:and|or|et|ou|y|o|e|u|en|of|und|oder|и|или)$")


def goes_on(before: Piece, line: Line, small: re.Pattern[str]) -> bool:
    """Tell whether a line goes on the sentence of the piece before: a page or a line ended there.

    "referred to in paragraph" and then "a) i) of this article": the letter is no number of a point,
    unless the line stands apart on the same page and no such word is above it. `small` are the
    words in which no sentence ends, "of" and "the".
    """
    above, text = before.text, line.text
    if not above or not above[-1].isalnum() or len(above) > LONGEST_PARAGRAPH:
        return False
    sign, rest = sign_of(text)
    last_word = above.rpartition(" ")[2]
    if sign is None and text[:1].islower():
        return not LAST_BUT_ONE.search(above)
    if sign is None:
        return not line.gap and last_word.islower() and bool(small.fullmatch(last_word))
    is_apart = line.gap and line.page == before.page and not REFERS.search(above)
    if is_apart or not any(value.is_first for value in sign.values):
        return False
    inner, inmost = sign_of(rest)
    words = inmost if inner else rest
    return words[:1].islower()


def is_struck_out(line: Line, following: Line | None) -> bool:
    """Tell whether all words of a numbered paragraph were struck: its number goes with them.

    The number stays where a list of its own or words without a number follow in its article.
    """
    sign, rest = sign_of(line.text)
    if sign is None or rest or all(item.kind != "struck" for item in line.dropped):
        return False
    if following is None:
        return True
    next_sign, _rest = sign_of(following.text)
    return next_sign is not None and not any(value.is_first for value in next_sign.values)


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
