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
from recommendations.views.page_cache import kept_until_changed

MOST_LISTED = 10  # recommendations on one division


class ContentsArticle(NamedTuple):
    """An article with the set of recommendations on it: in this draft, over its lineage."""

    article: Article
    in_draft: Set
    in_lineage: Set

    @property
    def count_in_draft(self):
        """The number of recommendations in this draft."""
        return len(self.in_draft)

    @property
    def count_in_lineage(self):
        """The number of recommendations in all drafts."""
        return len(self.in_lineage)

    @property
    def position(self):
        return self.article.position


class OnWhole(NamedTuple):
    """What is asked of a whole division: how much, and the first few of it."""

    total: int
    first: list[Recommendation]

    @property
    def more(self):
        """How many are not among the first."""
        return self.total - len(self.first)


class ContentsDivision(NamedTuple):
    """A division, what is asked of it as a whole, and what stands in it in order."""

    division: Division
    on_whole: OnWhole | None
    entries: list

    @property
    def position(self):
        """Where it begins; a division without articles keeps its place among divisions."""
        return min((entry.position for entry in self.entries), default=0)


@kept_until_changed
def draft(request, treaty, draft):
    """Show one draft with its divisions and articles."""
    drafts = Draft.objects.select_related("treaty").prefetch_related("sessions")
    shown = get_object_or_404(drafts, treaty__slug=treaty, slug=draft)
    earlier, later = neighbouring_drafts(shown)
    listing = Listing(QueryDict(f"draft={shown.path}"))
    context = {
        "draft": shown,
        "treaty": shown.treaty,
        "example": shown.treaty.example_title,
        "entries": contents(shown, on_whole=asked_of_divisions(shown)),
        "listing": listing,
        "submission_count": Submission.objects.published().filter(drafts=shown).count(),
        "earlier": earlier,
        "later": later,
    }
    return render(request, "recommendations/draft.html", context)


def neighbouring_drafts(draft):
    """Return the drafts before and after this one in the order of the treaty, or None."""
    drafts = list(draft.treaty.drafts.select_related("treaty").order_by("stage", "date", "slug"))
    position = drafts.index(draft)
    before = drafts[position - 1] if position else None
    after = drafts[position + 1] if position + 1 < len(drafts) else None
    return before, after


def contents(draft, recommendations=None, on_whole=()):
    """Return the rows and divisions of a draft in the order of the text; two queries.

    `on_whole` has the OnWhole of divisions by id, where a page shows it.
    """
    articles, divisions, on_whole = defaultdict(list), defaultdict(list), dict(on_whole)
    recommendations = recommendations or RecommendationSets()
    for article in draft.articles.select_related("draft__treaty").order_by("position"):
        in_draft = recommendations.at("article", article)
        in_lineage = recommendations.at("lineage", article)
        articles[article.division_id].append(ContentsArticle(article, in_draft, in_lineage))
    for division in draft.divisions.order_by("position", "pk"):
        divisions[division.parent_id].append(division)

    def entries_in(parent):
        below = [
            ContentsDivision(division, on_whole.get(division.pk), entries_in(division.pk))
            for division in divisions[parent]
        ]
        return in_text_order(articles[parent], below)

    return entries_in(None)


def in_text_order(articles, divisions):
    """Return both in one list, each article before the first division that follows it."""
    entries, waiting = [], list(articles)
    for division in divisions:
        while waiting and division.entries and waiting[0].position < division.position:
            entries.append(waiting.pop(0))
        entries.append(division)
    return entries + waiting


def asked_of_divisions(draft):
    """Return the OnWhole of each division of a draft of which something is asked; two queries."""
    targets = Target.objects.filter(
        division__draft=draft, recommendation__in=Recommendation.objects.published()
    ).order_by("recommendation__submission__slug", "recommendation__sort_key")
    by_division = defaultdict(dict)  # whose keys keep their order, each once
    for division, recommendation in targets.values_list("division", "recommendation"):
        by_division[division][recommendation] = None
    first = {division: list(keys)[:MOST_LISTED] for division, keys in by_division.items()}
    rows = Recommendation.objects.only("key", "title").in_bulk(
        {key for keys in first.values() for key in keys}
    )
    return {
        division: OnWhole(len(keys), [rows[key] for key in first[division] if key in rows])
        for division, keys in by_division.items()
    }
