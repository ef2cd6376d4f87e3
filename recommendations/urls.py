"""Addresses of the public pages; the names are those that models and templates use."""

from django.contrib.sitemaps import views as sitemaps
from django.urls import path
from django.views.decorators.http import require_safe

from recommendations.views.about import about, data
from recommendations.views.article import article
from recommendations.views.compare import compare_drafts, comparison_csv
from recommendations.views.downloads import (
    recommendation_citation,
    recommendations_citations,
    recommendations_csv,
    recommendations_feed,
    submission_citation,
)
from recommendations.views.draft import draft
from recommendations.views.draft_ways import draft_ways
from recommendations.views.facet import facet
from recommendations.views.find_document import find_document
from recommendations.views.home import home
from recommendations.views.organisations import organisation, organisations
from recommendations.views.recommendation import recommendation
from recommendations.views.recommendations import recommendations
from recommendations.views.sitemaps import SECTIONS, robots
from recommendations.views.submissions import submission, submission_file, submissions
from recommendations.views.suggestions import suggestions
from recommendations.views.themes import theme, themes
from recommendations.views.treaties import treaties, treaty

PAGES = [
    ("", home, "home"),
    ("recommendations/", recommendations, "recommendations"),
    ("recommendations.csv", recommendations_csv, "recommendations-csv"),
    ("recommendations.atom", recommendations_feed, "recommendations-feed"),
    ("recommendations.<slug:extension>", recommendations_citations, "recommendations-citations"),
    ("recommendations/facets/<slug:name>/", facet, "facet"),
    ("recommendations/<slug:key>/", recommendation, "recommendation"),
    (
        "recommendations/<slug:key>/cite.<slug:extension>",
        recommendation_citation,
        "recommendation-citation",
    ),
    ("suggestions/", suggestions, "suggestions"),
    ("treaties/", treaties, "treaties"),
    ("treaties/<slug:treaty>/", treaty, "treaty"),
    ("treaties/<slug:treaty>/compare/", draft_ways, "draft-ways"),
    (
        "treaties/<slug:treaty>/compare/<slug:earlier>/<slug:later>/",
        compare_drafts,
        "compare",
    ),
    (
        "treaties/<slug:treaty>/compare/<slug:earlier>/<slug:later>/changes.csv",
        comparison_csv,
        "comparison-csv",
    ),
    ("treaties/<slug:treaty>/<slug:draft>/", draft, "draft"),
    ("treaties/<slug:treaty>/<slug:draft>/<slug:article>/", article, "article"),
    ("organisations/", organisations, "organisations"),
    ("organisations/<slug:slug>/", organisation, "organisation"),
    ("submissions/", submissions, "submissions"),
    ("submissions/<slug:slug>/", submission, "submission"),
    ("submissions/<slug:slug>/file/", submission_file, "submission-file"),
    (
        "submissions/<slug:slug>/cite.<slug:extension>",
        submission_citation,
        "submission-citation",
    ),
    ("themes/", themes, "themes"),
    ("themes/<slug:slug>/", theme, "theme"),
    ("about/", about, "about"),
    ("data/", data, "data"),
    ("robots.txt", robots, "robots"),
]
SITEMAP = {"sitemaps": SECTIONS}

# Public pages are read, never written to; one takes a file, of which it stores nothing.
urlpatterns = [
    path("find-document/", find_document, name="find-document"),
    *(path(route, require_safe(view), name=name) for route, view, name in PAGES),
    path(
        "sitemap.xml",
        require_safe(sitemaps.index),
        SITEMAP | {"sitemap_url_name": "sitemap-section"},
        name="sitemap",
    ),
    path(
        "sitemap-<slug:section>.xml",
        require_safe(sitemaps.sitemap),
        SITEMAP,
        name="sitemap-section",
    ),
]
