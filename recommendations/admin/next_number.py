"""The number that the next recommendation of a submission probably has. Pure but for one look."""

import re

from recommendations.models import Recommendation

LAST_FIGURE = re.compile(r"\d+(?=\D*$)")
LONGEST = Recommendation._meta.get_field("number").max_length


def following(number):
    """Return the number after this one: "6.1" gives "6.2", "6.09" gives "6.10".

    "" where there is none, because the number has no figure or the next would be too long.
    """
    figure = LAST_FIGURE.search(number) if len(number) <= LONGEST else None
    if figure is None:
        return ""
    raised = str(int(figure.group()) + 1).zfill(len(figure.group()))
    found = number[: figure.start()] + raised + number[figure.end() :]
    return found if len(found) <= LONGEST else ""


def free_after(number, taken):
    """Return the first number after this one that is not taken; "" where none fits."""
    while (number := following(number)) and number in taken:
        pass
    return number


def next_number(submission, after=None):
    """Return the first free number after the given one, else after the last of the submission."""
    taken = list(submission.recommendations.order_by("sort_key").values_list("number", flat=True))
    return free_after(after or (taken[-1] if taken else "0"), set(taken))
