"""PDF files with a text layer."""

from articles.reading.joining import joined
from articles.reading.line import Line, squeeze
from articles.reading.pages import without_furniture
from articles.reading.pdf_pages import rows


def lines(content):
    """Return the paragraphs of a PDF, without what belongs to its pages alone."""
    found = [Line(squeeze(one.pop("text")), **one) for one in rows(content)]
    return list(joined(without_furniture([line for line in found if line.text])))
