"""Lines that a page or a fixed width broke are joined to paragraphs; headings stay apart."""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from articles.reading.heading_lines import FIGURE_NUMBER
from articles.reading.lines import Line
from articles.reading.patterns import LANGUAGES, ROMAN
from articles.reading.provision_numbers import DASH, sign_of

BREAKS = "-\u2010\ufffe\u00ad"  # how a hyphen at the end of a line may be written
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
BROKEN = re.compile(r"\w*\ufffe\w*")
LEADS_ON = re.compile(r"(?:[.;:,؛،—–]|\W(?:and|or|et|ou|y|o|e|u|en|of|و|أو))\s*[”»\"’]?$")
ENDS = re.compile(r"[.;:؛؟!][”»\"’)\]]*$")
_names = "|".join(
    name
    for words in LANGUAGES.values()
    for name in (words.article, words.annex, *words.divisions.values())
)
_ordinals = "|".join(sorted({word for words in LANGUAGES.values() for word in words.ordinals}))
UNIT = re.compile(
    rf"\[?(?:{_names})(?:\s+|(?=[(\[]))[(\[]?"
    rf"(?:{FIGURE_NUMBER}|{ROMAN}\b|[A-Z]\b|(?:{_ordinals})\b)[)\]]?"
    r"(?P<mark>\s?[.:–—-]*)(?P<rest>.*)$",
    re.IGNORECASE,
)
# How clauses of a preamble begin: each is a paragraph, though it goes on the sentence.
CLAUSE = re.compile(
    "|".join(f"(?:{words.clauses})|(?i:{words.enacting})" for words in LANGUAGES.values())
)
PREAMBLE = re.compile(
    "|".join(f"(?:{words.preamble})" for words in LANGUAGES.values()), re.IGNORECASE
)
FEWEST_CUT = 3  # of fewer lines, where all of them are cut within a sentence
FEWEST = 6  # lines with one right below them, for their width to tell anything
LONGEST_PARAGRAPH = 20_000  # signs; what seems longer is no paragraph
LONG = 6  # letters
NARROW = range(45, 125)  # signs; the widths to which files are wrapped


def is_wrapped(lines: list[Line]) -> bool:
    """Tell whether a text was wrapped: most lines with one right below them end near one width."""
    above = [len(a.text.rstrip()) for a, b in pairwise(lines) if not b.gap]
    if len(above) < FEWEST and not _are_cut(lines):
        return False
    if len(above) * 3 < len(lines):
        return False
    width = median(above)
    longest = max(len(line.text) for line in lines)
    near = sum(abs(length - width) < 14 for length in above)
    return int(width) in NARROW and longest < 2 * width and near * 2 > len(above)


def _are_cut(lines: list[Line]) -> bool:
    """Tell whether nearly all of a few lines with one right below them end within a sentence."""
    above = [(a.text.rstrip(), b.text) for a, b in pairwise(lines) if not b.gap]
    cut = [
        before[-1:].isalnum() or before.endswith(",")
        for before, below in above
        if sign_of(below)[0] is None and not UNIT.match(before)
    ]
    return len(cut) >= FEWEST_CUT and len(cut) == len(above) and sum(cut) * 4 > len(cut) * 3


def unwrapped(lines: list[Line]) -> Iterator[Line]:
    """Return the lines of a wrapped text with what a plain text can show: where each is short."""
    width = max((len(line.text) for line in lines), default=0)
    return joined([line._replace(short=len(line.text) < width * 0.8) for line in lines])


def joined(lines: list[Line]) -> Iterator[Line]:
    """Yield paragraphs from lines that bear the hints of a page: gaps, short ends, centring."""
    words = vocabulary(lines)
    whole: Line | None = None
    last: Line | None = None
    for line in lines:
        line = line._replace(text=mended(line.text, words))
        if not line.text and whole is not None:
            # Nothing but words that are left out: the paragraph around them goes on.
            whole = whole._replace(dropped=whole.dropped + line.dropped)
            continue
        line = line._replace(centred=line.centred or _fills_heading(last, line))
        if whole is not None and last is not None and goes_on(whole, last, line):
            text = glued(whole.text, line.text, words)
            whole = whole._replace(text=text, dropped=whole.dropped + line.dropped)
        else:
            if whole is not None:
                yield whole
            whole = line
        last = line
    if whole is not None:
        yield whole._replace(text=whole.text.rstrip("\ufffe"))


