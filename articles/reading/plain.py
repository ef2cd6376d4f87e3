"""Plain text: a line is a paragraph, unless the file was wrapped at a fixed width."""

from django.utils.translation import gettext as _

from articles.reading.line import Line, Unreadable


def lines(content):
    """Yield the lines of a text file in UTF-8, UTF-16 or Windows Latin."""
    gap = True
    for page, text in enumerate(decoded(content).split("\f"), 1):
        for one in text.splitlines():
            if one.strip():
                yield Line(one, gap=gap, page=page if "\f" in text else 0)
            gap = not one.strip()


def decoded(content):
    """Return the text of a file; Unreadable where it is none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text[:10_000]:
            return text
    raise Unreadable(_("This is not a text file: its signs cannot be read."))
