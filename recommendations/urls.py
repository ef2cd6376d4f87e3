"""Addresses of the public pages."""

from django.urls import path

from recommendations.pages.about import about, data
from recommendations.pages.drafts import draft
from recommendations.pages.organisations import organisation, organisations
from recommendations.pages.submissions import submission, submission_file, submissions
from recommendations.pages.themes import theme, themes
from recommendations.pages.treaties import treaty

urlpatterns = [
    path("treaties/<slug:treaty>/", treaty, name="treaty"),
    path("treaties/<slug:treaty>/<slug:draft>/", draft, name="draft"),
    path("organisations/", organisations, name="organisations"),
    path("organisations/<slug:slug>/", organisation, name="organisation"),
    path("submissions/", submissions, name="submissions"),
    path("submissions/<slug:slug>/", submission, name="submission"),
    path("submissions/<slug:slug>/file/", submission_file, name="submission-file"),
    path("themes/", themes, name="themes"),
    path("themes/<slug:slug>/", theme, name="theme"),
    path("about/", about, name="about"),
    path("data/", data, name="data"),
]
