"""Markdown as treaty texts use it: headings, emphasis, links; numbers of lists are kept as printed.

A parser of the whole language was tried: it takes "a)" for text and "##Heading" for none, and
renumbers lists. What is read here is less, and what a treaty needs.
"""

import re
from html import unescape

from articles.reading.line_joining import joined
from articles.reading.lines import Line, too_long
from articles.reading.plain_text import decoded

HEADING = re.compile(r"\s{0,3}(#{1,6})\s*(.*?)[\s#]*$")
UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*$")
RULE = re.compile(r"\s{0,3}(?:[-*_]\s*){3,}$")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<!--.{0,2000}?-->")
LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,500}(?:\s[^()]{0,200})?\)")
STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1")
EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])(.{1,2000}?)(?<=[^\s*_])\1(?![\w*])")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
MOST_MARKS = 100_000  # each may be looked for its other end over two thousand signs
FOOTNOTE = re.compile(r"\[\^[^\]]{1,20}\](?::.*$)?")


def lines(content):
    """Return the paragraphs and headings of a Markdown file."""
    text = decoded(content)
    if sum(text.count(mark) for mark in "*_[<") > MOST_MARKS:
        raise too_long()
    return list(joined(list(_lines(text))))


def _lines(text):
    gap, last = True, None
    for row in text.splitlines():
        heading = HEADING.match(row)
        bare = inline(heading[2] if heading else row)
        if last is not None and not gap and UNDERLINE.match(row):
            last = last._replace(level=1 if "=" in row else 2)
            bare = ""
        elif bare and not RULE.match(row):
            if last is not None:
                yield last
            # Two spaces, or a backslash, at the end of a line break it.
            breaks = row.endswith(("  ", "\\"))
            level = len(heading[1]) if heading else 0
            last = Line(bare, level=level, gap=gap or level > 0, short=breaks)
        gap = not bare
    if last is not None:
        yield last


def inline(text):
    """Return a line without the signs of Markdown and HTML, and without notes."""
    text = LINK.sub(r"\1", TAG.sub("", text.lstrip("> ")))
    text = EMPHASIS.sub(r"\2", STRONG.sub(r"\2", FOOTNOTE.sub("", text)))
    if text.strip().startswith("|"):
        text = " | ".join(cell.strip() for cell in text.strip().strip("|").split("|"))
    return unescape(ESCAPE.sub(r"\1", text)).strip()
