"""Provisions of one article as the text runs: what lies in another follows it, one step deeper."""

from collections import defaultdict


def as_the_text_runs(provisions):
    """Yield (provision, depth) for an article's provisions; the depth of the outermost is 1.

    None is left out: those that lie in a circle, which is a fault, come last, as outermost.
    """
    rows = sorted(provisions, key=lambda row: (row.position, row.pk))
    own, within = {row.pk for row in rows}, defaultdict(list)
    for row in rows:
        within[row.parent_id if row.parent_id in own else None].append(row)

    def below(parent, depth):
        for row in within[parent]:
            own.discard(row.pk)
            yield row, depth
            yield from below(row.pk, depth + 1)

    yield from below(None, 1)
    yield from ((row, 1) for row in rows if row.pk in own)
