"""What to do where nothing is found: which filter to lift, and how much that would give."""

from typing import NamedTuple

from django.http import QueryDict

from recommendations.listing import Chip, Listing

MOST_TRIED = 8


class WayOut(NamedTuple):
    """A filter in force and the number of recommendations that there are without it."""

    chip: Chip
    total: int


def ways_out(chips):
    """Return what lifting each filter alone would give, the fullest first; some queries each."""
    tried = [WayOut(chip, Listing(QueryDict(chip.query)).total) for chip in chips[:MOST_TRIED]]
    return sorted((way for way in tried if way.total), key=lambda way: -way.total)
