"""Citations in prose, and texts that are citations as a whole."""

from collections.abc import Iterable
from typing import NamedTuple

from articles.references.citation_words import AND, DASHES, OF, THE, UNITS
from articles.references.cursor import is_figure
from articles.references.eids import Citation
from articles.references.instruments import OwnNames, document_before, name_after, name_before
from articles.references.mentions import Mention
from articles.references.parser import Parser

TITLES = ("title", "titre", "titel", "titulo", "heading")  # of an article
PARTING = str.maketrans(",’'", "   ")


class Reference(NamedTuple):
    """A citation in a text: its extent, its mentions, and the other instrument that it is of."""

    start: int
    end: int
    mentions: tuple[Mention, ...]
    instrument: str = ""

    @property
    def citations(self) -> list[Citation]:
        return [citation for mention in self.mentions for citation in mention.citations]


def find(text: str, within: Citation | None = None, titles: Iterable[str] = ()) -> list[Reference]:
    """Return the References in a text, in order.

    `within` is the Citation of the place that the text stands at: "paragraph 2" is then of its
    article. `titles` are those of the treaty, by which "the Convention" is known to be the text
    itself or another; without them it is the text itself.
    """
    parser, own_names = Parser(text), OwnNames(*titles)
    references: list[Reference] = []
    open_to_name = False
    while parser.at < len(parser.tokens):
        first = parser.at
        mentions = parser.places()
        if not mentions:
            parser.at += 1
            continue
        floor = references[-1].end if references else 0
        reference, named = _attributed(parser, first, mentions, own_names, text, floor)
        while reference.instrument and open_to_name and _goes_with(references, reference, text):
            before = references.pop()
            joint = before.mentions + reference.mentions
            reference = reference._replace(start=before.start, mentions=joint)
        references.append(reference)
        open_to_name = not named
    return [_placed(reference, within) for reference in references]


def _attributed(
    parser: Parser,
    first: int,
    mentions: list[Mention],
    own_names: OwnNames,
    text: str,
    floor: int,
) -> tuple[Reference, bool]:
    """Return the Reference of these mentions, and whether the text or an instrument was named.

    A name that leads to them begins after `floor`, where the reference before ends.
    """
    reference = Reference(mentions[0].start, mentions[-1].end, tuple(mentions))
    after = name_after(parser)
    if after:
        if own_names.owns(after):
            return reference, True
        name = text[after[0].start : after[-1].end]
        return reference._replace(end=after[-1].end, instrument=name), True
    before = name_before(parser.tokens, first)
    if before and own_names.owns(before):
        return reference, True
    if not before and mentions[0].citations[0].is_relative:
        before = document_before(parser.tokens, first)
    if not before or before[0].start < floor:
        return reference, False
    name = text[before[0].start : before[-1].end].strip(" :(,–-《》")
    return reference._replace(start=before[0].start, instrument=name), True


def _goes_with(references: list[Reference], reference: Reference, text: str) -> bool:
    """Tell whether the last reference and this are one: "articles 5 and 6 of the Covenant"."""
    if not references:
        return False
    before = references[-1]
    words = text[before.end : reference.start].translate(PARTING).split()
    linked = all(word.lower() in AND | OF | THE for word in words)
    return not before.instrument and len(words) < 4 and linked


def _placed(reference: Reference, within: Citation | None) -> Reference:
    """Return the reference with its relative citations as they are meant at a place."""
    if within is None or reference.instrument:
        return reference
    mentions = tuple(
        mention._replace(citations=tuple(cited.within(within) for cited in mention.citations))
        for mention in reference.mentions
    )
    return reference._replace(mentions=mentions)


def parse_all(text: str, within: Citation | None = None) -> list[Citation] | None:
    """Return the Citations that a whole text is, as people type them; None if it is none.

    "23(2)(c), 24" are articles without the word; steps alone need `within`, a Citation.
    """
    parser = Parser(text)
    citations: list[Citation] = []
    while not citations or parser.at < len(parser.tokens):
        mentions = _typed(parser)
        name = name_after(parser) if mentions else []
        if parser.is_at(DASHES) and parser.peek(1).value in TITLES:
            parser.at += 2  # "Article 29 – title": of the article as a whole
        comma, conjunction = parser.skip({",", ";"}), parser.skip(AND)
        ended = parser.at == len(parser.tokens)
        if not mentions or (name and not OwnNames().owns(name)):
            return None
        # A separator stands between two places, and only there.
        if ended == (comma or conjunction):
            return None
        citations += [citation for mention in mentions for citation in mention.citations]
    placed = [citation.within(within) if within else citation for citation in citations]
    return None if any(citation.is_relative for citation in placed) else placed


def _typed(parser: Parser) -> list[Mention]:
    """Read the places at the cursor, articles too that lack the word."""
    parser.skip(THE)
    token, following = parser.peek(), parser.peek(1)
    if is_figure(token):
        return parser.numbered("article", token.start)
    if UNITS.get(token.value) == "annex" and following.kind not in ("number", "word"):
        parser.at += 1
        return [Mention(token.start, token.end, (Citation("annex", ""),))]
    return parser.places()


def parse_one(text: str) -> Citation | None:
    """Return the one Citation that a text such as "24(2)" or "Art. 28.4" is; None otherwise."""
    citations = parse_all(text)
    return citations[0] if citations and len(citations) == 1 else None
