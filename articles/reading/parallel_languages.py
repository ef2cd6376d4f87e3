"""Several languages in one file: which lines are in which, and which of them is wanted."""

import re

from articles.reading.heading_lines import Structure
from articles.reading.lines import Unreadable
from articles.reading.patterns import LANGUAGES
from articles.translation import gettext as _

SAMPLE = 20_000  # signs that tell the language of a text
MOST_HEADINGS = 6  # lines above the first article, or the preamble
FEWEST = 3  # articles in a text before another one may begin


def in_language(lines, language=None):
    """Return (lines, language) of the text in the language; of the first one if none is named.

    Unreadable where the file holds texts in several languages and not the one that is wanted.
    """
    texts = [(text, language_of(text)) for text in apart(lines)]
    if language is None:
        return texts[0]
    bare = language.partition("-")[0].lower()
    if len(texts) == 1:
        return texts[0][0], language
    for text, tag in texts:
        if tag == bare:
            return text, language
    raise Unreadable(
        _("This file holds the text in %(found)s; none of them is %(wanted)s.")
        % {"found": ", ".join(tag for _text, tag in texts), "wanted": language}
    )


def apart(lines):
    """Return the texts that follow one another in a file: where the articles begin again."""
    structures = {language: Structure(language) for language in LANGUAGES}
    starts, last, count, preamble = [0], 0, 0, None
    for index, line in enumerate(lines):
        number = _article_number(line, structures.values())
        if any(structure.preamble.match(line.text) for structure in structures.values()):
            preamble = index
        if number is None:
            continue
        if number == 1 and count >= FEWEST and last > 1 and not _in_annex(lines, index):
            begin = preamble if preamble is not None and preamble > starts[-1] else index
            starts.append(_with_headings(lines, begin))
            count = 0
        last, count, preamble = number, count + 1, None
    ends = [*starts[1:], len(lines)]
    return [lines[start:end] for start, end in zip(starts, ends, strict=True)]


def _with_headings(lines, index):
    """Return where the headings begin that stand right above a line: a title, "Chapter I"."""
    start = index
    while start > index - MOST_HEADINGS and lines[start - 1].text[-1:].isalnum():
        start -= 1
    return start


def _article_number(line, structures):
    if not line.text[:1].isalpha() and not line.text.startswith("["):
        return None
    for structure in structures:
        match = structure.article.match(line.text)
        if match and structure.stands_alone(match["rest"], line):
            number = structure.number(match["number"])
            return int(number) if number.isdecimal() else None
    return None


def _in_annex(lines, index):
    """Tell whether an annex begins shortly before a line: then its articles are its own."""
    return any(
        Structure(language).annex.match(line.text)
        for line in lines[max(0, index - 6) : index]
        for language in ("en", "fr", "es")
    )


def language_of(lines):
    """Return the language whose frequent words the lines hold most of; "en" where none tells."""
    sample, length = [], 0
    for line in lines:
        sample.append(line.text.lower())
        length += len(line.text)
        if length > SAMPLE:
            break
    words = re.findall(r"\w+", " ".join(sample))
    counts = {
        language: sum(word in set(table.common.split()) for word in words)
        for language, table in LANGUAGES.items()
    }
    return max(counts, key=counts.get) if any(counts.values()) else "en"
