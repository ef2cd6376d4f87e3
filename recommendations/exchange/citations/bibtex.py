r"""An entry as BibTeX, for LaTeX and the programs that read its files.

BibTeX counts braces without regard to a backslash before them, so `\{` would leave an entry
unbalanced: what LaTeX reads as commands is written by name. Other scripts stand as they are.
"""

import re

from django.conf import settings

COMMANDS = {
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    **{char: f"\\{char}" for char in "&%$#_"},
}
NAMED = str.maketrans(COMMANDS)
# TeX makes one character of these pairs: a dash, a curly quote, an inverted mark.
LIGATURES = re.compile(r"(?<=-)-|(?<=`)`|(?<=')'|(?<=,),|(?<=[?!])`")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def bibtex(entry):
    """Return the entry as BibTeX: part of a collection, or a work of its own."""
    kind = "incollection" if entry.is_part else "misc"
    year, month, day = [*entry.date.split("-"), "", ""][:3]
    fields = {
        # Doubly braced: an organisation is not taken apart into names, a title keeps its capitals.
        "author": _braced(" and ".join(_braced(escaped(name)) for name in entry.authors)),
        "title": _twice(entry.title),
        "booktitle": _twice(entry.container),
        "chapter": _once(entry.number),
        "pages": _once(", ".join(map(str, entry.pages))),
        "year": _once(year),
        "month": MONTHS[int(month) - 1] if month else "",
        "day": _once(day),
        "note": _once(entry.occasion),
        "abstract": _once(entry.quote),
        "keywords": _once(", ".join(entry.keywords)),
        "language": _once(entry.language),
        "howpublished": _once(settings.SITE_NAME),
        # As it is: \url takes every character, and our addresses hold none that BibTeX minds.
        "url": _braced(entry.url),
    }
    lines = [f"  {name} = {value}," for name, value in fields.items() if value not in ("", "{}")]
    return "\n".join([f"@{kind}{{{entry.key},", *lines, "}", ""])


def escaped(text):
    """Return a text of one line so that LaTeX sets the very characters of it."""
    apart = LIGATURES.sub(lambda match: f"\0{match.group()}", text)
    return apart.translate(NAMED).replace("\0", "{}")


def _braced(text):
    return f"{{{text}}}"


def _once(text):
    return _braced(escaped(text))


def _twice(text):
    return _braced(_braced(escaped(text))) if text else ""
