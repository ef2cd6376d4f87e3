"""A text as the tokens of citations. Each pattern is bounded, so the work grows with the text.

Chinese has no spaces and numbers before their nouns: "第五条第二款" comes as the tokens of
"article 5 paragraph 2", each at its own signs.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from articles.folding import fold
from articles.references.citation_words import SUFFIXES
from articles.references.numerals import (
    CHINESE_NUMBER,
    chinese_value,
    latin_letter,
    plain_figures,
)
from articles.vocabulary import suffix_at

SUFFIX = "|".join(sorted(SUFFIXES))
HAN = "\u3400-\u9fff"
HAN_NUMBER = rf"(?:\d{{1,4}}|{CHINESE_NUMBER})"
HAN_ITEM = rf"(?:{CHINESE_NUMBER}|\d{{1,3}}|[a-z])"
HAN_UNIT = "条|條|款|段|项|項|章|节|節|部分|编|編|篇"
HAN_WORD = "、|和|及|与|與|或|至|到"
HAN_JOIN = rf"{HAN_WORD}|－|-|—"
TOKEN = re.compile(
    rf"""
    (?P<symbol>(?-i:[A-Z0-9])[a-z0-9.-]{{0,30}}(?:/[a-z0-9.()-]{{0,29}}[a-z0-9]){{1,6}})
    | 《(?P<title>[^》\n]{{1,60}})》
    | (?P<counted>第\s?{HAN_NUMBER}(?:\s?(?:{HAN_JOIN})\s?第?{HAN_NUMBER}){{0,9}}
        \s{{0,2}}(?:{HAN_UNIT})(?:之[一二三四五六七八九十])?)
    | 第\s?[(（](?P<point>{HAN_ITEM})[)）]\s?[项項]?
    | [(（](?P<item>{HAN_ITEM})[)）]\s?[项項]
    | [(（](?P<listed>{CHINESE_NUMBER})[)）]
    | [(（]\s?(?P<bracket>(?:\d{{1,3}}[a-z]?|[ivx]{{1,6}}|(?P<twin>[a-z])(?P=twin)?|[а-я]|هـ
        |[ء-ي])(?:[ -]?(?:{SUFFIX}))?)\s?[)）]
    | \((?P<pair>(?-i:[a-z]{{2}}))\)
    | (?P<half>\b(?:[ivx]{{1,5}}|[a-zа-я]|[ء-ي])\))
    | ["“”«»‘’']\s?(?P<quoted>\d{{1,3}}|[ivx]{{1,5}}|[a-zа-я])\s?["”«»’']
    | (?P<number>\d+)
    | (?P<elision>\b[ld])[’']
    | (?P<han>附件|附录|附錄|序言|前言|弁言|{HAN_WORD}|{CHINESE_NUMBER}(?![{HAN}]))
    | (?P<word>[^\W\d_{HAN}]+(?:-[^\W\d_{HAN}]+)*)
    | (?P<mark>[^\s*_])
    """,
    re.VERBOSE | re.IGNORECASE,
)
PARTS_OF_COUNTED = re.compile(
    rf"第?\s?(?P<number>{HAN_NUMBER})|(?P<join>{HAN_JOIN})|(?P<unit>{HAN_UNIT})|之(?P<inserted>.)"
)
ENCLOSING = str.maketrans("", "", " -)")


class Token(NamedTuple):
    """A piece of the text: its kind, its folded value, as written, where, lines broken before."""

    kind: str
    value: str
    raw: str
    start: int
    end: int
    lines: int = 0


def is_cyrillic(token: Token) -> bool:
    """Tell whether a word is of a language that needs no "of" before a genitive."""
    return "\u0400" <= token.raw[:1] <= "\u04ff"


def tokenise(text: str) -> list[Token]:
    """Return the tokens of a text, in order; white space and the stars of Markdown are none."""
    tokens: list[Token] = []
    end = 0
    for match in TOKEN.finditer(text):
        # The twin letter of "(bb)" is a group within that of the bracket.
        kind = "bracket" if match.lastgroup == "twin" else str(match.lastgroup)
        lines = text.count("\n", end, match.start())
        end = match.end()
        if kind == "counted":
            tokens += _counted(match, lines)
        elif kind in ("point", "item"):
            # "第（三）项" is "point (3)".
            tokens.append(Token("word", "项", "项", match.start(), match.start() + 1, lines))
            number = _number(match[kind])
            tokens.append(Token("bracket", number, number, match.start() + 1, end))
        else:
            raw = match[kind]
            kind, value = _kind_and_value(kind, raw)
            tokens.append(Token(kind, value, raw, match.start(), end, lines))
    return tokens


def _kind_and_value(kind: str, raw: str) -> tuple[str, str]:
    value = raw.lower() if raw.isascii() else fold(raw)
    if kind == "number":
        return kind, plain_figures(raw)
    if kind == "listed":
        return "bracket", _number(raw)
    if kind == "han":
        return ("number", _number(raw)) if chinese_value(raw) else ("word", value)
    if kind in ("bracket", "half", "quoted"):
        bare = plain_figures(raw.lower().translate(ENCLOSING))
        return kind, latin_letter(bare) if len(bare) < 3 else fold(bare)
    return kind, value


def _number(raw: str) -> str:
    """Return a number of Chinese or other figures, or a letter, as an identifier has it."""
    return str(chinese_value(raw) or plain_figures(raw.lower()))


def _counted(match: re.Match[str], lines: int) -> Iterator[Token]:
    """Yield the tokens of "第五、六条" as those of "articles 5, 6": the noun, then its numbers."""
    unit, suffix = "", ""
    numbers = []
    for part in PARTS_OF_COUNTED.finditer(match.group()):
        start, end = match.start() + part.start(), match.start() + part.end()
        if part.lastgroup == "number":
            value = _number(part["number"])
            numbers.append(Token("number", value, value, start, end))
        elif part.lastgroup == "join":
            numbers.append(Token("word", fold(part["join"]), part["join"], start, end))
        elif part.lastgroup == "unit":
            unit = part["unit"]
        else:
            # What is put in after article 5 is 第五条之二, "the second of article 5": 5 bis.
            suffix = suffix_at(max(1, chinese_value(part["inserted"]) - 1))
    yield Token("word", unit, unit, match.start(), match.start() + 1, lines)
    # The noun stands after the last number, which therefore ends where the noun does.
    yield from numbers[:-1]
    last = numbers[-1]
    end = match.end() - (2 if suffix else 0)
    yield last._replace(end=end)
    if suffix:
        yield Token("word", suffix, suffix, end, match.end())
