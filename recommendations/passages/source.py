"""Passages found in the text of a document, however their lines were broken. Pure.

Two texts are compared without white space, hyphens and dashes, with one kind of quotation mark and
with typographic ligatures taken apart: what a copy from a PDF changes is thus ignored. Where the
words do not stand so, three things that copying does besides are thought of, in this order: the
marks of notes were left out, "…" stands for a gap, two columns were copied across. What is found
is given in the document's own words, as a W3C text quote selector.
"""

import re
from bisect import bisect_left
from functools import cached_property, lru_cache
from typing import NamedTuple

from articles.folding import canonical
from recommendations.passages import columns
from recommendations.passages.bare_text import Bare, bare

AROUND = 50  # characters of the words before and after, as the sample data has them
SHORTEST = 12  # characters; a beginning shorter than this says nothing about where it stands
BLOCKS = 40  # paragraphs tried together; longer quotes are judged paragraph by paragraph
WIDEST_GAP = 5_000  # characters that "…" may stand for; more is no longer one passage
GAP = " […] "
ELLIPSIS = re.compile(r"^[ \t]*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)[ \t]*$", re.MULTILINE)
BETWEEN = re.compile(r"\s*\[\s*(?:…|\.\.\.)\s*\]\s*")
OMISSION = re.compile(r"\s*(?:\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3})\s*")
BLANK = re.compile(r"\n[^\S\n]*\n\s*")
TORN = re.compile(r"(?P<before>\w+)[-‐]\s*[\n\f]\s*(?=(?P<after>\w+))")
UNSEEN = re.compile("[\u00ad\u200b\ufeff]")
# The mark of a note: raised, in brackets, or a number or sign that follows a word at once. A number
# after one letter alone ("G20", "A4") or after a point in a number ("24.1") is no mark.
NOTE_MARK = re.compile(
    r"[⁰¹²³⁴-⁹]+|\[\d{1,3}\]"
    r"|(?<=[^\W\d_]{2})\d{1,3}(?=[\s.,;:)”’\"']|$)"
    r"|(?<=[^\W\d_][.,;:!?)”’\"'])\d{1,3}(?=\s|$)"
    r"|(?<=[^\W\d_][.!?][”’\"')])\d{1,3}(?=\s|$)"
    r"|(?<=\w)(?:\*{1,3}|†|‡)|(?<=[.,;:!?”’)])(?:\*{1,3}|†|‡)(?=\s|$)"
)


