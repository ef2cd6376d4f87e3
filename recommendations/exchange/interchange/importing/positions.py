"""The order of a file as positions of rows."""

from itertools import pairwise


def positions(rows):
    """Return the positions of rows in the order of a file, None for a new row.

    Where all are there and stand in this order already, their positions stay: files that name only
    some of the rows then do not disturb the others.
    """
    held = [row.position for row in rows if row]
    rising = all(before < after for before, after in pairwise(held))
    return held if rising and len(held) == len(rows) else list(range(len(rows)))


def in_order(entries, nested, within=None):
    """Yield each entry of a tree with the one that it lies within, in the order of reading."""
    for entry in entries:
        yield entry, within
        yield from in_order(entry.get(nested, []), nested, entry)
