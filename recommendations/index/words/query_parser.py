"""The query language: what a reader types, as a tree. Any text is a query. Pure."""

import re
import typing
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from recommendations.index.words.analysis import FIELDS, TOKEN, forms

MAX_LENGTH = 500  # characters that are read
ORGANISATION = "organisation"
OPERATORS = ("OR", "AND")

# Pasted quotes are quotes; marks of writing direction say nothing; NUL ends a word.
TIDY = str.maketrans(
    "“”„«»＂\0",
    '"""""" ',
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
)
# These part words as a space does; what else stands between two makes them a phrase.
BREAKS = ",;|&+،؛，；、"
LEXEME = re.compile(
    rf"""(?P<sign>-)?
    (?:(?P<field>(?a:{"|".join(FIELDS)}|organi[sz]ation)):\s*(?=[^\s{BREAKS}]))?
    (?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s"{BREAKS}]+))""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Term:
    """One word; with is_prefix, every word that begins so."""

    text: str
    field: str | None = None
    is_prefix: bool = False


@dataclass(frozen=True)
class Phrase:
    """Words that stand next to each other in this order; is_prefix is about the last of them."""

    text: str
    field: str | None = None
    is_prefix: bool = False


Leaf = Term | Phrase


@dataclass(frozen=True)
class Not:
    part: Leaf


@dataclass(frozen=True)
class Any:
    parts: tuple[Leaf | Not, ...]


@dataclass(frozen=True)
class All:
    parts: tuple[Leaf | Not | Any, ...]


@dataclass(frozen=True)
class Query:
    """A query as a tree; cut says that only the first 500 characters were read."""

    tree: All
    cut: bool = field(default=False, compare=False)

    @property
    def is_empty(self) -> bool:
        return not self.tree.parts

    def in_words(self) -> str:
        """Return the query as a reader would type it; parsing that gives the same query."""
        return _written(self.tree)

    def leaves(self) -> list[Leaf]:
        """Return the terms and phrases that are asked for, those after a minus left out."""
        return _leaves(self.tree)

    def map(self, change: Callable[[Leaf], Leaf]) -> "Query":
        """Return the query with change(leaf) in place of each of its leaves."""
        return replace(self, tree=_mapped(self.tree, change))


def parse(q: str) -> Query:
    """Return the query that a text says; never fails."""
    items: list[str | Leaf | Not] = []
    for lexeme in LEXEME.finditer(q[:MAX_LENGTH].translate(TIDY)):
        if lexeme.group() in OPERATORS:
            items.append(lexeme.group())
        elif part := _part(lexeme):
            items.append(part)
    return Query(All(tuple(_joined(items))), cut=len(q) > MAX_LENGTH)


def _part(lexeme: re.Match) -> Leaf | Not | None:
    text = lexeme["bare"] if lexeme["quoted"] is None else lexeme["quoted"]
    leaf = _leaf(text, lexeme["field"])
    return Not(leaf) if leaf and lexeme["sign"] else leaf


def _leaf(text: str, field: str | None) -> Leaf | None:
    """Return a term for one token, a phrase for several, as in "climate-change"; None for none."""
    words = [token for token in TOKEN.finditer(text) if forms(token.group())]
    if not words:
        return None
    field = field and field.lower().replace("z", "s")
    end = words[-1].end()
    kind = Term if len(words) == 1 else Phrase
    return kind(text[words[0].start() : end], field, is_prefix=text.startswith("*", end))


def _joined(items: list) -> list:
    """Return the parts of a query: AND says nothing new, OR ties its two neighbours together.

    An operator with nothing to stand between is a word.
    """
    parts: list[list] = []
    operator = None
    for place, item in enumerate(items):
        between = parts and operator is None and place + 1 < len(items)
        if item in OPERATORS and between:
            operator = item
            continue
        part = Term(item.lower()) if item in OPERATORS else item
        if operator == "OR":
            parts[-1].append(part)
        else:
            parts.append([part])
        operator = None
    return [
        alternatives[0] if len(alternatives) == 1 else Any(tuple(alternatives))
        for alternatives in parts
    ]


def _leaves(node: All | Any | Not | Leaf) -> list[Leaf]:
    if isinstance(node, All | Any):
        return [leaf for part in node.parts for leaf in _leaves(part)]
    return [] if isinstance(node, Not) else [node]


def _mapped(node: typing.Any, change: Callable[[Leaf], Leaf]) -> typing.Any:
    if isinstance(node, All | Any):
        return type(node)(tuple(_mapped(part, change) for part in node.parts))
    return node if isinstance(node, Not) else change(node)


def _written(node: All | Any | Not | Leaf) -> str:
    if isinstance(node, All):
        return " ".join(map(_written, node.parts))
    if isinstance(node, Any):
        return " OR ".join(map(_written, node.parts))
    if isinstance(node, Not):
        return f"-{_written(node.part)}"
    return _written_leaf(node)


def _written_leaf(leaf: Leaf) -> str:
    field = f"{leaf.field}:" if leaf.field else ""
    text = f"{leaf.text}*" if leaf.is_prefix else leaf.text
    # Quotes only where they are needed: "climate-change" is a phrase without them.
    alone = parse(f"{field}{text}").tree.parts
    return f"{field}{text}" if alone == (leaf,) else f'{field}"{text}"'
