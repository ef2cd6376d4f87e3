"""Passages found in the text of a document, however their lines were broken. Pure.

Two texts are compared without white space, hyphens and dashes, with one kind of quotation mark and
with typographic ligatures taken apart: what a copy from a PDF changes is thus ignored, and nothing
else. What is found is given in the document's own words, as a W3C text quote selector.
"""

import re
import unicodedata
from bisect import bisect_left
from typing import NamedTuple

from articles.folding import canonical
from articles.redline import LETTER

AROUND = 50  # characters of the words before and after, as the sample data has them
SHORTEST = 12  # characters; a beginning shorter than this says nothing about where it stands
BLOCKS = 40  # paragraphs tried together; longer quotes are judged paragraph by paragraph
KEPT = re.compile(r"[^\s\u00ad\u200b\ufeff\-‐‑‒–—―−]+")
SINGLE, DOUBLE = "‘’‚‛′`´", "“”„‟«»″"
QUOTES = str.maketrans(dict.fromkeys(SINGLE, "'") | dict.fromkeys(DOUBLE, '"'))
ELLIPSIS = re.compile(r"^[ \t]*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)[ \t]*$", re.MULTILINE)
BETWEEN = re.compile(r"\s*\[\s*(?:…|\.\.\.)\s*\]\s*")
BLANK = re.compile(r"\n[^\S\n]*\n\s*")
TORN = re.compile(r"(?P<before>\w+)[-‐]\s*[\n\f]\s*(?=(?P<after>\w+))")
UNSEEN = re.compile("[\u00ad\u200b\ufeff]")


class Match(NamedTuple):
    """Where a passage stands: its span, its words, those around it, its page where pages are."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    page: int | None


class Source:
    """The text of a document, prepared once so that many passages can be looked for."""

    def __init__(self, text):
        self.text = canonical(text)
        self.bare, self.places = _bare(self.text)

    def find(self, words):
        """Return every place where the words stand, in the order of the text."""
        words = canonical(words)
        bare, places = _bare(words)
        starts = self._starts(bare)
        unquoted = bare.strip("\"'")
        if not starts and unquoted != bare:  # quoted by whoever pasted it
            starts = self._starts(unquoted)
            places = places[bare.find(unquoted) :][: len(unquoted)]
        return [self._match(at, words, places) for at in starts]

    def beginning(self, words):
        """Return as much of the words' beginning as the text has; "" when hardly any."""
        bare, places = _bare(canonical(words))
        low, high = 0, len(bare)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if bare[:middle] in self.bare else (low, middle - 1)
        if low < SHORTEST:
            return ""
        return " ".join(canonical(words)[: places[low - 1] + 1].split())

    def _starts(self, bare):
        """Return where, in the bare text, the bare words stand as whole words."""
        starts, at = [], self.bare.find(bare) if bare else -1
        while at >= 0:
            start, end = self.places[at], self.places[at + len(bare) - 1] + 1
            if not (self._torn(start) or self._torn(end)):
                starts.append(at)
            at = self.bare.find(bare, at + 1)
        return starts

    def _torn(self, at):
        """Whether a word would be torn apart here."""
        around = self.text[at - 1 : at + 1] if at else ""
        return len(around) == 2 and bool(re.fullmatch(f"{LETTER}{{2}}", around))

    def _match(self, at, words, places):
        start, end = self.places[at], self.places[at + len(places) - 1] + 1
        page = self.text.rfind("\f", 0, start) + 1
        page_end = self.text.find("\f", end)
        before = self._running(self.text[max(page, start - 4 * AROUND) : start])
        after = self._running(self.text[end : page_end if page_end >= 0 else None][: 4 * AROUND])
        number = self.text.count("\f", 0, start) + 1 if "\f" in self.text else None

        def joint(torn):
            """Return how the words that were looked for join what the line's end tore apart."""
            place = bisect_left(self.places, start + torn.start("after")) - at
            pasted = (
                words[places[place - 1] + 1 : places[place]] if 0 < place < len(places) else " "
            )
            return _joint(pasted)

        exact = self._running(self.text[start:end], joint)
        return Match(start, end, exact, _last_words(before), _first_words(after), number)

    def _running(self, text, joint=lambda torn: None):
        """Return the text in one line, words that a line's end tore apart made whole."""

        def mend(torn):
            hyphen = joint(torn)
            if hyphen is None:
                hyphen = self._usual_joint(torn["before"] + torn["after"])
            return torn["before"] + hyphen

        return " ".join(re.sub("\u00ad\\s*", "", TORN.sub(mend, text)).split())

    def _usual_joint(self, whole):
        """A hyphen at a line's end is the word's own, unless the word stands without elsewhere."""
        joined = re.search(rf"\b{re.escape(whole)}\b", self.text, re.IGNORECASE)
        return "" if joined else "-"


def find(text, words):
    """Return every place where the words stand in the text, as a list of Match."""
    return Source(text).find(words)


def split(quote, source=None):
    """Return the passages of a quote, which […] or empty lines keep apart.

    Paragraphs that stand together in the source are one passage.
    """
    passages = []
    for piece in BETWEEN.split(ELLIPSIS.sub("[…]", canonical(quote))):
        blocks = [block.strip() for block in BLANK.split(piece) if block.strip()]
        while blocks:
            taken = _together(blocks, source)
            passages.append("\n\n".join(blocks[:taken]))
            blocks = blocks[taken:]
    return passages


def _together(blocks, source):
    """Return how many of the first blocks stand together in the source; one at least."""
    if source is None:
        return 1
    for count in range(min(len(blocks), BLOCKS), 1, -1):
        if source.find("\n\n".join(blocks[:count])):
            return count
    return 1


def _bare(text):
    """Return the text as it is compared, and where each of its characters stands in the text."""
    parts, places = [], []
    for run in KEPT.finditer(text):
        if run.group().isascii():
            parts.append(run.group().replace("`", "'"))
            places.extend(range(run.start(), run.end()))
            continue
        for at, char in enumerate(run.group(), run.start()):
            same = char.translate(QUOTES)
            if same == char:
                same = "".join(unicodedata.normalize("NFKC", char).split())
            parts.append(same)
            places.extend([at] * len(same))
    return "".join(parts), places


def _joint(pasted):
    """Return what a paste has between two letters, a hyphen or ""; None where it is torn too."""
    pasted = UNSEEN.sub("", pasted)
    if any(map(str.isspace, pasted)):
        return None
    return "-" if pasted else ""


def _last_words(words):
    if len(words) <= AROUND:
        return words
    return words[-AROUND - 1 :].partition(" ")[2]


def _first_words(words):
    if len(words) <= AROUND:
        return words
    return words[: AROUND + 1].rpartition(" ")[0]
