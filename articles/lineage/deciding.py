"""Deciding what became of articles: as it was seen, with author and time, to be taken back.

Whoever decides another record than the one on the page is told. What was decided in one act bears
one moment, and is taken back together.
"""

import hashlib
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.lineage.stage_pair import OpenRow, StagePair, token_of
from articles.lineage.suggestion_run import ChangedMeanwhile, successions_between
from articles.locking import lock_all, tried_twice
from articles.models import Article, Draft, Succession

State = Succession.State
Ends = tuple[Article | None, Article | None]


@tried_twice
@transaction.atomic
def decide(succession: int, state: str, seen: str, by: object) -> Succession:
    """Confirm, reject or reopen a succession that was shown in the state `seen`; return it.

    ChangedMeanwhile if its state is another by now or it is gone, ValidationError if it cannot
    stand.
    """
    found = Succession.objects.filter(pk=succession)
    if not found.hold():
        raise ChangedMeanwhile(_("Not changed: somebody else has deleted it meanwhile."))
    row = found.for_list().select_related("decided_by").get()
    if row.state != seen:
        words = {"row": row, "state": row.get_state_display(), "who": row.decided_by or _("nobody")}
        said = _("Not changed: “%(row)s” is %(state)s by now, decided by %(who)s.")
        raise ChangedMeanwhile(said % words)
    row.decide(state, by)
    return row


@tried_twice
@transaction.atomic
def record(
    pair: StagePair,
    by: object,
    ends: Ends,
    seen: str,
    instead_of: OpenRow | None = None,
) -> Succession:
    """Record by hand what became of an article, as confirmed, and return the succession.

    `ends` are the earlier and the later article: without a later one the earlier was dropped,
    without an earlier one the later is new. `instead_of` is a suggestion that this replaces: it is
    rejected. ChangedMeanwhile unless what is said of both articles is still that of the digest
    `seen`; ValidationError if it cannot stand.
    """
    at = timezone.now()
    pair = _held(pair)
    earlier, later = ends
    shown = (earlier, later) if not instead_of else (instead_of.earlier, instead_of.later)
    if pair.token_of_articles(*shown) != seen:
        raise ChangedMeanwhile(
            _("Not changed: somebody else has decided something of these articles.")
        )
    if instead_of and instead_of.succession:
        instead_of.succession.decide(State.REJECTED, by, at)
    dropped_in = None if later else pair.dropping
    found = {"ancestor": earlier, "descendant": later, "dropped_in": dropped_in}
    known = Succession.objects.filter(**found).first()
    if known:
        known.decide(State.CONFIRMED, by, at)
        return known
    row = Succession(
        **found, state=State.CONFIRMED, decided_by=by, decided_at=at, reasons=_("Entered by hand")
    )
    row.full_clean()
    row.check_against_confirmed()
    row._history_user = by
    row.save()
    return row


def _held(pair: StagePair) -> StagePair:
    """Hold the drafts of both stages and what joins them, and return the pair as it is now."""
    lock_all(Draft.objects.filter(pk__in=[draft.pk for draft in (*pair.earlier, *pair.later)]))
    lock_all(successions_between(pair.earlier, pair.later))
    return StagePair(pair.earlier[0], pair.later[0])


@tried_twice
@transaction.atomic
def confirm_above(
    pair: StagePair, score: float, token: str, by: object
) -> tuple[list[Succession], list[tuple[Succession, ValidationError]]]:
    """Confirm all suggestions of at least a score; return the confirmed, and the refused with why.

    ChangedMeanwhile where these are no longer what the preview of the token showed.
    """
    at = timezone.now()
    rows = _held(pair).above(score)
    if token_of(rows) != token:
        raise ChangedMeanwhile(
            _("Not changed: this has changed since the preview. Check the preview again.")
        )
    done, refused = [], []
    for row in rows:
        assert row.succession is not None
        try:
            row.succession.decide(State.CONFIRMED, by, at)
            done.append(row.succession)
        except ValidationError as refusal:
            refused.append((row.succession, refusal))
    return done, refused


@tried_twice
@transaction.atomic
def undo(pair: StagePair, by: object, seen: str) -> list[Succession]:
    """Take back what somebody decided last, in one act, and return it.

    Each is as it was before that act, and what was entered in it by hand is deleted, though its
    history stays. `seen` is the digest of what the page offered to take back; ChangedMeanwhile if
    it is another.
    """
    rows = _held(pair).last_decided(by)
    if not rows or undo_token(rows) != seen:
        raise ChangedMeanwhile(_("Not taken back: what you decided last is another by now."))
    # What was entered goes first: it may contradict what it replaced.
    for row in sorted(rows, key=lambda row: row.state != State.CONFIRMED):
        row.take_back(by)
    return rows


def undo_token(rows: Sequence[Succession]) -> str:
    """Return a digest of what would be taken back."""
    told = sorted((row.pk, row.state, str(row.decided_at)) for row in rows)
    return hashlib.sha256(repr(told).encode()).hexdigest()
