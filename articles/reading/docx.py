"""Word documents (.docx): paragraphs with the numbers that Word counts by itself.

Word keeps most numbers of provisions as a rule of counting and not as text; python-docx does not
count them, so the few parts of the file that matter are read here.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from articles.interface_translation import gettext as _
from articles.reading.docx_styles import (
    Counting,
    Run,
    Styles,
    W,
    figure,
    value_of,
    with_properties,
)
from articles.reading.lines import LeftOut, Line, Unreadable, closed_up, squeeze
from articles.reading.markup import DEEPEST, parsed_xml
from articles.reading.tables import table_lines

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
LARGEST_PART = 60_000_000  # bytes of one part, unpacked; a zip bomb has more
PARTS = ("document", "styles", "numbering", "footnotes", "endnotes", "comments")
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
                raise Unreadable(_("This is a ZIP file, but not a Word document."))
            for part in PARTS:
                name = f"word/{part}.xml"
                if name in names:
                    parts[part] = parsed_xml(_unpacked(archive, name), _("a Word document"))
    except Unreadable:
        raise
    except (*DAMAGED, NotImplementedError) as error:
        raise Unreadable(_("This Word document is damaged or incomplete.")) from error
    except RuntimeError as error:
        raise Unreadable(
            _("This Word document is protected by a password. Save a copy without a password.")
        ) from error
    return parts


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part; what its header says of its size is not believed."""
    with archive.open(name) as stream:
        content = stream.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise Unreadable(_("This file is too large to be read once it is unpacked."))
    return content


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
            raise Unreadable(_("This file is nested too deeply to be a treaty."))
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
        return number, figure(value_of(paragraph, "pPr/numPr/ilvl"))

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
