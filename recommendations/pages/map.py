"""The map of a treaty: every article of a draft as a cell, shaded by how much is asked of it."""

from typing import NamedTuple

from articles.models import Article, Division
from recommendations.pages.contents import Heading, contents

LEVELS = 4


class Cell(NamedTuple):
    """An article, the number of recommendations on it in any draft, and its shade, 0 to 4."""

    article: Article
    count: int
    level: int


class Band(NamedTuple):
    """A division of the uppermost level, or none, with the cells of all that stands in it."""

    division: Division | None
    cells: list[Cell]


def map_of(draft):
    """Return the Bands of a draft in the order of the text; as many queries as `contents`."""
    bands = []
    for entry in contents(draft):
        division = entry.division if isinstance(entry, Heading) else None
        if not bands or division or bands[-1][0]:
            bands.append((division, []))
        bands[-1][1].extend(lines_in(entry))
    most = max((line.everywhere for _division, lines in bands for line in lines), default=0)
    return [
        Band(division, [Cell(line.article, line.everywhere, level(line, most)) for line in lines])
        for division, lines in bands
        if lines
    ]


def lines_in(entry):
    """Return the lines of an entry of the contents, itself or all below it."""
    if not isinstance(entry, Heading):
        return [entry]
    return [line for below in entry.entries for line in lines_in(below)]


def level(line, most):
    """Return the shade of a line: 0 where nothing is asked, 4 where most is."""
    return -(-line.everywhere * LEVELS // most) if most else 0


def most_asked(bands):
    """Return the cells with anything asked of them, fullest first."""
    cells = [cell for band in bands for cell in band.cells if cell.count]
    return sorted(cells, key=lambda cell: -cell.count)
