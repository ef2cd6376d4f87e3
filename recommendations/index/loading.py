"""What the database holds of public recommendations, as the index takes it in.

Everything here reads plain columns in a fixed number of queries, however many rows are asked for.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from django.db.models import Count, Q, QuerySet

from recommendations.index.records import NOWHERE, IndexedRecommendation, IndexedSubmission
from recommendations.models import (
    Outcome,
    Passage,
    Proposal,
    Recommendation,
    Signature,
    Submission,
    Target,
)

SUBMISSION_COLUMNS = (
    "pk",
    "slug",
    "first_day",
    "last_day",
    "language",
    "treaty_id",
    "session_id",
    "treaty__example",
)
RECOMMENDATION_COLUMNS = (
    "pk",
    "submission_id",
    "sort_key",
    "key",
    "updated_at",
    "published_at",
    "public_since",
    "language",
    "action",
    "aim",
    "cross_cutting",
)
Text = tuple[str, str, str]  # field, text, language


def submission_sizes() -> dict[int, int]:
    """Return the number of public recommendations by submission; one query."""
    public = Recommendation.objects.published().order_by()
    return dict(public.values_list("submission").annotate(Count("pk")))


def submissions(ids: Collection[int] | None = None) -> dict[int, IndexedSubmission]:
    """Return the public submissions by id, all or those of these ids; three queries."""
    rows = Submission.objects.published().order_by()
    signed = Signature.objects.public().order_by("submission", "role", "position", "pk")
    about = Submission.drafts.through.objects.filter(submission__in=rows.values("pk"))
    if ids is not None:
        rows = rows.filter(pk__in=ids)
        signed = signed.filter(submission__in=ids)
        about = about.filter(submission__in=ids)
    organisations, kinds, drafts = defaultdict(list), defaultdict(list), defaultdict(list)
    columns = ("submission_id", "organisation_id", "organisation__kind")
    for submission, organisation, kind in signed.values_list(*columns):
        organisations[submission].append(organisation)
        kinds[submission].append(kind)
    for submission, draft in about.values_list("submission_id", "draft_id"):
        drafts[submission].append(draft)
    return {
        row.pk: IndexedSubmission(
            row.pk,
            row.slug,
            row.first_day,
            row.last_day,
            row.language,
            treaty=row.treaty_id,
            session=row.session_id,
            drafts=tuple(drafts[row.pk]),
            organisations=tuple(organisations[row.pk]),
            organisation_kinds=tuple(dict.fromkeys(kinds[row.pk])),
            example=row.treaty__example,
        )
        for row in rows.values_list(*SUBMISSION_COLUMNS, named=True)
    }


def recommendations(
    where: Q, submissions: Mapping[int, IndexedSubmission]
) -> list[IndexedRecommendation]:
    """Return the public recommendations that a Q leaves, in submissions at hand; four queries.

    They come by submission, in the order that they have within it.
    """
    rows = Recommendation.objects.published().filter(where)
    ids = rows.order_by().values("pk")
    themes, verdicts = _themes(ids), _verdicts(ids)
    articles, drafts, places = _targets(ids)
    indexed = [
        IndexedRecommendation(
            row.pk,
            submissions[row.submission_id],
            order=(row.sort_key, row.key),
            place=min(places[row.pk], default=NOWHERE),
            updated=row.updated_at.timestamp(),
            published=(row.public_since or row.published_at).timestamp(),
            language=row.language,
            action=row.action,
            aim=row.aim,
            cross_cutting=row.cross_cutting,
            themes=themes[row.pk],
            verdicts=verdicts[row.pk],
            articles=articles[row.pk],
            drafts=drafts[row.pk],
        )
        for row in rows.order_by().values_list(*RECOMMENDATION_COLUMNS, named=True)
        if row.submission_id in submissions
    ]
    return sorted(indexed, key=lambda row: (row.submission.id, row.order))


def texts(
    ids: Collection[int], submissions: Mapping[int, IndexedSubmission]
) -> Iterator[tuple[int, list[Text]]]:
    """Yield id and texts of recommendations in `submissions`; three queries.

    Unordered and hardly joined: for many ids SQLite would pick orders of joining that take minutes.
    """
    passages: dict[int, list] = defaultdict(list)
    proposals: dict[int, list[Text]] = defaultdict(list)
    rows = Passage.objects.filter(recommendation__in=ids).order_by()
    for pk, *passage in rows.values_list("recommendation_id", "position", "exact"):
        passages[pk].append(passage)
    rows = Proposal.objects.filter(target__recommendation__in=ids).order_by()
    wording = ("target__recommendation_id", "language", "base", "proposed")
    for pk, language, base, proposed in rows.values_list(*wording):
        proposals[pk] += [("proposal", base, language), ("proposal", proposed, language)]
    columns = ("pk", "submission_id", "title", "rationale", "language")
    rows = Recommendation.objects.filter(pk__in=ids).order_by()
    for pk, submission, title, rationale, own_language in rows.values_list(*columns):
        indexed = submissions.get(submission)
        language = own_language or (indexed.language if indexed else "")
        written = [("title", title, language), ("rationale", rationale, language)]
        written += [("quote", exact, language) for _position, exact in sorted(passages[pk])]
        yield pk, [text for text in (*written, *proposals[pk]) if text[1]]


def ids_in_order(submissions: Collection[int]) -> dict[int, list[int]]:
    """Return the ids of the public recommendations of each submission, in its order; one query."""
    rows = Recommendation.objects.published().filter(submission__in=submissions).order_by()
    by_submission = defaultdict(list)
    for submission, pk, *order in rows.values_list("submission_id", "pk", "sort_key", "key"):
        by_submission[submission].append((order, pk))
    return {
        submission: [pk for _order, pk in sorted(ordered)]
        for submission, ordered in by_submission.items()
    }


def _themes(ids: QuerySet) -> defaultdict[int, set[int]]:
    rows = Recommendation.themes.through.objects.filter(recommendation__in=ids)
    themes: defaultdict[int, set[int]] = defaultdict(set)
    for pk, theme, parent in rows.values_list("recommendation_id", "theme_id", "theme__parent_id"):
        themes[pk] |= {theme, parent} if parent else {theme}
    return themes


def _verdicts(ids: QuerySet) -> defaultdict[int, set[str]]:
    rows = Outcome.objects.filter(recommendation__in=ids).order_by()
    verdicts = defaultdict(set)
    for pk, verdict in rows.values_list("recommendation_id", "verdict"):
        verdicts[pk].add(verdict)
    return verdicts


def _targets(ids: QuerySet) -> tuple[defaultdict, defaultdict, defaultdict]:
    """Return articles, drafts and places in the text by recommendation."""
    articles, drafts, places = defaultdict(set), defaultdict(set), defaultdict(list)
    columns = (
        "recommendation_id",
        "article_id",
        "article__draft_id",
        "article__draft__stage",
        "article__position",
        "provision__position",
        "division__draft_id",
    )
    rows = Target.objects.filter(recommendation__in=ids).order_by()
    for pk, article, draft, stage, position, provision, other_draft in rows.values_list(*columns):
        drafts[pk].add(draft or other_draft)
        if article:
            articles[pk].add(article)
            within = -1 if provision is None else provision
            places[pk].append((stage, position, within))
    return articles, drafts, places
