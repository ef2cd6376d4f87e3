"""The one grammar: a stream of lines becomes an Outline. It knows no format and no language."""

import re

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.reading.numbering import FIGURE, sign_of
from articles.reading.outline import (
    DIVISIONS,
    Doubt,
    Outline,
    ReadArticle,
    ReadDivision,
)
from articles.reading.preambles import preamble_of
from articles.reading.provisions import Piece, Tree, pieces
from articles.reading.runs import apart
from articles.reading.structure import Heading, Structure, is_contents_entry
from articles.reading.words import SUFFIXES, roman_value

LONGEST = 400  # signs of a heading in the database


def outline_of(lines, language):
    """Return the Outline of the lines, which are in one language."""
    return Grammar(language).read(lines)


class Grammar:
    """A machine of few states: before the first article, within one, after the last."""

    def __init__(self, language):
        self.structure = Structure(language)
        self.outline = Outline(language)
        self.open_divisions = []
        self.article = None
        self.pieces = []
        self.front = []
        self.left_out = []
        self.awaits_heading = None  # the division or article whose heading may come next
        self.closed = False  # after the last article: signatures

    def read(self, lines):
        """Read all lines in one pass."""
        for line in lines:
            if not is_contents_entry(line.text):
                self._take(line)
        self._close()
        self._leave_out()
        if not self.outline.articles and not self.outline.divisions:
            self._place_front()
        self._doubt_numbers()
        self._doubt_headings()
        return self.outline

    def _take(self, line):
        heading = self.structure.heading(line)
        if heading and not self._is_sentence(heading, line):
            self._begin(heading, line)
        elif self.awaits_heading is not None:
            self._take_heading(line)
        elif self.article is not None and self.structure.ends.match(line.text):
            self._close()
            self.closed = True
            self.left_out.append(line)
        elif self.article is not None:
            self.pieces += self._pieces(line)
        elif self.closed or self.outline.articles or self.open_divisions:
            self.left_out.append(line)
        else:
            self.front.append(line)

    def _pieces(self, line):
        for one in apart(line, self.structure.language):
            yield from pieces(one)

    def _is_sentence(self, heading, line):
        """Tell whether "Article 5" at the head of a line goes on a sentence from the line before."""
        if heading.kind != "article" or line.is_heading or line.centred or not self.pieces:
            return False
        before = self.pieces[-1].text
        return before[-1:].isalnum() and not heading.rest and not line.gap

    # ── units ────────────────────────────────────────────────────────────────

    def _begin(self, heading, line):
        in_annex = self.article is not None and self.article.kind == "annex"
        if in_annex and heading.kind not in ("annex",):
            self._begin_within_annex(heading, line)
            return
        if not self.outline.articles and not self.outline.divisions:
            self._place_front()
        self._close()
        self._leave_out()
        if heading.kind in DIVISIONS:
            self._begin_division(heading)
        else:
            self._begin_article(heading, line)

    def _begin_within_annex(self, heading, line):
        """An annex may have articles of its own: they are kept as its paragraphs."""
        sign, _rest = sign_of(f"{heading.number}. x")
        if heading.kind == "article" and sign:
            self.pieces.append(Piece(heading.rest, sign, line.page))
        else:
            self.pieces.append(Piece(line.text, None, line.page))

    def _begin_division(self, heading):
        kinds = [division.kind for division in self.open_divisions]
        if heading.kind in kinds:
            del self.open_divisions[kinds.index(heading.kind) :]
        parent = self.open_divisions[-1].slug if self.open_divisions else ""
        slug = slugify(f"{parent} {heading.kind} {heading.number}")[:80]
        division = ReadDivision(heading.kind, heading.number[:20], slug, parent=parent)
        if any(slug == other.slug for other in self.outline.divisions):
            self._doubt(slug, _("This division stands here twice."), heading.rest)
            division = next(one for one in self.outline.divisions if one.slug == slug)
        else:
            self.outline.divisions.append(division)
        self.open_divisions.append(division)
        self._entitle(division, heading.rest)

    def _begin_article(self, heading, line):
        article = ReadArticle(heading.kind, heading.number[:20])
        if heading.kind == "annex":
            self.open_divisions = []
        article.division = self.open_divisions[-1].slug if self.open_divisions else ""
        known = {(one.kind, one.number) for one in self.outline.articles}
        if (article.kind, article.number) in known:
            self.article = None
            self.closed = True
            self._doubt(article.label, _("This number stands here twice."), heading.rest)
            self.left_out.append(line)
            return
        self.outline.articles.append(article)
        self.article, self.closed = article, False
        self._entitle(article, heading.rest, line)

    def _entitle(self, unit, rest, line=None):
        """Give a division or article its heading where it follows on the same line."""
        self.awaits_heading = unit
        if rest:
            self._take_heading((line or _line(rest))._replace(text=rest, level=0))

    def _take_heading(self, line):
        unit, self.awaits_heading = self.awaits_heading, None
        first, *others = apart(line, self.structure.language)
        sign, _rest = sign_of(line.text)
        if isinstance(unit, ReadDivision):
            fits = self.structure.could_be_heading(line) or line.text.isupper()
            if fits and not sign:
                unit.heading = line.text[:LONGEST]
            else:
                self._take(line)
            return
        if others and not sign_of(first.text)[0]:
            unit.heading = first.text[:LONGEST]
            self.pieces += [piece for one in others for piece in pieces(one)]
        elif sign and not line.is_heading:
            self.pieces += self._pieces(line)
        elif self.structure.could_be_heading(line):
            unit.heading = line.text[:LONGEST]
        else:
            unit.heading, words = self.structure.split(line.text)
            unit.heading = unit.heading[:LONGEST]
            self.pieces += self._pieces(line._replace(text=words, level=0))

    def _close(self):
        """End the article that is open and make its provisions."""
        if self.article is not None:
            tree = Tree(self.article)
            self.article.provisions = tree.build(self.pieces)
            self.outline.doubts += tree.doubts
        self.article, self.pieces, self.awaits_heading = None, [], None

    # ── what stands before and beside the articles ───────────────────────────

    def _place_front(self):
        found = preamble_of(self.front, self.structure)
        self.outline.title = found.title
        self.outline.articles += found.articles
        self.outline.doubts += found.doubts
        self.front = []

    def _leave_out(self):
        if self.left_out:
            first = self.left_out[0]
            count = len(self.left_out)
            message = ngettext(
                "%(count)d line belongs to no article and is left out.",
                "%(count)d lines belong to no article and are left out.",
                count,
            )
            after = self.outline.articles[-1].label if self.outline.articles else ""
            self._doubt(after, message % {"count": count}, first.text, first.page)
        self.left_out = []

    # ── doubts ───────────────────────────────────────────────────────────────

    def _doubt(self, place, message, text="", page=0):
        self.outline.doubts.append(Doubt(place, message, text[:200], page))

    def _doubt_numbers(self):
        """Mark articles whose number does not follow the one before."""
        for kind in ("recital", "article", "annex"):
            last = 0
            for article in self.outline.articles:
                if article.kind != kind:
                    continue
                bare = re.sub(rf"\s*(?:{SUFFIXES})$", "", article.number)
                value = int(bare) if bare.isdecimal() else roman_value(bare)
                suffixed = bare != article.number
                if value and value != last + 1 and not (suffixed and value == last):
                    message = _("The number before is %(last)s.") % {"last": last or "–"}
                    self._doubt(article.label, message, article.heading)
                last = value or last

    def _doubt_headings(self):
        """Mark articles without a heading where most have one, and those without any text."""
        articles = [one for one in self.outline.articles if one.kind == "article"]
        bare = [one for one in articles if not one.heading]
        if len(bare) * 2 < len(articles):
            for article in bare:
                self._doubt(article.label, _("This article has no heading."))
        for article in self.outline.articles:
            if not article.provisions:
                self._doubt(article.label, _("There is no text under this heading."))
        if not articles:
            self._doubt("", _("No article was found."))


def _line(text):
    from articles.reading.line import Line

    return Line(text)


__all__ = ["FIGURE", "Grammar", "Heading", "outline_of"]
