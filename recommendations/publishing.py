"""Publishing: the only place where something becomes public or stops being so.

Each change of state locks the row, checks the rules across rows and saves the row with history:
all or nothing. `Refused` lists in words what is missing.
"""

from enum import Enum, auto

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import DateTimeField, F, Value, prefetch_related_objects
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.locking import lock_all, locked
from recommendations.models import Recommendation, Signature, State, Submission

# What may follow what. Withdrawn things can come back, through review.
ALLOWED_NEXT = {
    State.DRAFT: {State.IN_REVIEW, State.PUBLISHED},
    State.IN_REVIEW: {State.DRAFT, State.PUBLISHED},
    State.PUBLISHED: {State.WITHDRAWN},
    State.WITHDRAWN: {State.IN_REVIEW, State.PUBLISHED},
}

# To reach these changes what the public sees: another person than who entered it has to do it.
REVIEWED_STATES = {State.PUBLISHED, State.WITHDRAWN}


class Refused(ValidationError):
    """A change of state that the rules forbid; `messages` says what is missing, for an editor."""


class Visibility(Enum):
    """How somebody sees a submission or recommendation."""

    PUBLIC = auto()
    PREVIEW = auto()  # not public, shown to staff with a banner
    GONE = auto()  # was public: 410 and nothing else
    HIDDEN = auto()  # 404, as if it did not exist


def visibility(thing, user):
    """Return how this user sees a submission or recommendation; one rule for pages and API."""
    if thing.is_public:
        return Visibility.PUBLIC
    view = f"{thing._meta.app_label}.view_{thing._meta.model_name}"
    if user.is_staff and user.has_perm(view):
        return Visibility.PREVIEW
    # What never left the desk is not admitted to exist.
    return Visibility.GONE if thing.was_public else Visibility.HIDDEN


def submit_for_review(thing, by=None):
    """Hand a submission or recommendation to review."""
    return _move(thing, State.IN_REVIEW, by)


def return_to_draft(thing, by=None, reason=""):
    """Take a submission or recommendation back from review; the reason stands in its history."""
    return _move(thing, State.DRAFT, by, reason=reason)


def publish(thing, by=None, at=None):
    """Make a submission or recommendation public, dated `at` or now; Refused if incomplete."""
    return _move(thing, State.PUBLISHED, by, at)


@transaction.atomic
def publish_with_submission(recommendation, by=None):
    """Make a recommendation and its submission public, or neither; Refused names both's faults."""
    missing = []
    for thing in (recommendation.submission, recommendation):
        if thing.state == State.PUBLISHED:
            continue
        try:
            publish(thing, by)
        except Refused as refusal:
            kind = capfirst(thing._meta.verbose_name)
            missing += [f"{kind}: {message}" for message in refusal.messages]
    _refuse(missing)


def withdraw(thing, by=None, reason=""):
    """Take a submission or recommendation from the public; its address then answers 410."""
    return _move(thing, State.WITHDRAWN, by, reason=reason)


def entered_alone(thing, by):
    """Return whether somebody entered it who may not be the one to publish or withdraw it."""
    own = by is not None and thing.created_by_id == by.pk
    return own and not settings.REVIEW_OWN_ENTRIES


def broken_rules(thing):
    """Return what forbids publishing, each as a sentence; an empty list when nothing does.

    Parts that were prefetched are taken as they are, so that many can be checked at little cost.
    """
    if isinstance(thing, Submission):
        return broken_standing_rules(thing)
    return [*broken_standing_rules(thing), *unaccepted(thing.passages.all())]


def broken_standing_rules(thing):
    """Return what must not become of something public: as `broken_rules`, but for what it was once.

    A text that is read later may lack a passage that is public: that is marked for readers and
    listed by `check_data`, and keeps nobody from mending something else.
    """
    check = _broken_by_submission if isinstance(thing, Submission) else _broken_by_recommendation
    return list(check(thing))


def broken_rules_as_stored(thing):
    """Return which rules something breaks as it is stored now, in the state that it is in."""
    # Read anew: the one at hand may remember its child rows as they were before.
    stored = type(thing).objects.get(pk=thing.pk)
    if stored.state == State.PUBLISHED:
        return broken_standing_rules(stored)
    return list(contradictions(stored)) if isinstance(stored, Recommendation) else []


def unaccepted(passages):
    """Return a sentence on each passage that is not in its document and that nobody vouches for."""
    words = _(
        "“%(start)s” is not in the text of the document. Correct the words, or ask a reviewer "
        "to give the reason at the passage."
    )
    return [words % {"start": row.start} for row in passages if row.is_unaccepted]


def set_imported_state(thing, state, published_at, withdrawn_at=None, public_since=None):
    """Give an imported row the state that it had where it was exported; the same rules hold.

    When a submission and all that was imported with it have theirs, `note_public` and
    `note_withdrawn` have to follow.
    """
    missing = []
    if state == State.PUBLISHED:
        missing = broken_standing_rules(thing) if thing.state == state else broken_rules(thing)
    # What was public once is known by its date.
    if (state in REVIEWED_STATES or public_since) and not published_at:
        missing.append(_("What is published must have its publication date."))
    _refuse(missing)
    thing.state, thing.published_at, thing.withdrawn_at = state, published_at, withdrawn_at
    if public_since:
        thing.public_since = public_since
    thing.save(update_fields=thing.state_fields)
    return thing


