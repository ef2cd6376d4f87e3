"""The numbers that Word counts by itself, as they stand on the page."""

import re
from collections import defaultdict

from articles.reading.provision_numbers import letters
from articles.references.numerals import roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "lowerLetter": letters,
    "upperLetter": lambda value: letters(value).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
    "arabicAbjad": lambda value: "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"[(value - 1) % 28],
}
LARGEST = 999


class Counting:
    """Counts the paragraphs of a document, list by list and level by level."""

    def __init__(self, root):
        self._levels, self._starts = {}, {}
        self._counts = defaultdict(dict)
        if root is not None:
            self._read(root)

    def _read(self, root):
        abstract = {
            one.get(f"{W}abstractNumId"): {
                level.get(f"{W}ilvl"): (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    _number(_value(level, "start")),
                )
                for level in one.iter(f"{W}lvl")
            }
            for one in root.iter(f"{W}abstractNum")
        }
        for one in root.iter(f"{W}num"):
            key = _value(one, "abstractNumId")
            self._levels[one.get(f"{W}numId")] = key, abstract.get(key, {})
            for override in one.iter(f"{W}lvlOverride"):
                start = _value(override, "startOverride")
                if start is not None:
                    place = one.get(f"{W}numId"), override.get(f"{W}ilvl")
                    self._starts[place] = _number(start)

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
        for deeper in [one for one in counts if one > level]:
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
        return STYLES.get(style, str)(value) if 0 < value <= LARGEST else str(value)


def _value(element, name):
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val") if found is not None else None


def _number(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else 1
