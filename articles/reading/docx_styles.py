"""What styles and lists of a Word document say: headings, how letters stand, what it counts."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from articles.reading.provision_numbers import letters
from articles.references.numerals import roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING = re.compile(r"heading\s?(\d)|title", re.IGNORECASE)
NUMBER_STYLES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "lowerLetter": letters,
    "upperLetter": lambda value: letters(value).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
    "arabicAbjad": lambda value: "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"[(value - 1) % 28],
}
LARGEST_NUMBER = 999
SWITCHES = {"strike": "is_struck", "dstrike": "is_struck", "vanish": "is_hidden"}


class Run(NamedTuple):
    """How a run of letters stands on the page."""

    is_struck: bool = False
    is_hidden: bool = False
    is_raised: bool = False


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


def figure(text: str | None) -> int:
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
                own = counting.level_of_style(number, name) if level is None else figure(level)
                return number, own
        return None

    def run(self, key: str | None, run: Run) -> Run:
        """Return how letters of a style stand, beginning from how they stand around it."""
        for _name, style in reversed(list(self._with_bases(key))):
            properties = style.find(f"{W}rPr")
            if properties is not None:
                run = with_properties(properties, run)
        return run

    def _with_bases(self, key: str | None) -> Iterator[tuple[str, Any]]:
        """Yield a style and those that it is based on, each once."""
        seen = set()
        while key is not None and key in self._styles and key not in seen:
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
