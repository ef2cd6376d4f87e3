"""HTML pages: paragraphs, headings, lists with the numbers that a browser would give them."""

import re

from lxml import etree

from articles.reading.lines import Line, squeeze
from articles.reading.markup import local, parsed_html
from articles.reading.provision_numbers import letters, sign_of
from articles.references.numerals import roman

BLOCKS = re.compile(
    "address|article|blockquote|body|br|dd|details|div|dl|dt|fieldset|figcaption|figure|form|h[1-6]|"
    "hr|html|li|main|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
# What a page has around its text.
SKIPPED = re.compile(
    "aside|button|canvas|footer|head|header|iframe|input|math|nav|noscript|object|option|script|"
    "select|style|svg|template|textarea|title"
)
HEADING = re.compile("h([1-6])")
STYLES = {
    "1": str,
    "a": letters,
    "A": lambda value: letters(value).upper(),
    "i": roman,
    "I": lambda value: roman(value).upper(),
}


def lines(content):
    """Return the lines of a page."""
    return list(Page(parsed_html(content)).lines())


class Page:
    """One walk over the elements of a page, without recursion: pages may be nested without end."""

    def __init__(self, root):
        self.root = root
        self.words, self._collected = [], []
        self.level = 0
        self.lists, self.mark, self.cells = [], "", None

    def lines(self):
        """Return the lines of the page, one for each block."""
        walk = etree.iterwalk(self.root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            name = local(element)
            if event == "start" and (SKIPPED.fullmatch(name) or _is_note(name, element)):
                walk.skip_subtree()
            elif event == "start":
                self._start(name, element)
            elif event == "end" and not SKIPPED.fullmatch(name):
                self._end(name)
            if event != "start" and element.tail:
                self.words.append(element.tail)
        self._flush()
        return self._collected

    def _start(self, name, element):
        if BLOCKS.fullmatch(name):
            self._flush()
        if heading := HEADING.fullmatch(name):
            self.level = int(heading[1])
        elif name in ("ol", "ul"):
            self.lists.append([name, element.get("type", "1"), _start_of(element)])
        elif name == "li" and self.lists:
            self.mark = self._next_mark(element)
        elif name == "tr":
            self.cells = []
        if element.text:
            self.words.append(element.text)

    def _end(self, name):
        if name in ("td", "th") and self.cells is not None:
            self.cells.append(squeeze("".join(self.words)))
            self.words = []
        if name == "tr" and self.cells is not None:
            cells = [cell for cell in self.cells if cell]
            numbered = cells and sign_of(f"{cells[0]} x")[0]
            self.words, self.cells = [(" " if numbered else " | ").join(cells)], None
        if BLOCKS.fullmatch(name):
            self._flush()
        if name in ("ol", "ul") and self.lists:
            self.lists.pop()
        if HEADING.fullmatch(name):
            self.level = 0

    def _next_mark(self, element):
        kind, style, value = self.lists[-1]
        own = element.get("value", "")
        value = int(own) if own.isdigit() and len(own) < 4 else value
        self.lists[-1][2] = value + 1
        if kind == "ul":
            return "–"
        return f"{STYLES.get(style, str)(value)}."

    def _flush(self):
        if self.cells is not None:
            self.words.append(" ")
            return
        text = squeeze("".join(self.words))
        self.words = []
        if not text:
            return
        if self.mark and sign_of(text)[0] is None:
            text = f"{self.mark} {text}"
        self.mark = ""
        self._collected.append(Line(text, level=self.level, gap=True))


def _start_of(element):
    start = element.get("start", "")
    return int(start) if start.isdigit() and len(start) < 4 else 1


def _is_note(name, element):
    """Tell whether this is the number of a footnote, which is no part of the text."""
    return name == "sup" and "".join(element.itertext()).strip("[]() *†").isdigit()
