"""The list of contents before a text: found, so that its entries are not taken for articles."""

import re

from articles.reading.heading_lines import SENTENCE_END, Heading, Structure, is_contents_entry
from articles.reading.lines import Line

FEWEST = 3  # articles that a list names, where nothing calls it a list of contents
MOST_WORDS = 25  # of one entry
MOST_LINES = 4  # between two articles of a list: headings, chapters
LOOK_BACK = 8  # lines above the first article within which the list begins
TITLE = re.compile(
    r"(?:table of )?contents|index|table des mati[eè]res|sommaire|[ií]ndice|sumario|contenido|"
    r"inhalt(?:sverzeichnis|sübersicht)?|inhoud(?:sopgave)?|sum[aá]rio|содержание|оглавление|"
    r"目\s*[录錄次]|المحتويات|الفهرس",
    re.IGNORECASE,
)
BULLET = re.compile(r"^[–—•▪●*·-]\s*")
PAGE = re.compile(r"(?:[\s.…_]+|\t)\d{1,4}$")


def parted(lines: list[Line], structure: Structure) -> tuple[list[Line], list[Line], list[str]]:
    """Return the text, the lines of its list of contents, and the articles that this names."""
    heads = [
        (index, number) for index, line in enumerate(lines) if (number := _article(line, structure))
    ]
    run = _run(heads, lines)
    later = {number for index, number in heads if run and index > run[-1][0]}
    named = [number for _index, number in run]
    titled = bool(run) and any(
        TITLE.fullmatch(line.text) for line in lines[max(0, run[0][0] - LOOK_BACK) : run[0][0]]
    )
    repeated = sum(number in later for number in named)
    if len(named) < (1 if titled else FEWEST) or repeated * 5 < len(named) * 4:
        entries = [line for line in lines if is_contents_entry(line.text)]
        return [line for line in lines if not is_contents_entry(line.text)], entries, []
    start = _start(lines, run[0][0], structure)
    end = _end(lines, run[-1][0], structure, start)
    text = [line for line in [*lines[:start], *lines[end:]] if not is_contents_entry(line.text)]
    return text, lines[start:end], named


def _article(line: Line, structure: Structure) -> str:
    """Return the number of the article that a line heads or names, "" where it does neither."""
    entry = line._replace(text=BULLET.sub("", line.text))
    heading = structure.heading(entry) if len(entry.text) < 400 else None
    return heading.number if heading and heading.kind == "article" else ""


def _run(heads: list[tuple[int, str]], lines: list[Line]) -> list[tuple[int, str]]:
    """Return the first articles that follow one another with no words of a text between them."""
    run: list[tuple[int, str]] = []
    for index, number in heads:
        seen = {other for _index, other in run}
        between = lines[run[-1][0] + 1 : index] if run else []
        entries = all(_is_entry(line) for line in between) and len(between) <= MOST_LINES
        if run and (number in seen or not entries):
            break
        run.append((index, number))
    return run


def _is_entry(line: Line) -> bool:
    bare = PAGE.sub("", line.text)
    return len(bare.split()) <= MOST_WORDS and not SENTENCE_END.search(bare)


def _start(lines: list[Line], first: int, structure: Structure) -> int:
    """Return where the list begins: at its title, or at the headings above its first article."""
    for index in range(first - 1, max(-1, first - LOOK_BACK), -1):
        if TITLE.fullmatch(lines[index].text):
            return index
    start = first
    while start and (_heads(lines[start - 1], structure) or PAGE.search(lines[start - 1].text)):
        start -= 1
    return start


def _end(lines: list[Line], last: int, structure: Structure, start: int) -> int:
    """Return where the text goes on: after the last entry and what belongs to it."""
    preamble = any(
        structure.preamble.match(BULLET.sub("", line.text)) for line in lines[start:last]
    )
    end = last + 1
    while end < len(lines):
        line = lines[end]
        bare = BULLET.sub("", line.text)
        if not _is_entry(line) or (preamble and structure.preamble.match(bare)):
            break
        if _article(line, structure):
            break  # the run has all articles that the list names
        if not PAGE.search(line.text) and not _comes_again(lines, end, structure):
            break
        end += 1
    return end


def _comes_again(lines: list[Line], index: int, structure: Structure) -> bool:
    """Tell whether what a line says, or the unit that it names, stands in the text once more."""
    plain, heading = _plain(lines[index].text), _heading(lines[index], structure)
    for line in lines[index + 1 :]:
        if _plain(line.text) == plain:
            return True
        other = _heading(line, structure) if heading is not None else None
        if other is not None and heading is not None and other[:2] == heading[:2]:
            return True
    return False


def _heads(line: Line, structure: Structure) -> bool:
    bare = BULLET.sub("", PAGE.sub("", line.text))
    return bool(_heading(line, structure) or structure.preamble.match(bare))


def _heading(line: Line, structure: Structure) -> Heading | None:
    return structure.heading(line._replace(text=BULLET.sub("", PAGE.sub("", line.text))))


def _plain(text: str) -> str:
    return " ".join(BULLET.sub("", PAGE.sub("", text)).casefold().split())
