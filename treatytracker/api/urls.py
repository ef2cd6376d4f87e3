"""Addresses of the API, its schema and its documentation."""

from django.urls import include, path

from recommendations.api import counted_viewsets, mirroring, viewsets
from treatytracker.api.views import DocumentationView, IndexView, SchemaView

version_1 = [
    path("", IndexView.as_view(), name="api-index"),
    *counted_viewsets.TreatyViewSet.paths("treaties"),
    *counted_viewsets.SessionViewSet.paths("sessions"),
    *counted_viewsets.DraftViewSet.paths("drafts"),
    *counted_viewsets.ArticleViewSet.paths("articles"),
    *viewsets.OrganisationViewSet.paths("organisations"),
    *viewsets.SubmissionViewSet.paths("submissions"),
    *viewsets.ThemeViewSet.paths("themes"),
    *viewsets.RecommendationViewSet.paths("recommendations"),
    path("facets/", viewsets.FacetsView.as_view(), name="api-facets"),
    path("withdrawn/", mirroring.WithdrawnView.as_view(), name="api-withdrawn"),
]

urlpatterns = [
    path("v1/", include(version_1)),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", DocumentationView.as_view(), name="api-docs"),
]
