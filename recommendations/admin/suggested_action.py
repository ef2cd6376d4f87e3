"""The action that title and wording speak of: a suggestion where an editor leaves it open. Pure.

It reads the form as it was posted, before anything of it is checked.
"""

import re
from collections import defaultdict

from django.forms.formsets import DEFAULT_MAX_NUM, TOTAL_FORM_COUNT, ManagementForm

from recommendations.models import Recommendation, Target

Action = Recommendation.Action
FIRST_WORDS = {
    Action.DELETE: r"delete|remove|strike|omit|drop",
    Action.INSERT: r"insert|add",
    Action.REPLACE: r"replace|substitute",
    Action.RETAIN: r"retain|maintain|preserve",
}
FIELD = re.compile(r"([a-z]+)-(0|[1-9][0-9]{0,3})-(.+)")
MOST = 2 * DEFAULT_MAX_NUM  # rows that a formset looks at, whatever number is posted
INSERTIONS = (Target.Relation.BEFORE, Target.Relation.AFTER)


def suggested(title, wordings, cross_cutting=False):
    """Return the likely action; wordings are (is an insertion, base, proposed), one a target."""
    actions = {_action_of(*wording) for wording in wordings} - {None}
    if len(actions) == 1:
        return actions.pop()
    if actions:
        return Action.AMEND
    for action, words in FIRST_WORDS.items():
        if re.match(rf"(?:{words})\b", title.strip(), re.IGNORECASE):
            return action
    return Action.GENERAL if cross_cutting or not wordings else Action.AMEND


def _action_of(is_insertion, base, proposed):
    base, proposed = base.strip(), proposed.strip()
    if is_insertion or (proposed and not base):
        return Action.INSERT
    if base and not proposed:
        return Action.DELETE
    return Action.AMEND if base else None


def wordings(posted):
    """Return (is an insertion, base, proposed) of every row of targets."""
    return [
        (row.get("relation") in INSERTIONS, row.get("base", ""), row.get("proposed", ""))
        for row in target_rows(posted)
    ]


def target_rows(posted):
    """Return the rows of targets that somebody filled in and did not take away."""
    return filled_rows(posted, "targets", "place")


def filled_rows(posted, prefix, key):
    """Return the rows of a formset in which a field is filled, removed ones aside, as dicts."""
    count, rows = _rows_posted(posted, prefix), defaultdict(dict)
    for name, value in posted.items():
        field = FIELD.fullmatch(name)
        if field and field[1] == prefix and int(field[2]) < count:
            rows[int(field[2])][field[3]] = value.replace("\0", " ")
    return [
        row
        for _number, row in sorted(rows.items())
        if row.get(key, "").strip() and "DELETE" not in row
    ]


def _rows_posted(posted, prefix):
    """Return how many rows the form says that it has; 0 where it does not say."""
    management = ManagementForm(posted, prefix=prefix)
    management.full_clean()
    return min(management.cleaned_data.get(TOTAL_FORM_COUNT) or 0, MOST)
