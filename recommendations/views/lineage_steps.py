"""What became of an article, as readers follow it: its way through the drafts, and how we know."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.utils.translation import gettext as _

from articles.lineage import Lineage, history_of
from articles.models import Article, Draft, Succession, Treaty
from recommendations.views.lineage_map import Column, columns_of


class LineagePath(NamedTuple):
    """The way of one article: the same article in other drafts, and what is not yet certain.

    `history` are the successions that touch any of them, in the order of the drafts; `last` is the
    newest draft of the treaty that has the whole text.
    """

    article: Article
    earlier: list[Article]
    later: list[Article]
    history: list[Succession]
    last: Draft | None

    @property
    def others(self) -> list[Article]:
        """The same article in other drafts."""
        return [*self.earlier, *self.later]

    @property
    def _family(self) -> set[int]:
        return {article.pk for article in (self.article, *self.others)}

    @property
    def successions(self) -> list[Succession]:
        """The confirmed successions from article to article of this lineage, and what is new."""
        return [
            s
            for s in self.history
            if s.state == s.State.CONFIRMED
            and s.descendant_id
            and {s.ancestor_id, s.descendant_id} - {None} <= self._family
        ]

    @property
    def dropped(self) -> list[Succession]:
        return [s for s in self.history if s.state == s.State.CONFIRMED and s.dropped_in_id]

    @property
    def suggested(self) -> list[Succession]:
        return [s for s in self.history if s.state == s.State.SUGGESTED]

    @property
    def has_more(self) -> bool:
        """Whether there is more to tell than the article itself."""
        return bool(self.history or self.unknown)

    @property
    def columns(self) -> list[Column]:
        """Its drawing."""
        return columns_of(self.article, self._family, self.history)

    @property
    def unknown(self) -> list[Article]:
        """The last articles of the way, of which nobody has confirmed what became of them."""
        if self.last is None:
            return []
        confirmed = [s for s in self.history if s.state == s.State.CONFIRMED]
        leads_on = {s.ancestor_id for s in confirmed}
        return [
            article
            for article in (self.article, *self.later)
            if article.pk not in leads_on and article.draft.stage < self.last.stage
        ]

    @property
    def events(self) -> Iterator[str]:
        """What happened, in sentences: splits and merges, what is new, dropped or not known."""
        confirmed = [s for s in self.history if s.state == s.State.CONFIRMED]
        later, earlier = defaultdict(list), defaultdict(list)
        for s in confirmed:
            if s.kind == s.Kind.BECAME:
                later[s.ancestor, s.descendant.draft.stage].append(s.descendant)
                earlier[s.descendant, s.ancestor.draft.stage].append(s.ancestor)
            elif s.kind == s.Kind.NEW:
                words = _("%(article)s is new in %(draft)s.")
                yield words % {"article": s.descendant.label, "draft": s.descendant.draft}
        words = _("%(one)s (%(before)s) was split into %(several)s (%(after)s).")
        for (article, _stage), parts in later.items():
            if len(parts) > 1:
                yield _sentence(words, article, parts, article.draft, parts[0].draft)
        words = _("%(several)s (%(before)s) were merged into %(one)s (%(after)s).")
        for (article, _stage), parts in earlier.items():
            if len(parts) > 1:
                yield _sentence(words, article, parts, parts[0].draft, article.draft)
        for s in self.dropped:
            words = _("%(one)s (%(before)s) was dropped in %(after)s.")
            yield _sentence(words, s.ancestor, [], s.ancestor.draft, s.dropped_in)
        for draft, articles in groupby(self.unknown, key=attrgetter("draft")):
            words = _(
                "Nobody has confirmed yet what became of %(several)s (%(before)s) in %(after)s."
            )
            yield _sentence(words, None, list(articles), draft, self.last)


def _sentence(
    words: str, one: Article | None, several: list[Article], before: Draft, after: Draft | None
) -> str:
    label = one.label if one else ""
    return words % {"one": label, "several": listed(several), "before": before, "after": after}


def listed(articles: Iterable[Article]) -> str:
    """Return the labels of articles as a sentence has them: "Article 4 and Article 5"."""
    *rest, last = [article.label for article in articles] or [""]
    return _("%(rest)s and %(last)s") % {"rest": ", ".join(rest), "last": last} if rest else last


def lineage_paths(articles: list[Article], treaty: Treaty) -> list[LineagePath]:
    """Return the LineagePath of each of these articles of a treaty, in order; four queries."""
    lineage = Lineage.load(treaty)
    families = [lineage.of(article.pk) for article in articles]
    rows = Article.objects.for_list().filter(pk__in=set().union(*families))
    members = list(rows.order_by("draft__stage", "draft__slug", "position"))
    history = list(history_of(members))
    last = Draft.objects.filter(treaty=treaty, partial=False).order_by("-stage", "slug").first()
    if last:
        last.treaty = treaty
    return [
        _path(article, family, members, history, last)
        for article, family in zip(articles, families, strict=True)
    ]


def _path(
    article: Article,
    family: set[int],
    members: list[Article],
    history: list[Succession],
    last: Draft | None,
) -> LineagePath:
    stage = article.draft.stage
    own = [member for member in members if member.pk in family and member.pk != article.pk]
    return LineagePath(
        article,
        [member for member in own if member.draft.stage < stage],
        [member for member in own if member.draft.stage > stage],
        [s for s in history if {s.ancestor_id, s.descendant_id} & family],
        last,
    )
