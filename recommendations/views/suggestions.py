"""What may be meant while somebody types: an article, a draft, a theme, an organisation …"""

import re
from typing import NamedTuple

from django.db.models import Prefetch, Q
from django.http import QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from articles import references
from articles.folding import fold
from articles.models import Article, Draft, Provision
from recommendations.listing import Listing
from recommendations.models import Signature, Target
from recommendations.views import name_search
from recommendations.views.name_search import MOST_OF_A_KIND


class Suggestion(NamedTuple):
    """A page that may be meant: its name, what tells it apart, its address."""

    label: str
    note: str
    address: str


class SuggestionGroup(NamedTuple):
    """Suggestions of one kind."""

    name: str
    label: str
    suggestions: list[Suggestion]


def suggestions(request):
    """Show what the words typed so far may mean; to htmx as options below the field."""
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())
    context = {"words": words, "groups": groups_of(words)}
    template = (
        "recommendations/_suggestions.html" if request.htmx else "recommendations/suggestions.html"
    )
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def groups_of(words):
    """Return what some words may mean, in SuggestionGroups; a fixed number of queries at most."""
    if not name_search.can_name(words):
        return []
    groups = [
        SuggestionGroup("articles", _("Articles"), cited_articles(words) or headed_articles(words)),
        SuggestionGroup("drafts", _("Drafts"), matching_drafts(words)),
        SuggestionGroup("themes", _("Themes"), matching_themes(words)),
        SuggestionGroup("organisations", _("Organisations"), matching_organisations(words)),
        SuggestionGroup("recommendations", _("Recommendations"), matching_recommendations(words)),
    ]
    return [group for group in groups if group.suggestions]


def cited_articles(words):
    """Return the articles or provisions that a reference such as "art 23(2)(c)" means."""
    citation = references.parse_one(words)
    if citation is None:
        return []
    articles = Article.objects.for_list().called(citation)[:MOST_OF_A_KIND]
    if not citation.steps:
        return [article_suggestion(article) for article in articles]
    ending = "".join(f"({step})" for step in citation.steps)
    # What has neither wording nor anything public about it may have been typed by mistake.
    seen = Q(texts__isnull=False) | Q(targets__in=Target.objects.public())
    within = Provision.objects.filter(article__in=[article.pk for article in articles])
    provisions = within.filter(seen).distinct()
    eids = {(row.article_id, row.label): row.eid for row in provisions.select_related("article")}
    return [
        article_suggestion(article, ending, eids.get((article.pk, f"{article.label}{ending}")))
        for article in articles
    ]


def headed_articles(words):
    return [article_suggestion(article) for article in name_search.articles_headed(words)]


def article_suggestion(article, ending="", eid=None):
    address = article.get_absolute_url()
    heading = article.heading if article.heading != article.label else ""
    note = " · ".join(part for part in (heading, str(article.draft)) if part)
    return Suggestion(f"{article.label}{ending}", note, f"{address}#{eid}" if eid else address)


def matching_drafts(words):
    """Return the drafts whose symbol and title hold all words: of that very symbol, the latest."""
    wanted = fold(words).split()
    drafts = [
        draft
        for draft in Draft.objects.select_related("treaty").latest_first()
        if all(is_in(word, fold(f"{draft.symbol} {draft.title}")) for word in wanted)
    ]
    # "A/AC.291/22" begins the symbols of its revisions too.
    drafts.sort(key=lambda draft: fold(draft.symbol) != fold(words))
    return [
        Suggestion(draft_name(draft), draft.treaty.short_title, draft.get_absolute_url())
        for draft in drafts[:MOST_OF_A_KIND]
    ]


def draft_name(draft):
    return f"{draft.symbol}, {draft.title}" if draft.symbol else draft.title


def is_in(word, text):
    """Whether a text has a word or its beginning; a number, which is often an article's, whole."""
    return word in re.findall(r"\d+", text) if word.isdecimal() else word in text


def matching_themes(words):
    return [
        Suggestion(theme.name, theme.parent.name if theme.parent else "", theme.get_absolute_url())
        for theme in name_search.themes_called(words)
    ]


def matching_organisations(words):
    return [
        Suggestion(row.name, row.acronym, row.get_absolute_url())
        for row in name_search.organisations_called(words)
    ]


def matching_recommendations(words):
    """Return the first recommendations in the list that holds the words, or words begun so."""
    query = QueryDict(mutable=True)
    query["q"] = f"{words}*" if words[-1].isalnum() else words
    rows = Listing(query).rows.with_queryset(with_authors_alone)
    return [
        Suggestion(
            row.title,
            ", ".join(author.name for author in row.submission.authors[:2]),
            row.get_absolute_url(),
        )
        for row in rows[:MOST_OF_A_KIND]
    ]


def with_authors_alone(rows):
    """Read no more of recommendations than a suggestion says; two queries instead of eight."""
    signatures = Signature.objects.select_related("organisation")
    return rows.prefetch_related(None).prefetch_related(
        Prefetch("submission__signatures", signatures)
    )
