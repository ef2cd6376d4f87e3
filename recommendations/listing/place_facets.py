"""The facets of place: treaty, session, draft, article, and the lineage of an article."""

from collections import defaultdict
from functools import cached_property

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from articles.lineage import Lineage
from articles.models import Article, Draft, Session, Treaty
from recommendations.listing.facet import RowFacet, Tally
from recommendations.models import Recommendation, Target


def targets_of(recommendations):
    """Return the targets of these recommendations."""
    return Target.objects.order_by().filter(
        recommendation__in=recommendations.order_by().values("pk")
    )


class TreatyFacet(RowFacet):
    name = "treaty"
    label = _("Treaty")
    help_text = _("Slug of a treaty.")
    steps = (Treaty,)

    def rows(self):
        return Treaty.objects.all()

    def holding(self, ids):
        return Recommendation.objects.filter(submission__treaty__in=ids).values("pk")

    def counts(self, recommendations):
        column = "submission__treaty"
        return dict(recommendations.order_by().values_list(column).annotate(Count("pk")))


class SessionFacet(RowFacet):
    name = "session"
    label = _("Session")
    help_text = _("A session to which the submission was made, as treaty/session.")
    address = ("treaty__slug", "slug")
    steps = (Treaty, Session)

    def rows(self):
        return Session.objects.select_related("treaty")

    def holding(self, ids):
        return Recommendation.objects.filter(submission__session__in=ids).values("pk")

    def counts(self, recommendations):
        placed = recommendations.order_by().filter(submission__session__isnull=False)
        return dict(placed.values_list("submission__session").annotate(Count("pk")))


class DraftFacet(RowFacet):
    """A target in the draft or, for cross-cutting recommendations, a submission on it."""

    name = "draft"
    label = _("Draft")
    help_text = _(
        "A draft with a target in it or, where cross-cutting, commented on; as treaty/draft."
    )
    address = ("treaty__slug", "slug")
    steps = (Treaty, Draft)

    def rows(self):
        return Draft.objects.select_related("treaty")

    def holding(self, ids):
        aimed = Target.objects.filter(
            Q(article__draft__in=ids) | Q(division__draft__in=ids)
        ).values("recommendation")
        cross_cutting = Q(cross_cutting=True, submission__drafts__in=ids)
        return Recommendation.objects.filter(Q(pk__in=aimed) | cross_cutting).values("pk")

    def counts(self, recommendations):
        targets = targets_of(recommendations)
        cross_cutting = recommendations.order_by().filter(
            cross_cutting=True, submission__drafts__isnull=False
        )
        found = defaultdict(set)
        for pairs in (
            targets.filter(article__isnull=False).values_list("article__draft", "recommendation"),
            targets.filter(division__isnull=False).values_list("division__draft", "recommendation"),
            cross_cutting.values_list("submission__drafts", "pk"),
        ):
            for draft, recommendation in pairs:
                found[draft].add(recommendation)
        return {draft: len(held) for draft, held in found.items()}


class ArticleFacet(RowFacet):
    """That article alone, in that draft alone."""

    name = "article"
    label = _("Article")
    help_text = _("An article of one draft, as treaty/draft/article.")
    address = ("draft__treaty__slug", "draft__slug", "slug")
    steps = (Treaty, Draft, Article)

    def rows(self):
        return Article.objects.for_list().order_by("draft__stage", "draft__slug", "position")

    def title(self, row):
        return f"{row.label}, {row.draft}"

    def holding(self, ids):
        return Target.objects.filter(article__in=ids).values("recommendation")

    def counts(self, recommendations):
        aimed = targets_of(recommendations).filter(article__isnull=False)
        return dict(aimed.values_list("article").annotate(Count("recommendation", distinct=True)))


class LineageFacet(ArticleFacet):
    """That article in every draft, over confirmed successions."""

    name = "lineage"
    label = _("Article in every draft")
    help_text = _(
        "An article with all that it came from and all that it became, as treaty/draft/article."
    )

    @cached_property
    def lineage(self):
        return Lineage.load()

    def narrow(self, recommendations, found):
        ids = set().union(*(self.lineage.of(article.pk) for article in found.values()))
        return recommendations.filter(pk__in=self.holding(ids))

    def tally(self, recommendations):
        """Count at the latest article of each lineage; an earlier one gives no other rows."""
        held = defaultdict(set)
        aimed = targets_of(recommendations).filter(article__isnull=False)
        for article, recommendation in aimed.values_list("article", "recommendation"):
            held[article].add(recommendation)
        latest = {end for article in held for end in self.lineage.ends(article)}
        counts = {
            article: len(set().union(*(held.get(i, set()) for i in self.lineage.of(article))))
            for article in latest
        }
        rows = self.rows().filter(pk__in=latest) if latest else []
        return [Tally(row.path, self.title(row), counts[row.pk]) for row in rows]

    def repeated(self, found):
        same = self.lineage.repeated([article.pk for article in found.values()]) if found else ()
        return {row.path for row in self.rows().filter(pk__in=same)} if same else set()

    def title(self, row):
        heading = f": {row.heading}" if row.heading not in ("", row.label) else ""
        return f"{row.label}{heading} ({row.draft})"