class Match(NamedTuple):
    """Where a passage stands: its span, its words, those around it, its page where pages are.

    Where it stands in several pieces, the span is that of all of them with what is between.
    """

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
        self._as_it_stands = Bare(self.text)

    @cached_property
    def _without_notes(self):
        """The text with blanks for the marks of notes."""
        text = NOTE_MARK.sub(lambda mark: " " * len(mark.group()), self.text)
        return self._as_it_stands if text == self.text else Bare(text)

    @property
    def _texts(self):
        yield self._as_it_stands
        yield self._without_notes

    def find(self, words):
        """Return every place where the words stand, in the order of the text."""
        words = canonical(words)
        return (
            self._find_whole(words)
            or self._find_with_gaps(words)
            or self._find_columns(words)
            or self._find_without_marks(words)
        )

    def has(self, words):
        """Whether the words stand in the text."""
        return bool(self.find(words))

    def _find_whole(self, words):
        spans, joint = self._spans(words)
        return [self._match([span], joint) for span in spans]

    def _find_without_marks(self, words):
        """Return where words stand that have the marks of notes, and the text has them not."""
        unmarked = NOTE_MARK.sub(lambda mark: " " * len(mark.group()), words)
        return self._find_whole(unmarked) if unmarked != words else []

    def _spans(self, words):
        """Return the spans in which the words stand in one piece, and how to join torn words."""
        compared, places = bare(words)
        unquoted = compared.strip("\"'")  # quoted by whoever pasted it
        for text in self._texts:
            for looked_for in dict.fromkeys((compared, unquoted)):
                if starts := text.starts(looked_for):
                    first = compared.find(looked_for)
                    places = places[first : first + len(looked_for)]
                    joint = _joint_of(text, starts, words, places)
                    return [text.span(at, len(looked_for)) for at in starts], joint
        return [], None

    def _find_with_gaps(self, words):
        """Return the places where pieces that "…" keeps apart stand one after the other."""
        pieces = [piece for piece in OMISSION.split(words) if bare(piece)[0]]
        if not pieces or not OMISSION.search(words):
            return []
        spans = [self._spans(piece)[0] for piece in pieces]
        if not all(spans) or (len(pieces) > 1 and min(map(len, pieces)) < SHORTEST):
            return []
        chains = {}
        for first in spans[0]:
            chain = [first]
            for later in spans[1:]:
                end = chain[-1][1]
                following = next((span for span in later if span[0] >= end), None)
                if following is None or following[0] - end > WIDEST_GAP:
                    break
                chain.append(following)
            else:
                chains[chain[-1]] = chain  # a later beginning with the same end is the nearer one
        return [self._match(chain) for chain in chains.values()]

    def _find_columns(self, words):
        """Return where words stand that were copied across two columns, or that are in one."""
        compared, _places = bare(words)
        if spans := columns.interwoven(self._as_it_stands, compared):
            return [self._match(spans)]
        if spans := columns.line_by_line(self._as_it_stands, compared):
            return [self._match(spans, gap=" ")]
        return []

    def beginning(self, words):
        """Return as much of the words' beginning as the text has; "" when hardly any."""
        compared, places = bare(canonical(words))
        length = self._as_it_stands.longest(compared)
        if length < SHORTEST:
            return ""
        return " ".join(canonical(words)[: places[length - 1] + 1].split())

    def _page_of(self, span):
        return self.text.count("\f", 0, span[0]) + 1

    def _match(self, spans, joint=None, gap=GAP):
        start, end = spans[0][0], spans[-1][1]
        page = self.text.rfind("\f", 0, start) + 1
        page_end = self.text.find("\f", end)
        before = self._running(self.text[max(page, start - 4 * AROUND) : start])
        after = self._running(self.text[end : page_end if page_end >= 0 else None][: 4 * AROUND])
        number = self._page_of(spans[0]) if "\f" in self.text else None
        exact = gap.join(self._running(self.text[a:b], joint and joint(a)) for a, b in spans)
        return Match(start, end, exact, _last_words(before), _first_words(after), number)

    def _running(self, text, joint=None):
        """Return the text in one line, words that a line's end tore apart made whole."""

        def mend(torn):
            hyphen = joint(torn) if joint else None
            if hyphen is None:
                hyphen = self._usual_joint(torn["before"] + torn["after"])
            return torn["before"] + hyphen

        return " ".join(re.sub("\u00ad\\s*", "", TORN.sub(mend, text)).split())

    def _usual_joint(self, whole):
        """A hyphen at a line's end is the word's own, unless the word stands without elsewhere."""
        joined = re.search(rf"\b{re.escape(whole)}\b", self.text, re.IGNORECASE)
        return "" if joined else "-"


# Passages of one document are judged one after another: it is prepared once for all of them.
@lru_cache(maxsize=1)
def prepared(text):
    """Return the Source of a text; None where there are no words in it."""
    return Source(text) if text and text.strip() else None


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


def _joint_of(text, starts, words, places):
    """Return a function of a span's start: what joins the words there that a line's end tore.

    It is what stands in the words that were looked for.
    """
    by_start = {text.places[at]: at for at in starts}

    def joint_from(start):
        at = by_start[start]

        def joint(torn):
            place = bisect_left(text.places, start + torn.start("after")) - at
            pasted = (
                words[places[place - 1] + 1 : places[place]] if 0 < place < len(places) else " "
            )
            return _joint(pasted)

        return joint

    return joint_from


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
