"""The one grammar: a stream of lines becomes an Outline. It knows no format and no language."""

from itertools import pairwise

from articles.folding import slug_of
from articles.interface_translation import gettext as _
from articles.interface_translation import ngettext
from articles.reading import contents_list
from articles.reading.heading_lines import SENTENCE_END, Heading, first_word, structure_of
from articles.reading.lines import LeftOut, Line
from articles.reading.outline import (
    DIVISIONS,
    Doubt,
    Outline,
    ReadArticle,
    ReadDivision,
    count_words,
    doubts_of,
    doubts_of_left_out,
)
from articles.reading.parallel_languages import in_language, language_of, language_of_headings
from articles.reading.patterns import OPTION, PROTOCOL
from articles.reading.preambles import preamble_of
from articles.reading.provision_lines import apart, goes_on, is_struck_out, mended
from articles.reading.provision_numbers import sign_of
from articles.reading.provision_tree import Piece, Tree, pieces

MOST_DOUBTS = 500  # more say no more than that this is no treaty
LONGEST = 400  # signs of a heading in the database
LOOK_AHEAD = 12  # lines within which a chapter's first article stands
FEWEST_HEADED = 3  # articles that tell whether those of a document have headings


def read(lines: list[Line], language: str | None = None) -> Outline:
    """Return the Outline of lines; of the text in one language where they hold several."""
    words = sum(count_words(line.text) for line in lines)
    dropped = sum(
        # The words of a text box are those of its own line.
        count_words(item.text)
        for line in lines
        for item in line.dropped
        if item.kind != "box"
    )
    guess = language_of(lines)
    text, entries, named = contents_list.parted(lines, structure_of(guess))
    own, tag, others = in_language(text, language)
    outline = Grammar(tag).read(own)
    if not (outline.count("article") or outline.count("annex")):
        # The words may be in the language that was named or guessed, the headings in another.
        headed = language_of_headings(own)
        if headed and structure_of(tag) is not structure_of(headed):
            outline = Grammar(headed).read(own)
            outline.language = tag if language else headed
    if not outline.count("article"):
        from articles.reading import sections  # which builds on this grammar

        outline = sections.read(own, tag) or outline
    outline.words, outline.contents = words + dropped, named
    outline.left_out += [LeftOut("contents", line.text, line.page) for line in entries]
    outline.left_out += [LeftOut("other_text", line.text, line.page) for line in others]
    # Who names a language knows of the others; a further text in this one has to be told.
    if others and (language is None or structure_of(tag) is structure_of(language_of(others))):
        outline.doubts += [
            doubt for doubt in doubts_of_left_out(outline) if doubt.text == others[0].text
        ]
    return outline


