"""Two drafts of a treaty beside each other: what became of each article, and what changed in it.

Articles belong together by their successions, provisions by `alignment`; the words are those of
`articles.redline`. What no succession tells is *undecided*, never new or dropped by default.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet

from articles.kinds import ArticleKind
from articles.lineage import alignment
from articles.lineage.article_groups import Decisions, Group, in_order
from articles.lineage.article_rows import align_articles
from articles.lineage.compared_articles import (
    ArticleChange,
    ComparedArticles,
    ComparedProvision,
    is_reworded,
)
from articles.lineage.provision_words import Place, Text, WholeText, Wording, rarity_of
from articles.lineage.succession_paths import CONFIRMED
from articles.models import Article, Draft, Provision, ProvisionText
from articles.redline import DELETED, INSERTED, KEPT, Run, compare
from articles.trees import as_the_text_runs

KEPT_REDLINES = 4_000  # of about four pairs of laws; some ten megabytes


class ComparedDraft(NamedTuple):
    """The articles of a draft in order, and their provisions that have a text in a language."""

    articles: list[Article]
    provisions: dict[Place, tuple[Provision, int, str]]  # with depth and text, as the text runs
    order: dict[Place, int]
    wordings: Text

    @classmethod
    def read(cls, draft: Draft, language: str) -> "ComparedDraft":
        """Read a draft; three queries."""
        articles = list(draft.articles.select_related("draft__treaty", "division"))
        articles.sort(key=lambda article: (article.position, article.pk))
        return cls.of(articles, draft.provisions.all(), language)

    @classmethod
    def of_article(cls, article: Article, language: str) -> "ComparedDraft":
        """Read a single article; two queries."""
        return cls.of([article], article.provisions.all(), language)

    @classmethod
    def of(
        cls, articles: list[Article], rows_of_all: QuerySet[Provision], language: str
    ) -> "ComparedDraft":
        rows = ProvisionText.objects.filter(provision__in=rows_of_all.order_by(), language=language)
        texts = dict(rows.order_by().values_list("provision", "text"))
        by_article: defaultdict[int, list[Provision]] = defaultdict(list)
        provisions: dict[Place, tuple[Provision, int, str]] = {}
        wordings: dict[str, list[Wording]] = {}
        for row in rows_of_all:
            by_article[row.article_id].append(row)
        for article in articles:
            wordings[article.slug] = []
            for row, depth in as_the_text_runs(by_article[article.pk]):
                if row.pk in texts:
                    row.article = article
                    provisions[Place(article.slug, row.eid)] = row, depth, texts[row.pk]
                    wordings[article.slug].append(Wording(row.eid, texts[row.pk]))
        order = {place: number for number, place in enumerate(provisions)}
        return cls(articles, provisions, order, wordings)

    def keys(self, are_recitals: bool) -> set[str]:
        """Return the slugs of the recitals, or of all other articles."""
        return {
            row.slug
            for row in self.articles
            if (row.kind == ArticleKind.RECITAL) == are_recitals and row.slug in self.wordings
        }

    @property
    def content(self) -> list[Any]:
        """All that a comparison reads of the draft, to be compared with what was read before."""
        rows = [(row, row.draft, row.draft.treaty, row.division) for row in self.articles]
        articles = [[_values(row) for row in shown] for shown in rows]
        return [articles, [(_values(row), *rest) for row, *rest in self.provisions.values()]]


def languages_in_both(earlier: Draft, later: Draft) -> list[str]:
    """Return the languages in which both drafts have texts, that with the most texts first."""
    tags = [
        Counter(
            ProvisionText.objects.filter(provision__draft=draft)
            .order_by()
            .values_list("language", flat=True)
        )
        for draft in (earlier, later)
    ]
    return sorted(tags[0].keys() & tags[1].keys(), key=lambda tag: (-tags[1][tag], tag))


class DraftComparison:
    """All articles of two drafts of one treaty, of which the second is of a later stage.

    `states` are those of the successions to go by. Without a `language` that both have, numbers and
    headings alone are compared.
    """

    def __init__(
        self,
        earlier: Draft,
        later: Draft,
        language: str | None,
        states: Collection[str] = (CONFIRMED,),
    ) -> None:
        self.earlier = ComparedDraft.read(earlier, language or "")
        self.later = ComparedDraft.read(later, language or "")
        self.decisions = Decisions(earlier, later, states)
        self._aligned: dict[tuple[str, ...], list[alignment.Row]] = {}

    def is_like(self, other: "DraftComparison") -> bool:
        """Tell whether all that two comparisons are made of is the same."""
        return (
            self.earlier.content == other.earlier.content
            and self.later.content == other.later.content
            and self.decisions.content == other.decisions.content
        )

    @cached_property
    def whole(self) -> tuple[WholeText, WholeText]:
        wordings = self.earlier.wordings, self.later.wordings
        rarity = rarity_of(*wordings)
        return WholeText(wordings[0], rarity), WholeText(wordings[1], rarity)

    @cached_property
    def articles(self) -> list[ComparedArticles]:
        """The ComparedArticles in the order of the later text, what is gone where it stood."""
        groups = self.decisions.groups(self.earlier.articles, self.later.articles)
        staying = in_order(groups, self.earlier.articles)
        arrivals = self._arrivals(groups)
        compared = [self._compared(*group, staying, arrivals) for group in groups]
        self.__dict__.pop("whole", None)  # it is large, and all that needs it is computed
        return compared

    # What changed ────────────────────────────────────────────────────────────

    def _rows(self, before: list[Article], after: list[Article]) -> list[alignment.Row]:
        key = tuple(row.path for row in [*before, *after])
        if key not in self._aligned:
            ours, theirs = self.earlier.wordings, self.later.wordings
            slugs = {row.slug for row in before}, {row.slug for row in after}
            own = {slug: ours[slug] for slug in slugs[0]}, {s: theirs[s] for s in slugs[1]}
            if own[0] == own[1]:
                places = _places(own[0])
                rows = [alignment.Row(place, place, alignment.Kind.SAME, 1) for place in places]
            elif not before:
                rows = [alignment.Row(None, row, alignment.Kind.NEW) for row in _places(own[1])]
            elif not after and not self.decisions.is_dropped(before[0]):
                rows = [alignment.Row(row, None, alignment.Kind.GONE) for row in _places(own[0])]
            else:
                # Recitals say why in the words of the articles; what is gone from those does not
                # stand there.
                is_recital = (before or after)[0].kind == ArticleKind.RECITAL
                rest = (
                    self.earlier.keys(is_recital) - slugs[0],
                    self.later.keys(is_recital) - slugs[1],
                )
                rows = align_articles(self.whole, slugs, rest)
            self._aligned[key] = rows
        return self._aligned[key]

    def _arrivals(self, groups: list[Group]) -> dict[Place, Place]:
        """Return where provisions came from that stand in an article of another group."""
        arrivals: dict[Place, Place] = {}
        for before, after in groups:
            own = {row.slug for row in after}
            for row in self._rows(before, after):
                if row.earlier and row.later and row.later.article not in own:
                    arrivals.setdefault(row.later, row.earlier)
        return arrivals

    def _compared(
        self,
        before: list[Article],
        after: list[Article],
        staying: set[int],
        arrivals: Mapping[Place, Place],
    ) -> ComparedArticles:
        heading = compare(_headings(before), _headings(after)) if before and after else []
        provisions = list(self._provisions(before, after, arrivals))
        reworded = is_reworded(heading, provisions)
        change = self._change(before, after, reworded, staying)
        is_suggested = self._is_suggested(before, after)
        return ComparedArticles(change, before, after, heading, provisions, is_suggested)

    def _is_suggested(self, before: list[Article], after: list[Article]) -> bool:
        return self.decisions.is_suggested(before, after)

    def _change(
        self, before: list[Article], after: list[Article], reworded: bool, staying: set[int]
    ) -> ArticleChange:
        if not before:
            is_new = after[0].pk in self.decisions.new
            return ArticleChange.NEW if is_new else ArticleChange.UNDECIDED
        if not after:
            is_dropped = self.decisions.is_dropped(before[0])
            return ArticleChange.DROPPED if is_dropped else ArticleChange.UNDECIDED
        if len(after) > 1:
            return ArticleChange.SPLIT
        if len(before) > 1:
            return ArticleChange.MERGED
        if after[0].pk not in staying:
            return ArticleChange.MOVED
        if before[0].number != after[0].number:
            return ArticleChange.RENUMBERED
        return ArticleChange.CHANGED if reworded else ArticleChange.UNCHANGED

    def _provisions(
        self, before: list[Article], after: list[Article], arrivals: Mapping[Place, Place]
    ) -> Iterator[ComparedProvision]:
        """Yield the provisions in the order of the later text, what is gone where it stood."""
        rows, own = self._rows(before, after), {article.slug for article in after}
        former, order = self.earlier.order, self.later.order
        ordered = [((order[row.later], 0), row) for row in rows if row.later and not row.earlier]
        known = [(former[row.earlier], row) for row in rows if row.earlier]
        last = -1
        for _place, row in sorted(known, key=itemgetter(0)):
            stays = row.later is not None and row.later.article in own
            last = order[row.later] if row.later and stays else last
            ordered.append(((last, 0 if stays else 1), row))
        for _order, row in sorted(ordered, key=itemgetter(0)):
            yield self._provision(row, own, arrivals)

    def _provision(
        self, row: alignment.Row, own: set[str], arrivals: Mapping[Place, Place]
    ) -> ComparedProvision:
        kind, before, after = row.kind, row.earlier, row.later
        if after and not before and after in arrivals:
            kind, before = alignment.Kind.MOVED, arrivals[after]
        earlier, depth, base = self.earlier.provisions[before] if before else (None, 1, "")
        later, depth, text = self.later.provisions[after] if after else (None, depth, "")
        is_leaving = after is not None and after.article not in own
        return ComparedProvision(earlier, later, kind, _redline(base, text), depth, is_leaving)


class ArticleComparison(DraftComparison):
    """An article beside one of a later draft, whatever any succession says of the two.

    Four queries. What moved to a third article is gone here, and new where it came from one.
    """

    def __init__(self, earlier: Article, later: Article, language: str) -> None:
        self.pair = earlier, later
        self.earlier = ComparedDraft.of_article(earlier, language)
        self.later = ComparedDraft.of_article(later, language)
        self._aligned = {}

    @cached_property
    def compared(self) -> ComparedArticles:
        earlier, later = self.pair
        return self._compared([earlier], [later], {later.pk}, {})

    def _is_suggested(self, before: list[Article], after: list[Article]) -> bool:
        return False  # nothing of it rests on a succession


def _values(row: Model | None) -> dict[str, Any]:
    return {name: value for name, value in vars(row or object).items() if name[0] != "_"}


def _places(text: Text) -> list[Place]:
    return [Place(slug, row.eid) for slug, rows in text.items() for row in rows]


def _headings(articles: list[Article]) -> str:
    return " · ".join(article.heading for article in articles)


@lru_cache(KEPT_REDLINES)
def _redline(base: str, text: str) -> list[Run]:
    """Return the redline of two texts, at once where they are the same or there is only one.

    Kept by content: after an edit of one provision the others are not compared once more.
    """
    if base and text and base != text:
        return compare(base, text)
    op = KEPT if base == text else INSERTED if text else DELETED
    return [Run(op, text or base)] if text or base else []