def note_public(submission, moment):
    """Date the recommendations that are public with their submission, at `moment`, and were never.

    One whose own publication is dated later, as imported dates may be, is public since then.
    """
    new = submission.recommendations.filter(state=State.PUBLISHED, public_since=None)
    new.update(public_since=Greatest(Value(moment, DateTimeField()), "published_at"))


def note_withdrawn(submission):
    """Date what is withdrawn of an imported submission and bears no date; undate what is public."""
    own = Submission.objects.filter(pk=submission.pk)
    for rows in (own, Recommendation.objects.filter(submission=submission)):
        dated = rows.published().exclude(withdrawn_at=None)
        undated = rows.withdrawn().filter(withdrawn_at=None)
        for wrong, moment in ((dated, None), (undated, F("updated_at"))):
            keys = list(wrong.order_by().values_list("pk", flat=True))
            rows.model.objects.filter(pk__in=keys).update(withdrawn_at=moment)


@transaction.atomic
def _move(thing, state, by, at=None, reason=""):
    row = _locked(thing, state)
    if state not in ALLOWED_NEXT[row.state]:
        was, wanted = State(row.state).label, State(state).label
        raise Refused(
            _("The state cannot change from “%(was)s” to “%(wanted)s”.")
            % {"was": was, "wanted": wanted}
        )
    if state in REVIEWED_STATES and entered_alone(row, by):
        raise Refused(_("You entered this yourself, so somebody else must publish or withdraw it."))
    if state == State.PUBLISHED:
        _refuse(broken_rules(row))
        _date(row, at)
    row.touch()
    _date_withdrawal(row, state)
    row.state = state
    row._history_user = by
    row._change_reason = reason or None
    written = (*row.state_fields, "updated_at")
    row.save(update_fields=written)
    for name in written:
        setattr(thing, name, getattr(row, name))
    return thing


def _locked(thing, state):
    """Return the row as it is now, locked; to publish a recommendation, with its submission.

    Were the two published in the same moment, neither would see that it is public with the other.
    """
    rows = locked(type(thing).objects.filter(pk=thing.pk))
    if isinstance(thing, Recommendation):
        if state == State.PUBLISHED:
            lock_all(Submission.objects.filter(pk=thing.submission_id))
        rows = rows.select_related("submission").select_for_update(no_key=True, of=("self",))
    return rows.get()


def _date(row, at):
    """Date what is being published, and what is public by it for the first time."""
    moment = at or timezone.now()
    row.published_at = at or row.published_at or moment
    if isinstance(row, Submission):
        note_public(row, moment)
    elif row.submission.is_public:
        row.public_since = row.public_since or max(moment, row.submission.published_at)


def _date_withdrawal(row, state):
    """Date what ceases to be public by this change of state, and undate what is public again."""
    if isinstance(row, Submission):
        row.withdrawn_at = None if state == State.PUBLISHED else row.withdrawn_at
        own = row.recommendations.filter(state=State.PUBLISHED)
        if state == State.PUBLISHED:
            own.exclude(withdrawn_at=None).update(withdrawn_at=None)
        elif row.state == State.PUBLISHED:
            row.withdrawn_at = row.updated_at
            own = own.filter(public_since__isnull=False, withdrawn_at=None)
            own.update(withdrawn_at=row.updated_at)
    elif state == State.PUBLISHED:
        row.withdrawn_at = None if row.submission.is_public else row.withdrawn_at
    elif row.was_public:
        row.withdrawn_at = row.withdrawn_at or row.updated_at


def _refuse(missing):
    if missing:
        raise Refused(missing)


def _broken_by_submission(submission):
    if not any(s.role == Signature.Role.AUTHOR for s in submission.signatures.all()):
        yield _("A published submission needs at least one author among its signatures.")
    if any(draft.treaty_id != submission.treaty_id for draft in submission.drafts.all()):
        yield _("The submission comments on a draft of another treaty.")


def contradictions(recommendation):
    """Yield what cannot hold of a recommendation in any state, each as a sentence."""
    targets = _targets(recommendation)
    if recommendation.cross_cutting and targets:
        yield _("It is marked cross-cutting and has targets. It can have only one of the two.")
    for target in targets:
        for proposal in target.proposals.all():
            if bool(proposal.base) == target.is_insertion:
                place = {"target": target.label}
                yield (
                    _(
                        "At %(target)s: leave the base wording empty for an insertion, and only "
                        "then."
                    )
                    % place
                )


def _broken_by_recommendation(recommendation):
    targets = _targets(recommendation)
    if not recommendation.cross_cutting and not targets:
        yield _("It needs a target, or must be marked “cross-cutting”.")
    if not recommendation.passages.all():
        yield _("It needs at least one passage: the words of the source that say it.")
    if not recommendation.themes.all():
        yield _("It needs at least one theme.")
    yield from _broken_by_targets(recommendation.submission, targets)
    yield from contradictions(recommendation)


def _broken_by_targets(submission, targets):
    drafts = {draft.pk for draft in submission.drafts.all()}
    for target in targets:
        place = {"target": target.label}
        if target.draft.treaty_id != submission.treaty_id:
            yield _("The target %(target)s belongs to another treaty.") % place
        elif drafts and target.draft.pk not in drafts:
            yield _("The submission does not comment on the draft of %(target)s.") % place


def _targets(recommendation):
    targets = list(recommendation.targets.all())
    prefetch_related_objects(
        targets, "article__draft", "division__draft", "provision__article", "proposals"
    )
    return targets
