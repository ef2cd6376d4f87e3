"""A text as the tokens of citations. Each pattern is bounded, so the work grows with the text."""

import re
from typing import NamedTuple

from articles.folding import fold
from articles.references.vocabulary import SUFFIXES

SUFFIX = "|".join(sorted(SUFFIXES))
TOKEN = re.compile(
    rf"""
    (?P<symbol>(?-i:[A-Z0-9])[a-z0-9.-]{{0,30}}(?:/[a-z0-9.()-]{{0,29}}[a-z0-9]){{1,6}})
    | \(\s?(?P<bracket>(?:[0-9]{{1,3}}|[ivx]{{1,6}}|(?P<twin>[a-z])(?P=twin)?)
        (?:[ -]?(?:{SUFFIX}))?)\s?\)
    | (?P<half>\b(?:[ivx]{{1,5}}|[a-z])\))
    | ["“”«»‘’']\s?(?P<quoted>[0-9]{{1,3}}|[ivx]{{1,5}}|[a-z])\s?["“”«»’']
    | (?P<number>[0-9]+)
    | (?P<elision>\b[ld])[’']
    | (?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)
    | (?P<mark>[^\s*_])
    """,
    re.VERBOSE | re.IGNORECASE,
)
NUMERALS = str.maketrans("", "", " -)")


class Token(NamedTuple):
    """A piece of the text: its kind, its folded value, as written, where, lines broken before."""

    kind: str
    value: str
    raw: str
    start: int
    end: int
    lines: int = 0


def tokenise(text: str) -> list[Token]:
    """Return the tokens of a text, in order; white space and the stars of Markdown are none."""
    tokens: list[Token] = []
    end = 0
    for match in TOKEN.finditer(text):
        # The twin letter of "(bb)" is a group within that of the bracket.
        kind = "bracket" if match.lastgroup == "twin" else str(match.lastgroup)
        raw = match[kind]
        value = raw.lower() if raw.isascii() else fold(raw)
        if kind in ("bracket", "half", "quoted"):
            value = value.translate(NUMERALS)
        lines = text.count("\n", end, match.start())
        end = match.end()
        tokens.append(Token(kind, value, raw, match.start(), end, lines))
    return tokens
