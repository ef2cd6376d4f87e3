"""The AI Act as the Parliament's amendments of 2023 would have made it, article by article.

They stand in a table of two columns, the Commission's text and the amendment, under rows that name
their place. Here each piece of the Commission's text is put in the place of the other; new
provisions follow the end of their article, so the order within an article is not the Parliament's.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from lxml import html

from articles.folding import natural_key
from articles.lineage.unit_words import Unit

PLACE = re.compile(r"Amendment \d+: (Article|Recital) (\d+(?: [a-z])?)\b(.*)")
LABEL = re.compile(r"^Article \d+ ?[a-z]?\b\s*")
Row = tuple[str, str]  # what the Commission proposed, and what the Parliament wanted


def parliament_units(path: Path, proposed: list[Unit]) -> list[Unit]:
    """Return the articles and recitals of the amended text, in their order."""
    units = {(unit.kind, unit.number): unit for unit in proposed if unit.kind != "annex"}
    for kind, number, is_new, rows in _amendments(path):
        key = kind, number
        unit = units.get(key)
        if unit is None and is_new:
            unit = _new_unit(kind, number, [after for _before, after in rows])
        elif unit is not None:
            unit = _amended(unit, rows)
        if unit is not None:
            units[key] = unit
    kept = [unit for unit in units.values() if unit.text.strip()]
    return sorted(kept, key=lambda unit: (unit.kind, natural_key(unit.number)))


def _amendments(path: Path) -> Iterator[tuple[str, str, bool, list[Row]]]:
    """Yield kind, number, whether the whole unit is new, and the rows of each amendment."""
    content = path.read_bytes().decode("utf-8")
    cells = [row.xpath("./td|./th") for row in html.fromstring(content).xpath("//tr")]
    rows = [tuple(" ".join(cell.text_content().split()) for cell in row) for row in cells]
    place = ""
    placed = []
    for before, after in rows:
        if after.startswith("Amendment ") and not before:
            place = after
        elif place:
            placed.append((place, before, after))
    for named, group in groupby(placed, key=lambda row: row[0]):
        if match := PLACE.match(named):
            number = match[2].replace(" ", "")
            pairs = [(before, after) for _place, before, after in group]
            yield match[1].lower(), number, match[3].strip() == "(new)", pairs


def _new_unit(kind: str, number: str, texts: list[str]) -> Unit:
    if kind == "recital":
        return Unit(f"recital {number}", kind, number, "", "\n".join(texts))
    texts = [text for text in (LABEL.sub("", text) for text in texts) if text]
    heading = texts.pop(0) if texts and len(texts[0]) < 150 else ""
    return Unit(f"article {number}", kind, number, heading, "\n".join(texts))


def _amended(unit: Unit, rows: list[Row]) -> Unit:
    for before, after in rows:
        after = "" if after.strip(". ") in ("deleted", "Deleted") else after
        if before and before.strip() == unit.heading:
            unit = unit._replace(heading=after or unit.heading)
            continue
        bare = re.sub(r"^\(?[\w-]{1,4}[.)]\s*", "", before)
        if bare and bare in unit.text:
            unit = unit._replace(text=unit.text.replace(bare, after, 1))
        elif before and _is_whole(before, unit.text):
            unit = unit._replace(text=after)
        else:
            unit = unit._replace(text=f"{unit.text}\n{after}")
    return unit


def _is_whole(before: str, text: str) -> bool:
    """Tell whether a passage, misprinted here or there, is most of a text."""
    ours, theirs = set(before.split()), set(text.split())
    return len(ours & theirs) > 0.8 * len(theirs)
