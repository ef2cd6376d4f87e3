"""The one grammar: a stream of lines becomes an Outline. It knows no format and no language."""

from articles.folding import slug_of
from articles.reading.heading_lines import Structure, is_contents_entry
from articles.reading.lines import Line
from articles.reading.outline import DIVISIONS, Doubt, Outline, ReadArticle, ReadDivision, doubts_of
from articles.reading.parallel_languages import in_language
from articles.reading.preambles import preamble_of
from articles.reading.provision_lines import apart, goes_on, mended
from articles.reading.provision_numbers import sign_of
from articles.reading.provision_tree import Piece, Tree, pieces
from articles.translation import gettext as _
from articles.translation import ngettext

MOST_DOUBTS = 500  # more say no more than that this is no treaty
LONGEST = 400  # signs of a heading in the database


def read(lines: list[Line], language: str | None = None) -> Outline:
    """Return the Outline of lines; of the text in one language where they hold several."""
    own_lines, tag = in_language(lines, language)
    return Grammar(tag).read(own_lines)


class Grammar:
    """A machine of few states: before the first article, within one, after the last."""

    def __init__(self, language):
        self.structure = Structure(language)
        self.outline = Outline(language)
        self.open_divisions = []
        self.article, self.pieces = None, []
        self.front, self.left_out = [], []
        self.awaits_heading = None  # the division or article whose heading may come next
        self.eids, self.slugs = set(), {}  # of articles, of divisions
        self.bracket = ""  # that opened before the word "Article"
        self.last = 0  # the number of the last article
        self.level = 0  # the lowest level of headings that articles had so far

    def read(self, lines):
        """Read all lines in one pass."""
        for line in mended(lines, self.structure.language):
            if not is_contents_entry(line.text):
                self._take(line)
        self._close()
        if self.front:
            self._place_front()
        self._leave_out()
        self.outline.doubts = [*doubts_of(self.outline), *self.outline.doubts][:MOST_DOUBTS]
        return self.outline

    def _take(self, line):
        """Take one line: a heading, the words of an article, or neither."""
        heading = self.structure.heading(line, self.last + 1)
        if heading and not self._is_sentence(heading, line):
            self._begin(heading, line)
        elif self.awaits_heading is not None:
            self._take_heading(line)
        elif self.article is not None and self._ends_articles(line):
            self._close()
            self.left_out.append(line)
        elif self.article is not None:
            self._take_words(line)
        elif self.outline.articles or self.outline.divisions:
            self.left_out.append(line)
        else:
            self.front.append(line)

    def _ends_articles(self, line):
        """Tell whether signatures begin here, or something under a heading above the articles'."""
        above = 0 < line.level < self.level
        return bool(above or self.structure.ends.match(line.text))

    def _take_words(self, line):
        before = self.pieces[-1] if self.pieces else None
        if before and not line.is_heading and goes_on(before.text, line.text):
            self.pieces[-1] = before._replace(text=f"{before.text} {line.text}")
            return
        for one in apart(line, self.structure.language):
            self.pieces += pieces(one)

    def _is_sentence(self, heading, line):
        """Tell whether "Article 5" at the head of a line belongs to the sentence before it."""
        if heading.kind != "article" or line.is_heading or line.centred or not self.pieces:
            return False
        before = self.pieces[-1].text
        return before[-1:].isalnum() and not heading.rest and not line.gap

    # ── units ────────────────────────────────────────────────────────────────

    def _begin(self, heading, line):
        if self.article is not None and self.article.kind == "annex" and heading.kind != "annex":
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
        own = slug_of(f"{heading.kind} {heading.number}")
        slug = f"{parent}-{own}".strip("-")[:80]
        division = self.slugs.get(slug)
        if division is None:
            division = ReadDivision(heading.kind, heading.number[:20], slug, parent=parent)
            self.outline.divisions.append(division)
            self.slugs[slug] = division
        else:
            self._doubt(slug, _("This division stands here twice."), heading.rest)
        self.open_divisions.append(division)
        self._entitle(division, heading.rest, Line(heading.rest))

    def _begin_article(self, heading, line):
        article = ReadArticle(heading.kind, heading.number[:20])
        if heading.kind == "annex":
            self.open_divisions = []
        elif heading.number.isdecimal():
            self.last = int(heading.number)
        article.division = self.open_divisions[-1].slug if self.open_divisions else ""
        if article.eid in self.eids:
            # There is one place for each number: what comes second is named, not mixed in.
            self._doubt(article.label, _("This number stands here twice."), heading.rest, line.page)
            self.left_out.append(line)
            return
        self.eids.add(article.eid)
        self.outline.articles.append(article)
        self.article, self.level = article, max(self.level, line.level)
        # A bracket before the word "Article" is about all that follows, and stays with the heading.
        opens = line.text.startswith("[") and heading.rest != "]"
        self.bracket = "[" if opens else ""
        self._entitle(article, "" if heading.rest == "]" else heading.rest, line)

    # ── headings ─────────────────────────────────────────────────────────────

    def _entitle(self, unit, rest, line):
        """Give a division or article its heading, where that follows on the same line."""
        self.awaits_heading = unit
        if rest:
            self._take_heading(line._replace(text=rest, level=0))

    def _take_heading(self, line):
        unit, self.awaits_heading = self.awaits_heading, None
        line, self.bracket = line._replace(text=self.bracket + line.text), ""
        if isinstance(unit, ReadDivision):
            fits = self.structure.could_be_heading(line) or line.text.isupper()
            if fits and not sign_of(line.text)[0]:
                unit.heading = line.text[:LONGEST]
            else:
                self._take(line)
            return
        if line.is_heading and self.structure.could_be_heading(line):
            unit.heading = line.text[:LONGEST]
            return
        first, *others = apart(line, self.structure.language)
        if sign_of(first.text)[0] is None:
            unit.heading, words = self._heading_and_words(first)
            others = [first._replace(text=words), *others] if words else others
            self.pieces += [piece for one in others for piece in pieces(one._replace(level=0))]
        else:
            self._take_words(line)

    def _heading_and_words(self, line):
        if self.structure.could_be_heading(line):
            return line.text[:LONGEST], ""
        heading, words = self.structure.split(line.text)
        return heading[:LONGEST], words

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
        """Say which lines are left out, where any are: nothing is dropped in silence."""
        if not self.left_out:
            return
        message = ngettext(
            "%(count)d line belongs to no article and is left out.",
            "%(count)d lines belong to no article and are left out.",
            len(self.left_out),
        ) % {"count": len(self.left_out)}
        after = self.outline.articles[-1].label if self.outline.articles else ""
        first, self.left_out = self.left_out[0], []
        self._doubt(after, message, first.text, first.page)

    def _doubt(self, place, message, text="", page=0):
        self.outline.doubts.append(Doubt(place, message, text[:200], page))
