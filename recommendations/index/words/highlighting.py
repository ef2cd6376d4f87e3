"""Where and why a text matches: its pieces, with the words of the query marked. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from recommendations.index.words.analysis import Token, forms, tokens
from recommendations.index.words.query_parser import Query
from recommendations.index.words.ranking import FIELDS_BY_WEIGHT
from recommendations.index.words.stemming import primary, stems_in

# Beyond this many marks, a better window of a text is not looked for.
MOST_MARKS = 200


Piece = tuple[str, bool]  # words, and whether they are marked


class Span(NamedTuple):
    start: int
    end: int
    leaf: int


@dataclass(frozen=True)
class Excerpt:
    """A window of a text as (piece, is it marked) pairs, and the field that the text is in."""

    field: str
    pieces: list[Piece]


def mark(text: str, language: str, query: Query, field: str) -> list[Piece]:
    """Return a text in pieces that join to it, with whether words of the query stand there."""
    return _pieces(text, _spans(text, language, query, field), 0, len(text))


def excerpt(
    query: Query, texts: Sequence[tuple[str, str, str]], length: int = 240
) -> Excerpt | None:
    """Return the part of the texts, (field, text, language), that shows most of a query."""
    windows = [
        window
        for field, text, language in texts
        for window in _windows(field, text, _spans(text, language, query, field), length)
    ]
    if not windows:
        return None
    _, field, text, spans, first = max(windows, key=lambda window: window[0])
    start, end = _edges(text, first, length)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    pieces = [(before, False), *_pieces(text, spans, start, end), (after, False)]
    return Excerpt(field, [piece for piece in pieces if piece[0]])


def _spans(text: str, language: str, query: Query, field: str) -> list[Span]:
    """Return where each leaf of a query stands in a text, in order."""
    in_text, stem = tokens(text, language), stems_in(primary(language))
    leaves = [leaf for leaf in query.leaves() if leaf.field in (None, field)]
    spans = (
        Span(start, end, number)
        for number, leaf in enumerate(leaves)
        for start, end in _places(in_text, forms(leaf.text), leaf.is_prefix, stem)
    )
    return sorted(spans)


def _places(
    in_text: Sequence[Token], words: Sequence[str], is_prefix: bool, stem: Mapping[str, str]
) -> Iterator[tuple[int, int]]:
    """Yield start and end of each place where words stand in a row among the tokens of a text."""
    stems = [stem[word] for word in words]
    whole_words = len(words) - 1 if is_prefix else len(words)
    for first in range(len(in_text) - len(words) + 1):
        row = in_text[first : first + len(words)]
        if all(row[place].stem == stems[place] for place in range(whole_words)) and (
            not is_prefix or row[-1].form.startswith(words[-1])
        ):
            yield row[0].start, row[-1].end


def _windows(field: str, text: str, spans: Sequence[Span], length: int) -> Iterator[tuple]:
    """Yield what each span would show if a window began near it, with how good that is."""
    for first, span in enumerate(spans[:MOST_MARKS]):
        within = [
            other.leaf
            for other in spans[first : first + MOST_MARKS]
            if other.end <= span.start + length * 3 // 4
        ]
        rank = FIELDS_BY_WEIGHT.index(field)
        yield (len(set(within)), -rank, len(within), -first), field, text, spans, span


def _edges(text: str, first: Span, length: int) -> tuple[int, int]:
    """Return where a window around a span begins and ends, between words where there are any."""
    start = max(0, min(first.start - length // 4, len(text) - length))
    end = min(len(text), start + length)
    if start:
        start = text.find(" ", start - 1, first.start) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", first.end, end + 1), min(first.end, end)) or end
    return start, end


def _pieces(text: str, spans: Sequence[Span], start: int, end: int) -> list[Piece]:
    """Return the text from start to end, cut where marks begin and end."""
    pieces, place = [], start
    for span in spans:
        begin, close = max(span.start, place), min(span.end, end)
        if begin < close:
            pieces += [(text[place:begin], False), (text[begin:close], True)]
            place = close
    pieces.append((text[place:end], False))
    return [piece for piece in pieces if piece[0]]
