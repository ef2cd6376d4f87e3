"""The facets of place: treaty, session, draft, article, and the lineage of an article."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from functools import cached_property

from django.db.models import Count, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from articles.lineage import Lineage
from articles.models import Article, Draft, Session, Treaty
from recommendations.index.records import IndexedRecommendation
from recommendations.listing.facets.facet import RowFacet
from recommendations.models import Recommendation, Target


def targets_of(recommendations: QuerySet) -> QuerySet:
    """Return the targets of these recommendations."""
    return Target.objects.order_by().filter(
        recommendation__in=recommendations.order_by().values("pk")
    )


class TreatyFacet(RowFacet):
    name = "treaty"
    label = _("Treaty")
    help_text = _("Slug of a treaty.")
    panel_rank = 130
    column = "submission__treaty"
    path_models = (Treaty,)

    def rows(self) -> QuerySet:
        return Treaty.objects.all()

    def index_keys(self, recommendation: IndexedRecommendation) -> Iterable[Hashable]:
        return [recommendation.submission.treaty]


class SessionFacet(RowFacet):
    name = "session"
    label = _("Session")
    help_text = _("The session that the submission was submitted to, as treaty/session.")
    panel_rank = 90
    label_sources = ("treaty",)
    column = "submission__session"
    lookups = ("treaty__slug", "slug")
    path_models = (Treaty, Session)

    def rows(self) -> QuerySet:
        return Session.objects.select_related("treaty")

    def index_keys(self, recommendation: IndexedRecommendation) -> Iterable[Hashable]:
        session = recommendation.submission.session
        return [session] if session else []


class DraftFacet(RowFacet):
    """A target in the draft or, for cross-cutting recommendations, a submission on it."""

    name = "draft"
    label = _("Draft")
    help_text = _(
        "A draft with a target in it or, where cross-cutting, commented on; as treaty/draft."
    )
    panel_rank = 80
    label_sources = ("treaty",)
    lookups = ("treaty__slug", "slug")
    path_models = (Treaty, Draft)

    def rows(self) -> QuerySet:
        return Draft.objects.select_related("treaty")

    def narrow(self, rows: QuerySet, keys: Collection) -> QuerySet:
        aimed = Target.objects.filter(
            Q(article__draft__in=keys) | Q(division__draft__in=keys)
        ).values("recommendation")
        cross_cutting = Q(cross_cutting=True, submission__drafts__in=keys)
        about = Recommendation.objects.filter(Q(pk__in=aimed) | cross_cutting)
        return rows.filter(pk__in=about.values("pk"))

    def counts(self, recommendations: QuerySet) -> dict:
        targets = targets_of(recommendations)
        cross_cutting = recommendations.order_by().filter(
            cross_cutting=True, submission__drafts__isnull=False
        )
        by_draft = defaultdict(set)
        for pairs in (
            targets.filter(article__isnull=False).values_list("article__draft", "recommendation"),
            targets.filter(division__isnull=False).values_list("division__draft", "recommendation"),
            cross_cutting.values_list("submission__drafts", "pk"),
        ):
            for draft, recommendation in pairs:
                by_draft[draft].add(recommendation)
        return {draft: len(about) for draft, about in by_draft.items()}

    def index_keys(self, recommendation: IndexedRecommendation) -> Iterable[Hashable]:
        if recommendation.cross_cutting:
            return recommendation.drafts.union(recommendation.submission.drafts)
        return recommendation.drafts


class ArticleFacet(RowFacet):
    """That article alone, in that draft alone: beside the list it would repeat the lineage."""

    name = "article"
    label = _("Article")
    help_text = _("An article of one draft, as treaty/draft/article.")
    label_sources: tuple[str, ...] = ("draft", "treaty")
    lookups = ("draft__treaty__slug", "draft__slug", "slug")
    path_models = (Treaty, Draft, Article)

    def rows(self) -> QuerySet:
        return Article.objects.for_list().order_by("draft__stage", "draft__slug", "position")

    def title(self, row: Model) -> str:
        return f"{row.label}, {row.draft}"

    def narrow(self, rows: QuerySet, keys: Collection) -> QuerySet:
        aimed = Target.objects.filter(article__in=keys)
        return rows.filter(pk__in=aimed.values("recommendation"))

    def counts(self, recommendations: QuerySet) -> dict:
        aimed = targets_of(recommendations).filter(article__isnull=False)
        return dict(aimed.values_list("article").annotate(Count("recommendation", distinct=True)))

    def index_keys(self, recommendation: IndexedRecommendation) -> Iterable[Hashable]:
        return recommendation.articles


class LineageFacet(ArticleFacet):
    """That article in every draft, over confirmed successions.

    It is counted at the latest article of each lineage; an earlier one gives no other rows.
    """

    name = "lineage"
    label = _("Article in every draft")
    help_text = _(
        "An article in every draft, with all that it came from and all that it became, as "
        "treaty/draft/article."
    )
    panel_rank = 20
    label_sources = ("article", "draft", "treaty")
    follows = "article"

    @cached_property
    def lineage(self) -> Lineage:
        return Lineage.load()

    def title(self, row: Model) -> str:
        heading = f": {row.heading}" if row.heading not in ("", row.label) else ""
        return f"{row.label}{heading} ({row.draft})"

    def narrow(self, rows: QuerySet, keys: Collection) -> QuerySet:
        return super().narrow(rows, set().union(*map(self.lineage.of, keys)))

    def counts(self, recommendations: QuerySet) -> dict:
        by_article = defaultdict(set)
        aimed = targets_of(recommendations).filter(article__isnull=False)
        for article, recommendation in aimed.values_list("article", "recommendation"):
            by_article[article].add(recommendation)
        latest = {end for article in by_article for end in self.lineage.ends(article)}
        return {
            end: len(set().union(*(by_article.get(pk, set()) for pk in self.lineage.of(end))))
            for end in latest
        }

    def repeated(self, keys: Collection) -> set:
        return self.lineage.repeated(keys) if keys else set()
