"""Which reader takes a file: by what it holds, checked against what its name says."""

from pathlib import PurePosixPath
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.reading import grammar, plain, versions
from articles.reading.line import Unreadable, checked

LARGEST = 30_000_000  # bytes; the longest treaties have a tenth of it, even with pictures


class Format(NamedTuple):
    """A format: its name for people, the ends of file names, and its reader of lines."""

    name: str
    suffixes: tuple
    lines: callable


FORMATS = [
    Format("text", (".txt", ".text"), plain.lines),
]


def read(content, name, language=None):
    """Return the Outline of a file's bytes, read as what its name says; Unreadable otherwise.

    Where a file holds several languages, `language` (BCP 47) picks one.
    """
    if len(content) > LARGEST:
        size = {"size": len(content) // 1_000_000, "most": LARGEST // 1_000_000}
        raise Unreadable(_("The file has %(size)d MB; %(most)d MB is the most.") % size)
    if not content.strip():
        raise Unreadable(_("The file is empty."))
    lines = checked(format_of(content, name).lines(content))
    return grammar.outline_of(*versions.in_language(lines, language))


def format_of(content, name):
    """Return the Format of a file; Unreadable where name and content do not agree."""
    suffix = PurePosixPath(name.lower()).suffix
    known = next((one for one in FORMATS if suffix in one.suffixes), None)
    if known is None:
        names = ", ".join(suffix for one in FORMATS for suffix in one.suffixes)
        raise Unreadable(_("Files of this kind are not read. These are: %s.") % names)
    return known
