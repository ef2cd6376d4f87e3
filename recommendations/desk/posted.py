"""Rows of targets as a form posts them, before anything of them is checked. Pure."""

from recommendations.models import Target

ROWS = 30
INSERTIONS = (Target.Relation.BEFORE, Target.Relation.AFTER)


def target_rows(posted):
    """Return the rows that somebody filled in and did not take away: dicts of their fields."""
    rows = []
    for number in range(ROWS):
        prefix = f"targets-{number}-"
        row = {
            name.removeprefix(prefix): value.replace("\0", " ")
            for name, value in posted.items()
            if name.startswith(prefix)
        }
        if row.get("place", "").strip() and "DELETE" not in row:
            rows.append(row)
    return rows


def wordings(posted):
    """Return (is an insertion, base, proposed) of every such row."""
    return [
        (row.get("relation") in INSERTIONS, row.get("base", ""), row.get("proposed", ""))
        for row in target_rows(posted)
    ]
