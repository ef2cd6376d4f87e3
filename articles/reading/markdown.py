"""Markdown as treaty texts use it: headings, emphasis, links; numbers of lists are kept as printed.

A parser of the whole language was tried: it takes "a)" for text and "##Heading" for none, and
renumbers lists. What is read here is less, and what a treaty needs.
"""

import re
from collections.abc import Iterator
from html import unescape

from articles.reading.line_joining import is_unit, joined
from articles.reading.lines import LeftOut, Line, closed_up, too_long
from articles.reading.plain_text import decoded

HEADING = re.compile(r"\s{0,3}(#{1,6})\s*(.*?)[\s#]*$")
UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*$")
RULE = re.compile(r"\s{0,3}(?:[-*_]\s*){3,}$")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<!--.{0,2000}?-->")
# The address of a link may have brackets of its own: "(../wct/(1996)/README.md)".
LINK = re.compile(
    r"!?\[([^\[\]]{0,500})\]\((?:[^()\s]|\([^()\s]{0,100}\)){0,500}(?:\s[^()]{0,200})?\)"
)
STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])(.{1,2000}?)(?<=[^\s*_])\1(?![\w*])")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
MOST_MARKS = 100_000  # each may be looked for its other end over two thousand signs
# The definition of a note begins a line; its mark stands anywhere, "**Option 1[^6]:** words" too.
NOTE = re.compile(r"\s{0,3}\[\^[^\]]{1,20}\]:\s?(.*)$")
NOTE_MARK = re.compile(r"\[\^[^\]]{1,20}\]")
STRUCK = re.compile(
    r"~~(?=\S)(.{1,2000}?)(?<=\S)~~|<(del|s|strike)\b[^<>]{0,300}>(.{0,2000}?)</\2>"
)
ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)]|\(?[a-z]{1,4}\))\s")


def lines(content: bytes) -> list[Line]:
    """Return the paragraphs and headings of a Markdown file."""
    text = decoded(content)
    if sum(text.count(mark) for mark in "*_[<") > MOST_MARKS:
        raise too_long()
    return list(joined(list(_lines(text))))


def _lines(text: str) -> Iterator[Line]:
    gap, last, in_list = True, None, False
    for row in text.splitlines():
        note = NOTE.match(row)
        if note:
            yield Line("", dropped=(LeftOut("note", inline(note[1])),))
            continue
        heading = HEADING.match(row)
        bare, dropped = _without_struck(heading[2] if heading else row)
        # An item of a list begins a line of its own; a number that a wrapped line begins with
        # stands in no list.
        leads = last is not None and (last.text.endswith(":") or is_unit(last))
        item = bool(ITEM.match(row)) and (in_list or gap or leads or row.startswith("  "))
        in_list = item or (in_list and bool(bare) and not gap)
        if last is not None and not gap and UNDERLINE.match(row):
            last = last._replace(level=1 if "=" in row else 2)
            bare = ""
        elif bare and not RULE.match(row):
            if last is not None:
                yield last
            # Two spaces, or a backslash, at the end of a line break it.
            breaks = row.endswith(("  ", "\\"))
            level = len(heading[1]) if heading else 0
            apart = gap or level > 0 or item
            last = Line(bare, level=level, gap=apart, short=breaks, dropped=dropped)
        elif dropped:
            yield Line("", dropped=dropped)
        gap = not bare
    if last is not None:
        yield last


def _without_struck(row: str) -> tuple[str, tuple[LeftOut, ...]]:
    """Return a line without its struck words, and these."""
    struck = [inline(match[1] or match[3] or "") for match in STRUCK.finditer(row)]
    if not struck:
        return inline(row), ()
    text = closed_up(inline(STRUCK.sub("", row)))
    return text, tuple(LeftOut("struck", words) for words in struck if words)


def inline(text: str) -> str:
    """Return a line without the signs of Markdown and HTML, and without marks of notes."""
    text = LINK.sub(r"\1", TAG.sub("", text.lstrip("> ")))
    text = EMPHASIS.sub(r"\2", STRONG.sub(r"\2", NOTE_MARK.sub("", text)))
    if text.strip().startswith("|"):
        text = " | ".join(cell.strip() for cell in text.strip().strip("|").split("|"))
    return unescape(ESCAPE.sub(r"\1", text)).strip()
