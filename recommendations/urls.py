"""Addresses of the public pages; the names are those that models and templates use."""

from django.contrib.sitemaps import views as sitemaps
from django.urls import path
from django.views.decorators.http import require_safe

from recommendations.pages.about import about, data
from recommendations.pages.article import article
from recommendations.pages.cite import (
    recommendation_citation,
    recommendations_citations,
    submission_citation,
)
from recommendations.pages.crawlers import SECTIONS, robots
from recommendations.pages.drafts import draft
from recommendations.pages.facet_values import facet
from recommendations.pages.feed import recommendations_feed
from recommendations.pages.home import home
from recommendations.pages.organisations import organisation, organisations
from recommendations.pages.recommendation import recommendation
from recommendations.pages.recommendations import recommendations
from recommendations.pages.submissions import submission, submission_file, submissions
from recommendations.pages.suggestions import suggestions
from recommendations.pages.table import recommendations_csv
from recommendations.pages.themes import theme, themes
from recommendations.pages.treaties import treaties, treaty

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

# Public pages are read, never written to.
urlpatterns = [
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
