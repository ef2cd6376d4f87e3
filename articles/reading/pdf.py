"""PDF files with a text layer."""

from itertools import groupby
from operator import itemgetter

from articles.reading.line_joining import joined
from articles.reading.lines import Line, squeeze
from articles.reading.page_furniture import without_furniture
from articles.reading.pdf_rows import rows


def lines(content):
    """Return the paragraphs of a PDF, without what belongs to its pages alone."""
    found = [Line(squeeze(one.pop("text")), **one) for one in rows(content)]
    return list(joined(without_furniture([line for line in found if line.text])))


def pages(content):
    """Return the words of each page, row by row; "" for a page that has none."""
    found = {}
    for number, on_page in groupby(rows(content), itemgetter("page")):
        found[number] = "\n".join(row["text"].replace("\ufffe", "-\n") for row in on_page)
    return [found.get(number, "") for number in range(1, max(found) + 1)]
