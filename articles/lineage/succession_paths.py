"""The articles of two drafts that successions join, over the stages between them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from articles.lineage.following import Lineage
from articles.models import Draft, Succession

CONFIRMED = str(Succession.State.CONFIRMED)
SUGGESTED = str(Succession.State.SUGGESTED)


class Edge(NamedTuple):
    """A succession: ids of articles and drafts; where nothing follows, the stage that dropped."""

    ancestor: int
    descendant: int | None
    state: str
    ancestor_draft: int
    descendant_draft: int | None
    dropped_at: int | None


class Paths:
    """How successions in some states, and the confirmed ones among them, join two drafts.

    An article that was dropped at a stage up to that of the later draft leads to nothing there.
    One query, or none where the `edges` of the treaty were read before.
    """

    def __init__(
        self,
        earlier: Draft,
        later: Draft,
        states: Collection[str],
        edges: list[Edge] | None = None,
    ) -> None:
        if edges is None:
            edges = edges_of(later.treaty_id, {CONFIRMED, *states})
        edges = [edge for edge in edges if (edge.dropped_at or 0) <= later.stage]
        articles = defaultdict(set)
        for edge in edges:
            articles[edge.ancestor_draft].add(edge.ancestor)
            if edge.descendant and edge.descendant_draft:
                articles[edge.descendant_draft].add(edge.descendant)
        ends = articles[earlier.pk], articles[later.pk]
        self.any = Joins(edges, *ends)
        confirmed = [edge for edge in edges if edge.state == CONFIRMED]
        self.confirmed = self.any if len(confirmed) == len(edges) else Joins(confirmed, *ends)

    def state(self, earlier: int | None, later: int | None) -> str:
        """Return the state of what joins two articles, or leads to nothing or from nothing."""
        if earlier is None:
            is_sure = later is not None and bool(self.confirmed.predecessors(later))
        elif later is None:
            is_sure = self.confirmed.leads_on(earlier)
        else:
            is_sure = later in self.confirmed.around(earlier)[1]
        return CONFIRMED if is_sure else SUGGESTED


class Joins:
    """Successions between two drafts, as a graph over the ids of articles."""

    def __init__(self, edges: Iterable[Edge], earlier: set[int], later: set[int]) -> None:
        edges = list(edges)
        self.earlier, self.later = earlier, later
        self.lineage = Lineage((e.ancestor, e.descendant) for e in edges if e.descendant)
        self.dropped = {edge.ancestor for edge in edges if edge.dropped_at}

    def successors(self, article: int) -> set[int]:
        return self.lineage.descendants(article) & self.later

    def predecessors(self, article: int) -> set[int]:
        return self.lineage.ancestors(article) & self.earlier

    def leads_on(self, article: int) -> bool:
        """Tell whether it is known what became of an article in the later draft."""
        reached = {article} | self.lineage.descendants(article)
        return not reached.isdisjoint(self.later | self.dropped)

    def around(self, article: int) -> tuple[set[int], set[int]]:
        """Return the ids, earlier and later, that are joined with an article of the earlier draft.

        That is more than its successors: what these came from as well, and so on.
        """
        earlier, later, added = {article}, set[int](), {article}
        while added:
            later = later.union(*map(self.successors, added))
            added = set[int]().union(*map(self.predecessors, later)) - earlier
            earlier |= added
        return earlier, later


def edges_of(treaty: int, states: Collection[str]) -> list[Edge]:
    """Return the successions of a treaty, by its id, in these states; one query."""
    rows = Succession.objects.filter(ancestor__draft__treaty=treaty, state__in=states)
    columns = (
        *("ancestor", "descendant", "state"),
        *("ancestor__draft", "descendant__draft", "dropped_in__stage"),
    )
    return list(map(Edge._make, rows.order_by().values_list(*columns)))
