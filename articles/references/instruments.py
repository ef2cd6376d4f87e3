"""Whether a citation belongs to the text itself or to another instrument, by its name."""

from collections.abc import Sequence

from articles.folding import fold
from articles.references.citation_words import (
    ABOUT,
    BODIES,
    COMMAS,
    DIVISIONS,
    DRAFTS,
    EVERYDAY,
    INSTRUMENTS,
    KNOWN,
    LEADING,
    LINKING,
    NAMING,
    OF,
    OWN_KINDS,
    STEPS,
    THIS,
    UNITS,
)
from articles.references.cursor import Cursor
from articles.references.tokenizer import Token, is_cyrillic, tokenise

LONGEST_BESIDE = 5  # tokens in a name that follows without "of"
LONGEST = 16  # tokens in the name of an instrument
LAWS = {"act", "law", "code"}
GERMAN_OF = ("der", "des", "dem", "den", "vom", "zum")
GENERAL = ("general", "generale", "generales")
SHORTENED = {"un": {"united", "nations"}, "onu": {"naciones", "unidas"}}
IBIDEM = {"ibid", "ibidem", "id", "idem", "supra"}


class OwnNames:
    """How one text is called: its own names are those made of words of its titles."""

    def __init__(self, *titles: str) -> None:
        self.titles = [fold(title) for title in titles]
        self.words = {token.value for title in titles for token in tokenise(title)}
        title = tokenise(titles[0]) if titles else []
        kinds = [OWN_KINDS[token.value] for token in title if token.value in OWN_KINDS]
        self.kind = kinds[0] if kinds else ""

    def owns(self, name: Sequence[Token]) -> bool:
        """Tell whether a name, given as tokens, is one of the text itself."""
        if name[0].kind == "title":  # 《…》
            return any(name[0].value in title for title in self.titles)
        values = [token.value for token in name]
        # "This Directive" is another instrument where the text is a regulation.
        others = INSTRUMENTS - OWN_KINDS.keys() - self.words if self.words else frozenset()
        if any(value in DRAFTS | THIS for value in values):
            return others.isdisjoint(values)
        kinds = {OWN_KINDS[value] for value in values if value in OWN_KINDS}
        own_kind = not self.kind or not kinds or self.kind in kinds or "any" in kinds
        said = {token.value for token in name if is_telling(token)} - OWN_KINDS.keys()
        said = set().union(*(SHORTENED.get(word, {word}) for word in said))
        return bool(kinds or said) and own_kind and said <= self.words


def is_telling(token: Token) -> bool:
    return token.kind in ("word", "number", "symbol") and token.value not in LINKING


def is_instrument(token: Token) -> bool:
    """Tell whether a word makes a name that of an instrument: "Covenant", "ICCPR"."""
    if token.kind != "word":
        return token.kind == "symbol"
    if token.value in EVERYDAY:
        return token.raw[0].isupper()
    acronym = len(token.raw) > 2 and token.raw.isupper() and token.value not in BODIES
    return token.value in INSTRUMENTS or token.value in KNOWN or acronym


def name_after(cursor: Cursor) -> list[Token]:
    """Pass over "of the Covenant on …" and return the name's tokens; none if none follows."""
    start = cursor.at
    cursor.skip(COMMAS)
    is_this = cursor.is_at(THIS) and is_instrument(cursor.peek(1))  # "Artikel 12 dieser Richtlinie"
    if not (cursor.skip(OF) or is_this):
        cursor.at = start
        return _name_beside(cursor)
    begun = cursor.at
    while cursor.at - begun < LONGEST and _goes_on(cursor, begun):
        cursor.at += 1
    stop = cursor.at
    while cursor.at > begun and cursor.peek(-1).value in LINKING:
        cursor.at -= 1
    linked = {token.value for token in cursor.tokens[cursor.at : stop]}
    if linked & ABOUT and cursor.tokens[stop : stop + 1]:
        cursor.at = stop + 1  # "du traité sur le fonctionnement"
    name = cursor.tokens[begun : cursor.at]
    if not any(map(is_instrument, name)):
        cursor.at = start
        return []
    return name


def _name_beside(cursor: Cursor) -> list[Token]:
    """Pass over a name that follows without "of", and return its tokens; none if none follows.

    "Article 17 ICCPR"; "section 25 German Banking Act"; "статьи 17 Международного пакта".
    """
    first = cursor.peek()
    if first.lines or first.kind != "word":
        return []
    length = 0
    if first.value in KNOWN and first.raw.isupper():
        length = 1
    elif is_cyrillic(first) or _is_capitalised(first):
        for ahead in range(LONGEST_BESIDE):
            token = cursor.peek(ahead)
            if not (is_cyrillic(token) or _is_capitalised(token)) or token.lines:
                break
            if ahead and is_instrument(token) and token.value not in EVERYDAY - LAWS:
                length = ahead + 1
                break
    name = [cursor.peek(ahead) for ahead in range(length)]
    cursor.at += length
    return name


