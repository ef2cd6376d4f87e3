"""The stream that every reader gives: lines of text, with what the format says of each."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from articles.interface_translation import gettext as _

MOST_LINES = 60_000
LONGEST_TEXT = 6_000_000  # signs in a whole document; the longest treaties have a tenth of it


class Unreadable(ValueError):
    """A document that cannot be read; the message says why, for an editor."""


def too_long() -> Unreadable:
    """Return the Unreadable of a document that is plainly too much."""
    return Unreadable(_("This document is too long to be read."))


class LeftOut(NamedTuple):
    """Words of a document that are no words of its text, and why: struck, hidden, a note …"""

    kind: str
    text: str
    page: int = 0
    place: str = ""  # the article within or after which they stand


class Mark(NamedTuple):
    """What a format says outright of a piece, so that no grammar has to find it out.

    `kind` is "document", or that of a division, an article or a provision (articles.models); the
    text of the line is the heading, for a provision its words. `eid` is the slug of a division.
    """

    kind: str
    number: str = ""
    depth: int = 0  # of divisions within divisions, of provisions within provisions
    eid: str = ""
    division: str = ""  # of an article: the slug of its division
    texts: dict | None = None  # the words of a provision by language, where there are several
    agreed: bool | None = None  # ad referendum


class Line(NamedTuple):
    """A paragraph of the document, or a line of it where the format has no paragraphs."""

    text: str
    level: int = 0  # of a heading, 1 the highest; 0 where the format does not call it one
    page: int = 0  # from 1; 0 where there are none
    gap: bool = False  # whether it stands apart from the line before
    short: bool = False  # whether it ends well before the right margin
    centred: bool = False
    size: float = 0.0  # of its letters, in points; 0 where unknown
    mark: Mark | None = None
    dropped: tuple[LeftOut, ...] = ()  # what the format says is here and is no text

    @property
    def is_heading(self) -> bool:
        return self.level > 0


def checked(lines: Iterable[Line]) -> list[Line]:
    """Return the lines as a list, without those that are empty; Unreadable where they are too many.

    White space becomes single spaces; signs that no database holds are dropped.
    """
    kept: list[Line] = []
    dropped: tuple[LeftOut, ...] = ()
    length = 0
    for line in lines:
        text = squeeze(line.text)
        # What was dropped from a line that has no words of its own is told with the next one.
        dropped += line.dropped
        if not text and line.mark is None:
            continue
        kept.append(line._replace(text=text, dropped=dropped))
        dropped = ()
        length += len(text)
        if len(kept) > MOST_LINES or length > LONGEST_TEXT:
            raise too_long()
    if not kept:
        raise Unreadable(_("There is no text in this file."))
    if dropped:
        kept[-1] = kept[-1]._replace(dropped=kept[-1].dropped + dropped)
    return kept


# Controls, halves of signs outside the basic plane, marks of direction, soft hyphens.
DROPPED = dict.fromkeys(
    code
    for codes in (
        *(range(9), range(14, 32), range(0x7F, 0x85), range(0x86, 0xA0), range(0xD800, 0xE000)),
        *(range(0x202A, 0x202F), range(0x2066, 0x206A)),
        (0xAD, 0x200B, 0x200E, 0x200F, 0xFEFF, 0xFFFF),
    )
    for code in codes
)


def squeeze(text: str) -> str:
    """Return the text in single spaces, without what is no text."""
    return " ".join(text.translate(DROPPED).split())


def closed_up(text: str) -> str:
    """Return a text from which words were taken without the gap that they left before a stop."""
    return re.sub(r"\s+([.,])(?=\s|$)", r"\1", squeeze(text))
