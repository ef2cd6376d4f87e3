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
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from articles.reading.lines import LeftOut, Line, Unreadable, closed_up, squeeze
from articles.reading.markup import DEEPEST, parsed_xml
from articles.reading.provision_numbers import letters
from articles.reading.tables import table_lines
from articles.references.numerals import roman
from articles.translation import gettext as _

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LARGEST_PART = 60_000_000  # bytes of one part, unpacked; a zip bomb has more
PARTS = ("document", "styles", "numbering", "footnotes", "endnotes", "comments")
HEADING = re.compile(r"heading\s?(\d)|title", re.IGNORECASE)
CONTENTS = re.compile(r"toc\s?\d|table of (?:contents|figures)", re.IGNORECASE)
# What a damaged archive raises, wherever the damage is.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error)
# Moved words stand where they were moved to; the words of a field are its result. Text boxes lie
# within paragraphs, and twice: once more for old programs.
SKIPPED = {f"{W}{name}" for name in ("moveFrom", "pPr", "rPr", "instrText", "delInstrText")}
SKIPPED |= {FALLBACK, f"{W}txbxContent"}
NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
NOTE_MARK = re.compile(r"[\d*†‡]{1,3}|\(\d{1,2}\)|\[\d{1,2}\]")
UNIT = re.compile(r"(?:\b[kcmd]?m|\bft|CO|\bha)$")  # of "km2", whose figure is no mark of a note
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


def lines(content: bytes) -> list[Line]:
    """Return the paragraphs of a document, tables row by row."""
    parts = _parts(content)
    body = parts["document"].find(f"{W}body")
    if body is None:
        raise Unreadable(_("This Word document has no body."))
    return list(Document(parts).blocks(body))


