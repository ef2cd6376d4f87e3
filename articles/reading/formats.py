"""Which reader takes a file: by what it holds, checked against what its name says."""

from pathlib import PurePosixPath
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.reading import (
    akn,
    docx,
    html,
    interchange,
    markdown,
    outline_parser,
    parallel_languages,
    pdf,
    plain_text,
)
from articles.reading.explicit_outline import outline_of_marks
from articles.reading.lines import DROPPED, LONGEST_TEXT, Unreadable, checked, too_long

LARGEST = 30_000_000  # bytes; the longest treaties have a tenth of it, even with pictures
LARGEST_TEXT = 10_000_000  # bytes of a format that holds no pictures
# Storing takes milliseconds for each. The longest treaties have a fifth of it.
MOST_ARTICLES = 2_000
MOST_PROVISIONS = 15_000


# A soft hyphen is where a line's end tore a word apart: whoever looks for the word has to know.
NEVER_KEPT = {code: None for code in DROPPED if code != 0xAD}


class Format(NamedTuple):
    """A format: its name, the ends of file names, how its files begin, and its readers.

    `lines` gives what a treaty is made of; `pages` the words as they stand, where pages are known.
    """

    name: str
    suffixes: tuple
    lines: callable
    begins: tuple = ()
    largest: int = LARGEST_TEXT
    pages: callable = None


FORMATS = [
    Format("PDF", (".pdf",), pdf.lines, (b"%PDF-",), LARGEST, pdf.pages),
    Format("Word", (".docx",), docx.lines, (b"PK\x03\x04",), LARGEST),
    Format("Akoma Ntoso", (".xml", ".akn"), akn.lines, (b"<?xml", b"<akomaNtoso")),
    Format("HTML", (".html", ".htm", ".xhtml"), html.lines),
    Format("Markdown", (".md", ".markdown"), markdown.lines),
    Format("interchange format", (".yaml", ".yml"), interchange.lines),
    Format("text", (".txt", ".text"), plain_text.lines, pages=plain_text.pages),
]
SUFFIXES = tuple(suffix for one in FORMATS for suffix in one.suffixes)
# What else a file may turn out to be, to say so.
STRANGERS = {
    b"\xd0\xcf\x11\xe0": "Word 97–2003 (.doc)",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
    b"PK": "ZIP",
}


def read(content, name, language=None):
    """Return the Outline of a file's bytes, read as what its name says; Unreadable otherwise.

    Where a file holds several languages, `language` (BCP 47) picks one. This has no limits of time
    and memory: `confined.read` is for files of people.
    """
    lines = checked(accepted(content, name).lines(content))
    if lines[0].mark is not None:
        outline = outline_of_marks(lines, language)
    else:
        outline = outline_parser.outline_of(*parallel_languages.in_language(lines, language))
    if not any(article.kind in ("article", "annex") for article in outline.articles):
        raise Unreadable(
            _("No article was found in this text: it is no treaty, or built otherwise.")
        )
    if len(outline.articles) > MOST_ARTICLES or sum(1 for _one in outline.walk()) > MOST_PROVISIONS:
        raise too_long()
    return outline


def text(content, name):
    """Return the words of a file's bytes as they stand; form feeds part pages, where it has any.

    Nothing is taken for a number or a heading: passages are looked for in it. Unreadable otherwise.
    """
    found = accepted(content, name)
    if found.pages:
        read = "\f".join(found.pages(content))
    else:
        read = "\n".join(line.text for line in found.lines(content))
    if len(read) > LONGEST_TEXT:
        raise too_long()
    if not read.strip():
        raise Unreadable(_("There is no text in this file."))
    return read.translate(NEVER_KEPT)


def accepted(content, name):
    """Return the Format of a file that is worth reading; Unreadable where a glance tells."""
    if not content.strip():
        raise Unreadable(_("The file is empty."))
    found = format_of(content, name)
    if len(content) > found.largest:
        raise Unreadable(_("The file is larger than %d MB.") % (found.largest // 1_000_000))
    return found


def format_of(content, name):
    """Return the Format of a file; Unreadable where its name and its content do not agree."""
    suffix = PurePosixPath(name.lower()).suffix
    named = next((one for one in FORMATS if suffix in one.suffixes), None)
    if named is None:
        raise Unreadable(_("Files of this kind are not read. These are: %s.") % ", ".join(SUFFIXES))
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    found = next((one.name for one in FORMATS if one.begins and start.startswith(one.begins)), None)
    if found is None:
        found = next((what for sign, what in STRANGERS.items() if start.startswith(sign)), None)
    fits = found == named.name or (found in (None, "Akoma Ntoso") and not named.begins)
    if named.name == "Akoma Ntoso" and found is None and start.startswith(b"<"):
        fits = True
    if fits:
        return named
    words = {"suffix": suffix, "named": named.name, "found": found or _("something else")}
    raise Unreadable(
        _("The name ends in %(suffix)s, but the file is %(found)s and not %(named)s.") % words
    )