def _is_capitalised(token: Token) -> bool:
    """Tell whether a word begins with a capital and goes on in small letters, as in a name."""
    return token.kind == "word" and token.raw[0].isupper() and not token.raw.isupper()


def _goes_on(cursor: Cursor, begun: int) -> bool:
    """Tell whether the token at the cursor belongs to the name that began there."""
    token, before, name = cursor.peek(), cursor.peek(-1), cursor.tokens[begun : cursor.at]
    if token.value in UNITS or token.value in DIVISIONS or token.value in STEPS:
        return False
    if token.value in LINKING:
        # "of the Convention and States": what is called no more than that is linked to nothing
        told = any(is_telling(word) and word.value not in OWN_KINDS for word in name)
        return told or token.value in NAMING
    # German nouns have capitals too: what is no part of the name begins after "der Verordnung".
    german = cursor.peek(begun - cursor.at - 1).value in GERMAN_OF and name
    if german and token.kind == "word" and is_instrument(before) and not token.raw.isupper():
        return False
    if token.kind == "word":
        leading = token.value in LEADING and not any(map(is_instrument, name))
        return leading or token.raw[0].isupper() or is_instrument(token)
    if token.kind == "number":
        glued = token.start == before.end
        return glued or before.value in INSTRUMENTS | {"no", "n", ".", "°", "º", ")"}
    if token.value in (".", "°", "º"):
        return before.value in ("no", "n")
    acronym = token.value == "(" and cursor.peek(1).raw.isupper() and any(map(is_instrument, name))
    closing = token.value == ")" and before.raw.isupper()
    return token.kind in ("symbol", "elision") or acronym or closing


def name_before(tokens: list[Token], first: int) -> list[Token]:
    """Return the tokens of the name that leads to token number `first`: "ICCPR"; or []."""
    at = first - 1
    if at >= 0 and tokens[at].kind == "title":
        return [tokens[at]]
    if at > 0 and tokens[at].value == "where" and tokens[at - 1].value == "(":
        at -= 1  # "Directive 95/46/EC (where article 12 requires"
    if at >= 0 and tokens[at].value in (":", "(", ",", "–", "-"):
        at -= 1
    acronym = tokens[at] if at >= 0 else None
    if acronym and acronym.value in KNOWN and acronym.raw.isupper():
        return tokens[at:first]
    comma = tokens[first - 1].value == "," if first else False
    return [] if comma else _noun_before(tokens, at, first) or _comment_before(tokens, first)


def _noun_before(tokens: list[Token], at: int, first: int) -> list[Token]:
    """Return "Budapest Convention", which the citation stands beside."""
    if at > 0 and tokens[at].kind == "symbol":
        at -= 1  # "Directive 95/46/EC"
    if at < 0 or tokens[at].value not in INSTRUMENTS or not tokens[at].raw[0].isupper():
        return []
    if tokens[first].lines and tokens[at].value in OWN_KINDS.keys() | EVERYDAY:
        return []  # "Proposal for a Regulation" stands above the article's line
    begun = at
    while begun > max(0, at - LONGEST) and _belongs(tokens[begun - 1]):
        begun -= 1
    return tokens[begun:first]


def _belongs(token: Token) -> bool:
    linking = token.value in LINKING or token.value in LEADING
    return linking or (token.kind == "word" and token.raw[0].isupper())


def _comment_before(tokens: list[Token], first: int) -> list[Token]:
    """Return "General Comment No. 16 on", in the same sentence; "Art." begins none of its own."""
    for at in range(first - 1, max(-1, first - LONGEST), -1):
        token = tokens[at]
        ends = token.value in (".", ";") and tokens[at - 1].value != "no"
        if ends and tokens[first].value != "art":
            return []
        if token.value in GENERAL and tokens[at + 1].value in INSTRUMENTS:
            return tokens[at:first]
    return []


def document_before(tokens: list[Token], first: int) -> list[Token]:
    """Return what a footnote's paragraph is of: "A/RES/77/211, ", "(2014), ", "Ibid, "; or []."""
    if first < 2 or tokens[first - 1].value != ",":
        return []
    at = first - 2
    begun = max(0, at - 4) if tokens[at].value == ")" else at
    for start in range(at, begun - 1, -1):
        token = tokens[start]
        year = token.kind == "number" and len(token.value) == 4
        if token.kind == "symbol" or year or token.value in IBIDEM:
            return tokens[start:first]
    return []
