"""What pages add to a text: running headers and footers, page numbers, footnotes. Removed here."""

import re
from collections import Counter, defaultdict
from itertools import pairwise
from statistics import median

from articles.reading.line_joining import UNIT
from articles.reading.lines import LeftOut, Line
from articles.reading.provision_numbers import sign_of

EDGE = 3  # lines from the top or bottom of a page within which headers and footers stand
FAR_EDGE = 7
SHORTEST_PAGE = 8  # lines between two numbers of pages
SPANNED = 0.6  # of a text, that the numbers of its pages stand in
MOST_COUNT = 0.8  # of the numbers alone on their lines, where those count pages
LOOK_BACK = 40  # numbers alone on their lines, of which one may be the page before
FEWEST_COUNTED = 4  # numbers alone on their lines that count pages
FEWEST = 3  # pages on which a line must stand to be a running one
PAGE_NUMBER = re.compile(
    r"(?:[-–—\s]*\d{1,4}[-–—\s]*|(?:page|página|seite|الصفحة)?\s*\d{1,4}\s*(?:/|of|de|sur)\s*\d{1,4})$"
    r"|[ivxl]{1,6}$",
    re.IGNORECASE,
)
PAGE_OF = re.compile(
    r"(?:page|página|seite)?\s*\d{1,4}\s*(?:/|of|de|sur|von)\s*\d{1,4}", re.IGNORECASE
)
BESIDE = 2  # lines from "page 2 of 54" within which a running line stands
SMALL = 0.92  # of the usual size of letters; footnotes are smaller


def without_furniture(lines: list[Line]) -> list[Line]:
    """Return the lines of all pages without what belongs to the pages and not to the text."""
    by_page = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    if len(by_page) < 2:
        return lines
    running = _running(by_page.values())
    usual = median([line.size for line in lines if line.size] or [0])
    kept: list[Line] = []
    dropped: tuple[LeftOut, ...] = ()
    for page in by_page.values():
        page, notes = _without_footnotes(page, usual)
        last = len(page) - 1
        for place, line in enumerate(page):
            if _is_furniture(line, min(place, last - place), running):
                dropped += (*line.dropped, LeftOut("furniture", line.text, line.page))
                continue
            kept.append(line._replace(dropped=dropped + line.dropped))
            dropped = ()
        dropped += tuple(LeftOut("note", line.text, line.page) for line in notes)
    if kept and dropped:
        kept[-1] = kept[-1]._replace(dropped=kept[-1].dropped + dropped)
    return kept


def without_page_numbers(lines: list[Line]) -> list[Line]:
    """Return the lines of a text that a program took from pages without the numbers of these.

    "16 of 54" alone on a line is nothing else; a number alone is one where many follow one another,
    each a page further down.
    """
    marks = {place for place, line in enumerate(lines) if PAGE_OF.fullmatch(line.text.strip())}
    marks = marks if len(marks) >= FEWEST else set()
    marks |= _beside(marks, lines)
    marks |= _pages_counted(lines)
    kept: list[Line] = []
    dropped: tuple[LeftOut, ...] = ()
    for place, line in enumerate(lines):
        if place in marks:
            dropped += (LeftOut("furniture", line.text),)
            continue
        kept.append(line._replace(dropped=dropped + line.dropped))
        dropped = ()
    if kept and dropped:
        kept[-1] = kept[-1]._replace(dropped=kept[-1].dropped + dropped)
    return kept


def _beside(marks: set[int], lines: list[Line]) -> set[int]:
    """Return the places of running lines, such as the symbol of a document, beside such marks."""
    near = {
        place
        for mark in marks
        for place in range(mark - BESIDE, mark + BESIDE + 1)
        if 0 <= place < len(lines) and place not in marks
        if not _is_of_the_text(lines[place].text)
    }
    counts = Counter(lines[place].text for place in near)
    return {place for place in near if counts[lines[place].text] * 2 > len(marks)}


def _pages_counted(lines: list[Line]) -> set[int]:
    """Return the places of numbers alone on their lines that count pages.

    A page may be missing, and a table may hold a number alone: what counts is the longest run of
    rising numbers, which has nearly all of them, rises by one nearly always, and spans the text.
    """
    alone = [
        (place, int(re.sub(r"\D", "", line.text)))
        for place, line in enumerate(lines)
        if re.fullmatch(r"[-–—\s]*\d{1,4}[-–—\s]*", line.text)
    ]
    run = _longest_run(alone)
    if len(run) < FEWEST_COUNTED or len(run) < len(alone) * MOST_COUNT:
        return set()
    steps = sum(after[1] - before[1] == 1 for before, after in pairwise(run))
    # The items of one table count as well; pages count from the beginning of a text to its end.
    whole = run[-1][0] - run[0][0] > len(lines) * SPANNED and steps >= MOST_COUNT * (len(run) - 1)
    return {place for place, _number in run} if whole else set()


def _longest_run(alone: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of (place, number) in which both rise, each a page further down."""
    longest: list[
        tuple[int, int]
    ] = []  # for each: length of the run that it ends, its fellow before
    for index, (place, number) in enumerate(alone):
        before = [
            (longest[other][0], other)
            for other in range(max(0, index - LOOK_BACK), index)
            if alone[other][1] < number and place - alone[other][0] >= SHORTEST_PAGE
        ]
        length, fellow = max(before, default=(0, -1))
        longest.append((length + 1, fellow))
    run, index = [], max(range(len(alone)), key=lambda place: longest[place][0], default=-1)
    while index >= 0:
        run.append(alone[index])
        index = longest[index][1]
    return run[::-1]


def _is_furniture(line: Line, from_edge: int, running: set[str]) -> bool:
    """Tell whether a line, so many lines from the edge of its page, belongs to the page."""
    text = line.text.strip()
    if from_edge < EDGE and (alike(text) in running or PAGE_NUMBER.match(text)):
        return True
    # A header may be of many lines; "2 of 54" is nothing else.
    return from_edge < FAR_EDGE and bool(PAGE_OF.fullmatch(text))


def alike(text: str) -> str:
    """Return a line so that "A/77/1 page 2" and "A/77/1 page 3" are one."""
    return re.sub(r"\d+", "#", " ".join(text.split())).lower()


def _running(pages):
    """Return the lines that stand at the edge of many pages."""
    counts = Counter()
    for page in pages:
        edges = [line.text for line in (*page[:EDGE], *page[-EDGE:])]
        counts.update({alike(text) for text in edges if not _is_of_the_text(text)})
    fewest = max(FEWEST, len(pages) // 5)
    return {text for text, count in counts.items() if count >= fewest and text.strip("# -–")}


def _is_of_the_text(text):
    """Tell whether a line is numbered, or heads an article: many pages begin with those."""
    return bool(UNIT.match(text.strip())) or sign_of(text.strip())[0] is not None


def _without_footnotes(page: list[Line], usual: float) -> tuple[list[Line], list[Line]]:
    """Return a page without the small lines at its foot that begin with a mark, and these."""
    start = len(page)
    while start and page[start - 1].size and page[start - 1].size < usual * SMALL:
        start -= 1
    foot = page[start:]
    if start and foot and re.match(r"(?:\d{1,3}|[*†‡]|[a-z]\b)", foot[0].text.strip()):
        return page[:start], foot
    return page, []
