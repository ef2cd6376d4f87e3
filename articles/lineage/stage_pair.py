"""What there is to decide between two stages of a text: which article became which."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from articles.lineage.suggestion_run import article_texts, articles_of, successions_between
from articles.lineage.weighing import Weighted, words_of
from articles.models import Article, Draft, Succession

State = Succession.State
CANDIDATES = 3  # that are shown beside an article of which nothing is known …
LEAST_ALIKE = 0.1  # … where they are at least so alike to it
NEIGHBOURS = 2  # that are shown on either side of an article


class OpenRow(NamedTuple):
    """A succession, or an article of which none says anything (then one side alone is there)."""

    earlier: Article | None
    later: Article | None
    succession: Succession | None

    @property
    def key(self) -> str:
        """What it is known by in addresses: "s12" for a succession, "a34" for an article."""
        if self.succession:
            return f"s{self.succession.pk}"
        article = self.earlier or self.later
        assert article is not None
        return f"a{article.pk}"

    @property
    def ids(self) -> set[int]:
        """The ids of its articles."""
        return {article.pk for article in (self.earlier, self.later) if article}

    @property
    def is_left(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.succession is None or self.succession.state == State.SUGGESTED

    @property
    def score(self) -> int | None:
        """How sure a suggestion by rule is, of 100; None for what has no score."""
        score = self.succession.score if self.succession else None
        return None if score is None else round(score * 100)

    @property
    def lone(self) -> Article | None:
        """Its article where there is but one: it was dropped, is new, or nothing is known."""
        return None if self.earlier and self.later else self.earlier or self.later


class Candidate(NamedTuple):
    """An article of the other text, and how alike its words are to those of one, from 0 to 1."""

    article: Article
    likeness: float

    @property
    def name(self) -> str:
        return name_of(self.article)

    @property
    def percent(self) -> int:
        return round(self.likeness * 100)


def name_of(article: Article) -> str:
    """Return how an article is named where one is to be chosen: "Article 5: Keepers"."""
    return f"{article.label}: {article.heading}" if article.heading else article.label


class Neighbour(NamedTuple):
    """An article near one that is shown, and what is said of it; `is_here` is that one itself."""

    article: Article
    rows: list[OpenRow]
    is_here: bool


class StagePair:
    """The documents of two stages of a treaty, their articles, and what joins these.

    Six queries. ValidationError names the side, "from" or "to", at fault.
    """

    def __init__(self, earlier: Draft, later: Draft) -> None:
        if earlier.treaty_id != later.treaty_id:
            raise ValidationError({"from": _("It is a draft of another treaty.")})
        if earlier.stage >= later.stage:
            raise ValidationError({"from": _("It is of no earlier stage of the text.")})
        drafts = documents(later.treaty_id, earlier.stage), documents(later.treaty_id, later.stage)
        self.earlier, self.later = (list(side) for side in drafts)
        for side, found in (("from", self.earlier), ("to", self.later)):
            if not found:
                raise ValidationError({side: _("There are no articles in it.")})
        self.articles = articles_of(self.earlier), articles_of(self.later)
        self.successions = list(
            successions_between(self.earlier, self.later).select_related("decided_by")
        )

    # ── what there is to decide ──────────────────────────────────────────────

    @cached_property
    def rows(self) -> list[OpenRow]:
        """All that is suggested, decided or open, in the order of the later text.

        What leads nowhere stands behind what came before it in the earlier text. What was rejected
        is not among them.
        """
        standing = [row for row in self.successions if row.state != State.REJECTED]
        rows = [*map(self._row, standing), *self._untouched(standing)]
        places = {pk: place for place, pk in enumerate(self.articles[0])}
        later_places = {pk: place for place, pk in enumerate(self.articles[1])}
        reached: defaultdict[int, int] = defaultdict(lambda: -1)  # by each earlier article
        for row in rows:
            if row.earlier and row.later:
                here = places[row.earlier.pk]
                reached[here] = max(reached[here], later_places[row.later.pk])

        def order(row: OpenRow) -> tuple[int, bool, int]:
            here = places[row.earlier.pk] if row.earlier else -1
            if row.later:
                return later_places[row.later.pk], False, here
            before = (reached[place] for place in range(here, -1, -1) if place in reached)
            return next(before, -1), True, here

        return sorted(rows, key=order)

    def _row(self, succession: Succession) -> OpenRow:
        return OpenRow(succession.ancestor, succession.descendant, succession)

    def _untouched(self, standing: list[Succession]) -> Iterator[OpenRow]:
        """Yield the articles of which no succession between these stages says anything."""
        told = {row.ancestor_id for row in standing}
        from_before = Succession.objects.exclude(state=State.REJECTED).filter(
            descendant__in=self.articles[1], ancestor__isnull=False
        )
        reached = set(from_before.values_list("descendant", flat=True))
        reached |= {row.descendant_id for row in standing}
        for article in self.articles[0].values():
            if article.pk not in told:
                yield OpenRow(article, None, None)
        for article in self.articles[1].values():
            if article.pk not in reached:
                yield OpenRow(None, article, None)

    @cached_property
    def left(self) -> list[OpenRow]:
        """What nobody has decided yet."""
        return [row for row in self.rows if row.is_left]

    @cached_property
    def untouched(self) -> list[OpenRow]:
        """The articles of which nothing is even suggested."""
        return [row for row in self.rows if row.succession is None]

    @cached_property
    def rejected(self) -> list[OpenRow]:
        return [self._row(row) for row in self.successions if row.state == State.REJECTED]

    def row(self, key: str) -> OpenRow | None:
        """Return the row of a key, a rejected one too; None where there is no such row.

        An article of which something is said has a row of its own as well, to say more of it.
        """
        known = (row for row in chain(self.rows, self.rejected) if row.key == key)
        return next(known, None) or next((row for row in self._alone() if row.key == key), None)

    def _alone(self) -> Iterator[OpenRow]:
        yield from (OpenRow(article, None, None) for article in self.articles[0].values())
        yield from (OpenRow(None, article, None) for article in self.articles[1].values())

    def beside(self, row: OpenRow, step: int) -> OpenRow | None:
        """Return the next row that is left after one (step 1) or before it (step -1), in a ring."""
        keys = [other.key for other in self.rows]
        here = keys.index(row.key) if row.key in keys else -1
        turned = [*self.rows[here + 1 :], *self.rows[: max(here, 0)]][::step]
        return next((other for other in turned if other.is_left), None)

    def above(self, score: float) -> list[OpenRow]:
        """Return the suggestions of at least this score, the least sure first."""
        sure = [row for row in self.left if row.score is not None and _score(row) >= score]
        return sorted(sure, key=_score)

    # ── one row ──────────────────────────────────────────────────────────────

    def partners(self, row: OpenRow) -> list[OpenRow]:
        """Return what else is said of either article: the other parts of a split or a merge."""
        return [
            other
            for other in self.rows
            if other.succession and other.key != row.key and row.ids & other.ids
        ]

    def neighbours(self, row: OpenRow) -> tuple[list[Neighbour], list[Neighbour]]:
        """Return the articles around both ends, the ends among them; empty where there is none."""
        earlier = self._around(0, row.earlier) if row.earlier else []
        later = self._around(1, row.later) if row.later else []
        return earlier, later

    def _around(self, side: int, article: Article) -> list[Neighbour]:
        keys = list(self.articles[side])
        here = keys.index(article.pk)
        near = keys[max(0, here - NEIGHBOURS) : here + NEIGHBOURS + 1]
        return [
            Neighbour(self.articles[side][pk], self._by_article[pk], pk == article.pk)
            for pk in near
        ]

    @cached_property
    def _by_article(self) -> dict[int, list[OpenRow]]:
        rows = defaultdict(list)
        for row in self.rows:
            for pk in row.ids if row.succession else ():
                rows[pk].append(row)
        return rows

    def candidates(self, row: OpenRow, language: str) -> list[Candidate]:
        """Return the articles of the other text whose words and headings are nearest to a lone one.

        Two queries, and none where both ends are known.
        """
        if not row.lone:
            return []
        here = 0 if row.earlier else 1
        others = [
            other for other in self.articles[1 - here].values() if other.kind == row.lone.kind
        ]
        texts = article_texts(self.later if here == 0 else self.earlier, language)
        texts |= article_texts([row.lone.draft], language)

        def words(article: Article) -> list[str]:
            return words_of("\n".join([article.heading, *texts.get(article.pk, ())]))

        likeness = Weighted([words(row.lone)], [words(other) for other in others]).cosines(0)
        found = [Candidate(*pair) for pair in zip(others, likeness, strict=True)]
        found = [candidate for candidate in found if candidate.likeness >= LEAST_ALIKE]
        return sorted(found, key=lambda candidate: -candidate.likeness)[:CANDIDATES]

    def token_of_articles(self, *articles: Article | None) -> str:
        """Return a digest of all that is said of articles, rejected or not."""
        keys = {article.pk for article in articles if article}
        told = sorted(
            (row.pk, row.state)
            for row in self.successions
            if keys & {row.ancestor_id, row.descendant_id}
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()

    @property
    def dropping(self) -> Draft:
        """The document that is said to have dropped an article: one that holds the whole text."""
        return next((draft for draft in self.later if not draft.partial), self.later[0])

    def last_decided(self, by: object) -> list[Succession]:
        """Return what somebody decided last between these stages; what was done in one act."""
        own = [row for row in self.successions if row.decided_by == by and row.decided_at]
        last = max((row.decided_at for row in own), default=None)
        return [row for row in own if row.decided_at == last]


class Undecided(NamedTuple):
    """Two stages between which something is suggested: a document of each, and how much it is."""

    earlier: Draft
    later: Draft
    suggested: int


def documents(treaty: int, stage: int | None = None) -> QuerySet[Draft]:
    """Return the documents of a treaty, or of one of its stages, that have articles, in order."""
    drafts = with_articles().filter(treaty=treaty)
    return drafts if stage is None else drafts.filter(stage=stage)


def with_articles() -> QuerySet[Draft]:
    """Return the documents that have articles, in order, each with its treaty."""
    drafts = Draft.objects.filter(Exists(Article.objects.filter(draft=OuterRef("pk"))))
    return drafts.select_related("treaty").order_by("stage", "date", "slug")


def undecided() -> list[Undecided]:
    """Return the pairs of stages with suggestions that nobody has decided; two queries.

    What may be new in a stage is to be decided with whatever else leads there, and where nothing
    else does, with the stage before it.
    """
    between: Counter[tuple[int, int, int]] = Counter()  # by treaty, earlier and later stage
    new: Counter[tuple[int, int]] = Counter()  # by treaty and stage
    for row in Succession.objects.filter(state=State.SUGGESTED).for_list():
        later = row.later_draft
        if row.ancestor:
            between[later.treaty_id, row.ancestor.draft.stage, later.stage] += 1
        else:
            new[later.treaty_id, later.stage] += 1
    first: dict[tuple[int, int], Draft] = {}  # of the documents of each stage
    for draft in with_articles():
        first.setdefault((draft.treaty_id, draft.stage), draft)
    reached = {(treaty, stage) for treaty, _earlier, stage in between}
    for treaty, stage in new.keys() - reached:
        before = [other for of, other in first if of == treaty and other < stage]
        if before:
            between[treaty, max(before), stage] = 0
    pairs = [
        Undecided(first[treaty, earlier], first[treaty, later], count + new[treaty, later])
        for (treaty, earlier, later), count in between.items()
        if (treaty, later) in first
    ]
    return sorted(pairs, key=lambda pair: (pair.later.treaty.title, *map(_stage, pair[:2])))


def _stage(draft: Draft) -> int:
    return draft.stage


def _score(row: OpenRow) -> float:
    return (row.succession and row.succession.score) or 0.0


def token_of(rows: Sequence[OpenRow]) -> str:
    """Return a digest of suggestions, for a preview to be confirmed as it was seen."""
    told = [(row.key, row.succession and row.succession.score) for row in rows]
    return hashlib.sha256(repr(told).encode()).hexdigest()
