"""Addresses of the public pages; the names are those that models and templates use."""

from django.urls import path

from recommendations.pages.about import about, data
from recommendations.pages.article import article
from recommendations.pages.drafts import draft
from recommendations.pages.home import home
from recommendations.pages.organisations import organisation, organisations
from recommendations.pages.recommendation import recommendation
from recommendations.pages.recommendations import recommendations
from recommendations.pages.submissions import submission, submission_file, submissions
from recommendations.pages.table import recommendations_csv
from recommendations.pages.themes import theme, themes
from recommendations.pages.treaties import treaty

urlpatterns = [
    path("", home, name="home"),
    path("recommendations/", recommendations, name="recommendations"),
    path("recommendations.csv", recommendations_csv, name="recommendations-csv"),
    path("recommendations/<slug:key>/", recommendation, name="recommendation"),
    path("treaties/<slug:treaty>/", treaty, name="treaty"),
    path("treaties/<slug:treaty>/<slug:draft>/", draft, name="draft"),
    path("treaties/<slug:treaty>/<slug:draft>/<slug:article>/", article, name="article"),
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
