"""Rows of targets as a form posts them, before anything of them is checked. Pure."""

import re
from collections import defaultdict

from django.forms.formsets import DEFAULT_MAX_NUM, TOTAL_FORM_COUNT, ManagementForm

from recommendations.models import Target

PREFIX = "targets"
FIELD = re.compile(rf"{PREFIX}-(0|[1-9][0-9]{{0,3}})-(.+)")
MOST = 2 * DEFAULT_MAX_NUM  # rows that a formset looks at, whatever number is posted
INSERTIONS = (Target.Relation.BEFORE, Target.Relation.AFTER)


def target_rows(posted):
    """Return the rows that somebody filled in and did not take away: dicts of their fields."""
    count, rows = _rows_posted(posted), defaultdict(dict)
    for name, value in posted.items():
        field = FIELD.fullmatch(name)
        if field and int(field[1]) < count:
            rows[int(field[1])][field[2]] = value.replace("\0", " ")
    return [
        row
        for _number, row in sorted(rows.items())
        if row.get("place", "").strip() and "DELETE" not in row
    ]


def _rows_posted(posted):
    """Return how many rows the form says that it has; 0 where it does not say."""
    management = ManagementForm(posted, prefix=PREFIX)
    management.full_clean()
    return min(management.cleaned_data.get(TOTAL_FORM_COUNT) or 0, MOST)


def wordings(posted):
    """Return (is an insertion, base, proposed) of every such row."""
    return [
        (row.get("relation") in INSERTIONS, row.get("base", ""), row.get("proposed", ""))
        for row in target_rows(posted)
    ]
