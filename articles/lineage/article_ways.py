"""The way of each article through several drafts of a treaty, from comparisons of two at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from articles.lineage.compared_articles import ArticleChange, ComparedArticles
from articles.models import Article, Draft


class Stop(NamedTuple):
    """What a draft has of a way, and what changed in it since an earlier draft.

    No articles: it leads to nothing there, or nobody has said to what.
    """

    articles: list[Article]
    compared: ComparedArticles | None  # none in the first draft
    earlier: Draft | None

    @property
    def is_known(self) -> bool:
        return self.compared is not None and self.compared.change != ArticleChange.UNDECIDED


class Way(NamedTuple):
    """Articles that belong together over all of the drafts: the stops in each draft, in order."""

    stops: list[list[Stop]]

    @property
    def is_known(self) -> bool:
        """Whether it is known of any of them what it was before or became."""
        return any(stop.is_known for stops in self.stops for stop in stops)


Compared = Mapping[tuple[Draft, Draft], list[ComparedArticles]]


def ways(
    texts: Mapping[Draft, list[Article]], joined: Iterable[Iterable[int]], compared: Compared
) -> list[Way]:
    """Return the ways in the order of the last text, what is gone where it stood.

    `texts` has the articles of each draft in the order of the drafts, `joined` ids of articles that
    belong together, `compared` the comparisons of a draft with those of the stage before it.
    """
    roots = Roots()
    for ids in joined:
        roots.join(ids)
    for groups in compared.values():
        for group in groups:
            roots.join(row.pk for row in (*group.earlier, *group.later))
    stops: defaultdict[int, defaultdict[Draft, list[Stop]]] = defaultdict(lambda: defaultdict(list))
    for (earlier, later), groups in compared.items():
        for group in groups:
            root = roots.of((group.later or group.earlier)[0].pk)
            stops[root][later].append(Stop(group.later, group, earlier))
    for draft, articles in texts.items():
        for article in articles:
            own = stops[roots.of(article.pk)][draft]
            if not any(article in stop.articles for stop in own):
                own.append(Stop([article], None, None))
    return [
        Way([_told(stops[root][draft]) for draft in texts])
        for root in _in_order([[row.pk for row in rows] for rows in texts.values()], roots)
    ]


class Roots:
    """Which ids belong together: each leads to one of them all."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def of(self, pk: int) -> int:
        while (above := self._above.get(pk, pk)) != pk:
            pk = above
        return pk

    def join(self, ids: Iterable[int]) -> None:
        first, *others = [self.of(pk) for pk in ids] or [0]
        for other in others:
            self._above[self.of(other)] = self.of(first)


def _told(stops: list[Stop]) -> list[Stop]:
    """Return the stops of one draft that say something: each article once, by what is known best.

    Of two documents of the stage before, one alone has the article; that it is in neither is said
    once.
    """
    told: list[Stop] = []
    for stop in sorted(stops, key=lambda stop: (not stop.articles, not stop.is_known)):
        seen = {row.pk for other in told for row in other.articles}
        is_new = not seen.issuperset(row.pk for row in stop.articles)
        if is_new or not told:
            told.append(stop)
    return sorted(told, key=lambda stop: [row.position for row in stop.articles[:1]])


def _in_order(texts: Sequence[Sequence[int]], roots: Roots) -> list[int]:
    """Return the roots of ids as the last text has them; what it lacks follows what it followed."""
    ordered: list[int] = []
    for ids in reversed(texts):
        known, place = set(ordered), 0
        for pk in ids:
            root = roots.of(pk)
            if root in known:
                place = ordered.index(root) + 1
            else:
                ordered.insert(place, root)
                known.add(root)
                place += 1
    return ordered
