"""Rows of the database as the format has them: text by key, in the order of the schema."""

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Prefetch

from articles.models import Draft, Provision, Session, Succession, Treaty
from articles.models.session import FIRST_DAY
from recommendations.exchange.interchange import layout, schema
from recommendations.exchange.interchange.value_types import moment_text
from recommendations.models import Outcome, Recommendation, Signature, Submission, Target

# Drafts in memory at a time: each may hold a thousand provisions with their texts.
DRAFTS_AT_ONCE = 20
# Submissions in memory at a time: each may hold a hundred recommendations.
SUBMISSIONS_AT_ONCE = 50


def as_text(value):
    """Return a value of a row as the format writes it; None where it is left out."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return None if value in (None, "") else str(value)


def entry(schema, row, **given):
    """Return one mapping by its schema: what is given, else the row's fields; only what is there.

    None leaves a key out. A false flag is left out where absence means false.
    """
    written = {}
    for key, value_type in schema.items():
        value = given[key] if key in given else getattr(row, key)
        if isinstance(value, list | dict):
            if value:
                written[key] = value
        elif (text := as_text(value)) and not (value is False and value_type.empty is False):
            written[key] = text
    return written


def treaties(slug=None):
    """Yield (file, contents) of each treaty, draft and list of successions, or of one treaty's."""
    rows = Treaty.objects.order_by("slug")
    drafts = Draft.objects.order_by("treaty__slug", "slug")
    successions = Succession.objects.for_list()
    if slug is not None:
        rows, drafts = rows.filter(slug=slug), drafts.filter(treaty__slug=slug)
        successions = successions.of_treaty(slug)
    in_order = Session.objects.order_by("position", FIRST_DAY, "slug")
    for treaty in rows.prefetch_related(Prefetch("sessions", in_order)):
        sessions = [entry(schema.SESSION, session) for session in treaty.sessions.all()]
        yield layout.treaty_file(treaty.slug), entry(schema.TREATY, treaty, sessions=sessions)
    yield from _drafts(drafts, in_order)
    yield from _successions(successions)


def _drafts(drafts, sessions):
    provisions = Provision.objects.order_by("position", "eid").prefetch_related("texts")
    complete = drafts.select_related("treaty").prefetch_related(
        Prefetch("sessions", sessions),
        "divisions",
        "articles__division",
        Prefetch("articles__provisions", provisions),
    )
    for draft in complete.iterator(chunk_size=DRAFTS_AT_ONCE):
        divisions = sorted(draft.divisions.all(), key=lambda row: (row.position, row.slug))
        articles = sorted(draft.articles.all(), key=lambda row: (row.position, row.slug))
        contents = entry(
            schema.DRAFT,
            draft,
            sessions=[session.slug for session in draft.sessions.all()],
            divisions=_tree(schema.DIVISION, "divisions", divisions, lambda _row: {}),
            articles=[_article(article) for article in articles],
        )
        yield layout.draft_file(draft.treaty.slug, draft.slug), contents


def _article(article):
    provisions = list(article.provisions.all())
    return entry(
        schema.ARTICLE,
        article,
        division=article.division and article.division.slug,
        provisions=_tree(schema.PROVISION, "provisions", provisions, _texts),
    )


def _texts(provision):
    texts = sorted(provision.texts.all(), key=lambda text: text.language)
    return {"texts": {text.language: text.text for text in texts}}


def _tree(keys, nested, rows, more):
    """Return rows as entries within each other, under `nested`; `more` gives further values."""
    children = defaultdict(list)
    for row in rows:
        children[row.parent_id].append(row)

    def below(parent):
        return [
            entry(keys, row, **{nested: below(row.pk)}, **more(row)) for row in children[parent]
        ]

    return below(None)


def _successions(rows):
    """Yield the successions of each treaty in the order of the text."""
    by_treaty = defaultdict(list)
    for row in rows:
        by_treaty[row.treaty.slug].append(row)
    for treaty, edges in sorted(by_treaty.items()):
        edges.sort(key=_order)
        yield layout.successions_file(treaty), [_succession(edge) for edge in edges]


def _order(edge):
    begin, end = edge.ancestor, edge.descendant
    later = edge.later_draft
    position = (end.position, end.slug) if end else (0, "")
    # What is new comes after all that came from somewhere.
    origin = (begin.draft.stage, begin.draft.slug, begin.position, begin.slug) if begin else ()
    return (begin is None, *origin, later.stage, later.slug, *position)


def _succession(edge):
    begin, end = _within_treaty(edge.ancestor), _within_treaty(edge.descendant)
    return entry(
        schema.SUCCESSION,
        edge,
        **{
            "from": begin,
            "to": end if begin else None,
            "new": None if begin else end,
            "dropped_in": edge.dropped_in and edge.dropped_in.slug,
        },
    )


def _within_treaty(article):
    return article and f"{article.draft.slug}/{article.slug}"


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
    complete = rows.prefetch_related(
        "drafts",
        Prefetch("signatures", Signature.objects.select_related("organisation")),
        Prefetch("recommendations", recommendations),
    )
    return complete.iterator(chunk_size=SUBMISSIONS_AT_ONCE)


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
    rows = [row for row in outcomes if row.target_id == target]
    rows.sort(key=lambda row: (row.draft.treaty.slug, row.draft.stage, row.draft.slug))
    return [entry(schema.OUTCOME, row, draft=row.draft.path) for row in rows]
