"""What stands around an article in its draft: the ones before and after it, and all the others."""

from itertools import groupby
from typing import NamedTuple

from articles.models import Article, Division


class ContentsGroup(NamedTuple):
    """Articles in a row in one division, or in none; `divisions` from the outermost."""

    divisions: list[Division]
    articles: list[Article]


class Around(NamedTuple):
    """The articles before and after one, or None, and those of the whole draft in order."""

    previous: Article | None
    next: Article | None
    groups: list[ContentsGroup]


def around(article):
    """Return what stands around an article; one query. It comes with its draft and treaty."""
    rows = Article.objects.filter(draft=article.draft_id).select_related("division__parent")
    rows = list(rows.order_by("position", "pk"))
    for row in rows:
        row.draft = article.draft
    place = rows.index(article)
    previous = rows[place - 1] if place else None
    following = rows[place + 1] if place + 1 < len(rows) else None
    return Around(previous, following, _groups(rows))


def _groups(rows):
    grouped = groupby(rows, key=lambda row: row.division)
    return [ContentsGroup(_above(division), list(articles)) for division, articles in grouped]


def _above(division):
    if division is None:
        return []
    return [division.parent, division] if division.parent else [division]
