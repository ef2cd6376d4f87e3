"""What bears a name that somebody typed: articles, themes, organisations.

The words of a search may name them too, such as "art. 24", "gender article 5" or "Privacy Example".
"""

from itertools import islice
from typing import NamedTuple

from django.db.models import Case, IntegerField, Q, Value, When
from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.folding import fold
from articles.lineage import Lineage
from articles.models import Article
from recommendations.listing import Listing
from recommendations.models import Organisation, Theme

MOST_CITED = 4
MOST_CITED_OF_SEVERAL = 8  # where the words name several articles
MOST_NAMED = 2  # of each kind, so that the results stay in sight
MOST_READ = 40  # drafts, of a few treaties, that have an article of one number
LONGEST = 200
SHORTEST = 2  # letters; a single figure may be an article already
MOST_OF_A_KIND = 5
MOST_WORDS = 10


class MatchingName(NamedTuple):
    """What bears the name, what tells it apart, its address, and the list of what was asked of it.

    `facet` is the facet it is a value of, `total` what the list of `querystring` holds, `others`
    the words beside the name, which narrow that list.
    """

    label: str
    note: str
    address: str
    facet: str
    total: int
    others: str
    querystring: str


def matching_names(listing):
    """Return what the words of a list name: articles, themes, organisations.

    Where nothing was asked of it it is told all the same: its page may be wanted.
    """
    if not can_name(listing.words):
        return []
    name = listing.name
    # Each is counted under every filter but its own kind's, and without the words that name it.
    rest = Listing(QueryDict(listing.querystring(q=name.others or None)))
    articles = cited_articles(listing) if name.citations else headed_articles(listing)
    facet = "article" if name.drafts else "lineage"
    matches = sorted(with_totals(rest, facet, articles), key=lambda match: -match.total)
    themes = {theme.slug: theme for theme in themes_called(listing.words)}
    organisations = {
        organisation.slug: organisation for organisation in organisations_called(listing.words)
    }
    return [
        *matches[: most_articles(name.citations)],
        *with_totals(rest, "theme", themes)[:MOST_NAMED],
        *with_totals(rest, "organisation", organisations)[:MOST_NAMED],
    ]


def most_articles(citations):
    """Return how many articles are offered to words that have these citations."""
    if not citations:
        return MOST_NAMED
    return MOST_CITED if len(citations) == 1 else MOST_CITED_OF_SEVERAL


def cited_articles(listing):
    """Return the articles that the words name, one a lineage, by their paths."""
    name = listing.name
    articles = articles_of(listing).called(*name.citations)
    if name.drafts:
        articles = articles.filter(draft__in=name.drafts.keys)
    return by_path(articles[: MOST_READ * len(name.citations)])


def headed_articles(listing):
    """Return the articles whose label and heading hold the words, one a lineage, by their paths."""
    return by_path(articles_headed(listing.words, articles_of(listing)))


def articles_of(listing):
    """Return the articles of the treaties that a list is narrowed to."""
    treaties = listing.parameters.get("treaty")
    articles = Article.objects.for_list()
    return articles.filter(draft__treaty__slug__in=treaties) if treaties else articles


def by_path(articles):
    return {article.path: article for article in one_per_lineage(articles)}


def with_totals(rest, facet, rows):
    """Return rows, given by their values of a facet, as MatchingNames with their totals."""
    totals = rest.totals(facet, list(rows.values()))
    return [
        MatchingName(
            *NAMES_AND_NOTES[facet](row),
            row.get_absolute_url(),
            facet,
            totals.get(value, 0),
            rest.words,
            rest.querystring(**{facet: [value]}),
        )
        for value, row in rows.items()
    ]


def article_name(article):
    heading = article.heading if article.heading != article.label else ""
    return ", ".join(part for part in (article.label, heading) if part), str(article.draft)


def theme_name(theme):
    above = theme.parent.name if theme.parent else ""
    return theme.name, " · ".join(part for part in (_("theme"), above) if part)


def organisation_name(organisation):
    parts = (_("organisation"), organisation.acronym)
    return organisation.name, " · ".join(part for part in parts if part)


def one_per_lineage(articles):
    """Yield the first of those articles that became the same."""
    seen, lineage = set(), None
    for article in articles:
        lineage = lineage or Lineage.load()
        ends = frozenset(lineage.ends(article.pk))
        if ends not in seen:
            seen.add(ends)
            yield article


def can_name(words):
    """Return whether some words are enough to look a name up by, and not too many."""
    return (words.isdigit() or len(words) >= SHORTEST) and len(words) <= LONGEST


def articles_headed(words, among=None):
    """Return articles whose label and heading hold all words; of equal ones that of the latest."""
    rows = Article.objects.for_list() if among is None else among
    # Headings recur from draft to draft: some six drafts' worth is looked at.
    articles = rows.filter(holds(words)).latest_first()[: MOST_OF_A_KIND * 6]
    by_heading = {article.folded: article for article in reversed(articles)}
    return list(islice(reversed(by_heading.values()), MOST_OF_A_KIND))


def themes_called(words):
    """Return the themes whose name holds all words; the tree is small and read whole."""
    wanted = fold(words).split()
    themes = [
        theme
        for theme in Theme.objects.select_related("parent")
        if all(word in fold(theme.name) for word in wanted)
    ]
    themes.sort(key=lambda theme: not fold(theme.name).startswith(fold(words)))
    return themes[:MOST_OF_A_KIND]


def organisations_called(words):
    """Return public organisations called so; first those whose name begins with the words."""
    begins = Case(
        When(folded__startswith=fold(words), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    rows = Organisation.objects.published().filter(holds(words)).order_by(begins, "sort_key")
    return list(rows[:MOST_OF_A_KIND])


def holds(words):
    """Return the condition that the folded text of a row holds all words."""
    condition = Q()
    for word in fold(words).split()[:MOST_WORDS]:
        condition &= Q(folded__contains=word)
    return condition


NAMES_AND_NOTES = {
    "article": article_name,
    "lineage": article_name,
    "theme": theme_name,
    "organisation": organisation_name,
}
