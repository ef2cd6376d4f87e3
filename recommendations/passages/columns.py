"""Words that were copied across two columns, and words of one column of a text read across. Pure.

Whoever copies a page of two columns line by line gets their lines by turns; a program that reads
such a page may give its text in that order. Both are found in pieces, each a line's length or so.
"""

from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from recommendations.passages.bare_text import Bare

LONGEST = 3_000  # characters of what was copied across
SHORTEST = 12  # characters; a first piece shorter than this says nothing about where it stands
LEAST_LINES = 3  # of a column: with fewer, an omission could look like another column
MOST_PLACES = 10  # at which the first piece is looked at; more often, it says nothing either

Span = tuple[int, int]


def interwoven(text: Bare, words: str) -> list[Span]:
    """Return two spans of one page that the bare words take turns of, line by line; else [].

    Each turn takes all that the text goes on with, less a word or so that both go on with alike.
    """
    first = text.longest(words)
    if not SHORTEST <= first < len(words) <= LONGEST:
        return []
    for start in _all_places(text.bare, words[:first]):
        for turn in range(first, max(first - 2 * SHORTEST, SHORTEST), -1):
            if text.is_torn(text.span(start, turn)[1]):
                continue
            for other in _all_places(text.bare, words[turn : turn + SHORTEST]):
                lengths = _turns(words, text.bare, start, other)
                if lengths is None:
                    continue
                spans = sorted([text.span(start, lengths[0]), text.span(other, lengths[1])])
                between = text.text[spans[0][0] : spans[1][1]]
                if spans[0][1] <= spans[1][0] and "\f" not in between:
                    return spans
    return []


class _Way(NamedTuple):
    """How far the words are read, and where in the text the one and the other stretch are."""

    read: int
    own: int
    other: int
    turns: int


def _turns(words: str, text: str, left: int, right: int) -> tuple[int, int] | None:
    """Return how long the stretches from two places are that the words take turns of."""
    ways, seen = [_Way(0, left, right, 0)], set()
    while ways and len(seen) <= LONGEST:
        way = ways.pop()
        if way[:3] in seen:
            continue
        seen.add(way[:3])
        longest = _shared(text, way.own, words[way.read :])
        if way.read + longest == len(words):
            if way.turns < LEAST_LINES:
                return None
            ends = (way.own + longest, way.other)
            ends = ends if way.turns % 2 == 0 else ends[::-1]
            return ends[0] - left, ends[1] - right
        for length in range(max(longest - SHORTEST, SHORTEST // 2), longest + 1):
            ways.append(_Way(way.read + length, way.other, way.own + length, way.turns + 1))
    return None


def line_by_line(text: Bare, words: str) -> list[Span]:
    """Return the spans, in lines one after another, that make up the bare words; else [].

    Each of the lines has other words too, on the one side always the same: another column.
    """
    first = text.longest(words)
    if first < SHORTEST or len(words) > LONGEST:
        return []
    for start in _all_places(text.bare, words[:first]):
        spans = _column(text, words, start)
        if len(spans) >= LEAST_LINES and _is_beside_another(text.text, spans):
            return spans
    return []


def _column(text: Bare, words: str, at: int) -> list[Span]:
    """Return the spans of a column's lines from a place on that make up the words; else []."""
    spans: list[Span] = []
    while words:
        line_end = _line_end(text.text, text.places[at])
        length = _shared(text.bare, at, words)
        length = min(length, bisect_left(text.places, line_end) - at)
        while length and length < len(words) and text.is_torn(text.span(at, length)[1]):
            length -= 1
        if not length:
            return []
        spans.append(text.span(at, length))
        words = words[length:]
        next_line = bisect_left(text.places, line_end)
        next_end = bisect_left(text.places, _line_end(text.text, line_end + 1))
        at = text.bare.find(words[: SHORTEST // 2], next_line, next_end)
        if words and at < 0:
            return []
    return spans


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def _is_beside_another(text: str, spans: list[Span]) -> bool:
    """Whether each of these lines has words of another column, always on the same side."""
    between = [text[one[1] : other[0]] for one, other in pairwise(spans)]
    if any("\f" in words for words in between):
        return False
    after = [len(words.partition("\n")[0].strip()) for words in between]
    first = text[: spans[0][0]].replace("\f", "\n")
    before = [len(words.rpartition("\n")[2].strip()) for words in [first, *between]]
    if min(after) >= SHORTEST:
        return not any(before)
    return min(before) >= SHORTEST and not any(after)


def _all_places(text: str, words: str) -> list[int]:
    """Return the places of some words in a text; none where there are too many to tell apart."""
    places, at = [], text.find(words)
    while at >= 0 and len(places) <= MOST_PLACES:
        places.append(at)
        at = text.find(words, at + 1)
    return places if len(places) <= MOST_PLACES else []


def _shared(text: str, at: int, words: str) -> int:
    """Return how many characters a text has from a place on as these words have them."""
    pairs = zip(words, text[at : at + len(words)], strict=False)
    return next(
        (length for length, (ours, theirs) in enumerate(pairs) if ours != theirs),
        min(len(words), len(text) - at),
    )
