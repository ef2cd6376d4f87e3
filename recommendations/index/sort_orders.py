"""In which order submissions come, for each way to sort the list. Pure."""

from collections.abc import Mapping
from datetime import date

from recommendations.index.records import IndexedSubmission

NO_DAY = date.min.toordinal() - 1


def newest(submission: IndexedSubmission) -> tuple:
    """Latest first day first; without a date at the end."""
    day = submission.first_day
    return -(day.toordinal() if day else NO_DAY), submission.slug


def oldest(submission: IndexedSubmission) -> tuple:
    """Earliest first day first; without a date at the end."""
    day = submission.first_day or date.max
    return submission.first_day is None, day, submission.slug


def cosigned(submission: IndexedSubmission) -> tuple:
    """Most signatories first, of those the newest."""
    return -len(submission.organisations), *newest(submission)


KEYS = {"newest": newest, "oldest": oldest, "cosigned": cosigned}


class SubmissionOrders:
    """The ids of all submissions in each order; sorted when first asked for."""

    def __init__(self, submissions: Mapping[int, IndexedSubmission]):
        self.submissions = submissions
        self.sorted: dict = {}

    def by(self, sort: str) -> list[int]:
        """Return the ids in this order; a name that is none of ours means newest."""
        key = KEYS.get(sort, newest)
        if key not in self.sorted:
            submissions = sorted(self.submissions.values(), key=key)
            self.sorted[key] = [submission.id for submission in submissions]
        return self.sorted[key]
