"""HTML pages: paragraphs, headings, lists with the numbers that a browser would give them."""

import re
from collections.abc import Callable

from lxml import etree

from articles.reading.lines import LeftOut, Line, closed_up, squeeze
from articles.reading.markup import local, parsed_html
from articles.reading.provision_numbers import letters, sign_of
from articles.reading.tables import table_lines
from articles.references.numerals import roman

BLOCKS = re.compile(
    "address|article|blockquote|body|br|dd|details|div|dl|dt|fieldset|figcaption|figure|form|h[1-6]|"
    "hr|html|li|main|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
# What a page has around its text.
SKIPPED = re.compile(
    "button|canvas|head|iframe|input|math|nav|noscript|object|option|script|"
    "select|style|svg|template|textarea|title"
)
AROUND = re.compile("aside|footer|header")  # of a page; a part of the text may have its own
MARKS = re.compile(r"\bmodref\b")  # "▼M1": which act changed what comes next
HIDDEN = re.compile(r"display:none|visibility:hidden")
NOTES = re.compile(r"\b(?:oj-note|footnotes?|footnote-text|note-text|endnotes?)\b")
HEADING = re.compile("h([1-6])")
STYLES: dict[str, Callable[[int], str]] = {
    "1": str,
    "a": letters,
    "A": lambda value: letters(value).upper(),
    "i": roman,
    "I": lambda value: roman(value).upper(),
}


def lines(content: bytes) -> list[Line]:
    """Return the lines of a page."""
    return list(Page(parsed_html(content)).lines())


class Page:
    """One walk over the elements of a page, without recursion: pages may be nested without end."""

    def __init__(self, root):
        self.root = root
        self.words: list[str] = []
        self.dropped: list[LeftOut] = []
        self._collected: list[Line] = []
        self.level = 0
        self.lists: list[list] = []
        self.mark = ""
        # The tables that are open, the outermost first: rows of cells of lines.
        self.tables: list[list[list[list[Line]]]] = []

    def lines(self) -> list[Line]:
        """Return the lines of the page, one for each block."""
        walk = etree.iterwalk(self.root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            name = local(element)
            if event == "start" and (kind := self._kind_left_out(name, element)):
                self._drop(kind, element)
                walk.skip_subtree()
            elif event == "start":
                self._start(name, element)
            elif event == "end" and not self._kind_left_out(name, element):
                self._end(name)
            if event != "start" and element.tail:
                self.words.append(element.tail)
        self._flush()
        while self.tables:
            self._end("table")
        return self._collected

    def _kind_left_out(self, name: str, element) -> str:
        """Return why an element is no part of the text, "" where it is."""
        if SKIPPED.fullmatch(name):
            return "furniture"
        if name and MARKS.search(element.get("class", "")):
            return "furniture"
        if AROUND.fullmatch(name) and not _is_within_text(element):
            return "furniture"
        style = element.get("style", "").replace(" ", "").lower() if name else ""
        if name in ("del", "s", "strike") or "line-through" in style:
            return "struck"
        hidden = name and (element.get("hidden") is not None or HIDDEN.search(style))
        if hidden:
            return "hidden"
        return "note" if _is_note(name, element) else ""

    def _drop(self, kind: str, element) -> None:
        shown = kind != "furniture" or AROUND.fullmatch(local(element))
        text = squeeze(" ".join(element.itertext())) if shown else ""
        if text:
            self.dropped.append(LeftOut(kind, text))

    def _start(self, name: str, element) -> None:
        if BLOCKS.fullmatch(name):
            self._flush()
        if heading := HEADING.fullmatch(name):
            self.level = int(heading[1])
        elif name in ("ol", "ul"):
            self.lists.append([name, element.get("type", "1"), _start_of(element)])
        elif name == "li" and self.lists:
            self.mark = self._next_mark(element)
        elif name == "table":
            self.tables.append([])
        elif name == "tr" and self.tables:
            self.tables[-1].append([])
        elif name in ("td", "th") and self.tables and self.tables[-1]:
            self.tables[-1][-1].append([])
        if element.text:
            self.words.append(element.text)

    def _end(self, name: str) -> None:
        if BLOCKS.fullmatch(name) or name in ("td", "th"):
            self._flush()
        if name == "table" and self.tables:
            for line in table_lines(self.tables.pop()):
                self._emit(line)
        if name in ("ol", "ul") and self.lists:
            self.lists.pop()
        if HEADING.fullmatch(name):
            self.level = 0

    def _next_mark(self, element) -> str:
        kind, style, value = self.lists[-1]
        own = element.get("value", "")
        value = int(own) if own.isdigit() and len(own) < 4 else value
        self.lists[-1][2] = value + 1
        if kind == "ul":
            return "–"
        return f"{STYLES.get(style, str)(value)}."

    def _flush(self) -> None:
        text = (closed_up if self.dropped else squeeze)("".join(self.words))
        dropped, self.words, self.dropped = tuple(self.dropped), [], []
        if not text and not dropped:
            return
        if text and self.mark and sign_of(text)[0] is None:
            text = f"{self.mark} {text}"
        if text:
            self.mark = ""
        self._emit(Line(text, level=self.level, gap=True, dropped=dropped))

    def _emit(self, line: Line) -> None:
        """Put a line into the cell that is open, or to the lines of the page."""
        if self.tables and self.tables[-1] and self.tables[-1][-1]:
            self.tables[-1][-1][-1].append(line)
        else:
            self._collected.append(line)


def _is_within_text(element) -> bool:
    """Tell whether a header or footer is one of a part of the text, and not of the page."""
    return any(local(above) in ("article", "section", "main") for above in element.iterancestors())


def _start_of(element) -> int:
    start = element.get("start", "")
    return int(start) if start.isdigit() and len(start) < 4 else 1


def _is_note(name: str, element) -> bool:
    """Tell whether this is a footnote, or its number, which are no part of the text."""
    leads_away = name == "a" and element.get("href", "").startswith("#")
    if name == "sup" or leads_away:
        return "".join(element.itertext()).strip("[]() *†").isdigit()
    return name in ("p", "div", "aside", "li") and bool(NOTES.search(element.get("class", "")))
