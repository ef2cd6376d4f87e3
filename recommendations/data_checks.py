"""Rules of what is asked that no single row can hold: a walk over a whole database."""

import hashlib
from itertools import islice

from django.utils.translation import gettext as _

from articles import redline
from articles.data_checks import CHUNK, Finding, stale, unnormalised
from articles.folding import natural_key
from recommendations import bases, publishing
from recommendations.models import Organisation, Proposal, Recommendation, State, Submission, Theme
from recommendations.models.passage import check_of
from recommendations.passages import prepared


def findings():
    """Yield all that breaks a rule, in themes, organisations, submissions and recommendations."""
    yield from themes()
    yield from organisations()
    yield from submissions()
    yield from recommendations()
    yield from stale_bases()
    yield from unnormalised("recommendations")


def themes():
    """Yield themes deeper than the second level."""
    for theme in Theme.objects.select_related("parent"):
        if theme.parent_id and (theme.parent.parent_id or theme.parent_id == theme.pk):
            yield Finding(f"theme {theme.slug}", _("is deeper than the second level"))


def organisations():
    """Yield organisations whose folded names or sort key are stale."""
    for row in Organisation.objects.iterator(chunk_size=CHUNK):
        for name in stale(row, ["folded", "sort_key"]):
            yield Finding(f"organisation {row.slug}", _("%s is not up to date") % name)


def submissions():
    """Yield submissions with a session or draft of another treaty, stale days or a wrong file."""
    rows = Submission.objects.select_related("session").defer("text")
    rows = rows.prefetch_related("drafts", "signatures").order_by("slug")
    for row in rows.iterator(chunk_size=CHUNK):
        for message in _of_submission(row):
            yield Finding(f"submission {row.slug}", message)


def _of_submission(row):
    if row.session_id and row.session.treaty_id != row.treaty_id:
        yield _("the session belongs to another treaty")
    if row.state == State.PUBLISHED:
        yield from publishing.broken_rules(row)
    elif any(draft.treaty_id != row.treaty_id for draft in row.drafts.all()):
        yield _("comments on a draft of another treaty")
    for name in stale(row, ["first_day", "last_day"]):
        yield _("%s is not up to date") % name
    if row.file:
        yield from _of_file(row)


def _of_file(row):
    try:
        with row.file.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        yield _("its file is missing from storage")
    else:
        if row.sha256 != sha256:
            yield _("its file does not match the recorded SHA-256")


def recommendations():
    """Yield what is wrong with recommendations and their parts."""
    rows = Recommendation.objects.with_parts().order_by("pk")
    for row in rows.iterator(chunk_size=CHUNK):
        for message in _of_recommendation(row):
            yield Finding(f"recommendation {row.key}", message)


def _of_recommendation(row):
    targets = list(row.targets.all())
    if row.state == State.PUBLISHED:
        yield from publishing.broken_rules(row)
    else:
        yield from publishing.contradictions(row)
    for target in targets:
        yield from _of_target(target)
    yield from broken_outcome_rules(row, targets)
    if row.sort_key != natural_key(row.number)[:120]:
        yield _("%s is not up to date") % "sort_key"
    if row.folded != row.derive_folded():
        yield _("%s is not up to date") % "folded"
    source = prepared(row.submission.text)
    if any(p.text_check != check_of(p.exact, source) for p in row.passages.all()):
        yield _("%s is not up to date") % "text_check"


def _of_target(target):
    if target.provision_id and target.provision.article_id != target.article_id:
        yield _("%s: the provision belongs to another article") % target.label
    for proposal in target.proposals.all():
        runs = redline.compare(proposal.base, proposal.proposed)
        texts = redline.base_of(runs), redline.proposed_of(runs)
        if texts != (proposal.base, proposal.proposed):
            yield _("%s: the redline does not match the two wordings") % target.label


def stale_bases():
    """Yield bases entered as the official text of their place, which reads otherwise now."""
    rows = Proposal.objects.filter(basis=Proposal.Basis.OFFICIAL).select_related(
        "target__recommendation",
        "target__article",
        "target__division",
        "target__provision__article",
    )
    iterator = rows.order_by("pk").iterator(chunk_size=CHUNK)
    while chunk := list(islice(iterator, CHUNK)):
        bases.attach(chunk)
        for row in chunk:
            if row.base_check and not row.base_check.is_equal:
                name = f"recommendation {row.target.recommendation.key}"
                message = _("%s: the base is given as official text, which has changed since")
                yield Finding(name, message % row.target.label)


def broken_outcome_rules(row, targets):
    """Yield outcomes in a draft that is no later one than that of the target, or of the whole."""
    target_drafts = {target.pk: [target.draft] for target in targets}
    whole = [draft for own in target_drafts.values() for draft in own]
    for outcome in row.outcomes.all():
        place = {"draft": outcome.draft}
        if outcome.target_id and outcome.target_id not in target_drafts:
            yield _("the outcome in %(draft)s is about a target of another recommendation") % place
            continue
        earlier = target_drafts.get(outcome.target_id, whole or list(row.submission.drafts.all()))
        if any(draft.treaty_id != outcome.draft.treaty_id for draft in earlier):
            yield _("the outcome in %(draft)s is in another treaty") % place
        elif any(draft.stage >= outcome.draft.stage for draft in earlier):
            yield _("the outcome in %(draft)s is not in a later stage of the text") % place