class Grammar:
    """A machine of few states: before the first article, within one, after the last."""

    def __init__(self, language: str):
        self.structure = structure_of(language)
        self.outline = Outline(language)
        self.open_divisions: list[ReadDivision] = []
        self.article: ReadArticle | None = None
        self.pieces: list[Piece] = []
        self.front: list[Line] = []
        self.left_out: list[Line] = []
        # The division or article whose heading may come next.
        self.awaits_heading: ReadDivision | ReadArticle | None = None
        self.eids: set[str] = set()
        self.slugs: dict[str, ReadDivision] = {}
        self.bracket = ""  # that opened before the word "Article"
        self.lines: list[Line] = []
        self.index = 0  # of the line that is being read
        self.last = 0  # the number of the last article
        self.last_part = 0  # 2 of "Article 3.2"
        self.annex_counts = False  # whether the annex that is open has articles of its own
        self.annex_word = ""  # an "Appendix" within an "Annex" is a part of it
        self.level = 0  # the lowest level of headings that articles had so far
        self.are_headed = True  # whether the articles of this document have headings

    def read(self, lines: list[Line]) -> Outline:
        """Read all lines in one pass."""
        lines = mended(lines, self.structure.language)
        if any("之一" in line.text[:12] for line in lines):
            # Some count what is put in after article 5 from 五条之一 on, others from 之二.
            self.structure.inserted_from = 1
        self.lines, self.are_headed = lines, self._articles_have_headings(lines)
        for self.index, line in enumerate(lines):
            self._take(line)
            self.outline.left_out += [item._replace(place=self._place()) for item in line.dropped]
        self._close()
        if self.front:
            self._place_front()
        self._leave_out()
        self.structure.inserted_from = 2
        doubts = [*doubts_of(self.outline), *self.outline.doubts, *doubts_of_left_out(self.outline)]
        self.outline.doubts = doubts[:MOST_DOUBTS]
        return self.outline

    def _place(self) -> str:
        return self.outline.articles[-1].label if self.outline.articles else ""

    def _articles_have_headings(self, lines: list[Line]) -> bool:
        """Tell whether lines below "Article 5" are headings in this document, or sentences.

        The form of one line seldom tells; that of all of them does.
        """
        counts = [0, 0]
        for line, below in pairwise(lines):
            match = self.structure.article.match(line.text)
            if match and not match["rest"].strip(" .:–—-]"):
                plain = self.structure.could_be_heading(below)
                counts[plain and sign_of(below.text)[0] is None] += 1
        sentences, headings = counts
        return sum(counts) < FEWEST_HEADED or headings * 3 > sentences

    def _take(self, line: Line) -> None:
        """Take one line: a heading, the words of an article, or neither."""
        heading = self._heading_of(line)
        if heading and not self._is_sentence(heading, line):
            self._begin(heading, line)
        elif self.awaits_heading is not None:
            self._take_heading(line)
        elif self.article is not None and self._ends_articles(line):
            self._close()
            self.left_out.append(line)
        elif self.article is not None and self._begins_protocol(line):
            self._begin_protocol(line)
        elif self.article is not None:
            self._take_words(line)
        elif self.outline.articles or self.outline.divisions:
            self.left_out.append(line)
        else:
            self.front.append(line)

    def _heading_of(self, line: Line) -> Heading | None:
        """Return the Heading that a line is, None where it is text."""
        return self.structure.heading(line, self.last + 1)

    def _ends_articles(self, line: Line) -> bool:
        """Tell whether signatures begin here, or something under a heading above the articles'."""
        above = 0 < line.level < self.level
        return bool(above or self.structure.ends.match(line.text))

    def _begins_protocol(self, line: Line) -> bool:
        if self.article is None or self.article.kind != "annex" or not PROTOCOL.match(line.text):
            return False
        return line.is_heading or line.centred or (line.gap and line.text.isupper())

    def _begin_protocol(self, line: Line) -> None:
        """A protocol after the annexes is a part of its own; there it stands beside them."""
        self._close()
        count = sum(annex.number.startswith("Protocol") for annex in self.outline.of_kind("annex"))
        number = "Protocol" if not count else f"Protocol {count + 1}"
        self._begin_article(Heading("annex", number, line.text), line)

    def _take_words(self, line: Line) -> None:
        if OPTION.match(line.text) and not line.is_heading:
            message = _("This is an option or alternative: its words are kept in the text.")
            self._doubt(self._place(), message, line.text, line.page)
        if is_struck_out(line, self._text_below()):
            self.outline.left_out.append(LeftOut("struck", line.text, line.page, self._place()))
            return
        before = self.pieces[-1] if self.pieces else None
        if before and not line.is_heading and goes_on(before, line, self.structure.small):
            self.pieces[-1] = before._replace(text=f"{before.text} {line.text}")
            return
        for part in apart(line, self.structure.language):
            self.pieces += pieces(part)

    def _is_sentence(self, heading: Heading, line: Line) -> bool:
        """Tell whether "Article 5" at the head of a line belongs to the sentence before it."""
        if heading.kind != "article" or line.is_heading or line.centred or not self.pieces:
            return False
        before = self.pieces[-1].text
        return before[-1:].isalnum() and not heading.rest and not line.gap

    # ── units ────────────────────────────────────────────────────────────────

    def _begin(self, heading: Heading, line: Line) -> None:
        if self._is_within_annex(heading) or self._goes_on_annex(heading, line):
            self._begin_within_annex(heading, line)
            return
        if not self.outline.articles and not self.outline.divisions:
            self._place_front()
        self._close()
        self._leave_out()
        told = count_words(heading.rest) + count_words(heading.remark)
        self.outline.labels += max(0, count_words(line.text) - told)
        if heading.kind in DIVISIONS:
            self._begin_division(heading)
        elif self._is_of_another_text(heading):
            self.left_out.append(line)
        else:
            self._begin_article(heading, line)

    def _is_of_another_text(self, heading: Heading) -> bool:
        """Tell whether an article counts otherwise: "Article 2" after "Article 14.5"."""
        plain = heading.kind == "article" and heading.number.isdecimal()
        return plain and self.last_part > 0 and int(heading.number) <= self.last

    def _is_within_annex(self, heading: Heading) -> bool:
        """Tell whether a heading is one of an annex, which may have articles of its own.

        An annex may also stand between two chapters: the articles of the text go on after it.
        """
        if self.article is None or self.article.kind != "annex" or heading.kind == "annex":
            return False
        if heading.kind == "article":
            return not self._goes_on_after_annex(heading)
        kinds = [division.kind for division in self.outline.divisions[:1]]
        if heading.kind not in kinds:
            return True  # "Section A" of an annex is no chapter of the text
        for line in self.lines[self.index + 1 : self.index + 1 + LOOK_AHEAD]:
            following = self._heading_of(line)
            if following and following.kind == "article":
                return not self._goes_on_after_annex(following)
        return True

    def _goes_on_annex(self, heading: Heading, line: Line) -> bool:
        """Tell whether an annex is named again above its next part, or has an appendix."""
        if self.article is None or self.article.kind != "annex" or heading.kind != "annex":
            return False
        again = heading.number[:20] == self.article.number and bool(self.pieces)
        return again or self.structure.is_appendix(first_word(line.text), self.annex_word)

    def _goes_on_after_annex(self, heading: Heading) -> bool:
        whole, _dot, part = heading.number.partition(".")
        if not whole.isdecimal() or (part and not part.isdecimal()):
            return False
        if not part:
            return int(whole) == self.last + 1 > 1 and not self.last_part and not self.annex_counts
        place = int(whole), int(part)
        goes_on = place == (self.last, self.last_part + 1) or (place[0] > self.last and part == "1")
        return goes_on and self.last > 0

    def _begin_within_annex(self, heading: Heading, line: Line) -> None:
        """An annex may have articles of its own: they are kept as its paragraphs."""
        self.annex_counts = self.annex_counts or heading.kind == "article"
        sign, _rest = sign_of(f"{heading.number}. X")
        if heading.kind == "article" and sign:
            self.pieces.append(Piece(heading.rest, sign, line.page, is_unit=True))
            self.outline.labels += 1
        else:
            self.pieces.append(Piece(line.text, None, line.page))

    def _begin_division(self, heading: Heading) -> None:
        del self.open_divisions[self._depth_of(heading) :]
        parent = self.open_divisions[-1].slug if self.open_divisions else ""
        own = slug_of(f"{heading.kind} {heading.number}")
        slug = f"{parent}-{own}".strip("-")[:80]
        division = self.slugs.get(slug)
        if division is None:
            division = ReadDivision(heading.kind, heading.number[:20], slug, parent=parent)
            self.outline.divisions.append(division)
            self.slugs[slug] = division
        else:
            self._doubt(slug, _("This division appears twice."), heading.rest)
        self.open_divisions.append(division)
        self._entitle(division, heading.rest, Line(heading.rest))

    def _depth_of(self, heading: Heading) -> int:
        """Return in how many of the open divisions a new one lies: beside the last of its kind."""
        kinds = [division.kind for division in self.open_divisions]
        return kinds.index(heading.kind) if heading.kind in kinds else len(kinds)

    def _begin_article(self, heading: Heading, line: Line) -> None:
        article = ReadArticle(heading.kind, heading.number[:20])
        if heading.kind == "annex":
            self.open_divisions = []
            self.annex_counts, self.annex_word = False, first_word(line.text)
        elif heading.number.replace(".", "", 1).isdecimal():
            whole, _dot, part = heading.number.partition(".")
            self.last, self.last_part = int(whole), int(part or 0)
        article.division = self.open_divisions[-1].slug if self.open_divisions else ""
        if article.eid in self.eids:
            # There is one place for each number: what comes second is named, not mixed in.
            self._doubt(article.label, _("This number appears twice."), heading.rest, line.page)
            self.left_out.append(line)
            self.outline.labels -= count_words(line.text) - count_words(heading.rest)
            return
        self.eids.add(article.eid)
        self.outline.articles.append(article)
        self.article, self.level = article, max(self.level, line.level)
        if heading.remark:
            self.outline.left_out.append(
                LeftOut("remark", heading.remark, line.page, article.label)
            )
        # A bracket before the word "Article" is about all that follows, and stays with the heading.
        head = line.text.removesuffix(heading.rest)
        opens = head.startswith("[") and head.count("[") > head.count("]") and heading.rest != "]"
        self.bracket = "[" if opens else ""
        self._entitle(article, "" if heading.rest == "]" else heading.rest, line)

    # ── headings ─────────────────────────────────────────────────────────────

    def _entitle(self, unit: ReadDivision | ReadArticle, rest: str, line: Line) -> None:
        """Give a division or article its heading, where that follows on the same line."""
        self.awaits_heading = unit
        if rest:
            self._take_heading(line._replace(text=rest, level=0))

    def _take_heading(self, line: Line) -> None:
        unit, self.awaits_heading = self.awaits_heading, None
        line, self.bracket = line._replace(text=self.bracket + line.text), ""
        if isinstance(unit, ReadDivision):
            fits = self.structure.could_be_heading(line) or line.text.isupper()
            if fits and not sign_of(line.text)[0]:
                unit.heading = line.text[:LONGEST]
            else:
                self._take(line)
            return
        if unit is None:
            return
        if line.is_heading and self.structure.could_be_heading(line):
            unit.heading = line.text[:LONGEST]
            return
        first, *others = apart(line, self.structure.language)
        if sign_of(first.text)[0] is None:
            unit.heading, words = self._heading_and_words(first)
            others = [first._replace(text=words), *others] if words else others
            for other in others:
                self._take_words(other._replace(level=0))
        else:
            self._take_words(line)

    def _heading_and_words(self, line: Line) -> tuple[str, str]:
        """Return the heading and the words of an article that one line holds."""
        trusted = self.are_headed or line.is_heading or line.centred
        if trusted and self.structure.could_be_heading(line):
            return line.text[:LONGEST], ""
        if not self.are_headed:
            return "", line.text
        if self.structure.is_stopped_heading(line.text) and self._text_below():
            return line.text.removesuffix("."), ""
        heading, words = self.structure.split(line.text)
        return heading[:LONGEST], words

    def _text_below(self) -> Line | None:
        """Return the next line where it is text: "Deleted." above an article is no heading."""
        below = self.lines[self.index + 1 : self.index + 2]
        return below[0] if below and self._heading_of(below[0]) is None else None

    def _close(self) -> None:
        """End the article that is open and make its provisions."""
        if self.article is not None:
            tree = Tree(self.article)
            self.article.provisions = tree.build(self.pieces)
            self.outline.doubts += tree.doubts
        self.article, self.pieces, self.awaits_heading = None, [], None

    # ── what stands before and beside the articles ───────────────────────────

    def _place_front(self) -> None:
        front = preamble_of(self.front, self.structure)
        self.outline.title = front.title
        recitals = [article for article in front.articles if article.kind == "recital"]
        self.outline.labels += front.labels + len(recitals)
        self.outline.articles += front.articles
        for line in front.left_out:
            self.outline.left_out.append(LeftOut("before", line.text, line.page))
        sentences = any(SENTENCE_END.search(line.text) for line in front.left_out)
        if front.left_out and (sentences or not front.articles):
            message = _("This comes before the first article and is not a preamble: left out.")
            first = front.left_out[0]
            self._doubt("", message, first.text, first.page)
        self.front = []

    def _leave_out(self) -> None:
        """Say which lines are left out, where any are: nothing is dropped in silence."""
        if not self.left_out:
            return
        message = ngettext(
            "%(count)d line does not belong to any article and is left out.",
            "%(count)d lines do not belong to any article and are left out.",
            len(self.left_out),
        ) % {"count": len(self.left_out)}
        after, first = self._place(), self.left_out[0]
        for line in self.left_out:
            self.outline.left_out.append(LeftOut("after", line.text, line.page, after))
        self.left_out = []
        self._doubt(after, message, first.text, first.page, kind="left out")

    def _doubt(
        self, place: str, message: str, text: str = "", page: int = 0, kind: str = ""
    ) -> None:
        self.outline.doubts.append(Doubt(place, message, text[:200], page, kind))
