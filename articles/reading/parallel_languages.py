"""Several languages in one file: which lines are in which, and which of them is wanted."""

import re

from articles.interface_translation import gettext as _
from articles.reading.heading_lines import Structure, number_in, structure_of
from articles.reading.lines import Line, Unreadable
from articles.reading.patterns import LANGUAGES

SAMPLE = 20_000  # signs that tell the language of a text
MOST_HEADINGS = 6  # lines above the first article, or the preamble
SCRIPTS = {
    "zh": re.compile("[\u3400-\u9fff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
}
MOST_CLAUSES = 40  # lines of a preamble
NEAR = 60  # lines that tell the language of a text
COMMON = {language: set(words.common.split()) for language, words in LANGUAGES.items()}
FEWEST = 3  # articles in a text before another one may begin


def in_language(
    lines: list[Line], language: str | None = None
) -> tuple[list[Line], str, list[Line]]:
    """Return (lines, language, others) of the text in the language; of the main one by default.

    Unreadable where the file holds texts in several languages and
    not the one that is wanted.
    """
    texts = [(text, language_of(text)) for text in apart(lines)]
    bare = (language or texts[0][1]).partition("-")[0].lower()
    if len(texts) == 1:
        return lines, language or texts[0][1], []
    wanted = [text for text, tag in texts if tag == bare]
    if not wanted:
        raise Unreadable(
            _("This file holds the text in %(found)s; none of them is %(wanted)s.")
            % {"found": ", ".join(tag for _text, tag in texts), "wanted": language}
        )
    main = wanted[0]
    if len(wanted) > 1 and _articles(main) < FEWEST:
        main = max(wanted, key=_articles)
    others = [line for text, _tag in texts if text is not main for line in text]
    return main, language or bare, others


def _articles(lines: list[Line]) -> int:
    structures = [structure_of(language_of(lines))]
    return sum(_article_number(line, structures) is not None for line in lines)


def apart(lines: list[Line]) -> list[list[Line]]:
    """Return the texts that follow one another in a file: where the articles begin again.

    What follows an annex in the same language belongs to the annex, however its articles count.
    """
    structures = [structure_of(language) for language in LANGUAGES]
    starts, last, count = [0], (0, 0), 0
    preamble, annexed, last_article = None, False, 0
    for index, line in enumerate(lines):
        number = _article_number(line, structures)
        if any(structure.preamble.match(line.text) for structure in structures):
            preamble = index
        if number is None:
            annexed = annexed or _heads_annex(line)
            continue
        again = number in ((1, 0), (1, 1)) and count and last > number
        if again and _is_another_text(lines, starts[-1], index, count, annexed):
            begin = preamble if preamble is not None and preamble > starts[-1] else index
            begin = _with_preamble(lines, begin, last_article)
            starts.append(_with_headings(lines, begin))
            count, annexed = 0, False
        last, count, preamble, last_article = number, count + 1, None, index
    ends = [*starts[1:], len(lines)]
    return [lines[start:end] for start, end in zip(starts, ends, strict=True)]


def _is_another_text(lines: list[Line], start: int, index: int, count: int, annexed: bool) -> bool:
    """Tell whether the articles that begin again at a line are those of another text."""
    before = lines[start:index][:NEAR]
    if language_of(lines[index : index + NEAR]) != language_of(before):
        return count > 1
    if annexed or _in_annex(lines, index):
        return False
    # An act of an article or two may approve the treaty that follows it, with its own parties.
    structure = structure_of(language_of(before))
    near = lines[max(start + 1, index - MOST_CLAUSES) : index]
    own_parties = any(structure.enacting.match(line.text) for line in near)
    return count >= FEWEST or own_parties


def _heads_annex(line: Line) -> bool:
    return any(
        (heading := structure_of(language).heading(line)) is not None and heading.kind == "annex"
        for language in ("en", "fr", "es")
    )


def _with_preamble(lines: list[Line], index: int, last_article: int) -> int:
    """Return where the preamble begins that stands above a text: its parties, clause by clause."""
    structure = structure_of(language_of(lines[index : index + NEAR]))
    for place in range(index - 1, max(last_article, index - NEAR), -1):
        if structure.parties.match(lines[place].text) and not lines[place].is_heading:
            return place
    start = index
    if start and structure.enacting.match(lines[start - 1].text):
        while start - 1 > last_article and lines[start - 1].text[-1:] in ",;:،؛，；：":
            start -= 1
    return start


def _with_headings(lines, index):
    """Return where the headings begin that stand right above a line: a title, "Chapter I"."""
    start = index
    while start > index - MOST_HEADINGS and lines[start - 1].text[-1:].isalnum():
        start -= 1
    return start


def _article_number(line: Line, structures: list[Structure]) -> tuple[int, int] | None:
    """Return the number of the article that a line heads: (3, 0), (3, 2) of "Article 3.2"."""
    if not line.text[:1].isalpha() and not line.text.startswith("["):
        return None
    for structure in structures:
        match = structure.article.match(line.text)
        if match and structure.stands_alone(match["rest"], line):
            whole, _dot, part = structure.number(number_in(match)).partition(".")
            if whole.isdecimal():
                return int(whole), int(part) if part.isdecimal() else 0
            return None
    return None


def _in_annex(lines, index):
    """Tell whether an annex begins shortly before a line: then its articles are its own."""
    return any(
        structure_of(language).annex.match(line.text)
        for line in lines[max(0, index - 6) : index]
        for language in ("en", "fr", "es")
    )


def language_of(lines: list[Line]) -> str:
    """Return the language whose script and frequent words the lines have; "en" where none tells."""
    sample, length = [], 0
    for line in lines:
        sample.append(line.text.lower())
        length += len(line.text)
        if length > SAMPLE:
            break
    text = " ".join(sample)
    for language, script in SCRIPTS.items():
        # A sign of Chinese is a word of other languages.
        if len(script.findall(text)) * (3 if language == "zh" else 2) > len(text):
            return language
    words = re.findall(r"\w+", text)
    counts = {
        language: sum(word in common for word in words) for language, common in COMMON.items()
    }
    return max(counts, key=counts.__getitem__) if any(counts.values()) else "en"


def language_of_headings(lines: list[Line]) -> str:
    """Return the language in which most lines head articles, "" where none does."""
    counts = {
        language: sum(_article_number(line, [structure_of(language)]) is not None for line in lines)
        for language in LANGUAGES
    }
    language = max(counts, key=counts.__getitem__)
    return language if counts[language] else ""
