"""Two drafts of a treaty compared: which article became which, and what changed in the words."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.lineage.comparing import (
    ArticleChange,
    ComparedArticles,
    languages_in_both,
)
from articles.models import Draft, Succession
from recommendations.display_names import own_language_name
from recommendations.listing.comparison_cache import comparison_cache
from recommendations.listing.counts import RecommendationSets
from recommendations.views.page_cache import kept_until_changed

# Signs of text that a page opens at once; what comes later is opened by the reader.
MOST_OPEN = 40_000
FOLDED = {ArticleChange.UNCHANGED, ArticleChange.UNDECIDED}
MODALS = ("shall", "should", "may", "must")
LABELS = {
    ArticleChange.CHANGED: gettext_lazy("changed"),
    ArticleChange.RENUMBERED: gettext_lazy("renumbered"),
    ArticleChange.MOVED: gettext_lazy("moved"),
    ArticleChange.SPLIT: gettext_lazy("split"),
    ArticleChange.MERGED: gettext_lazy("merged"),
    ArticleChange.NEW: gettext_lazy("new"),
    ArticleChange.DROPPED: gettext_lazy("dropped"),
    ArticleChange.UNDECIDED: gettext_lazy("not decided"),
    ArticleChange.UNCHANGED: gettext_lazy("unchanged"),
}


class ShownArticles(NamedTuple):
    """Compared articles as the page shows them."""

    articles: ComparedArticles
    label: str  # of the change
    asked: int  # recommendations on any of them, in any draft
    is_open: bool

    @property
    def anchor(self) -> str:
        """Where it stands in the page: an earlier and a later article may bear one slug."""
        slug = self.articles.main.slug
        return slug if self.articles.later else f"{slug}--earlier"


class Choice(NamedTuple):
    """A link that narrows the page: its label, how many it leaves, whether it is in force."""

    name: str
    label: str
    count: int
    query: str
    is_chosen: bool


class WordFigure(NamedTuple):
    """A word or sign, and how often it stands in the earlier and the later text."""

    word: str
    before: int
    after: int


class ComparisonPage:
    """What the query string of a comparison asks for; what it cannot have is told in notices."""

    PARAMETERS = ("kind", "asked", "article", "language", "state")

    def __init__(self, earlier: Draft, later: Draft, query: QueryDict) -> None:
        self.query = query
        self.notices: list[str] = []
        self.languages = languages_in_both(earlier, later)
        self.language = self._one_of("language", self.languages) or next(iter(self.languages), "")
        self.kinds = self._kinds()
        self.is_asked = self._one_of("asked", ["1"]) == "1"
        self.with_suggested = self._one_of("state", ["suggested"]) == "suggested"
        states = [Succession.State.CONFIRMED]
        states += [Succession.State.SUGGESTED] if self.with_suggested else []
        self.comparison = comparison_cache.get(earlier, later, self.language, tuple(states))

    def _one_of(self, name: str, values: list[str]) -> str:
        given = self.query.get(name, "").strip()
        if given and given not in values:
            self.notices.append(
                _("“%(value)s” cannot be chosen as %(name)s here. It is ignored.")
                % {"value": given[:40], "name": name}
            )
            return ""
        return given

    def _kinds(self) -> list[str]:
        given = [value for value in self.query.getlist("kind") if value.strip()]
        unknown = [value for value in given if value not in list(ArticleChange)]
        for value in unknown:
            self.notices.append(_("“%s” is not a kind of change. It is ignored.") % value[:40])
        return [value for value in given if value not in unknown]

    @cached_property
    def all(self) -> list[tuple[ComparedArticles, int]]:
        """All articles of both drafts, with how much is asked of them."""
        sets = RecommendationSets()
        return [
            (articles, len(set().union(*(sets.at("lineage", row) for row in rows))))
            for articles in self.comparison.articles
            for rows in ([*articles.earlier, *articles.later],)
        ]

    @cached_property
    def shown(self) -> list[ShownArticles]:
        """Those that the filters leave; so much of them is open as a page should hold."""
        only, left, shown = self.query.get("article", "").strip(), MOST_OPEN, []
        for articles, asked in self.all:
            if only and only not in {row.slug for row in [*articles.later, *articles.earlier]}:
                continue
            if self.kinds and articles.change not in self.kinds:
                continue
            if self.is_asked and (not asked or articles.change in FOLDED):
                continue
            length = sum(len(run.text) for row in articles.provisions for run in row.runs)
            is_open = bool(only) or (articles.change not in FOLDED and left > 0)
            left -= length if is_open else 0
            label = LABELS[articles.change]
            shown.append(ShownArticles(articles, label, asked, is_open))
        return shown

    @property
    def marked(self) -> list[ShownArticles]:
        """Those of which something is known to have changed."""
        return [shown for shown in self.shown if shown.articles.change not in FOLDED]

    @property
    def choices(self) -> Iterator[Choice]:
        """A link for each kind of change that there is, and for what somebody had asked for."""
        counts = Counter(articles.change for articles, _asked in self.all)
        for change, label in LABELS.items():
            if counts[change]:
                chosen = change in self.kinds
                query = self.with_values(kind=[] if chosen else [change.value])
                yield Choice(change.value, label, counts[change], query, chosen)
        asked = sum(1 for articles, asked in self.all if asked and articles.change not in FOLDED)
        if asked:
            query = self.with_values(asked=[] if self.is_asked else ["1"])
            yield Choice("asked", _("changed and asked about"), asked, query, self.is_asked)

    def with_values(self, **values: list[str]) -> str:
        """Return the query string of this page with other values of some parameters."""
        state = {
            "kind": self.kinds,
            "asked": ["1"] if self.is_asked else [],
            "language": [self.language] if self.query.get("language") else [],
            "state": ["suggested"] if self.with_suggested else [],
        }
        return urlencode({k: v for k, v in (state | values).items() if v}, doseq=True)

    @property
    def language_choices(self) -> Iterator[tuple[str, str, str]]:
        """Each language of both texts: its tag, its own name, the query string."""
        for tag in self.languages:
            yield tag, own_language_name(tag), self.with_values(language=[tag])

    @property
    def query_of_suggested(self) -> str:
        return self.with_values(state=["suggested"])

    @property
    def query_of_confirmed(self) -> str:
        return self.with_values(state=[])

    @property
    def query_of_article(self) -> str:
        """The query string of one article alone, up to its slug."""
        state = self.with_values(kind=[], asked=[])
        return f"{state}&article=" if state else "article="

    @property
    def word_figures(self) -> list[WordFigure]:
        """How often words of obligation and brackets stand in both texts."""
        texts = [
            " ".join(text for _row, _depth, text in draft.provisions.values())
            for draft in (self.comparison.earlier, self.comparison.later)
        ]
        words = [Counter(re.findall(r"\w+|\[", text.lower())) for text in texts]
        named = [*(MODALS if self.language.split("-")[0] == "en" else ()), "["]
        return [
            WordFigure("[ ]" if word == "[" else word, words[0][word], words[1][word])
            for word in named
            if words[0][word] or words[1][word]
        ]

    @property
    def added(self) -> int:
        return sum(articles.word_count.added for articles, _asked in self.all)

    @property
    def removed(self) -> int:
        return sum(articles.word_count.removed for articles, _asked in self.all)


@kept_until_changed
def compare_drafts(request, treaty, earlier, later):
    """Show what changed from one draft to a later one; the other way round leads here as well."""
    drafts = Draft.objects.select_related("treaty").filter(treaty__slug=treaty)
    first = get_object_or_404(drafts, slug=earlier)
    second = get_object_or_404(drafts, slug=later)
    if first.stage == second.stage:
        raise Http404("Documents of one stage are parts of one text.")
    if first.stage > second.stage:
        return redirect("compare", treaty, later, earlier)
    page = ComparisonPage(first, second, request.GET)
    context = {"treaty": first.treaty, "earlier": first, "later": second, "page": page}
    context["example"] = first.treaty.example_title
    in_place = request.htmx and request.GET.get("article")
    template = "_compared_articles" if in_place else "compare"
    return render(request, f"recommendations/{template}.html", context)