def _parts(content: bytes) -> dict:
    """Return the parts that matter as elements, each unpacked within limits."""
    parts = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                raise Unreadable(_("This is a ZIP file, but no Word document."))
            for part in PARTS:
                name = f"word/{part}.xml"
                if name in names:
                    parts[part] = parsed_xml(_unpacked(archive, name), _("a Word document"))
    except Unreadable:
        raise
    except (*DAMAGED, NotImplementedError) as error:
        raise Unreadable(_("This Word document is damaged, or only a part of it.")) from error
    except RuntimeError as error:
        raise Unreadable(_("This Word document is protected by a password.")) from error
    return parts


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part; what its header says of its size is not believed."""
    with archive.open(name) as stream:
        content = stream.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise Unreadable(_("Unpacked, this file is too large to be read."))
    return content


class Run(NamedTuple):
    """How a run of letters stands on the page."""

    is_struck: bool = False
    is_hidden: bool = False
    is_raised: bool = False


class Document:
    """One walk over a document, with what its other parts say of styles, numbers and notes."""

    def __init__(self, parts: dict):
        self.styles = Styles(parts.get("styles"))
        self.counting = Counting(parts.get("numbering"))
        self.notes = {
            part: {note.get(f"{W}id"): note for note in parts[part]}
            for part in ("footnotes", "endnotes", "comments")
            if part in parts
        }
        self.carried: list[str] = []  # words of a paragraph whose end was deleted

    def blocks(self, container, depth: int = 0) -> Iterator[Line]:
        """Yield the lines of what lies in a body, a cell, a text box."""
        if depth > DEEPEST:
            raise Unreadable(_("Elements lie within each other too deep to be a treaty’s."))
        for child in container:
            if child.tag == f"{W}p":
                yield from self._paragraph(child, depth)
            elif child.tag == f"{W}tbl":
                yield from table_lines(self._rows(child, depth))
            elif child.tag == f"{W}sdt" and self._is_contents(child):
                for line in self.blocks(child.find(f"{W}sdtContent"), depth + 1):
                    yield Line("", dropped=(LeftOut("contents", line.text),))
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
                yield from self.blocks(child, depth + 1)

    def _rows(self, table, depth: int) -> list[list[list[Line]]]:
        rows = []
        for row in table.iter(f"{W}tr"):
            if next(row.iterancestors(f"{W}tbl")) is not table:
                continue  # of a table within this one
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = [
                cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row
            ]
            rows.append([list(self.blocks(cell, depth + 1)) for cell in cells])
        return rows

    def _is_contents(self, block) -> bool:
        gallery = block.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        return gallery is not None and bool(CONTENTS.match(gallery.get(f"{W}val") or ""))

    def _paragraph(self, paragraph, depth: int) -> Iterator[Line]:
        """Yield a paragraph as its lines: a line break within it parts them."""
        style = value_of(paragraph, "pPr/pStyle")
        text, dropped = self._words_of(paragraph, style)
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            # Its end was deleted: what is left of it belongs to the next one, and no number
            # counts it.
            self.carried.append(text)
            yield Line("", dropped=dropped)
            return
        text = "".join([*self.carried, text])
        self.carried = []
        if CONTENTS.match(self.styles.name(style)):
            yield Line("", dropped=(*dropped, LeftOut("contents", squeeze(text))))
            return
        rule = self._rule_of(paragraph) or self.styles.rule(style, self.counting)
        number = self.counting.next(*rule) if rule else ""
        # In a cell of its own a number stands for the words of the cell beside it.
        if number and (text.strip() or depth):
            text = f"{number} {text.lstrip()}"
        centred = value_of(paragraph, "pPr/jc") == "center"
        for place, row in enumerate(text.split("\n")):
            own = dropped if place == 0 else ()
            level = self.styles.level(style)
            yield Line(row, level=level, gap=True, centred=centred, dropped=own)
        yield from self._boxes(paragraph, depth)

    def _boxes(self, paragraph, depth: int) -> Iterator[Line]:
        """Yield the words of text boxes that hang on a paragraph, once and apart from it."""
        for box in paragraph.iter(f"{W}txbxContent"):
            if any(above.tag in SKIPPED for above in box.iterancestors()):
                continue
            for line in self.blocks(box, depth + 1):
                box_words = LeftOut("box", squeeze(line.text))
                yield line._replace(dropped=(*line.dropped, box_words)) if line.text else line

    def _rule_of(self, paragraph) -> tuple[str, int] | None:
        """Return (numbering, level) by which a paragraph is counted, None where it is not."""
        number = value_of(paragraph, "pPr/numPr/numId")
        if number is None:
            return None
        return number, _figure(value_of(paragraph, "pPr/numPr/ilvl"))

    def _words_of(self, paragraph, style: str | None) -> tuple[str, tuple[LeftOut, ...]]:
        """Return the words of a paragraph and what is left out of it: struck, hidden, notes."""
        words: list[str] = []
        dropped: list[LeftOut] = []
        of_paragraph = self.styles.run(style, Run())
        run = of_paragraph
        walk = etree.iterwalk(paragraph, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                run = of_paragraph if element.tag == f"{W}r" else run
            elif element.tag in SKIPPED and element is not paragraph:
                walk.skip_subtree()
            elif element.tag == f"{W}del":
                dropped.append(LeftOut("struck", deleted_words(element)))
                walk.skip_subtree()
            elif element.tag == f"{W}r":
                run = self._run_of(element, of_paragraph)
            elif element.tag in NOTES or element.tag == f"{W}commentReference":
                dropped += self._note(element)
            elif sign := _sign_of(element):
                _keep(sign, run, words, dropped)
        text = "".join(words)
        if dropped:
            text = "\n".join(closed_up(row) for row in text.split("\n"))
        return text, _joined(dropped)

    def _run_of(self, element, of_paragraph: Run) -> Run:
        own = element.find(f"{W}rPr")
        if own is None:
            return of_paragraph
        run = self.styles.run(value_of(element, "rPr/rStyle"), of_paragraph)
        return with_properties(own, run)

    def _note(self, element) -> list[LeftOut]:
        part = NOTES.get(element.tag, "comments")
        note = self.notes.get(part, {}).get(element.get(f"{W}id"))
        kind = "comment" if part == "comments" else "note"
        if note is None:
            return [LeftOut(kind, "")]
        words = " ".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in note.iter(f"{W}p"))
        return [LeftOut(kind, squeeze(words))]


def _sign_of(element) -> str:
    """Return the words or signs that an element of a run stands for."""
    if element.tag == f"{W}t":
        return element.text or ""
    if element.tag == f"{W}noBreakHyphen":
        return "-"
    if element.tag == f"{W}tab":
        return " "
    return "\n" if element.tag in (f"{W}br", f"{W}cr") else ""


def _keep(sign: str, run: Run, words: list[str], dropped: list[LeftOut]) -> None:
    """Put words where they belong: to the text, or to what is left out of it."""
    if run.is_hidden:
        dropped.append(LeftOut("hidden", sign))
    elif run.is_struck:
        dropped.append(LeftOut("struck", sign))
    elif run.is_raised and NOTE_MARK.fullmatch(sign.strip()) and not _is_power("".join(words)):
        dropped.append(LeftOut("note", sign))
    else:
        words.append(sign)


def _is_power(before: str) -> bool:
    """Tell whether a raised figure after these words is a power, as in "km2", or begins a line."""
    return bool(UNIT.search(before)) or not before.strip()


def _joined(dropped: list[LeftOut]) -> tuple[LeftOut, ...]:
    """Return what was dropped with neighbours of one kind as one, without what has no words."""
    joined: list[LeftOut] = []
    for item in dropped:
        if joined and joined[-1].kind == item.kind and item.kind in ("struck", "hidden"):
            joined[-1] = joined[-1]._replace(text=joined[-1].text + item.text)
        else:
            joined.append(item)
    whole = [item._replace(text=squeeze(item.text)) for item in joined]
    return tuple(item for item in whole if item.text or item.kind in ("note", "comment"))


def deleted_words(element) -> str:
    texts = element.iter(f"{W}delText", f"{W}t")
    return "".join(text.text or "" for text in texts)


SWITCHES = {"strike": "is_struck", "dstrike": "is_struck", "vanish": "is_hidden"}


def with_properties(properties, run: Run) -> Run:
    """Return a run with what its own properties, or those of a style, say of it."""
    said: dict[str, bool] = {}
    for name, field in SWITCHES.items():
        switch = properties.find(f"{W}{name}")
        if switch is not None:
            # Either kind of striking is one; each switch may also say that it is off.
            on = switch.get(f"{W}val") not in ("0", "false", "none", "off")
            said[field] = said.get(field, False) or on
    align = properties.find(f"{W}vertAlign")
    if align is not None:
        said["is_raised"] = align.get(f"{W}val") == "superscript"
    return run._replace(**said)


def value_of(element, path: str) -> str | None:
    """Return the w:val at the end of a path of names; None where there is none."""
    inner = element.find("/".join(f"{W}{name}" for name in path.split("/")))
    return inner.get(f"{W}val") if inner is not None else None


def _figure(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 3 else 0


class Styles:
    """What the styles of a document say: which are headings, which are counted."""

    def __init__(self, root):
        self._styles = {}
        for style in root.iter(f"{W}style") if root is not None else ():
            self._styles[style.get(f"{W}styleId")] = style

    def name(self, key: str | None) -> str:
        style = self._styles.get(key)
        return (value_of(style, "name") or "") if style is not None else ""

    def level(self, key: str | None) -> int:
        """Return the level of a heading, 0 for what is none."""
        match = HEADING.match(self.name(key))
        return int(match[1] or 1) if match else 0

    def rule(self, key: str | None, counting: "Counting") -> tuple[str, int] | None:
        """Return (numbering, level) by which paragraphs of a style are counted."""
        for name, style in self._with_bases(key):
            number = value_of(style, "pPr/numPr/numId")
            if number is not None:
                level = value_of(style, "pPr/numPr/ilvl")
                own = counting.level_of_style(number, name) if level is None else _figure(level)
                return number, own
        return None

    def run(self, key: str | None, run: Run) -> Run:
        """Return how letters of a style stand, beginning from how they stand around it."""
        for _name, style in reversed(list(self._with_bases(key))):
            properties = style.find(f"{W}rPr")
            if properties is not None:
                run = with_properties(properties, run)
        return run

    def _with_bases(self, key: str | None) -> Iterator[tuple[str, object]]:
        """Yield a style and those that it is based on, each once."""
        seen = set()
        while key in self._styles and key not in seen:
            seen.add(key)
            yield key, self._styles[key]
            key = value_of(self._styles[key], "basedOn")


class Level(NamedTuple):
    """One level of a list: the style of its numbers, their pattern, the first, its paragraphs."""

    style: str
    pattern: str
    start: int
    paragraphs: str | None
    in_figures: bool  # whatever the levels above count in


class Counting:
    """Counts the paragraphs of a document, list by list and level by level."""

    def __init__(self, root):
        self._levels, self._starts = {}, {}
        self._counts = defaultdict(dict)
        if root is not None:
            self._read(root)

    def _read(self, root) -> None:
        rules = {rule.get(f"{W}abstractNumId"): rule for rule in root.iter(f"{W}abstractNum")}
        # A list may have its levels from a style of lists, which stands in another rule.
        of_styles = {
            style: rule for rule in rules.values() if (style := value_of(rule, "styleLink"))
        }
        levels = {}
        for key, rule in rules.items():
            linked = of_styles.get(value_of(rule, "numStyleLink") or "", rule)
            levels[key] = _levels_of(linked if linked.find(f"{W}lvl") is not None else rule)
        for numbering in root.iter(f"{W}num"):
            key = value_of(numbering, "abstractNumId")
            number = numbering.get(f"{W}numId")
            self._levels[number] = key, levels.get(key, {})
            for override in numbering.iter(f"{W}lvlOverride"):
                place = number, override.get(f"{W}ilvl")
                self._levels[number] = key, self._levels[number][1] | _levels_of(override)
                start = value_of(override, "startOverride")
                if start is not None:
                    self._starts[place] = _start(start)

    def level_of_style(self, number: str, style: str) -> int:
        """Return the level whose paragraphs bear a style, 0 where none says so."""
        _key, levels = self._levels.get(number, (None, {}))
        places = (int(place) for place, level in levels.items() if level.paragraphs == style)
        return next(places, 0)

    def next(self, number: str, level: int) -> str:
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
            counts[level] = counts.get(level, levels[str(level)].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        own = levels[str(level)]
        if own.style == "bullet":
            return "–"

        def shown(match: re.Match) -> str:
            return self._shown(levels, counts, int(match[1]) - 1, own.in_figures)

        return re.sub(r"%(\d)", shown, own.pattern)

    def _shown(self, levels: dict, counts: dict, level: int, in_figures: bool) -> str:
        own = levels.get(str(level), Level("decimal", "", 1, None, False))
        value = counts.get(level, own.start)
        style = "decimal" if in_figures else own.style
        return NUMBER_STYLES.get(style, str)(value) if 0 < value <= LARGEST_NUMBER else str(value)


def _levels_of(rule) -> dict[str, Level]:
    return {
        level.get(f"{W}ilvl"): Level(
            value_of(level, "numFmt") or "decimal",
            value_of(level, "lvlText") or "",
            _start(value_of(level, "start")),
            value_of(level, "pStyle"),
            level.find(f"{W}isLgl") is not None,
        )
        for level in rule.iter(f"{W}lvl")
    }


def _start(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 1
