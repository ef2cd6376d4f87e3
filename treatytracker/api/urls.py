"""Addresses of the API, its schema and its documentation."""

from django.urls import include, path

from recommendations.api import mirroring, places, resources
from treatytracker.api.documents import Documentation, Schema
from treatytracker.api.index import Index

version_1 = [
    path("", Index.as_view(), name="api-index"),
    *places.Treaties.paths("treaties"),
    *places.Sessions.paths("sessions"),
    *places.Drafts.paths("drafts"),
    *places.Articles.paths("articles"),
    *resources.Organisations.paths("organisations"),
    *resources.Submissions.paths("submissions"),
    *resources.Themes.paths("themes"),
    *resources.Recommendations.paths("recommendations"),
    path("facets/", resources.Facets.as_view(), name="api-facets"),
    path("withdrawn/", mirroring.Withdrawn.as_view(), name="api-withdrawn"),
]

urlpatterns = [
    path("v1/", include(version_1)),
    path("schema/", Schema.as_view(), name="api-schema"),
    path("docs/", Documentation.as_view(), name="api-docs"),
]
