"""The page of a draft: its table of contents, with what was asked at each place."""

from collections import defaultdict
from collections.abc import Set
from typing import NamedTuple

from django.http import QueryDict
from django.shortcuts import get_object_or_404, render

from articles.models import Article, Division, Draft
from recommendations.listing import Listing
from recommendations.listing.counts import RecommendationSets
from recommendations.models import Recommendation, Submission, Target


class Line(NamedTuple):
    """An article with the set of recommendations on it: in this draft, over its lineage."""

    article: Article
    own: Set
    family: Set

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


def draft(request, treaty, draft):
    """Show one draft with its divisions and articles."""
    drafts = Draft.objects.select_related("treaty").prefetch_related("sessions")
    shown = get_object_or_404(drafts, treaty__slug=treaty, slug=draft)
    earlier, later = neighbours(shown)
    listing = Listing(QueryDict(f"draft={shown.path}"))
    context = {
        "draft": shown,
        "treaty": shown.treaty,
        "entries": contents(shown),
        "listing": listing,
        "submission_count": Submission.objects.published().filter(drafts=shown).count(),
        "earlier": earlier,
        "later": later,
    }
    return render(request, "recommendations/draft.html", context)


def neighbours(draft):
    """Return the drafts before and after this one in the order of the treaty, or None."""
    drafts = list(draft.treaty.drafts.select_related("treaty").order_by("stage", "date", "slug"))
    place = drafts.index(draft)
    before = drafts[place - 1] if place else None
    after = drafts[place + 1] if place + 1 < len(drafts) else None
    return before, after


def contents(draft, asked=None):
    """Return the Lines and Headings of a draft in the order of the text; three queries."""
    lines, headings, on_whole = defaultdict(list), defaultdict(list), on_divisions(draft)
    asked = asked or RecommendationSets()
    for article in draft.articles.select_related("draft__treaty").order_by("position"):
        own, family = asked.at("article", article), asked.at("lineage", article)
        lines[article.division_id].append(Line(article, own, family))
    for division in draft.divisions.order_by("position", "pk"):
        headings[division.parent_id].append(division)

    def within(parent):
        below = [
            Heading(division, on_whole[division.pk], within(division.pk))
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
