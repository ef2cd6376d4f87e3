"""The page of an article: its text, with what was asked of it in the margin."""

from itertools import groupby
from typing import NamedTuple

from django.shortcuts import get_object_or_404, render

from articles.models import Article, Division
from recommendations.listing.address_cache import links_in
from recommendations.views.article_since import Since
from recommendations.views.article_text import ArticleText
from recommendations.views.lineage_steps import lineage_paths
from recommendations.views.margin import margin_of
from recommendations.views.page_cache import kept_until_changed


class ContentsGroup(NamedTuple):
    """Articles in a row in one division, or in none; `divisions` from the outermost."""

    divisions: list[Division]
    articles: list[Article]


class ArticleNeighbours(NamedTuple):
    """The articles before and after one, or None, and those of the whole draft in order."""

    previous: Article | None
    next: Article | None
    groups: list[ContentsGroup]


@kept_until_changed
def article(request, treaty, draft, article):
    """Show one article of one draft, and what was asked of it in this and every other draft."""
    shown = get_object_or_404(
        Article.objects.for_list(), draft__treaty__slug=treaty, draft__slug=draft, slug=article
    )
    [lineage] = lineage_paths([shown], shown.draft.treaty)
    since = Since(shown, lineage.earlier, request.GET)
    article_text = ArticleText(shown, request.GET, **since.options)
    since.read(article_text.languages)
    context = {
        "article": shown,
        "draft": shown.draft,
        "treaty": shown.draft.treaty,
        "example": shown.draft.treaty.example_title,
        "lineage": lineage,
        "since": since,
        "links": links_in([shown.draft, *(other.draft for other in lineage.others)]),
        "margin": margin_of(shown, lineage.others, article_text, since),
        "article_text": article_text,
        "languages": article_text.languages,
        "neighbours": neighbours_of(shown),
    }
    return render(request, "recommendations/article.html", context)


def neighbours_of(article):
    """Return what stands around an article; one query. It comes with its draft and treaty."""
    rows = Article.objects.filter(draft=article.draft_id).select_related("division__parent")
    rows = list(rows.order_by("position", "pk"))
    for row in rows:
        row.draft = article.draft
    place = rows.index(article)
    previous = rows[place - 1] if place else None
    following = rows[place + 1] if place + 1 < len(rows) else None
    return ArticleNeighbours(previous, following, _groups(rows))


def _groups(rows):
    grouped = groupby(rows, key=lambda row: row.division)
    return [ContentsGroup(_above(division), list(articles)) for division, articles in grouped]


def _above(division):
    if division is None:
        return []
    return [division.parent, division] if division.parent else [division]