def goes_on(whole: Line, last: Line, line: Line) -> bool:
    """Tell whether a line goes on the paragraph of the line before it, which is `whole` so far."""
    if len(whole.text) > LONGEST_PARAGRAPH:
        return False
    if PREAMBLE.fullmatch(last.text.strip()) or PREAMBLE.fullmatch(line.text.strip()):
        return False
    if is_unit(last) or (is_unit(line) and (ENDS.search(last.text) or line.gap or line.centred)):
        return False
    if heads_words(line) and line.text.lstrip("[")[:1].isupper():
        return False
    if heads_words(last) and last.short and not line.text[:1].islower():
        return False
    if last.is_heading or line.is_heading or last.centred or line.centred:
        alike = last.level == line.level and last.centred == line.centred
        return alike and not line.gap and not ENDS.search(last.text) and last.page == line.page
    if last.short and last.text.isupper() and not line.text.isupper():
        return False  # the title, and what stands below it
    if last.short and CLAUSE.match(line.text) and last.text.rstrip().endswith((",", ";", ":")):
        return False
    if last.text[-1:] in BREAKS and line.text[:1].islower():
        return True
    turned = last.page != line.page
    if line.gap and not (turned and not ENDS.search(last.text)):
        return False
    sign, _rest = sign_of(line.text)
    if sign is not None and not sign.shape:
        return not ENDS.search(last.text)  # "10 December" is no paragraph 10
    if sign is not None:
        return not (LEADS_ON.search(last.text) or last.short or sign.shape == DASH)
    return not (last.short and ENDS.search(last.text))


def _fills_heading(last, line):
    """Tell whether a line is part of a centred heading, though it is as wide as the page."""
    if last is None or line.gap or not last.centred or ENDS.search(line.text):
        return False
    leads_on = is_unit(last) or not last.short or line.text[:1].islower()
    return leads_on and sign_of(line.text)[0] is None


def is_unit(line: Line) -> bool:
    """Tell whether a line is the heading of an article or division and little more."""
    match = UNIT.match(line.text.strip())
    return match is not None and (not match["rest"].strip(" ]") or line.is_heading)


def heads_words(line: Line) -> bool:
    """Tell whether a line is the number of an article with its heading: "Article 5: Scope"."""
    match = UNIT.match(line.text.strip())
    if match is None or not match["mark"].strip() or not match["rest"].strip():
        return False
    return not ENDS.search(line.text)


def vocabulary(lines: list[Line]) -> set[str]:
    """Return the words that stand whole within lines, those with hyphens too."""
    words: set[str] = set()
    for line in lines:
        whole = BROKEN.sub(" ", line.text)
        words.update(word.lower() for word in WORD.findall(whole)[:-1])
    return words


def mended(text: str, words: set[str]) -> str:
    """Return a line in which a PDF has words that were broken at the end of a line."""
    first, *others = text.split("\ufffe")
    for other in others:
        first = glued(f"{first}\ufffe", other, words) if other.strip() else f"{first}\ufffe"
    return first


def glued(before: str, after: str, words: set[str]) -> str:
    """Return two lines as one; a word that was hyphenated at the end of a line is whole again.

    The hyphen stays where the text has the word with it elsewhere, or both parts as words; where
    nothing tells, between a word and what is long enough to be one.
    """
    before, after = before.rstrip(), after.lstrip()
    if before[-1:] not in BREAKS or not after[:1].islower():
        return f"{before} {after}"
    stem = before.rstrip(BREAKS)
    first = (WORD.findall(stem) or [""])[-1].lower()
    second = (WORD.match(after) or [""])[0].lower()
    if f"{first}{second}" in words and f"{first}-{second}" not in words:
        return stem + after
    compound = f"{first}-{second}" in words or {first, second} <= words
    compound = compound or (first in words and len(second) >= LONG)
    return f"{stem}-{after}" if compound else stem + after
