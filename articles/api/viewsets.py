"""Treaties, sessions, drafts and articles; the floor above adds how much is asked at each."""

from django.db.models import Prefetch

from articles import lineage
from articles.api import serializers
from articles.api.generics import ReadOnlyViewSet
from articles.filters import (
    ArticleFilterSet,
    DraftFilterSet,
    SessionFilterSet,
    SuccessionFilterSet,
    TreatyFilterSet,
)
from articles.models import Article, Division, Draft, Provision, Session, Succession, Treaty
from articles.models.session import FIRST_DAY


class TreatyViewSet(ReadOnlyViewSet):
    """Negotiation processes, and the treaties that they are about."""

    queryset = Treaty.objects.order_by("title", "slug")
    serializer_class = serializers.TreatySerializer
    detail_serializer_class = serializers.TreatyDetailSerializer
    filterset_class = TreatyFilterSet

    def prefetch_detail(self, queryset):
        sessions = Session.objects.select_related("treaty").order_by("position", FIRST_DAY, "pk")
        drafts = Draft.objects.select_related("treaty").order_by("stage", "date", "slug")
        return queryset.prefetch_related(Prefetch("sessions", sessions), Prefetch("drafts", drafts))


class SessionViewSet(ReadOnlyViewSet):
    """Meetings of the negotiating bodies, in order."""

    lookup_kwargs = {"treaty": "treaty__slug", "session": "slug"}
    queryset = Session.objects.select_related("treaty").order_by(
        "treaty__title", "position", FIRST_DAY, "pk"
    )
    serializer_class = serializers.SessionSerializer
    detail_serializer_class = serializers.SessionDetailSerializer
    filterset_class = SessionFilterSet

    def prefetch_detail(self, queryset):
        drafts = Draft.objects.select_related("treaty").order_by("stage", "date", "slug")
        return queryset.prefetch_related(Prefetch("drafts", drafts))


class DraftViewSet(ReadOnlyViewSet):
    """Published documents of the text of a treaty, earliest stage first."""

    lookup_kwargs = {"treaty": "treaty__slug", "draft": "slug"}
    queryset = (
        Draft.objects.select_related("treaty")
        .prefetch_related(
            Prefetch("sessions", Session.objects.select_related("treaty").order_by("position"))
        )
        .order_by("treaty__title", "stage", "date", "slug")
    )
    serializer_class = serializers.DraftSerializer
    detail_serializer_class = serializers.DraftDetailSerializer
    filterset_class = DraftFilterSet

    def prefetch_detail(self, queryset):
        return queryset.prefetch_related(
            Prefetch("divisions", Division.objects.order_by("position", "pk"))
        )


class ArticleViewSet(ReadOnlyViewSet):
    """Articles, recitals, annexes and the preamble, each of one draft, in the order of the text."""

    lookup_kwargs = {"treaty": "draft__treaty__slug", "draft": "draft__slug", "article": "slug"}
    queryset = Article.objects.for_list().order_by(
        "draft__treaty__title", "draft__stage", "draft__date", "draft__slug", "position", "pk"
    )
    serializer_class = serializers.ArticleSerializer
    detail_serializer_class = serializers.ArticleDetailSerializer
    filterset_class = ArticleFilterSet

    def prefetch_detail(self, queryset):
        provisions = Provision.objects.order_by("position", "pk").prefetch_related("texts")
        return queryset.prefetch_related(Prefetch("provisions", provisions))

    def get_object(self):
        article = super().get_object()
        family = lineage.family(article)
        article.lineage = (family, lineage.history_of(family))
        article.cited = self.cited(article)
        return article

    def cited(self, article):
        """Return the ids of its provisions that something public is about."""
        return set()


class LineageViewSet(ReadOnlyViewSet):
    """All that each article came from and all that it became, over confirmed successions."""

    queryset = ArticleViewSet.queryset
    serializer_class = serializers.ArticleLineageSerializer
    filterset_class = ArticleFilterSet

    @classmethod
    def urls(cls, name):
        """Return the address of the list alone: the lineage of one is part of its article."""
        return super().urls(name)[:1]


class SuccessionViewSet(ReadOnlyViewSet):
    """Which article became which, what was dropped and what is new: confirmed and suggested."""

    queryset = Succession.objects.exclude(state=Succession.State.REJECTED).for_list().in_order()
    serializer_class = serializers.SuccessionSerializer
    filterset_class = SuccessionFilterSet

    @classmethod
    def urls(cls, name):
        """Return the address of the list alone: a succession is known by its articles."""
        return super().urls(name)[:1]
