"""Where tokens stand: positions that tell their documents by arithmetic on whole arrays. Pure.

All words of a column share one line of positions, of which each document has a stretch. So one
bitmap of positions a word serves both questions: in which documents it stands, and, moved by one,
whether another word stands right after it.
"""

import sys
from array import array
from collections.abc import Iterable

from pyroaring import BitMap

# A document has this many positions: its number is a position without the lowest byte.
ROOM = 256
# What does not fit, in length or in number, has its place from here on, as a table tells.
BEYOND = 2**23


class Positions:
    """Gives each document's tokens a row of positions, no two of them next to each other."""

    def __init__(self) -> None:
        self.owners = array("I")

    def reserve(self, number: int, count: int) -> int:
        """Return the first of count positions in a row for the tokens of a document."""
        if count < ROOM and number < BEYOND:
            return number * ROOM
        start = (BEYOND + len(self.owners)) * ROOM
        # Room for at least one position more than tokens: no document follows on another.
        self.owners.extend([number] * (count // ROOM + 1))
        return start

    def documents(self, positions: array) -> BitMap:
        """Return the documents that an array of positions is in."""
        if not positions:
            return BitMap()
        numbers = BitMap(_without_lowest_byte(positions))
        if numbers.max() >= BEYOND:
            beyond = self._owners_of(numbers.iter_equal_or_larger(BEYOND))
            numbers.remove_range(BEYOND, 2**32)
            numbers.update(beyond)
        return numbers

    def _owners_of(self, blocks: Iterable[int]) -> list[int]:
        return [self.owners[block - BEYOND] for block in blocks]


def _without_lowest_byte(positions: array) -> array:
    """Return an array's integers divided by 256: its bytes moved at once, where a loop is slow."""
    little = sys.byteorder == "little"
    raw = positions.tobytes()
    moved = bytearray(raw[1:] + b"\0" if little else b"\0" + raw[:-1])
    # The byte that came over from the neighbour is the highest of each integer: it is cleared.
    moved[3 if little else 0 :: 4] = bytes(len(positions))
    return array("I", bytes(moved))
