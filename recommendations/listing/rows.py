"""The rows of a list of recommendations, and what stands around each, in plain values.

A page of 25 is read in a query for each kind of part, as with `for_list()`, but without a model
instance for any of them or a query set at each recommendation: these take several times as long to
make and to read from as the database takes to answer.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import references
from articles.models import Division
from articles.page_addresses import address
from recommendations import bases
from recommendations.index.words.highlighting import Excerpt
from recommendations.models import (
    Outcome,
    Passage,
    Proposal,
    Recommendation,
    Signature,
    State,
    Target,
)
from recommendations.models.recommendation import quote
from recommendations.models.target import label_at

if TYPE_CHECKING:
    from recommendations.listing.listing import Listing

ROW_VALUES = (
    *("pk", "key", "number", "title", "action", "aim", "cross_cutting", "language", "state"),
    *("submission_id", "submission__language", "submission__date", "submission__state"),
    *("submission__treaty__example", "submission__treaty__title"),
)
ACTIONS, AIMS = dict(Recommendation.Action.choices), dict(Recommendation.Aim.choices)
FIELDS_IN_WORDS = {
    "title": gettext_lazy("in the title"),
    "quote": gettext_lazy("in the quote"),
    "rationale": gettext_lazy("in the rationale"),
    "proposal": gettext_lazy("in the proposed wording"),
    "organisation": gettext_lazy("in the name of an organisation"),
}
OF_PLACE = ("kind", "number", "slug", "heading")
OF_DRAFT = ("draft__slug", "draft__symbol", "draft__title", "draft__treaty__slug")
TARGET_VALUES = (
    *("pk", "as_cited", "extent", "relation", "new_label", "article_id", "provision__eid"),
    *(f"{place}__{name}" for place in ("article", "division") for name in OF_PLACE + OF_DRAFT),
)
PASSAGE_VALUES = ("exact", "prefix", "suffix", "page", "text_check", "not_found_reason")
PROPOSAL_VALUES = ("pk", "language", "base", "proposed", "basis", "note")
OUTCOME_VALUES = (
    *("target", "draft__slug", "draft__treaty__slug", "verdict", "status"),
    *("evidence", "note", "basis", "source"),
)
SIGNATURE_VALUES = (
    *("organisation__slug", "organisation__name", "organisation__acronym"),
    *("role", "name_as_signed"),
)

ByOwner = dict[int, list]  # values by the id of what they belong to


class RowExcerpt(NamedTuple):
    """A piece of a text, as (words, whether they are marked) pairs, and where it stands."""

    where: str
    pieces: list[tuple[str, bool]]
    is_title: bool


class Link(NamedTuple):
    """What leads to the page of something that has a slug."""

    slug: str
    label: str
    address: str
    acronym: str = ""


class TargetLink(NamedTuple):
    """What a recommendation is about: the target, and the article or division it lies in."""

    label: str
    address: str
    draft: str
    within: str
    within_address: str
    heading: str
    path: str


class RecommendationRow(NamedTuple):
    """A recommendation with all that a list shows of it; `excerpt` is where words were found."""

    pk: int
    key: str
    number: str
    title: str
    address: str
    action: str
    aim: str
    cross_cutting: bool
    state: str  # in words, where it or its submission is not public
    date: str
    language: str
    quote: str
    has_wording: bool
    authors: list[Link]
    themes: list[Link]
    places: list[TargetLink]
    not_found: list  # the passages that are not in the text of the document
    example: str  # the title of its treaty where that is invented
    excerpt: RowExcerpt | None = None

    @property
    def action_and_aim(self) -> str:
        """What is asked and to what end, as its own page says it: "Amend, to narrow"."""
        action = capfirst(str(self.action))
        if not self.aim:
            return action
        return _("%(action)s, to %(aim)s") % {"action": action, "aim": self.aim}


def recommendation_rows(rows: QuerySet) -> list[RecommendationRow]:
    """Return the recommendations of a queryset as rows, in its order; five queries."""
    values = list(rows.prefetch_related(None).values_list(*ROW_VALUES, named=True))
    related = RelatedValues(values)
    return [_row(row, related) for row in values]


def _row(row: Any, related: "RelatedValues") -> RecommendationRow:
    signed = related.signatures[row.submission_id]
    is_public = row.state == row.submission__state == State.PUBLISHED
    return RecommendationRow(
        pk=row.pk,
        key=row.key,
        number=row.number,
        title=row.title,
        address=address("recommendation", row.key),
        action=ACTIONS[row.action],
        aim=AIMS.get(row.aim, ""),
        cross_cutting=row.cross_cutting,
        state="" if is_public else State(row.state).label,
        date=row.submission__date,
        language=row.language or row.submission__language,
        quote=quote(passage.exact for passage in related.passages[row.pk]),
        has_wording=any(target.has_wording for target in related.targets[row.pk]),
        authors=[
            _author(signature) for signature in signed if signature.role == Signature.Role.AUTHOR
        ],
        themes=[_theme(theme) for theme in related.themes[row.pk]],
        places=[_target_link(target) for target in related.targets[row.pk]],
        not_found=[
            passage
            for passage in related.passages[row.pk]
            if passage.text_check == Passage.Check.NOT_FOUND
        ],
        example=row.submission__treaty__title if row.submission__treaty__example else "",
    )


def _author(signature: Any) -> Link:
    slug = signature.organisation__slug
    name, acronym = signature.organisation__name, signature.organisation__acronym
    return Link(slug, name, address("organisation", slug), acronym)


def _theme(theme: Any) -> Link:
    return Link(theme.theme__slug, theme.theme__name, address("theme", theme.theme__slug))


def _target_link(target: Any) -> TargetLink:
    at = "division" if target.division__kind else "article"
    names = ("slug", "heading", "draft__slug", "draft__symbol", "draft__title")
    slug, heading, draft, symbol, title = (getattr(target, f"{at}__{name}") for name in names)
    treaty = getattr(target, f"{at}__draft__treaty__slug")
    if at == "article":
        within = address("article", treaty, draft, slug)
    else:
        within = f"{address('draft', treaty, draft)}#{slug}"
    place = place_label(target)
    return TargetLink(
        target_label(target, place),
        f"{within}#{target.provision__eid}" if target.provision__eid else within,
        symbol or title,
        place,
        within,
        heading,
        f"{treaty}/{draft}/{slug}",
    )


def example_title(listing: "Listing", rows: Sequence[RecommendationRow]) -> str:
    """Return the title of an invented treaty where all of a list is on such; `rows` begin it."""
    title = rows[0].example if rows else ""
    return title if title and listing.selection.only_examples else ""


def with_excerpts(listing: "Listing", rows: Iterable[RecommendationRow]) -> list[RecommendationRow]:
    """Return the rows of a list, each with the RowExcerpt where the words were found, or None."""
    excerpts = listing.excerpts([row.pk for row in rows]) if listing.words else {}
    return [row._replace(excerpt=_excerpt(excerpts.get(row.pk))) for row in rows]


def _excerpt(excerpt: Excerpt | None) -> RowExcerpt | None:
    if excerpt is None:
        return None
    return RowExcerpt(
        FIELDS_IN_WORDS.get(excerpt.field, ""), excerpt.pieces, excerpt.field == "title"
    )


class RelatedValues:
    """The parts of these recommendations, by the id of what they belong to, each in its order."""

    def __init__(self, recommendations: Collection[Any]):
        self.ids = [row.pk for row in recommendations]
        self.submissions = {row.submission_id for row in recommendations}

    @cached_property
    def passages(self) -> ByOwner:
        rows = self.of(Passage).order_by("position", "pk")
        return grouped(rows, "recommendation", *PASSAGE_VALUES)

    @cached_property
    def themes(self) -> ByOwner:
        rows = self.of(Recommendation.themes.through).order_by("theme__position", "theme__name")
        return grouped(rows, "recommendation", "theme__slug", "theme__name")

    @cached_property
    def signatures(self) -> ByOwner:
        rows = Signature.objects.filter(submission__in=self.submissions)
        return grouped(rows.order_by("role", "position", "pk"), "submission", *SIGNATURE_VALUES)

    @cached_property
    def targets(self) -> ByOwner:
        # Asked of each target: of each recommendation, PostgreSQL reads all proposals that exist.
        wording = Exists(Proposal.objects.filter(target=OuterRef("pk")))
        rows = self.of(Target).order_by("position", "pk").annotate(has_wording=wording)
        return grouped(rows, "recommendation", *TARGET_VALUES, "has_wording")

    @cached_property
    def proposals(self) -> ByOwner:
        targets = [target.pk for own in self.targets.values() for target in own]
        rows = Proposal.objects.filter(target__in=targets).order_by("language")
        return grouped(rows, "target", *PROPOSAL_VALUES)

    @cached_property
    def base_checks(self) -> dict[object, bases.BaseCheck]:
        """How each base stands to the official text, by the id of the proposal; one query."""
        return bases.compared(
            [
                bases.Base(
                    proposal.pk,
                    target.article_id,
                    target.provision__eid or "",
                    target.extent,
                    proposal.language,
                    proposal.base if target.relation == Target.Relation.AT else "",
                )
                for own in self.targets.values()
                for target in own
                for proposal in self.proposals[target.pk]
            ]
        )

    @cached_property
    def outcomes(self) -> ByOwner:
        rows = self.of(Outcome).order_by("draft", "pk")
        return grouped(rows, "recommendation", *OUTCOME_VALUES)

    def of(self, model: type[Model]) -> QuerySet:
        return model.objects.filter(recommendation__in=self.ids)


def grouped(rows: QuerySet, key: str, *names: str) -> ByOwner:
    """Return the values of rows under these names, in lists by the value of `key`."""
    by_owner = defaultdict(list)
    for row in rows.values_list(key, *names, named=True):
        by_owner[row[0]].append(row)
    return by_owner


def place_label(target: Any) -> str:
    """Return the label of the article or division that a target of `RelatedValues` lies in."""
    if target.division__kind:
        return Division(kind=target.division__kind, number=target.division__number).label
    return references.article_label(target.article__kind, target.article__number)


def target_label(target: Any, place: str) -> str:
    """Return the label of a target of `RelatedValues` in its `place_label`, as the model has it."""
    if target.provision__eid:
        place = references.provision_label(place, target.provision__eid)
    return label_at(place, target.relation, target.new_label)
