"""The lists and details of the API, and the counts beside the list of recommendations."""

from django.db.models import F, Prefetch
from django.db.models.functions import Coalesce
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.api import viewsets as articles_viewsets
from articles.api.exceptions import Gone, InvalidParameters, NotYet
from articles.api.generics import ReadOnlyViewSet, StrictViewMixin
from articles.filters import shortened
from recommendations.api import serializers
from recommendations.api.mirroring import ChangeOrderMixin, SubmissionListFilterSet
from recommendations.api.pagination import NamedArticlesPagination
from recommendations.api.recommendation_serializers import (
    RecommendationDetailSerializer,
    RecommendationSerializer,
)
from recommendations.api.renderers import CSVListMixin
from recommendations.exchange import table
from recommendations.listing import (
    RETRY_AFTER,
    SEARCH_BEING_PREPARED,
    Listing,
    RecommendationFilterSet,
)
from recommendations.listing.counts import count_recommendations
from recommendations.listing.directory_filters import OrganisationFilterSet, ThemeFilterSet
from recommendations.models import Organisation, Recommendation, Submission, Target, Theme
from recommendations.publishing import Visibility, visibility

COUNT = "recommendation_count"


class CountedRowsMixin:
    """A viewset whose rows bear `recommendation_count`, under the facet named `counted_by`."""

    counted_by = ""

    def serialized(self, rows):
        if COUNT in self.selected_fields:
            return super().serialized(count_recommendations(rows, self.counted_by))
        for row in rows:
            setattr(row, COUNT, None)  # not asked for, so not counted and not shown
        return super().serialized(rows)


class TreatyViewSet(CountedRowsMixin, articles_viewsets.TreatyViewSet):
    """Negotiation processes, and the treaties that they are about."""

    counted_by = "treaty"
    serializer_class = serializers.TreatySerializer
    detail_serializer_class = serializers.TreatyDetailSerializer


class SessionViewSet(CountedRowsMixin, articles_viewsets.SessionViewSet):
    """Meetings of the negotiating bodies, in order."""

    counted_by = "session"
    serializer_class = serializers.SessionSerializer
    detail_serializer_class = serializers.SessionDetailSerializer


class DraftViewSet(CountedRowsMixin, articles_viewsets.DraftViewSet):
    """Published documents of the text of a treaty, earliest stage first."""

    counted_by = "draft"
    serializer_class = serializers.DraftSerializer
    detail_serializer_class = serializers.DraftDetailSerializer


class ArticleViewSet(CountedRowsMixin, CSVListMixin, articles_viewsets.ArticleViewSet):
    """Articles, recitals, annexes and the preamble, each of one draft, in the order of the text."""

    counted_by = "article"
    serializer_class = serializers.ArticleSerializer
    detail_serializer_class = serializers.ArticleDetailSerializer

    def cited(self, article):
        targets = Target.objects.public().filter(article=article, provision__isnull=False)
        return set(targets.values_list("provision", flat=True))


class LineageViewSet(CSVListMixin, articles_viewsets.LineageViewSet):
    """All that each article came from and all that it became, over confirmed successions."""

    csv_name = "lineages"


class SuccessionViewSet(CSVListMixin, articles_viewsets.SuccessionViewSet):
    """Which article became which, what was dropped and what is new: confirmed and suggested."""


class WithdrawableViewSet(ReadOnlyViewSet):
    """A viewset of what editors publish; what they withdrew is gone, the rest never existed."""

    may_be_withdrawn = True

    def absence_error(self):
        row = self.queryset.model.objects.filter(**self.lookups()).first()
        if row is not None and visibility(row, self.request.user) is Visibility.GONE:
            return Gone()
        return super().absence_error()


class OrganisationViewSet(CountedRowsMixin, CSVListMixin, ReadOnlyViewSet):
    """Those who signed at least one public submission."""

    queryset = Organisation.objects.published().with_counts().order_by("sort_key", "slug")
    counted_by = "organisation"
    serializer_class = serializers.OrganisationSerializer
    filterset_class = OrganisationFilterSet


class SubmissionViewSet(ChangeOrderMixin, CountedRowsMixin, CSVListMixin, WithdrawableViewSet):
    "Public documents that organisations submitted, newest first."

    queryset = Submission.objects.published().for_list().newest_first()
    counted_by = "submission"
    serializer_class = serializers.SubmissionSerializer
    detail_serializer_class = serializers.SubmissionDetailSerializer
    filterset_class = SubmissionListFilterSet

    def prefetch_detail(self, queryset):
        public = Recommendation.objects.published().order_by("sort_key", "key")
        return queryset.prefetch_related(Prefetch("recommendations", public))


class ThemeViewSet(CountedRowsMixin, ReadOnlyViewSet):
    "Subjects on two levels, each top-level theme followed by those within it."

    queryset = Theme.objects.select_related("parent").order_by(
        Coalesce("parent__position", "position"),
        Coalesce("parent__name", "name"),
        F("parent").asc(nulls_first=True),
        "position",
        "name",
        "slug",
    )
    counted_by = "theme"
    serializer_class = serializers.ThemeSerializer
    detail_serializer_class = serializers.ThemeDetailSerializer
    filterset_class = ThemeFilterSet

    def prefetch_detail(self, queryset):
        return queryset.prefetch_related(
            Prefetch("children", Theme.objects.order_by("position", "name", "slug"))
        )


class RecommendationViewSet(ChangeOrderMixin, CSVListMixin, WithdrawableViewSet):
    """What is asked of the text. The list takes the parameters of the page, and no others."""

    lookup_kwargs = {"key": "key"}
    queryset = Recommendation.objects.published().for_list()
    serializer_class = RecommendationSerializer
    detail_serializer_class = RecommendationDetailSerializer
    csv_columns = table.COLUMNS
    searches_words = True  # whose index a server builds as it starts: until then 503
    filterset_class = RecommendationFilterSet
    pagination_class = NamedArticlesPagination

    def filter_queryset(self, queryset):
        listing = listing_of(self.request)
        self.paginator.named = listing.named
        rows = listing.rows.with_queryset(self.only_needed)
        return rows.read_as(table.table_rows) if self.has_own_columns else rows

    def cells(self, rows):
        """Return the same cells as the file that the page offers."""
        origin = self.get_serializer_context()["origin"]
        return (dict(zip(table.COLUMNS, table.cells(row, origin), strict=True)) for row in rows)


class FacetsView(StrictViewMixin, APIView):
    """How many recommendations each value of each facet has, under all other filters.

    Takes the filters of the list of recommendations, and its sorts, which change no count.
    """

    serializer_class = serializers.FacetsSerializer
    filterset_class = RecommendationFilterSet
    searches_words = True

    def allowed_parameters(self):
        return super().allowed_parameters() | {*self.filterset_class.base_filters}

    def filters(self):
        return self.filterset_class({}).filters

    def get(self, request):
        return Response(serializers.FacetsSerializer(listing_of(request)).data)


def listing_of(request):
    """Return the Listing that a request asks for; InvalidParameters names what it cannot use."""
    listing = Listing(request.query_params)
    if listing.invalid_values:
        raise InvalidParameters(
            invalid._replace(value=shortened(invalid.value)) for invalid in listing.invalid_values
        )
    if listing.awaits_words:
        raise NotYet(SEARCH_BEING_PREPARED, RETRY_AFTER)
    return listing
