"""The text of one article as a tree of provisions: numbers, points within points, loose words."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from articles import references
from articles.interface_translation import gettext as _
from articles.kinds import ProvisionKind as Kind
from articles.reading.line_joining import LONGEST_PARAGRAPH
from articles.reading.lines import Line, Unreadable, squeeze
from articles.reading.outline import Doubt, ReadArticle, ReadProvision
from articles.reading.patterns import OPTION
from articles.reading.provision_numbers import DASH, FIGURE, LONGEST, Sign, Value, sign_of

MOST_PIECES = 3_000  # paragraphs and points of one article; the longest have some hundreds
LOOK_AHEAD = 300  # lines within which the next number of the same shape is looked for
END_OF_SENTENCE = (".", "؟", "!", ".”", '."', ".»")


# Where a further number may stand within a line that begins with one.
WITHIN = re.compile(r"(?:[;.:,؛،]|[;,]\s(?:and|or|et|ou|y|o|en|of))\s+(?=\(?[\w]{1,4}\s?[).])")


class Piece(NamedTuple):
    """A paragraph of an article: its number, if it begins with one, and its words."""

    text: str
    sign: Sign | None = None
    page: int = 0
    is_unit: bool = False  # an article of an annex, which may have words below it


class Level(NamedTuple):
    """A list that is open: the shape of its numbers, the last one, and its last provision."""

    shape: str
    value: Value
    provision: ReadProvision


def pieces(line: Line) -> Iterator[Piece]:
    """Yield a line as pieces: "1. (a) Each Party" is two, the first of them without words."""
    sign, rest = sign_of(line.text)
    if sign and sign.shape == DASH:
        numbered, words = sign_of(rest)
        if numbered and numbered.shape in ("()", ")", "."):
            sign, rest = numbered, words  # "- (a) words" of a list in a list
    if sign and sign.shape != DASH and rest:
        inner, inmost = sign_of(rest)
        if inner and inner.shape in ("()", ")") and any(value.is_first for value in inner.values):
            yield Piece("", sign, line.page)
            sign, rest = inner, inmost
    yield Piece(rest, sign, line.page)


class Tree:
    """Builds the provisions of one article from its pieces, in one pass."""

    def __init__(self, article: ReadArticle):
        self.article = article
        self.provisions: list[ReadProvision] = []
        self.doubts: list[Doubt] = []
        self.pieces: list[Piece] = []
        self.levels: list[Level] = []
        self.eids: set[str] = set()
        self.awaiting: ReadProvision | None = None  # a number alone on its line awaits its words

    def build(self, given: list[Piece]) -> list[ReadProvision]:
        """Add all pieces; return the provisions."""
        if len(given) > MOST_PIECES:
            raise Unreadable(_("%s is too long to be one.") % self.article.label)
        self.pieces = self._with_first(_with_options(given))
        for index, piece in enumerate(self.pieces):  # which grows where a piece turns out to be two
            if piece.sign is None and self.awaiting is not None:
                self.awaiting.text, self.awaiting = squeeze(piece.text), None
            elif piece.sign is None:
                self._add_words(piece, self.pieces[index + 1 :][:1])
            else:
                piece, *others = self._apart(piece)
                self.pieces[index + 1 : index + 1] = others
                self._add_numbered(piece, index)
        return self.provisions

    def _apart(self, piece):
        """Return a piece as two where a number within it goes on a list that is open further out.

        "d. …; iii) …": after d. of ii) comes iii), on the same line.
        """
        if len(piece.text) > LONGEST_PARAGRAPH:
            return [piece]
        for match in WITHIN.finditer(piece.text):
            sign, _rest = sign_of(piece.text[match.end() : match.end() + LONGEST])
            if sign is None:
                continue
            alike = sign.shape == piece.sign.shape
            if _follows(sign, piece.sign) if alike else self._is_next(sign):
                before = piece.text[: match.end()].strip()
                sign, rest = sign_of(piece.text[match.end() :])
                return [piece._replace(text=before), Piece(rest, sign, piece.page)]
        return [piece]

    def _is_next(self, sign):
        """Tell whether a number goes on one of the lists that are open."""
        return any(
            level.shape == sign.shape and value.follows(level.value)
            for level in self.levels
            for value in sign.values
        )

    def _with_first(self, given):
        """Where the numbers begin with 2, the words before are 1: its number went astray."""
        figures = (
            piece.sign for piece in given if piece.sign and piece.sign.values[0].sort == FIGURE
        )
        sign = next(figures, None)
        if sign is None or given[0].sign or sign.values[0].value != 2 or sign.shape != ".":
            return given
        message = _("The numbers begin with 2: the words before are treated as 1.")
        self._doubt(None, message, given[0])
        first = sign._replace(printed="1", values=(Value(FIGURE, 1),))
        return [given[0]._replace(sign=first), *given[1:]]

    def _doubt(self, provision_or_none, message, piece, kind=""):
        eid = provision_or_none.eid if provision_or_none else self.article.eid
        place = references.provision_label(self.article.label, eid)
        self.doubts.append(Doubt(place, message, piece.text[:200], piece.page, kind))

    # ── numbered ─────────────────────────────────────────────────────────────

    def _add_numbered(self, piece, index):
        if OPTION.match(piece.text) and self._add_alternative(piece):
            return
        place = self._continued(piece.sign, index)
        if place is None:
            place = self._opened(piece)
        if place is None:
            # No list that this number could belong to: it is a word of the text.
            whole = f"{piece.sign.printed} {piece.text}".strip()
            self._add_words(piece._replace(text=whole, sign=None), [])
            return
        depth, value = place
        parent = self.levels[depth - 1].provision if depth else None
        del self.levels[depth:]
        provision = self._new(self._kind(value, parent), piece, parent, value)
        self.levels.append(Level(piece.sign.shape, value, provision))
        alone = not piece.text and not piece.is_unit and value.sort != DASH
        self.awaiting = provision if alone and self.pieces[index + 1 :] else None

    def _add_alternative(self, piece):
        """Put what repeats an open number under an option into the provision of that number."""
        for depth, level in enumerate(self.levels):
            if level.shape == piece.sign.shape and level.value in piece.sign.values:
                del self.levels[depth + 1 :]
                self._new(Kind.SUBPARAGRAPH, piece, level.provision)
                return True
        return False

    def _continued(self, sign, index):
        """Return (depth, value) of the open list that the number goes on with; None for none."""
        if sign.is_alternative and (place := self._again(sign, list(sign.values))):
            return place
        for depth in reversed(range(len(self.levels))):
            level = self.levels[depth]
            for value in sign.values:
                if level.shape == sign.shape and value.follows(level.value):
                    opening = next((value for value in sign.values if value.is_first), None)
                    if opening and opening != value and self._begins(opening, sign, index):
                        return None
                    return depth, value
        return None

    def _begins(self, opening, sign, index):
        """Tell whether a number that could go on, or begin a list of its own, begins one.

        The next number of the same shape decides: after "(i)", "(ii)" or "(j)".
        """
        for piece in self.pieces[index + 1 : index + 1 + LOOK_AHEAD]:
            if piece.sign and piece.sign.shape == sign.shape:
                if any(value.follows(opening) for value in piece.sign.values):
                    return True
                if any(value.is_first for value in piece.sign.values):
                    continue
                break
        else:
            return self._before().endswith(":")
        others = [value for value in sign.values if value != opening]
        if any(value.follows(other) for value in piece.sign.values for other in others):
            return False
        return self._before().endswith(":")

    def _opened(self, piece):
        """Return (depth, value) of a list that begins here, or that goes on with a gap."""
        sign = piece.sign
        if len(self.levels) >= references.MOST_STEPS:
            return None
        first = [value for value in sign.values if value.is_first]
        if again := self._again(sign, first):
            return again
        if sign.values[0].sort.startswith(f"{FIGURE}."):
            return self._depth_of_decimal(sign.values[0]), sign.values[0]
        if first and (sign.shape or not self.levels):
            # Of two that are first there is none but "i": roman, unless a letter was awaited.
            return len(self.levels), first[-1]
        if not sign.shape:
            return None
        for depth in reversed(range(len(self.levels))):
            level = self.levels[depth]
            for value in sign.values:
                if level.shape == sign.shape and level.value.sort == value.sort:
                    message = (
                        _("The number %(number)s follows %(last)s: one number is missing.")
                        if value > level.value
                        else _("The number %(number)s follows %(last)s: out of order.")
                    )
                    names = {"number": sign.printed, "last": level.provision.number}
                    self._doubt(level.provision, message % names, piece, message)
                    return depth, value
        if sign.values[0].sort == FIGURE and sign.values[0].value > 30:
            return None
        message = _("The list begins with %s.") % sign.printed
        last = self.levels[-1].provision if self.levels else None
        self._doubt(last, message, piece, "begins late")
        return len(self.levels), sign.values[0]

    def _depth_of_decimal(self, value):
        """Return how deep "1.2.1" lies: within "1.2" where that is open, else at the top."""
        prefix = value.sort.removeprefix(f"{FIGURE}.")
        for depth, level in enumerate(self.levels):
            before = level.value.sort.removeprefix(f"{FIGURE}.")
            whole = f"{before}.{level.value.value}" if before != FIGURE else str(level.value.value)
            if whole == prefix and level.value.sort.startswith(FIGURE):
                return depth + 1
        return 0

    def _again(self, sign, first):
        """Return (depth, value) of a list that this number begins a second time: an alternative."""
        for depth in reversed(range(len(self.levels))):
            level = self.levels[depth]
            if level.shape == sign.shape and level.value in first:
                goes_within = self._before().endswith(":") and not sign.is_alternative
                return None if goes_within else (depth, level.value)
        return None

    def _before(self):
        last = self.provisions[-1] if self.provisions else None
        while last is not None and last.provisions:
            last = last.provisions[-1]
        return last.text.rstrip() if last else ""

    def _kind(self, value, parent):
        if value.sort == DASH:
            return Kind.SUBPARAGRAPH
        if value.sort.startswith(FIGURE) and parent is None:
            return Kind.PARAGRAPH
        inside = parent is not None and parent.kind in (Kind.POINT, Kind.SUBPOINT)
        return Kind.SUBPOINT if inside else Kind.POINT

    # ── without a number ─────────────────────────────────────────────────────

    def _add_words(self, piece, after):
        """Add words without a number: an introduction, a sub-paragraph, or closing words."""
        if not self.provisions:
            introduces = after and after[0].sign is not None
            self._new(Kind.CHAPEAU if introduces else Kind.SUBPARAGRAPH, piece, None)
            return
        # Words after a list close the list, so they stand beside it; all else comes last.
        depth = self._depth_of_words(piece)
        parent = self.levels[depth - 1].provision if depth else None
        siblings = parent.provisions if parent else self.provisions
        listed = siblings and siblings[-1].kind in (Kind.POINT, Kind.SUBPOINT)
        closes = listed and not any(sibling.kind == Kind.CLOSING for sibling in siblings)
        del self.levels[depth:]
        introduces = piece.text.rstrip().endswith(":")
        closing = closes and not introduces and not self._begins_anew(piece)
        provision = self._new(Kind.CLOSING if closing else Kind.SUBPARAGRAPH, piece, parent)
        if introduces:
            # The list that comes next lies in these words, not beside them.
            self.levels.append(Level("¶", Value("¶", 1), provision))

    def _depth_of_words(self, piece):
        """Return how many of the open lists stay: paragraphs hold further words, points do not."""
        depth = 0
        for level in self.levels:
            if level.provision.kind not in (Kind.PARAGRAPH, Kind.SUBPARAGRAPH):
                break
            if level.value.sort in (DASH, "¶"):
                break
            depth += 1
        return depth

    def _begins_anew(self, piece):
        words = piece.text.lstrip("[“«\"'( ")
        return self._before().endswith(END_OF_SENTENCE) and not words[:1].islower()

    # ── provisions ───────────────────────────────────────────────────────────

    def _new(self, kind, piece, parent, value=None):
        above = parent.eid if parent else self.article.eid
        siblings = parent.provisions if parent else self.provisions
        if value is not None and value.sort != DASH:
            number = piece.sign.printed
            eid = references.eid_under(above, kind, piece.sign.eid_number(value))
        elif kind in (Kind.CHAPEAU, Kind.CLOSING):
            number, eid = "", references.eid_under(above, kind, "")
        else:
            number = piece.sign.printed if value else ""
            own = 1 if parent and parent.text else 0
            count = sum(sibling.kind == Kind.SUBPARAGRAPH for sibling in siblings)
            eid = references.eid_under(above, kind, str(own + count + 1))
        provision = ReadProvision(
            kind.value, number[:20], self._unique(eid, piece), squeeze(piece.text)
        )
        siblings.append(provision)
        return provision

    def _unique(self, eid, piece):
        if eid in self.eids:
            place = references.provision_label(self.article.label, eid)
            message = _("This number appears twice.")
            self.doubts.append(Doubt(place, message, piece.text[:200], piece.page))
        own_eid, copies = eid, 1
        while own_eid in self.eids:
            copies += 1
            own_eid = f"{eid}-{copies}"
        self.eids.add(own_eid)
        return own_eid


def _follows(sign, other):
    return any(value.follows(before) for value in sign.values for before in other.values)


def _with_options(given: list[Piece]) -> list[Piece]:
    """Return the pieces, "Option 2:" alone on its line as the first words of what it heads."""
    joined: list[Piece] = []
    label = ""
    for piece, following in zip_longest(given, given[1:]):
        heads = following is not None and following.sign is not None
        if piece.sign is None and heads and OPTION.fullmatch(piece.text.rstrip(" :.–—-")):
            label = f"{label} {piece.text}".strip()
            continue
        joined.append(piece._replace(text=f"{label} {piece.text}".strip()))
        label = ""
    return joined
