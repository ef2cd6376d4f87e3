"""Addresses of the API, its schema and its documentation."""

from django.urls import include, path

from articles.api.alignment import AlignmentView
from articles.api.changes import ChangesView
from recommendations.api import mirroring, viewsets
from recommendations.api.comparing import CompareView
from recommendations.api.wordings import WordingsView
from treatytracker.api.views import DocumentationView, IndexView, SchemaView

version_1 = [
    path("", IndexView.as_view(), name="api-index"),
    *viewsets.TreatyViewSet.urls("treaties"),
    *viewsets.SessionViewSet.urls("sessions"),
    *viewsets.DraftViewSet.urls("drafts"),
    *viewsets.ArticleViewSet.urls("articles"),
    *viewsets.SuccessionViewSet.urls("successions"),
    *viewsets.LineageViewSet.urls("lineages"),
    *viewsets.OrganisationViewSet.urls("organisations"),
    *viewsets.SubmissionViewSet.urls("submissions"),
    *viewsets.ThemeViewSet.urls("themes"),
    *viewsets.RecommendationViewSet.urls("recommendations"),
    path("alignment/", AlignmentView.as_view(), name="api-alignment"),
    path("changes/", ChangesView.as_view(), name="api-changes"),
    path("compare/", CompareView.as_view(), name="api-compare"),
    path("facets/", viewsets.FacetsView.as_view(), name="api-facets"),
    path("withdrawn/", mirroring.WithdrawnView.as_view(), name="api-withdrawn"),
    path("wordings/", WordingsView.as_view(), name="api-wordings"),
]

urlpatterns = [
    path("v1/", include(version_1)),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", DocumentationView.as_view(), name="api-docs"),
]
