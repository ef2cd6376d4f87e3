"""Several drafts of a treaty in a row: each article's way through them, a column for each draft."""

from collections import defaultdict
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.lineage.article_ways import Stop, Way, ways
from articles.lineage.comparing import languages_in_both
from articles.models import Article, Draft, Succession, Treaty
from recommendations.listing.comparison_cache import comparison_cache
from recommendations.views.comparison_page import LABELS, ShownArticles
from recommendations.views.page_cache import kept_until_changed

MOST_AT_FIRST = 4  # drafts, where none are chosen


class ShownStop(NamedTuple):
    """What a draft has of a way, and the address of what changed in it."""

    stop: Stop
    label: str
    address: str


class Cell(NamedTuple):
    """A draft, and the stops that it has of one way."""

    draft: Draft
    stops: list[ShownStop]


class Column(NamedTuple):
    """A draft, and the draft of the stage before it that it is compared with first."""

    draft: Draft
    earlier: Draft | None


class WaysPage:
    """The drafts that the query string names, else the last few, and the ways through them."""

    PARAMETERS = ("draft", "state", "from", "to")

    def __init__(self, treaty: Treaty, query) -> None:
        self.treaty, self.query = treaty, query
        self.notices: list[str] = []
        rows = treaty.drafts.select_related("treaty").order_by("stage", "date", "slug")
        self.all = list(rows)
        self.with_suggested = query.get("state", "").strip() == "suggested"
        self.drafts = self._chosen() or self._at_first()
        if query.get("state", "").strip() not in ("", "suggested"):
            self._ignore("state", query["state"])

    def _ignore(self, name: str, value: str) -> None:
        words = _("“%(value)s” cannot be chosen as “%(name)s” here. It is ignored.")
        self.notices.append(words % {"value": value[:40], "name": name})

    def _chosen(self) -> list[Draft]:
        given = [slug for slug in self.query.getlist("draft") if slug.strip()]
        for unknown in dict.fromkeys(given).keys() - {draft.slug for draft in self.all}:
            self._ignore("draft", unknown)
        return [draft for draft in self.all if draft.slug in given]

    @cached_property
    def states(self) -> list[str]:
        suggested = [Succession.State.SUGGESTED] if self.with_suggested else []
        return [Succession.State.CONFIRMED, *suggested]

    @cached_property
    def edges(self) -> list[tuple[int, int, int, int]]:
        """The ids of articles that belong together, and those of their drafts."""
        rows = Succession.objects.filter(
            ancestor__draft__treaty=self.treaty, descendant__isnull=False, state__in=self.states
        )
        names = ("ancestor", "descendant", "ancestor__draft", "descendant__draft")
        return list(rows.order_by().values_list(*names))

    def _at_first(self) -> list[Draft]:
        """Return the last drafts between which something is known, else the last ones."""
        joined = {pk for *_articles, one, other in self.edges for pk in (one, other)}
        drafts = [draft for draft in self.all if draft.pk in joined] or self.all
        return drafts[-MOST_AT_FIRST:]

    def draft(self, name: str) -> Draft | None:
        """Return the draft that a parameter names, of the two that are to be compared."""
        given = self.query.get(name, "").strip()
        found = next((draft for draft in self.all if draft.slug == given), None)
        if given and found is None:
            self._ignore(name, given)
        return found

    @cached_property
    def pairs(self) -> list[tuple[Draft, Draft]]:
        """Each draft with those of the stage before it."""
        stages = defaultdict(list)
        for draft in self.drafts:
            stages[draft.stage].append(draft)
        return [
            (before, after)
            for one, other in pairwise(stages.values())
            for before in one
            for after in other
        ]

    @property
    def columns(self) -> list[Column]:
        before = {after: draft for draft, after in reversed(self.pairs)}
        return [Column(draft, before.get(draft)) for draft in self.drafts]

    @cached_property
    def ways(self) -> list[Way]:
        texts: dict[Draft, list[Article]] = {draft: [] for draft in self.drafts}
        by_id = {draft.pk: draft for draft in self.drafts}
        rows = Article.objects.filter(draft__in=self.drafts).select_related("draft__treaty")
        for article in rows.order_by("position", "pk"):
            texts[by_id[article.draft_id]].append(article)
        joined = [(one, other) for one, other, *_drafts in self.edges]
        compared = {
            pair: comparison_cache.get(*pair, _language(*pair), tuple(self.states)).articles
            for pair in self.pairs
        }
        return ways(texts, joined, compared)

    @property
    def rows(self) -> list[list[Cell]]:
        """The ways of which something is known."""
        return [self._cells(way) for way in self.ways if way.is_known]

    @property
    def others(self) -> list[list[Cell]]:
        """Those of which nobody has said what became of anything."""
        return [self._cells(way) for way in self.ways if not way.is_known]

    def _cells(self, way: Way) -> list[Cell]:
        return [
            Cell(draft, [self._shown(draft, stop) for stop in stops])
            for draft, stops in zip(self.drafts, way.stops, strict=True)
        ]

    def _shown(self, draft: Draft, stop: Stop) -> ShownStop:
        if stop.compared is None or stop.earlier is None:
            return ShownStop(stop, "", "")
        anchor = ShownArticles(stop.compared, 0, is_open=False).anchor
        state = {"state": "suggested"} if self.with_suggested else {}
        slugs = self.treaty.slug, stop.earlier.slug, draft.slug
        query = urlencode({**state, "article": anchor})
        address = f"{reverse('compare', args=slugs)}?{query}"
        return ShownStop(stop, str(LABELS[stop.compared.change]), address)

    @property
    def query_of_state(self) -> str:
        """The query string that follows suggested links as well, or no longer."""
        drafts = [draft.slug for draft in self._chosen()]
        values = {"draft": drafts, "state": [] if self.with_suggested else ["suggested"]}
        return urlencode({k: v for k, v in values.items() if v}, doseq=True)


def _language(earlier: Draft, later: Draft) -> str:
    return next(iter(languages_in_both(earlier, later)), "")


@kept_until_changed
def draft_ways(request, treaty):
    """Show each article's way through drafts; `from` and `to` lead to the comparison of two."""
    shown = get_object_or_404(Treaty, slug=treaty)
    page = WaysPage(shown, request.GET)
    earlier, later = page.draft("from"), page.draft("to")
    if earlier and later:
        if earlier.stage != later.stage:
            first, second = sorted((earlier, later), key=lambda draft: draft.stage)
            return redirect("compare", treaty, first.slug, second.slug)
        page.notices.append(
            _("%(one)s and %(other)s are of one stage. Choose drafts of two stages.")
            % {"one": earlier, "other": later}
        )
    context = {"treaty": shown, "example": shown.example_title, "page": page}
    return render(request, "recommendations/draft_ways.html", context)
