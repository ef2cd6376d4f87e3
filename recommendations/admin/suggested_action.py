"""The action that title and wording speak of: a suggestion where an editor leaves it open. Pure."""

import re

from recommendations.models import Recommendation

Action = Recommendation.Action
FIRST_WORDS = {
    Action.DELETE: r"delete|remove|strike|omit|drop",
    Action.INSERT: r"insert|add",
    Action.REPLACE: r"replace|substitute",
    Action.RETAIN: r"retain|maintain|preserve",
}


def suggested(title, wordings, cross_cutting=False):
    """Return the likely action; wordings are (is an insertion, base, proposed), one a target."""
    told = {_of_wording(*wording) for wording in wordings} - {None}
    if len(told) == 1:
        return told.pop()
    if told:
        return Action.AMEND
    for action, words in FIRST_WORDS.items():
        if re.match(rf"(?:{words})\b", title.strip(), re.IGNORECASE):
            return action
    return Action.GENERAL if cross_cutting or not wordings else Action.AMEND


def _of_wording(is_insertion, base, proposed):
    base, proposed = base.strip(), proposed.strip()
    if is_insertion or (proposed and not base):
        return Action.INSERT
    if base and not proposed:
        return Action.DELETE
    return Action.AMEND if base else None
