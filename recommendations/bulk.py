"""Acts on many rows at once: seen beforehand, then done for all of them or for none.

A preview does the very act and takes it back, so that it cannot promise anything else.
"""

import hashlib
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from articles.history import versions
from articles.history.change_sets import one_moment
from recommendations import publishing
from recommendations.models import State

# More at once would make a page that nobody reads and a transaction that others wait for.
MOST = 500


class Line(NamedTuple):
    """What an act does to one row, in words; "" where nothing changes; why it is refused."""

    row: models.Model
    what: str
    refusals: tuple = ()
    seen: str = ""  # when the row had last changed before


class Account:
    """What an act did or would do, row by row."""

    def __init__(self, lines, kept):
        self.lines, self.kept = lines, kept

    @property
    def changing(self):
        return [line for line in self.lines if line.what and not line.refusals]

    @property
    def refused(self):
        return [line for line in self.lines if line.refusals]

    @property
    def unchanged(self):
        return [line for line in self.lines if not line.what and not line.refusals]

    @property
    def by_change(self):
        """The rows that change, by what changes in them, in words."""
        return _grouped((line.what, line.row) for line in self.changing)

    @property
    def by_refusal(self):
        """The rows that are refused, by the reasons: a list of sentences as one text."""
        return _grouped((" ".join(line.refusals), line.row) for line in self.refused)

    @property
    def token(self):
        """A digest of what would change: what is confirmed is what was seen, or nothing."""
        seen = [(line.row.pk, line.what, line.seen) for line in self.changing]
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:32]


def _grouped(pairs):
    groups = {}
    for words, row in pairs:
        groups.setdefault(words, []).append(row)
    return groups


def on_each(rows, act, token=None):
    """Do an act on each row and return the account of it; without a token it is a preview.

    It is kept only when nothing was refused and the token is that of the preview. An act takes a
    locked row and returns what it did in words; it raises ValidationError where a rule forbids it.
    """

    def work():
        for row in sorted(rows, key=lambda row: row.pk):
            yield _done_to(row, act)

    return as_a_whole(work, token)


def _done_to(row, act):
    """Do an act on a row, once it is locked, and return the line that tells of it."""
    if not versions.lock(row):
        return Line(row, "", (_("It has been deleted meanwhile."),))
    row.refresh_from_db(fields=["updated_at", "state"])
    seen = row.updated_at.isoformat()
    try:
        with transaction.atomic():
            return Line(row, act(row), (), seen)
    except ValidationError as refusal:
        return Line(row, "", tuple(refusal.messages), seen)


def as_a_whole(work, token=None):
    """Run work that yields lines; keep what it did, or take all of it back, as `on_each` says."""
    with transaction.atomic(), one_moment():
        account = Account(list(work()), kept=False)
        account.kept = token is not None and not account.refused and token == account.token
        if not account.kept:
            transaction.set_rollback(True)
    return account


def retheming(add, remove, by):
    """Return an act that adds and removes themes; what is published keeps one at least."""

    def act(recommendation):
        held = set(recommendation.themes.all())
        adding = [theme for theme in add if theme not in held]
        removing = [theme for theme in remove if theme in held]
        if not adding and not removing:
            return ""
        mark_changed(recommendation, by)
        recommendation.themes.add(*adding)
        recommendation.themes.remove(*removing)
        refuse_faults(recommendation)
        signs = [f"+ {theme}" for theme in adding] + [f"− {theme}" for theme in removing]
        return ", ".join(signs)

    return act


def moving(move, state, by):
    """Return an act that sets this state through `publishing`: the words name both states."""

    def act(thing):
        if thing.state == state:
            return ""
        before = thing.get_state_display()
        move(thing, by=by)
        return _("%(before)s → %(after)s") % {
            "before": before,
            "after": thing.get_state_display(),
        }

    return act


def mark_changed(row, by):
    """Date a row as changed now, without a record of history: what changes in it writes one."""
    row._history_user = by
    row.touch()
    type(row).objects.filter(pk=row.pk).update(updated_at=row.updated_at)


def refuse_faults(recommendation):
    """Raise `publishing.Refused` where a published recommendation now breaks a rule."""
    if recommendation.state == State.PUBLISHED:
        stored = type(recommendation).objects.get(pk=recommendation.pk)
        if faults := publishing.faults(stored):
            raise publishing.Refused(faults)
