"""The number that the next recommendation of a submission probably has. Pure but for one look."""

import re

LAST_FIGURE = re.compile(r"\d+(?=\D*$)")
LONGEST = 20


def following(number):
    """Return the number after this one: "6.1" gives "6.2", "9" gives "10"; "" when it has none."""
    return LAST_FIGURE.sub(lambda figure: str(int(figure.group()) + 1), number, count=1)[:LONGEST]


def next_number(submission, after=None):
    """Return the first free number after the given one, else after the last of the submission."""
    taken = list(submission.recommendations.order_by("sort_key").values_list("number", flat=True))
    number = after or (taken[-1] if taken else "0")
    if not LAST_FIGURE.search(number):
        return ""
    while (number := following(number)) in taken:
        pass
    return number
