"""What the page of a comparison shows, by what its query string asks for."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.lineage.compared_articles import ArticleChange, ComparedArticles
from articles.lineage.comparing import languages_in_both
from articles.models import Draft, Succession
from articles.redline import MODALS
from recommendations.display_names import own_language_name
from recommendations.listing.comparison_cache import comparison_cache
from recommendations.listing.counts import RecommendationSets
from recommendations.views.comparison_figures import COUNTED, ComparisonFigures, has_changed

# Signs of text that a page opens at once; what comes later is opened by the reader.
MOST_OPEN = 40_000
MOST_UNFOLDED = 2  # articles of which nothing is known to have changed, one after the other
FOLDED = {ArticleChange.UNCHANGED, ArticleChange.UNDECIDED}
INLINE, SIDE = "inline", "side"
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
    asked: int  # recommendations on any of them, in any draft
    is_open: bool

    @property
    def label(self) -> str:
        return str(LABELS[self.articles.change])

    @property
    def anchor(self) -> str:
        """Where it stands in the page: an earlier and a later article may bear one slug."""
        slug = self.articles.main.slug
        return slug if self.articles.later else f"{slug}--earlier"

    @property
    def anchors(self) -> set[str]:
        """The names that the parameter `article` has for it."""
        return {self.anchor, *(row.slug for row in self.articles.later)}


class Section(NamedTuple):
    """Articles one after the other: those that changed, or those that are folded under a line."""

    summary: str
    shown: list[ShownArticles]


class Choice(NamedTuple):
    """A link that narrows the page: its label, how many it leaves, whether it is in force."""

    name: str
    label: str
    count: int
    query: str
    is_chosen: bool


class ComparisonPage:
    """What the query string of a comparison asks for; what it cannot have is refused in words."""

    PARAMETERS = ("kind", "asked", "words", "article", "language", "state", "view")

    def __init__(self, earlier: Draft, later: Draft, query: QueryDict) -> None:
        self.query = query
        self.path = reverse("compare", args=(earlier.treaty.slug, earlier.slug, later.slug))
        self.refusals: list[str] = []
        self.languages = languages_in_both(earlier, later)
        self.language = self._one_of("language", self.languages) or next(iter(self.languages), "")
        self.kinds = self._kinds()
        self.is_asked = self._one_of("asked", ["1"]) == "1"
        self.words = self._one_of("words", [*COUNTED, *MODALS])
        self.is_side_by_side = self._one_of("view", [INLINE, SIDE]) == SIDE
        self.with_suggested = self._one_of("state", ["suggested"]) == "suggested"
        states = [Succession.State.CONFIRMED]
        states += [Succession.State.SUGGESTED] if self.with_suggested else []
        self.comparison = comparison_cache.get(earlier, later, self.language, tuple(states))
        self.article = self._article()

    def _refuse(self, name: str, value: str) -> None:
        words = _("“%(value)s” cannot be chosen as “%(name)s” here.")
        self.refusals.append(words % {"value": value[:40], "name": name})

    @property
    def notices(self) -> Iterator[str]:
        """What a page says of the values that it cannot take."""
        for refusal in self.refusals:
            yield _("%s It is ignored.") % refusal

    def _one_of(self, name: str, values: list[str]) -> str:
        given = self.query.get(name, "").strip()
        if given and given not in values:
            self._refuse(name, given)
            return ""
        return given

    def _kinds(self) -> list[str]:
        given = [value for value in self.query.getlist("kind") if value.strip()]
        unknown = [value for value in given if value not in list(ArticleChange)]
        for value in unknown:
            self.refusals.append(_("“%s” is not a kind of change.") % value[:40])
        return [value for value in given if value not in unknown]

    def _article(self) -> ShownArticles | None:
        """Return what is asked for alone, by its slug in the later draft or in the earlier one."""
        given = self.query.get("article", "").strip()
        if not given:
            return None
        found = [shown for shown in self.all if given in shown.anchors]
        found += [s for s in self.all if given in {row.slug for row in s.articles.earlier}]
        if not found:
            self._refuse("article", given)
            return None
        return found[0]

    # Articles ────────────────────────────────────────────────────────────────

    @cached_property
    def all(self) -> list[ShownArticles]:
        """All articles of both drafts, with how much is asked of them."""
        sets = RecommendationSets()
        return [
            ShownArticles(
                articles, len(set().union(*(sets.at("lineage", row) for row in rows))), True
            )
            for articles in self.comparison.articles
            for rows in ([*articles.earlier, *articles.later],)
        ]

    @cached_property
    def chosen(self) -> list[ShownArticles]:
        """Those that the filters leave."""
        if self.article:
            return [self.article]
        return [shown for shown in self.all if self._is_chosen(shown)]

    def _is_chosen(self, shown: ShownArticles) -> bool:
        change = shown.articles.change
        return (
            (not self.kinds or change in self.kinds)
            and (not self.is_asked or self._is_asked_and_changed(shown))
            and (not self.words or has_changed(self.words, shown.articles))
        )

    @staticmethod
    def _is_asked_and_changed(shown: ShownArticles) -> bool:
        return bool(shown.asked) and shown.articles.change not in FOLDED

    @cached_property
    def shown(self) -> list[ShownArticles]:
        """The same; so much of them is open as a page should hold."""
        left, shown = MOST_OPEN // (2 if self.is_side_by_side else 1), []
        for row in self.chosen:
            articles = row.articles
            says_more = articles.change not in FOLDED and (
                articles.is_reworded or len(articles.earlier) != 1 or len(articles.later) != 1
            )
            is_open = row is self.article or (says_more and left > 0)
            left -= sum(len(p.text) for p in articles.provisions) if is_open else 0
            shown.append(row._replace(is_open=is_open))
        return shown

    @property
    def marked(self) -> list[ShownArticles]:
        """Those of which something is known to have changed."""
        return [shown for shown in self.shown if shown.articles.change not in FOLDED]

    @property
    def sections(self) -> Iterator[Section]:
        """The articles in order; many without a known change are folded, with what they are."""

        def folded(shown: ShownArticles) -> tuple[str, str]:
            if shown.is_open or shown.articles.change not in FOLDED:
                return "", ""
            is_undecided = shown.articles.change == ArticleChange.UNDECIDED
            return shown.label, str(shown.articles.main.draft) if is_undecided else ""

        for (label, draft), rows in groupby(self.shown, key=folded):
            section = list(rows)
            is_folded = label and len(section) > MOST_UNFOLDED
            yield Section(_folded(section, label, draft) if is_folded else "", section)

    # Links ───────────────────────────────────────────────────────────────────

    @property
    def choices(self) -> Iterator[Choice]:
        """A link for each kind of change that there is, and for what somebody had asked for."""
        counts = Counter(shown.articles.change for shown in self.all)
        for change, label in LABELS.items():
            if counts[change]:
                chosen = change in self.kinds
                query = self.with_values(kind=[] if chosen else [change.value])
                yield Choice(change.value, str(label), counts[change], query, chosen)
        asked = sum(map(self._is_asked_and_changed, self.all))
        if asked:
            query = self.with_values(asked=[] if self.is_asked else ["1"])
            yield Choice("asked", _("changed and asked about"), asked, query, self.is_asked)

    def with_values(self, **values: list[str]) -> str:
        """Return the query string of this page with other values of some parameters."""
        state = {
            "kind": self.kinds,
            "asked": ["1"] if self.is_asked else [],
            "words": [self.words] if self.words else [],
            "language": [self.language] if self.query.get("language") else [],
            "state": ["suggested"] if self.with_suggested else [],
            "view": [SIDE] if self.is_side_by_side else [],
        }
        return urlencode({k: v for k, v in (state | values).items() if v}, doseq=True)

    @property
    def language_choices(self) -> Iterator[tuple[str, str, str]]:
        """Each language of both texts: its tag, its own name, the query string."""
        for tag in self.languages:
            yield tag, own_language_name(tag), self.with_values(language=[tag])

    @property
    def views(self) -> Iterator[Choice]:
        """The two ways to set the texts."""
        for name, label in ((INLINE, _("one text")), (SIDE, _("side by side"))):
            chosen = (name == SIDE) == self.is_side_by_side
            yield Choice(
                name, label, 0, self.with_values(view=[name] if name == SIDE else []), chosen
            )

    @property
    def query_of_suggested(self) -> str:
        return self.with_values(state=["suggested"])

    @property
    def query_of_confirmed(self) -> str:
        return self.with_values(state=[])

    @property
    def query_of_all(self) -> str:
        """The query string without filters."""
        return self.with_values(kind=[], asked=[], words=[])

    @property
    def address_of_all(self) -> str:
        query = self.query_of_all
        return f"{self.path}?{query}" if query else self.path

    @property
    def query_of_table(self) -> str:
        return self.with_values(view=[])

    @property
    def query_of_article(self) -> str:
        """The query string of one article alone, up to its slug."""
        state = self.query_of_all
        return f"{state}&article=" if state else "article="

    @cached_property
    def figures(self) -> ComparisonFigures:
        articles = (shown.articles for shown in self.all)
        return ComparisonFigures(
            articles, self.language, self.words, lambda words: self.with_values(words=words)
        )


def _folded(section: list[ShownArticles], label: str, draft: str) -> str:
    """Return the line under which articles are folded."""
    first, last = section[0].articles.main.label, section[-1].articles.main.label
    words = _("%(what)s: %(first)s to %(last)s (%(count)d)")
    line = words % {"what": label, "first": first, "last": last, "count": len(section)}
    return capfirst(f"{line}, {draft}" if draft else line)
