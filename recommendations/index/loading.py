"""What the database holds of public recommendations, as the catalogue takes it in.

Everything here reads plain columns in a fixed number of queries, however many rows are asked for.
"""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Count

from recommendations.models import (
    Outcome,
    Passage,
    Proposal,
    Recommendation,
    Signature,
    Submission,
    Target,
)

OF_DOCUMENT = (
    "pk",
    "slug",
    "first_day",
    "last_day",
    "language",
    "treaty_id",
    "session_id",
)
OF_ENTRY = (
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
NOWHERE = (float("inf"), 0, 0)  # where what is about no article stands: after all that is


class Document(NamedTuple):
    """A public submission: what its recommendations have from it, and what orders it."""

    id: int
    slug: str
    first_day: date | None
    last_day: date | None
    language: str
    drafts: tuple[int, ...]
    values: dict[str, tuple]  # by facet

    @property
    def signatories(self):
        return len(self.values["organisation"])


class Entry(NamedTuple):
    """A public recommendation: its submission, its place there and in the text, its values."""

    id: int
    submission: int
    order: tuple[str, str]  # within the submission
    place: tuple  # stage, position of the article, position of the provision
    updated: float  # when, in seconds since 1970
    published: float  # when both it and its submission first were
    values: dict[str, set]  # by facet


def sizes():
    """Return the number of public recommendations by submission; one query."""
    public = Recommendation.objects.published().order_by()
    return dict(public.values_list("submission").annotate(Count("pk")))


def documents(ids=None):
    """Return the public submissions by id, all or those of these ids; three queries."""
    chosen = Submission.objects.published().order_by()
    signed = Signature.objects.public().order_by("submission", "role", "position", "pk")
    about = Submission.drafts.through.objects.filter(submission__in=chosen.values("pk"))
    if ids is not None:
        chosen = chosen.filter(pk__in=ids)
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
        row.pk: Document(
            *row[:5],
            tuple(drafts[row.pk]),
            {
                "treaty": (row.treaty_id,),
                "session": (row.session_id,) if row.session_id else (),
                "submission": (row.pk,),
                "organisation": tuple(organisations[row.pk]),
                "organisation_kind": tuple(dict.fromkeys(kinds[row.pk])),
                "year": (str(row.first_day.year),) if row.first_day else (),
            },
        )
        for row in chosen.values_list(*OF_DOCUMENT, named=True)
    }


def entries(where, documents):
    """Return the public recommendations that a Q leaves, in submissions at hand; four queries.

    They come by submission, in the order that they have within it.
    """
    rows = Recommendation.objects.published().filter(where)
    ids = rows.order_by().values("pk")
    themes, verdicts = _themes(ids), _verdicts(ids)
    articles, drafts, places = _targets(ids)
    found = []
    for row in rows.order_by().values_list(*OF_ENTRY, named=True):
        document = documents.get(row.submission_id)
        if document is None:
            continue
        pk, drafted = row.pk, drafts[row.pk]
        values = {
            "theme": themes[pk],
            "article": articles[pk],
            "draft": drafted | set(document.drafts) if row.cross_cutting else drafted,
            "action": {row.action},
            "aim": {row.aim} if row.aim else set(),
            "outcome": verdicts[pk],
            "language": {row.language or document.language},
        }
        found.append(
            Entry(
                pk,
                document.id,
                (row.sort_key, row.key),
                min(places[pk], default=NOWHERE),
                row.updated_at.timestamp(),
                (row.public_since or row.published_at).timestamp(),
                values,
            )
        )
    return sorted(found, key=lambda entry: (entry.submission, entry.order))


def texts(ids, documents):
    """Yield (id, [(field, text, language)]) of recommendations in `documents`; three queries.

    Unordered and hardly joined: for many ids SQLite would pick orders of joining that take minutes.
    """
    passages, proposals = defaultdict(list), defaultdict(list)
    said = Passage.objects.filter(recommendation__in=ids).order_by()
    for pk, *passage in said.values_list("recommendation_id", "position", "exact"):
        passages[pk].append(passage)
    worded = Proposal.objects.filter(target__recommendation__in=ids).order_by()
    columns = ("target__recommendation_id", "language", "base", "proposed")
    for pk, language, base, proposed in worded.values_list(*columns):
        proposals[pk] += [(language, base), (language, proposed)]
    columns = ("pk", "submission_id", "title", "rationale", "language")
    rows = Recommendation.objects.filter(pk__in=ids).order_by()
    for pk, submission, title, rationale, own in rows.values_list(*columns):
        document = documents.get(submission)
        tongue = own or (document.language if document else "")
        found = [("title", title, tongue), ("rationale", rationale, tongue)]
        found += [("quote", exact, tongue) for _position, exact in sorted(passages[pk])]
        found += [("proposal", text, spoken) for spoken, text in proposals[pk]]
        yield pk, [part for part in found if part[1]]


def order_within(submissions):
    """Return the ids of the public recommendations of each submission, in its order; one query."""
    rows = Recommendation.objects.published().filter(submission__in=submissions).order_by()
    found = defaultdict(list)
    for submission, pk, *order in rows.values_list("submission_id", "pk", "sort_key", "key"):
        found[submission].append((order, pk))
    return {submission: [pk for _order, pk in sorted(own)] for submission, own in found.items()}


def _themes(ids):
    rows = Recommendation.themes.through.objects.filter(recommendation__in=ids)
    found = defaultdict(set)
    for pk, theme, parent in rows.values_list("recommendation_id", "theme_id", "theme__parent_id"):
        found[pk] |= {theme, parent} if parent else {theme}
    return found


def _verdicts(ids):
    rows = Outcome.objects.filter(recommendation__in=ids).order_by()
    found = defaultdict(set)
    for pk, verdict in rows.values_list("recommendation_id", "verdict"):
        found[pk].add(verdict)
    return found


def _targets(ids):
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
