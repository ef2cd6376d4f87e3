"""PDF files with a text layer: its rows of letters, with the hints that their places give."""

import re
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter
from statistics import median

import pypdfium2
from pypdfium2 import raw

from articles.interface_translation import gettext as _
from articles.reading.line_joining import joined
from articles.reading.lines import (
    LONGEST_TEXT,
    LeftOut,
    Line,
    Unreadable,
    closed_up,
    squeeze,
    too_long,
)
from articles.reading.page_furniture import without_furniture

MOST_PAGES = 1_500
MOST_OBJECTS = 20_000  # on a page
THICKEST, SHORTEST = 2.5, 3.0  # points: of a line that strikes words out
LOWEST, HIGHEST = 0.3, 0.7  # of the height of letters: lower, a line underlines them
RAISED = set("0123456789*†‡")
UNIT = re.compile(r"(?:\b[kcmd]?m|\bft|CO|\bha|\d)$")  # of "km2", "10³": no mark of a note
MARGIN = re.compile(r"(\d{1,4})(?:\s+|$)")
FEWEST_COUNTED = 4  # rows in a row whose numbers count them
ARABIC = re.compile(r"[\u0621-\u064a]{2,}")
# Letters that never begin a word, or that a drawn pair of letters leaves in the wrong order.
TORN = re.compile(r"^[ةىئؤ]|ا(?:ال|أل|إل|آل)|^ا[أإآ]|^األ|^اإل|ىل$")
MOST_TORN = 40  # one word in so many, and the letters are not in order
LEAST_LETTERS = 0.25  # of all signs; tables of figures have more, a broken text layer none
CENTRED = 0.06  # of the width: how far the middles of a line and its page may lie apart


def lines(content: bytes) -> list[Line]:
    """Return the paragraphs of a PDF, without what belongs to its pages alone."""
    on_pages = [Line(squeeze(row.pop("text")), **row) for row in rows(content)]
    _refuse_torn_letters(on_pages)
    on_pages = [line for line in without_line_numbers(on_pages) if line.text or line.dropped]
    return list(joined(without_furniture(on_pages)))


def _refuse_torn_letters(lines: list[Line]) -> None:
    """Raise Unreadable for Arabic whose letters stand as they are drawn, not as they are read."""
    words = ARABIC.findall(" ".join(line.text for line in lines))
    torn = sum(bool(TORN.search(word)) for word in words)
    if torn * MOST_TORN > len(words) > 0:
        raise Unreadable(
            _(
                "The letters of this Arabic PDF are not in reading order: words are broken or "
                "reversed. Use a Word or HTML copy of the text."
            )
        )


def without_line_numbers(lines: list[Line]) -> list[Line]:
    """Return the rows without the numbers in the margin that count them, page by page."""
    kept: list[Line] = []
    for _page, rows in groupby(lines, attrgetter("page")):
        on_page = list(rows)
        marks = [MARGIN.match(line.text) for line in on_page]
        numbers = [int(mark[1]) if mark else None for mark in marks]
        counted = sum(a is not None and b == a + 1 for a, b in pairwise(numbers))
        if counted < FEWEST_COUNTED or counted * 5 < (len(on_page) - 1) * 4:
            kept += on_page
            continue
        for line, mark in zip(on_page, marks, strict=True):
            if mark is not None:
                margin = LeftOut("margin", mark[1], line.page)
                line = line._replace(text=line.text[mark.end() :], dropped=(*line.dropped, margin))
            kept.append(line)
    return kept


def pages(content: bytes) -> list[str]:
    """Return the words of each page, row by row; "" for a page that has none."""
    by_number = {}
    for number, on_page in groupby(rows(content), itemgetter("page")):
        by_number[number] = "\n".join(row["text"].replace("\ufffe", "-\n") for row in on_page)
    return [by_number.get(number, "") for number in range(1, max(by_number) + 1)]


def rows(content: bytes) -> list[dict]:
    """Return the rows of all pages as dicts of what a Line is made of; Unreadable otherwise."""
    document = _opened(content)
    of_all, signs = [], 0
    for number in range(len(document)):
        try:
            page = document[number]
            on_page = rows_of(page)
        except pypdfium2.PdfiumError:
            continue  # one damaged page of many: its number is missing in what is read
        signs += sum(len(row["text"]) for row in on_page)
        if signs > LONGEST_TEXT:
            raise too_long()
        of_all += [{**hints(row, on_page, page.get_width()), "page": number + 1} for row in on_page]
    if not of_all:
        raise Unreadable(
            _("This PDF has no text, only images of pages. Run text recognition (OCR) first.")
        )
    if not _has_letters(of_all):
        raise Unreadable(
            _(
                "The text of this PDF is damaged: it has hardly any letters. Run text "
                "recognition (OCR) first."
            )
        )
    return of_all


def _has_letters(rows):
    """Tell whether the text layer is one: a font that names no letters gives signs without any."""
    signs = [sign for row in rows for sign in row["text"] if not sign.isspace()]
    return sum(map(str.isalpha, signs)) >= LEAST_LETTERS * len(signs)


def _opened(content):
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            message = _("This PDF is encrypted. Save a copy without a password.")
        else:
            message = _("This PDF is damaged or incomplete.")
        raise Unreadable(message) from error
    if not len(document):
        raise Unreadable(_("This PDF is damaged or incomplete."))
    if len(document) > MOST_PAGES:
        raise Unreadable(_("This PDF has too many pages to be read."))
    return document


