"""The sessions and drafts of a treaty in one order of time."""

from datetime import date
from typing import NamedTuple

from articles import dates
from articles.models import Draft, Session


class TimelineEntry(NamedTuple):
    """A session or a draft, the day it is placed at, and how much was said to or of it."""

    day: date
    session: Session | None
    draft: Draft | None
    count: int  # submissions to the session, or recommendations on the draft

    @property
    def year(self):
        return None if self.day == date.min else self.day.year


def timeline(sessions, drafts, submitted, asked):
    """Return the Entries in order of time; what has no date stands by what it belongs to.

    `submitted` maps sessions' ids to numbers of submissions, `asked` drafts' paths to
    recommendations.
    """
    begins, last = {}, date.min
    for session in sessions:
        last = begins[session.pk] = session.starts_on or last
    entries = []
    last = date.min
    for draft in drafts:
        last = day_of(draft, begins) or last
        entries.append(TimelineEntry(last, None, draft, asked.get(draft.path, 0)))
    entries += [TimelineEntry(begins[s.pk], s, None, submitted.get(s.pk, 0)) for s in sessions]
    # Stable: a draft stands before the session of its day, which had it on the table.
    return sorted(entries, key=lambda entry: entry.day)


def day_of(draft, begins):
    """Return the first day that a draft's date may mean, else that of its first session."""
    if draft.date:
        return dates.span(draft.date).first
    return min((begins[session.pk] for session in draft.sessions.all()), default=None)
