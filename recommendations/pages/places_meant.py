"""The articles that the words of a search name, such as "art. 24" or "gender article 5"."""

from typing import NamedTuple

from django.http import QueryDict

from articles import references
from articles.lineage import Lineage
from articles.models import Article
from recommendations.listing import Listing

MOST = 4
MOST_READ = 40  # drafts, of a few treaties, that have an article of one number


class PlaceMeant(NamedTuple):
    """An article, how much was asked of it in every draft, the other words, and that list.

    `others` are the words beside the article's name, which narrow that list.
    """

    article: Article
    total: int
    others: str
    query: str


def places_meant(listing):
    """Return the articles that the words of a list name, one a lineage, those most asked of first.

    Where nothing was asked of an article it is told all the same: its text may be wanted.
    """
    citation, others = read(listing.words)
    if citation is None:
        return []
    articles = Article.objects.for_list().called(citation)
    if treaties := listing.parameters.get("treaty"):
        articles = articles.filter(draft__treaty__slug__in=treaties)
    latest = list(one_a_lineage(articles[:MOST_READ]))
    rest = {"q": others or None, "lineage": None}
    totals = Listing(QueryDict(listing.query(**rest))).totals("lineage", latest)
    found = [
        PlaceMeant(
            article,
            totals.get(article.path, 0),
            others,
            listing.query(**rest | {"lineage": [article.path]}),
        )
        for article in latest
    ]
    return sorted(found, key=lambda meant: -meant.total)[:MOST]


def read(words):
    """Return the one Citation of an article in some words, and the others; (None, "") if none."""
    whole = references.parse_one(words) if words else None
    if whole is not None:
        return whole, ""
    found = references.find(words)
    if len(found) != 1 or found[0].instrument or len(found[0].citations) != 1:
        return None, ""
    (citation,) = found[0].citations
    if citation.is_relative or citation.is_division:
        return None, ""
    others = f"{words[: found[0].start]} {words[found[0].end :]}"
    return citation, " ".join(others.split())


def one_a_lineage(articles):
    """Yield the first of those articles that became the same."""
    seen, lineage = set(), None
    for article in articles:
        lineage = lineage or Lineage.load()
        ends = frozenset(lineage.ends(article.pk))
        if ends not in seen:
            seen.add(ends)
            yield article
