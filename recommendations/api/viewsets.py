"""The resources of this floor: recommendations and those who make them, submissions, themes."""

from django.db.models import F, Prefetch
from django.db.models.functions import Coalesce
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.api.exceptions import Gone, InvalidParameters, NotYet
from articles.api.resource import Answer, Resource
from articles.filters import shown
from recommendations.api import serializers
from recommendations.api.counted import CountedRows
from recommendations.api.facet_serializers import FacetsShape
from recommendations.api.mirroring import InOrderOfChange, SubmissionListFilterSet
from recommendations.api.recommendation_serializers import (
    RecommendationDetailShape,
    RecommendationShape,
)
from recommendations.api.renderers import Tabular
from recommendations.exchange import table
from recommendations.listing import Listing, RecommendationFilterSet
from recommendations.listing.directory_filters import OrganisationFilterSet, ThemeFilterSet
from recommendations.models import Organisation, Recommendation, Submission, Theme
from recommendations.views.refusals import BEING_PREPARED, SOON
from recommendations.views.visibility import Visibility, visible_or_gone


class Withdrawable(Resource):
    """A resource of what editors publish; what they withdrew is gone, the rest never existed."""

    withdrawable = True

    def absence(self):
        row = self.queryset.model.objects.filter(**self.lookups()).first()
        if row is not None and visible_or_gone(self.request, row) is Visibility.GONE:
            return Gone()
        return super().absence()


class Organisations(CountedRows, Tabular, Resource):
    """Those who signed at least one public submission."""

    queryset = Organisation.objects.published().with_counts().order_by("sort_key", "slug")
    counted_by = "organisation"
    serializer_class = serializers.OrganisationShape
    filterset_class = OrganisationFilterSet


class Submissions(InOrderOfChange, CountedRows, Tabular, Withdrawable):
    """Public documents that organisations handed in, newest first."""

    queryset = Submission.objects.published().for_list().newest_first()
    counted_by = "submission"
    serializer_class = serializers.SubmissionShape
    detail_serializer_class = serializers.SubmissionDetailShape
    filterset_class = SubmissionListFilterSet

    def details(self, queryset):
        public = Recommendation.objects.published().order_by("sort_key", "key")
        return queryset.prefetch_related(Prefetch("recommendations", public))


class Themes(CountedRows, Resource):
    """Subjects on two levels, each of the upper one followed by those within it."""

    queryset = Theme.objects.select_related("parent").order_by(
        Coalesce("parent__position", "position"),
        Coalesce("parent__name", "name"),
        F("parent").asc(nulls_first=True),
        "position",
        "name",
        "slug",
    )
    counted_by = "theme"
    serializer_class = serializers.ThemeShape
    detail_serializer_class = serializers.ThemeDetailShape
    filterset_class = ThemeFilterSet

    def details(self, queryset):
        return queryset.prefetch_related(
            Prefetch("children", Theme.objects.order_by("position", "name", "slug"))
        )


class Recommendations(InOrderOfChange, Tabular, Withdrawable):
    """What is asked of the text. The list takes the parameters of the page, and no others."""

    address = {"key": "key"}
    queryset = Recommendation.objects.published().for_list()
    serializer_class = RecommendationShape
    detail_serializer_class = RecommendationDetailShape
    header = table.COLUMNS
    searches_words = True  # whose index a server builds as it starts: until then 503
    filterset_class = RecommendationFilterSet

    def filter_queryset(self, queryset):
        return listing_of(self.request).rows.shaped(self.lean)

    def cells(self, rows):
        """Return the same cells as the file that the page offers."""
        address = self.request.build_absolute_uri
        return (dict(zip(table.COLUMNS, table.cells(row, address), strict=True)) for row in rows)


class Facets(Answer, APIView):
    """How many recommendations each value of each facet has, under all other filters.

    Takes the filters of the list of recommendations, and its sorts, which change no count.
    """

    serializer_class = FacetsShape
    filterset_class = RecommendationFilterSet
    searches_words = True

    def known_parameters(self):
        return super().known_parameters() | {*self.filterset_class.base_filters}

    def filters(self):
        return self.filterset_class({}).filters

    def get(self, request):
        return Response(FacetsShape(listing_of(request)).data)


def listing_of(request):
    """Return the Listing that a request asks for; InvalidParameters names what it cannot use."""
    listing = Listing(request.query_params)
    if listing.faults:
        raise InvalidParameters(
            (fault.parameter, shown(fault.value), fault.message) for fault in listing.faults
        )
    if listing.is_building:
        raise NotYet(BEING_PREPARED, SOON)
    return listing
