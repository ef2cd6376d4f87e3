"""Texts without the word "Article": decisions by their numbered paragraphs, bills by sections."""

import re

from articles.interface_translation import gettext as _
from articles.reading.heading_lines import Heading
from articles.reading.lines import Line
from articles.reading.outline import Doubt, Outline
from articles.reading.outline_parser import Grammar
from articles.reading.provision_numbers import CAPITAL, CAPITAL_ROMAN, FIGURE, sign_of

MOST_WORDS = 12  # of a heading beside the number of a section
MOST_WORDS_OF_DIVISION = 40
FEWEST = 3  # headings "Section 5" that make a text one of sections
SHAPES = (".", "", "°", "、", "/")


def read(lines: list[Line], language: str) -> Outline | None:
    """Return the Outline of a text whose numbered pieces stand as articles; None for none."""
    parser = SectionParser(language, lines)
    outline = parser.read(lines)
    if not outline.count("article"):
        return None
    message = _("This text has no articles: its numbered paragraphs or sections are used instead.")
    outline.doubts.insert(0, Doubt("", message))
    return outline


class SectionParser(Grammar):
    """The grammar of articles, for which "5." at the head of a line is what "Article 5" is."""

    def __init__(self, language: str, lines: list[Line]):
        super().__init__(language)
        sections = [self._section(line) for line in lines]
        self.last_letter = 0  # of the divisions within the one that is open
        self.has_sections = sum(section is not None for section in sections) >= FEWEST

    def _section(self, line: Line) -> Heading | None:
        """Return the Heading of "Section 5. Short title", as one of an article."""
        heading = self.structure.heading(line)
        if heading is None or heading.kind != "section" or not heading.number[:1].isdigit():
            return None
        return heading._replace(kind="article")

    def _heading_of(self, line: Line) -> Heading | None:
        if self.has_sections:
            return self._section(line) or self.structure.heading(line)
        heading = self.structure.heading(line)
        if heading is not None:
            return heading
        sign, rest = sign_of(line.text)
        if sign is None or sign.shape not in SHAPES:
            return None
        return self._numbered(line, sign, rest) or self._division(line, sign, rest)

    def _numbered(self, line: Line, sign, rest: str) -> Heading | None:
        """Return the Heading of a paragraph whose number is the next one."""
        value = sign.values[0]
        within_annex = self.article is not None and self.article.kind == "annex"
        follows = value.value == self.last + 1 or (value.suffix and value.value == self.last)
        if value.sort != FIGURE or not (follows or within_annex) or not rest:
            return None
        return Heading("article", sign.eid_number(value), rest)

    def _division(self, line: Line, sign, rest: str) -> Heading | None:
        """Return the Heading of "II. Further guidance": a capital number and no sentence."""
        capital = [value for value in sign.values if value.sort in (CAPITAL, CAPITAL_ROMAN)]
        if not capital or len(rest.split()) > MOST_WORDS_OF_DIVISION:
            return None
        if re.search(r"[.;:,]$", rest) or rest[:1].islower():
            return None
        return Heading("section", sign.printed, rest)

    def _depth_of(self, heading: Heading) -> int:
        """Return how deep a division lies: "A." lies in "III.", though both are sections."""
        if heading.kind != "section" or self.has_sections:
            return super()._depth_of(heading)
        sign, _rest = sign_of(f"{heading.number}. X")
        letters = [value.value for value in sign.values if value.sort == CAPITAL] if sign else []
        if self.open_divisions and self.last_letter + 1 in letters:
            self.last_letter += 1
            return 1
        self.last_letter = 0
        return 0

    def _articles_have_headings(self, lines: list[Line]) -> bool:
        """Tell whether the words beside most numbers are headings, with a text below."""
        signs = [sign_of(line.text) for line in lines]
        rests = [
            rest
            for sign, rest in signs
            if sign and rest and sign.shape in SHAPES and sign.values[0].sort == FIGURE
        ]
        short = [rest for rest in rests if self._is_short(rest)]
        return self.has_sections or len(short) * 3 > len(rests)

    def _is_short(self, rest: str) -> bool:
        return len(rest.split()) <= MOST_WORDS and self.structure.could_be_heading(Line(rest))

    def _heading_and_words(self, line: Line) -> tuple[str, str]:
        if self.are_headed and self._is_short(line.text):
            return line.text, ""
        stopped = self.has_sections and self.structure.is_stopped_heading(line.text)
        if stopped and self._text_below():
            return line.text.removesuffix("."), ""
        return "", line.text
