"""Addresses of the API, its schema and its documentation."""

from django.urls import include, path

from recommendations.api import counted_viewsets, mirroring, viewsets
from treatytracker.api.documents import Documentation, Schema
from treatytracker.api.index import Index

version_1 = [
    path("", Index.as_view(), name="api-index"),
    *counted_viewsets.Treaties.paths("treaties"),
    *counted_viewsets.Sessions.paths("sessions"),
    *counted_viewsets.Drafts.paths("drafts"),
    *counted_viewsets.Articles.paths("articles"),
    *viewsets.Organisations.paths("organisations"),
    *viewsets.Submissions.paths("submissions"),
    *viewsets.Themes.paths("themes"),
    *viewsets.Recommendations.paths("recommendations"),
    path("facets/", viewsets.Facets.as_view(), name="api-facets"),
    path("withdrawn/", mirroring.Withdrawn.as_view(), name="api-withdrawn"),
]

urlpatterns = [
    path("v1/", include(version_1)),
    path("schema/", Schema.as_view(), name="api-schema"),
    path("docs/", Documentation.as_view(), name="api-docs"),
]