def rows_of(page) -> list[dict]:
    """Return the lines of a page with their edges and the size of their letters."""
    text, strokes = page.get_textpage(), strokes_of(page)
    count = text.count_chars()
    rows, row = [], Row(text, strokes)
    for index in range(count + 1):
        code = raw.FPDFText_GetUnicode(text.raw, index) if index < count else 10
        if code in (10, 13):
            rows += row.as_dicts()
            row = Row(text, strokes)
            continue
        if code == 2:  # so the library writes a hyphen at the end of a line
            code = 0xFFFE
        # Half of a pair, or nothing: there is no such sign.
        sign = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        row.add(sign, index)
    return rows


def strokes_of(page) -> list[tuple[float, float, float, float]]:
    """Return the thin level lines on a page: those through words strike them out."""
    strokes: list[tuple[float, float, float, float]] = []
    if raw.FPDFPage_CountObjects(page) > MOST_OBJECTS:
        return strokes  # a map, or a drawing
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = drawn.get_bounds()
        if top - bottom < THICKEST and right - left > SHORTEST:
            strokes.append((left, bottom, right, top))
    return strokes


class Row:
    """The letters of one row; those that are struck and the marks of notes are put aside."""

    def __init__(self, text, strokes):
        self.text, self.strokes = text, strokes
        self.words: list[str] = []
        self.dropped: list[LeftOut] = []
        self.first: int | None = None
        self.last: int | None = None
        self.at_drop = 0

    def add(self, sign: str, index: int) -> None:
        kind = self._kind_left_out(sign, index) if sign.strip() else ""
        if sign.strip():
            self.first, self.last = index if self.first is None else self.first, index
        if not kind:
            # The gap between two struck words is struck with them.
            self.words.append(sign)
        elif self.dropped and self.dropped[-1].kind == kind and not self._said_since():
            gap = " " if self.words[self.at_drop :] else ""
            self.dropped[-1] = self.dropped[-1]._replace(text=self.dropped[-1].text + gap + sign)
        else:
            self.dropped.append(LeftOut(kind, sign))
        if kind:
            self.at_drop = len(self.words)

    def _said_since(self) -> bool:
        return bool("".join(self.words[self.at_drop :]).strip())

    def _kind_left_out(self, sign: str, index: int) -> str:
        if self.first is None and self.strokes:
            self.strokes = self._at_height(index)
        if self.strokes and self._is_struck(index):
            return "struck"
        return "note" if sign in RAISED and self._is_raised(index) else ""

    def _at_height(self, index: int) -> list:
        """Return the strokes that are as high as this row, of which a letter is given."""
        _left, bottom, _right, top = self.text.get_charbox(index, loose=True)
        return [stroke for stroke in self.strokes if bottom < stroke[1] < top]

    def _is_struck(self, index: int) -> bool:
        left, bottom, right, top = self.text.get_charbox(index, loose=True)
        middle, height = (left + right) / 2, top - bottom
        return any(
            stroke[0] <= middle <= stroke[2]
            and bottom + height * LOWEST < (stroke[1] + stroke[3]) / 2 < bottom + height * HIGHEST
            for stroke in self.strokes
        )

    def _is_raised(self, index: int) -> bool:
        """Tell whether a figure is small and stands above the row, as the mark of a note does."""
        if self.first is None or UNIT.search("".join(self.words[-4:])):
            return False
        _left, low, _right, high = self.text.get_charbox(self.first, loose=True)
        _left, bottom, _right, top = self.text.get_charbox(index, loose=True)
        return top - bottom < (high - low) * 0.8 and bottom > low + (high - low) * 0.1

    def as_dicts(self) -> list[dict]:
        """Return the row as a list of one dict, of none where it has no letters."""
        if self.first is None or self.last is None:
            return []
        words = "".join(self.words)
        words = closed_up(words) if self.dropped else words
        row = row_of(self.text, words, self.first, self.last)
        return [row | {"dropped": tuple(self.dropped)}]


def row_of(text, words: str, first: int, last: int) -> dict:
    # The font's own box, not that of the sign: letters of one line have one height then.
    left, top_line, _right, high = text.get_charbox(first, loose=True)
    _left, bottom_line, right, _high = text.get_charbox(last, loose=True)
    edges = {"left": left, "right": right, "top": top_line, "bottom": bottom_line}
    return {"text": words, "size": high - top_line, **edges}


def hints(row: dict, rows: list[dict], width: float) -> dict:
    """Return a row as the reader wants it: whether it stands apart, is short, is centred."""
    place = rows.index(row)
    above = rows[place - 1]["bottom"] - row["top"] if place else 0
    steps = [a["bottom"] - b["top"] for a, b in pairwise(rows) if a["bottom"] > b["top"]]
    usual = median(steps) if steps else 0
    right, left = max(other["right"] for other in rows), min(other["left"] for other in rows)
    middle = (row["left"] + row["right"]) / 2
    inset = min(row["left"] - left, right - row["right"])
    in_text = abs(middle - (left + right) / 2) < width * CENTRED and inset > width * 0.08
    # On a page of short lines only the page itself has a middle.
    on_page = abs(middle - width / 2) < width * CENTRED / 2 and row["left"] > width * 0.3
    return {
        "text": row["text"],
        "dropped": row["dropped"],
        "size": round(row["size"], 1),
        "gap": place > 0 and above > usual * 1.4,
        "short": row["right"] < right - (right - left) * 0.12,
        "centred": in_text or on_page,
    }
