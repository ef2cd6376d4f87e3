"""The table of contents of a draft: its divisions and articles, with what was asked at each."""

from collections import defaultdict
from typing import NamedTuple

from articles.lineage import Lineage
from articles.models import Article, Division
from recommendations.models import Recommendation, Target


class Line(NamedTuple):
    """An article with the ids of the recommendations on it: in this draft, over its lineage."""

    article: Article
    own: set[int]
    family: set[int]

    @property
    def here(self):
        """The number of recommendations in this draft."""
        return len(self.own)

    @property
    def everywhere(self):
        """The number of recommendations in all drafts."""
        return len(self.family)

    @property
    def position(self):
        return self.article.position


class Heading(NamedTuple):
    """A division, the recommendations on it as a whole, and what stands in it in order."""

    division: Division
    asked: list
    entries: list

    @property
    def position(self):
        """Where it begins; a division without articles keeps its place among divisions."""
        return min((entry.position for entry in self.entries), default=0)


def contents(draft):
    """Return the Lines and Headings of a draft in the order of the text; five queries."""
    lines, headings, asked = defaultdict(list), defaultdict(list), on_divisions(draft)
    asked_at = asked_of(draft.treaty)
    for article in draft.articles.select_related("draft__treaty").order_by("position"):
        lines[article.division_id].append(Line(article, *asked_at(article.pk)))
    for division in draft.divisions.order_by("position", "pk"):
        headings[division.parent_id].append(division)

    def within(parent):
        below = [
            Heading(division, asked[division.pk], within(division.pk))
            for division in headings[parent]
        ]
        return woven(lines[parent], below)

    return within(None)


def woven(lines, headings):
    """Return lines and headings in one list, each line before the first heading that follows it."""
    entries, waiting = [], list(lines)
    for heading in headings:
        while waiting and heading.entries and waiting[0].position < heading.position:
            entries.append(waiting.pop(0))
        entries.append(heading)
    return entries + waiting


def asked_of(treaty):
    """Return a function from an article's id to the two sets of a Line; two queries."""
    lineage, held = Lineage.load(treaty), defaultdict(set)
    aimed = Target.objects.filter(
        article__draft__treaty=treaty, recommendation__in=Recommendation.objects.published()
    )
    for article, recommendation in aimed.order_by().values_list("article", "recommendation"):
        held[article].add(recommendation)

    def of(article_id):
        # A recommendation on two articles of one lineage counts once, so the sets are united.
        family = (held.get(other, set()) for other in lineage.of(article_id))
        return held.get(article_id, set()), set().union(*family)

    return of


def on_divisions(draft):
    """Return the public recommendations on whole divisions of a draft, by division; one query."""
    asked = defaultdict(list)
    aimed = Target.objects.filter(
        division__draft=draft, recommendation__in=Recommendation.objects.published()
    ).select_related("recommendation__submission")
    for target in aimed.order_by("recommendation__submission__slug", "recommendation__sort_key"):
        if target.recommendation not in asked[target.division_id]:
            asked[target.division_id].append(target.recommendation)
    return asked
