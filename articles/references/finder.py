"""Citations in prose, and texts that are citations as a whole."""

from typing import NamedTuple

from articles.references.cursor import is_figure
from articles.references.eids import Citation
from articles.references.instruments import Naming, document_before, name_after, name_before
from articles.references.parser import Grammar, Part
from articles.references.vocabulary import AND, OF, THE, UNITS


class Reference(NamedTuple):
    """A citation in a text: its extent, its parts, and the other instrument that it is of."""

    start: int
    end: int
    parts: tuple[Part, ...]
    instrument: str = ""

    @property
    def citations(self):
        return [one for part in self.parts for one in part.citations]


def find(text, within=None, titles=()):
    """Return the References in a text, in order.

    `within` is the Citation of the place that the text stands at: "paragraph 2" is then of its
    article. `titles` are those of the treaty, by which "the Convention" is known to be the text
    itself or another; without them it is the text itself.
    """
    grammar, naming = Grammar(text), Naming(*titles)
    found, open_to_name = [], False
    while grammar.at < len(grammar.tokens):
        first = grammar.at
        parts = grammar.places()
        if not parts:
            grammar.at += 1
            continue
        floor = found[-1].end if found else 0
        one, named = _attributed(grammar, first, parts, naming, text, floor)
        while one.instrument and open_to_name and found and _goes_with(found[-1], one, text):
            before = found.pop()
            one = one._replace(start=before.start, parts=before.parts + one.parts)
        found.append(one)
        open_to_name = not named
    return [_placed(one, within) for one in found]


def _attributed(grammar, first, parts, naming, text, floor):
    """Return the Reference of these parts, and whether the text or an instrument was named.

    A name that leads to them begins after `floor`, where the reference before ends.
    """
    one = Reference(parts[0].start, parts[-1].end, tuple(parts))
    after = name_after(grammar)
    if after:
        if naming.owns(after):
            return one, True
        name = text[after[0].start : after[-1].end]
        return one._replace(end=after[-1].end, instrument=name), True
    before = name_before(grammar.tokens, first)
    if before and naming.owns(before):
        return one, True
    if not before and parts[0].citations[0].is_relative:
        before = document_before(grammar.tokens, first)
    if not before or before[0].start < floor:
        return one, False
    name = text[before[0].start : before[-1].end].rstrip(" :(,–-")
    return one._replace(start=before[0].start, instrument=name), True


def _goes_with(before, one, text):
    """Tell whether two are said in one breath: "articles 5 and 6", "section 2 of part V"."""
    words = text[before.end : one.start].replace(",", " ").replace("’", " ").split()
    linked = all(word.lower() in AND | OF | THE for word in words)
    return not before.instrument and len(words) < 4 and linked


def _placed(reference, within):
    """Return the reference with its relative citations as they are meant at a place."""
    if within is None or reference.instrument:
        return reference
    parts = [
        part._replace(citations=tuple(one.within(within) for one in part.citations))
        for part in reference.parts
    ]
    return reference._replace(parts=tuple(parts))


def cited(text, within=None):
    """Return the Citations that a whole text is, as people type them; None if it is none.

    "23(2)(c), 24" are articles without the word; steps alone need `within`, a Citation.
    """
    grammar, citations = Grammar(text), []
    while not citations or grammar.at < len(grammar.tokens):
        parts = _typed(grammar)
        name = name_after(grammar) if parts else []
        separated = grammar.skip((",", ";")) | grammar.skip(AND)
        ended = grammar.at == len(grammar.tokens)
        if not parts or (name and not Naming().owns(name)) or separated == ended:
            return None
        citations += [one for part in parts for one in part.citations]
    placed = [one.within(within) if within else one for one in citations]
    return None if any(one.is_relative for one in placed) else placed


def _typed(grammar):
    """Read the places at the cursor, articles too that lack the word."""
    grammar.skip(THE)
    token, following = grammar.peek(), grammar.peek(1)
    if is_figure(token):
        return grammar.numbered("article", token.start)
    if UNITS.get(token.value) == "annex" and following.kind not in ("number", "word"):
        grammar.at += 1
        return [Part(token.start, token.end, (Citation("annex", ""),))]
    return grammar.places()


def parse_one(text):
    """Return the one Citation that a text such as "24(2)" or "Art. 28.4" is; None otherwise."""
    citations = cited(text)
    return citations[0] if citations and len(citations) == 1 else None
