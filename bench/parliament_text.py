"""The AI Act as the Parliament's amendments of 2023 would have made it, article by article.

They stand in a table of two columns, the Commission's text and the amendment, under rows that name
their place. Here each piece of the Commission's text is put in the place of the other; what is new
follows what it stands beside in the table, or the end of its article.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from lxml import html

from articles.folding import natural_key
from articles.lineage.provision_words import Text, Wording
from articles.lineage.unit_words import Unit

PLACE = re.compile(r"Amendment \d+: (Article|Recital) (\d+(?: [a-z])?)\b(.*)")
NUMBERING = re.compile(r"^\(?[\w-]{1,4}[.)]\s*")
FEWEST_WORDS = 5  # of a provision; what is shorter is a heading
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


class AmendedText(NamedTuple):
    """Provisions of the articles as amended, and where each of those proposed stands in it.

    That is by the table: under the same eId here, "" where it was struck.
    """

    text: Text
    places: dict[str, str]


def parliament_provisions(path: Path, proposed: Text) -> AmendedText:
    """Return the articles with each row of the table put in; what is new bears "new" in its eId."""
    rows_of = defaultdict(list)
    for kind, number, _is_new, rows in _amendments(path):
        if kind == "article":
            rows_of[number].append(rows)
    text: dict[str, list[Wording]] = {}
    places: dict[str, str] = {}
    for number, wordings in proposed.items():
        text[number] = list(wordings)
        for amendment, rows in enumerate(rows_of[number]):
            _put_in(rows, text[number], f"art_{number}__new_{amendment}")
        left = {wording.eid for wording in text[number]}
        places |= {row.eid: row.eid if row.eid in left else "" for row in wordings}
    return AmendedText(text, places)


def _put_in(rows: list[Row], wordings: list[Wording], new_eid: str) -> None:
    """Put the rows of an amendment into an article, what is new behind what it stands beside."""
    place = len(wordings)
    for number, row in enumerate(rows):
        before, after = (NUMBERING.sub("", cell).strip() for cell in row)
        found = [i for i, wording in enumerate(wordings) if wording.text.strip() == before]
        if before and found:
            place = found[0]
            if after and after.strip(". ").lower() != "deleted":
                wordings[place] = wordings[place]._replace(text=after)
                place += 1
            else:
                del wordings[place]
        elif after and not before and len(after.split()) >= FEWEST_WORDS:
            wordings.insert(place, Wording(f"{new_eid}_{number}", after))
            place += 1


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
        bare = NUMBERING.sub("", before)
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
