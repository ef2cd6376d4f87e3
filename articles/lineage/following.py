"""What became of an article: following successions from draft to draft."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from articles.models import Article, Draft, Succession, Treaty


class Lineage:
    """The confirmed successions of all drafts at hand, as a graph in memory; one query."""

    def __init__(self, edges: Iterable[tuple[int, int]]) -> None:
        self.later, self.earlier = defaultdict(set), defaultdict(set)
        for ancestor, descendant in edges:
            self.later[ancestor].add(descendant)
            self.earlier[descendant].add(ancestor)

    @classmethod
    def load(cls, treaty: Treaty | int | None = None) -> "Lineage":
        """Read the confirmed edges of one treaty, or of all."""
        edges = Succession.objects.confirmed().exclude(descendant=None).exclude(ancestor=None)
        if treaty is not None:
            edges = edges.filter(ancestor__draft__treaty=treaty)
        return cls(edges.values_list("ancestor_id", "descendant_id"))

    def of(self, article_id: int) -> set[int]:
        """Return the ids of an article, of all it came from and of all it became."""
        return {article_id} | self.descendants(article_id) | self.ancestors(article_id)

    def descendants(self, article_id: int) -> set[int]:
        """Return the ids of all that an article became."""
        return self._reach(article_id, self.later)

    def ancestors(self, article_id: int) -> set[int]:
        """Return the ids of all that an article came from."""
        return self._reach(article_id, self.earlier)

    def ends(self, article_id: int) -> set[int]:
        """Return the ids of what an article became at last: those that nothing succeeds."""
        return {
            end for end in {article_id} | self.descendants(article_id) if not self.later.get(end)
        }

    def repeated(self, article_ids: Iterable[int]) -> set[int]:
        """Return what these articles became where that is all of it: one lineage, named twice.

        An article that came from several is another matter, and not among them.
        """
        return {
            end
            for article_id in article_ids
            for end in self.ends(article_id).difference(article_ids)
            if self.of(end) == self.of(article_id)
        }

    def _reach(self, start: int, edges: dict[int, set[int]]) -> set[int]:
        seen, open_ends = set(), [start]
        while open_ends:
            for neighbour in edges.get(open_ends.pop(), ()):
                if neighbour not in seen:
                    seen.add(neighbour)
                    open_ends.append(neighbour)
        return seen


def family(article: Article) -> list[Article]:
    """Return the lineage of an article as Articles, earliest stage first, itself among them."""
    ids = Lineage.load(article.draft.treaty_id).of(article.pk)
    return list(
        Article.objects.for_list()
        .filter(pk__in=ids)
        .order_by("draft__stage", "draft__slug", "position")
    )


class ArticleLineage(NamedTuple):
    """What an article came from and what it became, earliest stage first, and what dropped it."""

    article: Article
    earlier: list[Article]
    later: list[Article]
    dropped_in: list[Draft]
    is_new: bool  # whether it is confirmed that it came from nothing


def lineages(articles: list[Article]) -> list[ArticleLineage]:
    """Return the lineage of each of these articles, in order; three queries."""
    treaties = {article.draft.treaty_id for article in articles}
    graph = Lineage.load(next(iter(treaties)) if len(treaties) == 1 else None)
    ids = set().union(*(graph.of(article.pk) for article in articles))
    members = Article.objects.for_list().filter(pk__in=ids)
    members = members.order_by("draft__stage", "draft__slug", "position")
    ends = Succession.objects.confirmed().select_related("dropped_in__treaty")
    dropped, new = defaultdict(list), set()
    for row in ends.filter(Q(ancestor=None) | Q(descendant=None)).order_by("dropped_in__stage"):
        if row.ancestor_id is None:
            new.add(row.descendant_id)
        else:
            dropped[row.ancestor_id].append(row.dropped_in)
    told = list(members)
    return [_lineage(article, graph, told, dropped, new) for article in articles]


def _lineage(
    article: Article,
    graph: Lineage,
    members: list[Article],
    dropped: Mapping[int, list[Draft]],
    new: set[int],
) -> ArticleLineage:
    before, after = graph.ancestors(article.pk), graph.descendants(article.pk)
    return ArticleLineage(
        article,
        [row for row in members if row.pk in before],
        [row for row in members if row.pk in after],
        [draft for pk in [article.pk, *sorted(after)] for draft in dropped.get(pk, [])],
        article.pk in new,
    )


def history_of(articles: Iterable[Article]) -> QuerySet[Succession]:
    """Return the successions that touch any of these articles, except rejected ones, in order."""
    ids = [article.pk for article in articles]
    return (
        Succession.objects.for_list()
        .exclude(state=Succession.State.REJECTED)
        .filter(Q(ancestor__in=ids) | Q(descendant__in=ids))
        # What came from nothing stands first, on any database.
        .order_by(
            F("ancestor__draft__stage").asc(nulls_first=True),
            F("ancestor__position").asc(nulls_first=True),
            "pk",
        )
    )
