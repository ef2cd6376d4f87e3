"""Submissions with what they ask, as files of the format."""

from django.db.models import Prefetch

from recommendations.exchange.interchange import schema
from recommendations.exchange.interchange.exporting.values import entry
from recommendations.models import Outcome, Recommendation, Signature, Submission, Target

# Submissions in memory at a time: each may hold a hundred recommendations.
SUBMISSIONS_AT_ONCE = 50


def submissions(treaty=None):
    """Yield the submissions, or those on one treaty, with all that their files hold."""
    rows = Submission.objects.order_by("slug").select_related("treaty", "session")
    if treaty is not None:
        rows = rows.filter(treaty__slug=treaty)
    targets = (
        Target.objects.order_by("position", "pk")
        .select_related("article__draft__treaty", "division__draft__treaty", "provision")
        .prefetch_related("proposals")
    )
    recommendations = Recommendation.objects.order_by("sort_key", "number", "key").prefetch_related(
        "themes",
        "passages",
        Prefetch("targets", targets),
        Prefetch("outcomes", Outcome.objects.select_related("draft__treaty")),
    )
    whole = rows.prefetch_related(
        "drafts",
        Prefetch("signatures", Signature.objects.select_related("organisation")),
        Prefetch("recommendations", recommendations),
    )
    return whole.iterator(chunk_size=SUBMISSIONS_AT_ONCE)


def contents(submission, file, sha256):
    """Return what the file of a submission says; `file` and `sha256` are those of its own file."""
    drafts = sorted(submission.drafts.all(), key=lambda draft: (draft.stage, draft.slug))
    signatures = sorted(
        submission.signatures.all(),
        key=lambda row: (row.role != Signature.Role.AUTHOR, row.position, row.organisation.slug),
    )
    return entry(
        schema.SUBMISSION,
        submission,
        treaty=submission.treaty.slug,
        session=submission.session and submission.session.slug,
        drafts=[draft.slug for draft in drafts],
        file=file,
        sha256=sha256,
        signatures=[
            entry(schema.SIGNATURE, row, organisation=row.organisation.slug) for row in signatures
        ],
        recommendations=[_recommendation(row) for row in submission.recommendations.all()],
    )


def _recommendation(row):
    outcomes = list(row.outcomes.all())
    return entry(
        schema.RECOMMENDATION,
        row,
        themes=sorted(theme.slug for theme in row.themes.all()),
        passages=[entry(schema.PASSAGE, passage) for passage in row.passages.all()],
        targets=[_target(target, outcomes) for target in row.targets.all()],
        outcomes=_outcomes(outcomes, None),
    )


def _target(row, outcomes):
    proposals = sorted(row.proposals.all(), key=lambda proposal: proposal.language)
    return entry(
        schema.TARGET,
        row,
        article=row.article and row.article.path,
        division=row.division and row.division.path,
        provision=row.provision and row.provision.eid,
        # The usual values go without saying.
        extent=None if row.extent == Target.Extent.ALL else row.extent,
        relation=None if row.relation == Target.Relation.AT else row.relation,
        proposals=[entry(schema.PROPOSAL, proposal) for proposal in proposals],
        outcomes=_outcomes(outcomes, row.pk),
    )


def _outcomes(outcomes, target):
    """Return those of one target, or of the whole (None), in the order of the drafts."""
    chosen = [row for row in outcomes if row.target_id == target]
    chosen.sort(key=lambda row: (row.draft.treaty.slug, row.draft.stage, row.draft.slug))
    return [entry(schema.OUTCOME, row, draft=row.draft.path) for row in chosen]
