"""Plain text: a line is a paragraph, unless the file was wrapped at a fixed width."""

from articles.interface_translation import gettext as _
from articles.reading.line_joining import is_wrapped, unwrapped
from articles.reading.lines import Line, Unreadable
from articles.reading.page_furniture import without_furniture, without_page_numbers


def lines(content: bytes) -> list[Line]:
    """Return the lines of a text file, those of a wrapped one as paragraphs."""
    lines_of_pages = without_page_numbers(without_furniture(list(_lines(decoded(content)))))
    return list(unwrapped(lines_of_pages)) if is_wrapped(lines_of_pages) else lines_of_pages


def pages(content: bytes) -> list[str]:
    """Return the text of each page: form feeds part them."""
    return decoded(content).split("\f")


def _lines(text):
    gap = True
    for page, on_page in enumerate(text.split("\f"), 1):
        for row in on_page.splitlines():
            if row.strip():
                yield Line(row.strip(), gap=gap, page=page if "\f" in text else 0)
            gap = not row.strip()


def decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or Windows Latin; Unreadable where it is none."""
    encodings = ["utf-8-sig", "cp1252"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise Unreadable(_("This is not a text file, or its character encoding is not supported."))


def _is_text(text):
    """Tell text from the bytes of some other format: those are full of control signs."""
    sample = text[:20_000]
    strange = sum(ord(sign) < 32 and sign not in "\t\n\r\f\v" for sign in sample)
    return strange * 100 <= len(sample)
