"""Trees of the text: provisions of one article as it runs, and what lies in what."""

from collections import defaultdict


def as_the_text_runs(provisions):
    """Yield (provision, depth) for an article's provisions; the depth of the outermost is 1.

    What lies in another follows it, one step deeper. None is left out: those that lie in a circle,
    which is a fault, come last, as outermost.
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


def publicly_visible(provisions, cited):
    """Return the provisions of an article that everybody may see, in no order.

    They are those that have a wording or that something public cites (`cited` are their ids), and
    all that these lie in. The others were made for what is not public: a mistyped "24(99)" of a
    draft recommendation is no paragraph of the treaty.
    """
    rows, visible = {row.pk: row for row in provisions}, set()
    for row in rows.values():
        if row.pk in cited or row.texts.all():
            while row is not None and row.pk not in visible:
                visible.add(row.pk)
                row = rows.get(row.parent_id)
    return [row for row in rows.values() if row.pk in visible]


def lies_within_itself(row):
    """Return whether a row is among those that it lies in, by their `parent`; any circle ends it.

    A row not yet stored never is: none can lie in it.
    """
    above, seen = row.parent if row.pk else None, set()
    while above is not None and above.pk not in seen:
        if above.pk == row.pk:
            return True
        seen.add(above.pk)
        above = above.parent
    return False
