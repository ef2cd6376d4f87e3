"""Word documents (.docx): paragraphs with the numbers that Word counts by itself.

Word keeps most numbers of provisions as a rule of counting and not as text; python-docx does not
count them, so the few parts of the file that matter are read here.
"""

import io
import re
import struct
import zipfile
import zlib
from collections import defaultdict

from lxml import etree

from articles.reading.lines import Line, Unreadable
from articles.reading.markup import parsed_xml
from articles.reading.provision_numbers import letters
from articles.references.numerals import roman
from articles.translation import gettext as _

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LARGEST_PART = 60_000_000  # bytes of one part, unpacked; a zip bomb has more
HEADING = re.compile(r"heading\s?(\d)|title", re.IGNORECASE)
# What a damaged archive raises, wherever the damage is.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error)
# Deleted words and moved ones are no part of the text; the words of a field are its result.
LEFT_OUT = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "instrText", "footnoteReference")}

NUMBER_STYLES = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "lowerLetter": letters,
    "upperLetter": lambda value: letters(value).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
    "arabicAbjad": lambda value: "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"[(value - 1) % 28],
}
LARGEST_NUMBER = 999


def lines(content):
    """Return the paragraphs of a document, tables row by row."""
    parts = _parts(content)
    body = parts["word/document.xml"].find(f"{W}body")
    if body is None:
        raise Unreadable(_("This Word document has no body."))
    styles = Styles(parts.get("word/styles.xml"))
    counting = Counting(parts.get("word/numbering.xml"))
    return list(_paragraphs(body, styles, counting))


def _parts(content):
    """Return the parts that matter as elements, each unpacked within limits."""
    parts = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                raise Unreadable(_("This is a ZIP file, but no Word document."))
            for name in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
                if name in names:
                    parts[name] = parsed_xml(_unpacked(archive, name), _("a Word document"))
    except Unreadable:
        raise
    except (*DAMAGED, NotImplementedError) as error:
        raise Unreadable(_("This Word document is damaged, or only a part of it.")) from error
    except RuntimeError as error:
        raise Unreadable(_("This Word document is protected by a password.")) from error
    return parts


def _unpacked(archive, name):
    """Return a part; what its header says of its size is not believed."""
    with archive.open(name) as stream:
        content = stream.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise Unreadable(_("Unpacked, this file is too large to be read."))
    return content


def _paragraphs(body, styles, counting):
    for element in body.iter(f"{W}p", f"{W}tr"):
        if element.tag == f"{W}tr":
            if cells := _cells(element):
                yield Line(cells, gap=True)
        elif next(element.iterancestors(f"{W}tr"), None) is None:
            yield from _lines_of(element, styles, counting)


def _cells(row):
    cells = [" ".join(text_of(p) for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")]
    return " | ".join(cell.strip() for cell in cells if cell.strip())


def _lines_of(paragraph, styles, counting):
    """Yield a paragraph as its lines: a line break within it parts them."""
    style = value_of(paragraph, "pPr/pStyle")
    rule = _rule_of(paragraph) or styles.rule(style)
    number = counting.next(*rule) if rule else ""
    centred = value_of(paragraph, "pPr/jc") == "center"
    text = text_of(paragraph)
    if number and text.strip():
        text = f"{number} {text.lstrip()}"
    for row in text.split("\n"):
        yield Line(row, level=styles.level(style), gap=True, centred=centred)


def _rule_of(paragraph):
    """Return (numbering, level) by which a paragraph is counted, None where it is not."""
    number = value_of(paragraph, "pPr/numPr/numId")
    if number is None:
        return None
    return number, _figure(value_of(paragraph, "pPr/numPr/ilvl"))


def text_of(paragraph):
    """Return the words of a paragraph, those that were deleted in it left out."""
    words, walk = [], etree.iterwalk(paragraph, events=("start",))
    for _event, element in walk:
        if element.tag in LEFT_OUT:
            walk.skip_subtree()
        elif element.tag == f"{W}t":
            words.append(element.text or "")
        elif element.tag in (f"{W}tab", f"{W}noBreakHyphen"):
            words.append("-" if element.tag.endswith("Hyphen") else " ")
        elif element.tag in (f"{W}br", f"{W}cr"):
            words.append("\n")
    return "".join(words)


def value_of(element, path):
    """Return the w:val at the end of a path of names; None where there is none."""
    inner = element.find("/".join(f"{W}{name}" for name in path.split("/")))
    return inner.get(f"{W}val") if inner is not None else None


def _figure(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 3 else 0


class Styles:
    """What the styles of a document say: which are headings, which are counted."""

    def __init__(self, root):
        self._styles = {}
        for style in root.iter(f"{W}style") if root is not None else ():
            self._styles[style.get(f"{W}styleId")] = style

    def level(self, name):
        """Return the level of a heading, 0 for what is none."""
        style = self._styles.get(name)
        match = HEADING.match((value_of(style, "name") or "") if style is not None else "")
        return int(match[1] or 1) if match else 0

    def rule(self, name):
        """Return (numbering, level) by which paragraphs of a style are counted."""
        seen = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            number = value_of(style, "pPr/numPr/numId")
            if number is not None:
                return number, _figure(value_of(style, "pPr/numPr/ilvl"))
            name = value_of(style, "basedOn")
        return None


class Counting:
    """Counts the paragraphs of a document, list by list and level by level."""

    def __init__(self, root):
        self._levels, self._starts = {}, {}
        self._counts = defaultdict(dict)
        if root is not None:
            self._read(root)

    def _read(self, root):
        abstract = {
            rule.get(f"{W}abstractNumId"): {
                level.get(f"{W}ilvl"): (
                    value_of(level, "numFmt") or "decimal",
                    value_of(level, "lvlText") or "",
                    _start(value_of(level, "start")),
                )
                for level in rule.iter(f"{W}lvl")
            }
            for rule in root.iter(f"{W}abstractNum")
        }
        for numbering in root.iter(f"{W}num"):
            key = value_of(numbering, "abstractNumId")
            self._levels[numbering.get(f"{W}numId")] = key, abstract.get(key, {})
            for override in numbering.iter(f"{W}lvlOverride"):
                start = value_of(override, "startOverride")
                if start is not None:
                    place = numbering.get(f"{W}numId"), override.get(f"{W}ilvl")
                    self._starts[place] = _start(start)

    def next(self, number, level):
        """Return the number of the next paragraph of a list, "" where it has none or a bullet."""
        key, levels = self._levels.get(number, (None, {}))
        if str(level) not in levels:
            return ""
        # Lists that share a rule count on, unless one is told to begin anew.
        counts = self._counts[key]
        begins = self._starts.pop((number, str(level)), None)
        if begins is not None:
            counts[level] = begins
        else:
            counts[level] = counts.get(level, levels[str(level)][2] - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        style, pattern, _start = levels[str(level)]
        if style == "bullet":
            return "–"
        return re.sub(
            r"%(\d)", lambda match: self._shown(levels, counts, int(match[1]) - 1), pattern
        )

    def _shown(self, levels, counts, level):
        style, _pattern, start = levels.get(str(level), ("decimal", "", 1))
        value = counts.get(level, start)
        return NUMBER_STYLES.get(style, str)(value) if 0 < value <= LARGEST_NUMBER else str(value)


def _start(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 1
