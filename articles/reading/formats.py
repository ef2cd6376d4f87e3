"""Which reader takes a file: by what it holds, checked against what its name says.

Help texts, accepted types and the list in docs/editing.md derive from `FORMATS`. A reader is
imported when a file of its format comes: what reads one text file need not load what PDF takes.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import PurePosixPath
from typing import NamedTuple

from articles.interface_translation import gettext as _
from articles.reading.lines import DROPPED, LONGEST_TEXT, Line, Unreadable, checked, too_long
from articles.reading.outline import Outline

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
    suffixes: tuple[str, ...]
    lines: Callable[[bytes], Iterable[Line]]
    begins: tuple[bytes, ...] = ()
    largest: int = LARGEST_TEXT
    pages: Callable[[bytes], list[str]] | None = None


def _of_module(module: str, function: str) -> Callable:
    """Return a reader of a module of this room, which is imported when it is first called."""

    def read_with(content: bytes):
        return getattr(import_module(f"articles.reading.{module}"), function)(content)

    return read_with


FORMATS = [
    Format(
        "PDF",
        (".pdf",),
        _of_module("pdf", "lines"),
        (b"%PDF-",),
        LARGEST,
        _of_module("pdf", "pages"),
    ),
    Format("Word", (".docx",), _of_module("docx", "lines"), (b"PK\x03\x04",), LARGEST),
    Format(
        "Akoma Ntoso",
        (".xml", ".akn"),
        _of_module("akoma_ntoso", "lines"),
        (b"<?xml", b"<akomaNtoso"),
    ),
    Format("HTML", (".html", ".htm", ".xhtml"), _of_module("html", "lines")),
    Format("Markdown", (".md", ".markdown"), _of_module("markdown", "lines")),
    Format("interchange format", (".yaml", ".yml"), _of_module("interchange", "lines")),
    Format(
        "text",
        (".txt", ".text"),
        _of_module("plain_text", "lines"),
        pages=_of_module("plain_text", "pages"),
    ),
]
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


def suffixes() -> tuple[str, ...]:
    """Return the ends of the names of all files that are read."""
    return tuple(suffix for file_format in FORMATS for suffix in file_format.suffixes)


def names() -> str:
    """Return the formats in words, each with its first suffix: "PDF (.pdf), Word (.docx) …"."""
    return ", ".join(f"{file_format.name} ({file_format.suffixes[0]})" for file_format in FORMATS)


def read(content: bytes, name: str, language: str | None = None) -> Outline:
    """Return the Outline of a file's bytes, read as what its name says; Unreadable otherwise.

    Where a file holds several languages, `language` (BCP 47) picks one. This has no limits of time
    and memory: `sandbox.read` is for files of people.
    """
    lines = checked(accepted(content, name).lines(content))
    if lines[0].mark is not None:
        explicit_outline = import_module("articles.reading.explicit_outline")
        outline = explicit_outline.outline_of_marks(lines, language)
    else:
        outline_parser = import_module("articles.reading.outline_parser")
        outline = outline_parser.read(lines, language)
    if not any(article.kind in ("article", "annex") for article in outline.articles):
        patterns = import_module("articles.reading.patterns")
        languages = ", ".join(patterns.LANGUAGES)
        no_article = _("No articles were found. Check that the file has the text of a treaty.")
        raise Unreadable(f"{no_article} {_('Languages that can be read: %s.') % languages}")
    many = sum(1 for _provision in outline.walk()) > MOST_PROVISIONS
    if many or len(outline.articles) > MOST_ARTICLES:
        raise too_long()
    return outline


def text(content: bytes, name: str) -> str:
    """Return the words of a file's bytes as they stand; form feeds part pages, where it has any.

    Nothing is taken for a number or a heading: passages are looked for in it. Words that are struck
    or hidden are left out; notes and comments stand at the end, apart. Unreadable otherwise.
    """
    file_format = accepted(content, name)
    if file_format.pages:
        words = "\f".join(file_format.pages(content))
    else:
        words = _words_of(list(file_format.lines(content)))
    if len(words) > LONGEST_TEXT:
        raise too_long()
    if not words.strip():
        raise Unreadable(_("There is no text in this file."))
    return words.translate(NEVER_KEPT)


def _words_of(lines: list[Line]) -> str:
    """Return the words of lines and, told apart at the end, the comments and notes on them.

    Within the text they would part a passage that runs over two paragraphs.
    """
    names = {"comment": _("Comment"), "note": _("Note")}
    asides = [
        f"[{names[item.kind]}: {item.text}]"
        for line in lines
        for item in line.dropped
        if item.kind in names and any(sign.isalpha() for sign in item.text)
    ]
    return "\n".join([*(line.text for line in lines), *asides])


def accepted(content: bytes, name: str) -> Format:
    """Return the Format of a file that is worth reading; Unreadable where a glance tells."""
    if not content.strip():
        raise Unreadable(_("The file is empty."))
    file_format = format_of(content, name)
    if len(content) > file_format.largest:
        most = file_format.largest // 1_000_000
        raise Unreadable(_("The file is larger than %d MB.") % most)
    return file_format


def format_of(content: bytes, name: str) -> Format:
    """Return the Format of a file; Unreadable where its name and its content do not agree."""
    suffix = PurePosixPath(name.lower()).suffix
    named = next((file_format for file_format in FORMATS if suffix in file_format.suffixes), None)
    if named is None:
        known = ", ".join(suffixes())
        raise Unreadable(
            _("Files of this kind cannot be read. Kinds that can be read: %s.") % known
        )
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _could_be(named, start):
        return named
    words = {"suffix": suffix, "named": named.name, "found": _kind_of(start)}
    raise Unreadable(
        _("The name ends in %(suffix)s, but the file is %(found)s and not %(named)s.") % words
    )


def _could_be(file_format: Format, start: bytes) -> bool:
    """Tell whether a file that begins so could be of this format."""
    if start.startswith(file_format.begins):
        return True
    if file_format.name == "Akoma Ntoso":
        return start.startswith(b"<")
    # A page may begin as XML does; all else that begins like another format is that.
    others = [
        sign for file_format in FORMATS for sign in file_format.begins if not sign.startswith(b"<")
    ]
    return not file_format.begins and not start.startswith((*others, *STRANGERS))


def _kind_of(start: bytes) -> str:
    """Return in words what a file that begins so is; several formats may begin alike."""
    begun = [
        file_format.name
        for file_format in FORMATS
        if start.startswith(file_format.begins or (b"\0",))
    ]
    if len(begun) == 1:
        return begun[0]
    signs = (name for sign, name in STRANGERS.items() if start.startswith(sign))
    return next(signs, None) or _("something else")
