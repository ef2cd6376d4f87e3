"""Changes of many rows at once: seen beforehand, then done for all of them or for none.

A preview makes the very change and takes it back, so that it cannot promise anything else.
"""

import hashlib
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import OperationalError, models, transaction
from django.utils.translation import gettext as _

from articles.history.change_sets import change_set
from articles.locking import busy, lock_all, tried_twice, was_broken_off
from recommendations import publishing
from recommendations.models import Recommendation, Submission

# More at once would make a page that nobody reads and a transaction that others wait for.
MOST = 500


class BrokenOff(Exception):
    """A change of many rows that the database broke off twice; it says so to an editor."""


class RowResult(NamedTuple):
    """What a change does to one row, in words; "" where nothing changes; why it is refused."""

    row: models.Model
    what: str
    refusals: tuple = ()
    seen: str = ""  # when the row had last changed before


class BulkResult:
    """What a change did or would do, row by row."""

    def __init__(self, results, is_done):
        self.results, self.is_done = results, is_done

    @property
    def changing(self):
        return [result for result in self.results if result.what and not result.refusals]

    @property
    def refused(self):
        return [result for result in self.results if result.refusals]

    @property
    def unchanged(self):
        return [result for result in self.results if not result.what and not result.refusals]

    @property
    def by_change(self):
        """The rows that change, by what changes in them, in words."""
        return _grouped((result.what, result.row) for result in self.changing)

    @property
    def by_refusal(self):
        """The rows that are refused, by the reasons: a list of sentences as one text."""
        return _grouped((" ".join(result.refusals), result.row) for result in self.refused)

    @property
    def token(self):
        """A digest of what would change: what is confirmed is what was seen, or nothing."""
        seen = [(result.row.pk, result.what, result.seen) for result in self.changing]
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


def _grouped(pairs):
    groups = {}
    for words, row in pairs:
        groups.setdefault(words, []).append(row)
    return groups


def apply_to_each(rows, change, token=None):
    """Change each row and return what that did; without a token it is a preview.

    It stays only when nothing was refused and the token is that of the preview. A change takes a
    locked row and returns what it did in words; it raises ValidationError where a rule forbids it.
    """

    def work():
        there = set(hold(rows))
        for row in sorted(rows, key=lambda row: row.pk):
            yield _change_row(row, change, row.pk in there)

    return all_or_nothing(work, token)


def hold(rows):
    """Lock rows of one kind, recommendations after their submissions; return which there are.

    A change may publish, and then looks at the submission: two changes would wait for each other.
    """
    if not rows:
        return []
    if isinstance(rows[0], Recommendation):
        lock_all(Submission.objects.filter(pk__in={row.submission_id for row in rows}))
    return lock_all(type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows]))


def _change_row(row, change, is_there):
    """Change a locked row and return what that did."""
    if not is_there:
        return RowResult(row, "", (_("Somebody else has deleted it."),))
    row.refresh_from_db(fields=["updated_at", "state"])
    seen = row.updated_at.isoformat()
    try:
        with transaction.atomic():
            return RowResult(row, change(row), (), seen)
    except ValidationError as refusal:
        return RowResult(row, "", tuple(refusal.messages), seen)


def all_or_nothing(work, token=None):
    """Run work that yields row results; keep or roll back all of it, as `apply_to_each` says.

    BrokenOff where others were in its way twice.
    """
    try:
        return _attempt(work, token)
    except OperationalError as error:
        if not was_broken_off(error):
            raise
        raise BrokenOff(busy()) from error


@tried_twice
def _attempt(work, token):
    with transaction.atomic(), change_set():
        result = BulkResult(list(work()), is_done=False)
        result.is_done = token is not None and not result.refused and token == result.token
        if not result.is_done:
            transaction.set_rollback(True)
    return result


def theme_change(add, remove, by):
    """Return a change that adds and removes themes; what is published keeps one at least."""

    def change(recommendation):
        held = set(recommendation.themes.all())
        adding = [theme for theme in add if theme not in held]
        removing = [theme for theme in remove if theme in held]
        if not adding and not removing:
            return ""
        mark_changed(recommendation, by)
        recommendation.themes.add(*adding)
        recommendation.themes.remove(*removing)
        refuse_broken_rules(recommendation)
        signs = [f"+ {theme}" for theme in adding] + [f"− {theme}" for theme in removing]
        return ", ".join(signs)

    return change


def state_change(move, state, by):
    """Return a change that sets this state through `publishing`: the words name both states."""

    def change(thing):
        if thing.state == state:
            return ""
        before = thing.get_state_display()
        move(thing, by=by)
        return _("%(before)s → %(after)s") % {
            "before": before,
            "after": thing.get_state_display(),
        }

    return change


def mark_changed(row, by):
    """Date a row as changed now, without a record of history: what changes in it writes one."""
    row._history_user = by
    row.touch()
    type(row).objects.filter(pk=row.pk).update(updated_at=row.updated_at)


def refuse_broken_rules(recommendation):
    """Raise `publishing.Refused` where a recommendation now breaks a rule across rows."""
    if broken := publishing.broken_rules_as_stored(recommendation):
        raise publishing.Refused(broken)
