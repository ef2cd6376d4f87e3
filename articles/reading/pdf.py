"""PDF files with a text layer: its rows of letters, with the hints that their places give."""

from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median

import pypdfium2
from pypdfium2 import raw

from articles.reading.line_joining import joined
from articles.reading.lines import LONGEST_TEXT, Line, Unreadable, squeeze, too_long
from articles.reading.page_furniture import without_furniture
from articles.translation import gettext as _

MOST_PAGES = 1_500
CENTRED = 0.06  # of the width: how far the middles of a line and its page may lie apart


def lines(content):
    """Return the paragraphs of a PDF, without what belongs to its pages alone."""
    on_pages = [Line(squeeze(row.pop("text")), **row) for row in rows(content)]
    return list(joined(without_furniture([line for line in on_pages if line.text])))


def pages(content):
    """Return the words of each page, row by row; "" for a page that has none."""
    by_number = {}
    for number, on_page in groupby(rows(content), itemgetter("page")):
        by_number[number] = "\n".join(row["text"].replace("\ufffe", "-\n") for row in on_page)
    return [by_number.get(number, "") for number in range(1, max(by_number) + 1)]


def rows(content):
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
            _("This PDF has no text, only pictures of pages: run text recognition (OCR) first.")
        )
    return of_all


def _opened(content):
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            message = _("This PDF is encrypted: save a copy without a password.")
        else:
            message = _("This PDF is damaged, or only a part of it.")
        raise Unreadable(message) from error
    if not len(document):
        raise Unreadable(_("This PDF is damaged, or only a part of it."))
    if len(document) > MOST_PAGES:
        raise Unreadable(_("This PDF has too many pages to be read."))
    return document


def rows_of(page):
    """Return the lines of a page with their edges and the size of their letters."""
    text = page.get_textpage()
    count = text.count_chars()
    rows, signs, first, last = [], [], None, None
    for index in range(count + 1):
        code = raw.FPDFText_GetUnicode(text.raw, index) if index < count else 10
        if code in (10, 13):
            if first is not None:
                rows.append(row_of(text, "".join(signs), first, last))
            signs, first, last = [], None, None
            continue
        if code == 2:  # so the library writes a hyphen at the end of a line
            code = 0xFFFE
        # Half of a pair, or nothing: there is no such sign.
        sign = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        signs.append(sign)
        if sign.strip():
            first, last = index if first is None else first, index
    return rows


def row_of(text, words, first, last):
    # The font's own box, not that of the sign: letters of one line have one height then.
    left, top_line, _right, high = text.get_charbox(first, loose=True)
    _left, bottom_line, right, _high = text.get_charbox(last, loose=True)
    edges = {"left": left, "right": right, "top": top_line, "bottom": bottom_line}
    return {"text": words, "size": high - top_line, **edges}


def hints(row, rows, width):
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
        "size": round(row["size"], 1),
        "gap": place > 0 and above > usual * 1.4,
        "short": row["right"] < right - (right - left) * 0.12,
        "centred": in_text or on_page,
    }
