"""Which articles of two drafts belong together by their successions, and in which order."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from articles.lineage.succession_paths import CONFIRMED, Joins, Paths
from articles.models import Article, Draft, Succession
from articles.redline.matcher import longest_rising

Group = tuple[list[Article], list[Article]]  # earlier and later articles that belong together


class Decisions:
    """What the successions of a treaty say of two drafts; two queries."""

    def __init__(self, earlier: Draft, later: Draft, states: Collection[str]) -> None:
        self.paths = Paths(earlier, later, states)
        self.joins = self.paths.any
        rows = Succession.objects.filter(state__in={CONFIRMED, *states}, ancestor=None)
        new = rows.filter(
            descendant__draft__treaty=later.treaty_id, descendant__draft__stage__gt=earlier.stage
        )
        found = list(new.values_list("descendant", "state"))
        self.new = _reached_by(self.joins, {pk for pk, _state in found})
        sure = {pk for pk, state in found if state == CONFIRMED}
        self.surely_new = _reached_by(self.paths.confirmed, sure)

    @property
    def content(self) -> list[Any]:
        """All that it says, to be compared with what was read before."""
        said: list[Any] = [self.new, self.surely_new]
        for joins in (self.paths.any, self.paths.confirmed):
            edges = {pk: after for pk, after in joins.lineage.later.items() if after}
            said += [edges, joins.earlier, joins.later, joins.dropped]
        return said

    def is_suggested(self, before: list[Article], after: list[Article]) -> bool:
        """Tell whether any of what joins articles, or lets them begin or end, is not confirmed."""
        if not before:
            return after[0].pk in self.new - self.surely_new
        if not after:
            is_sure = self.paths.confirmed.leads_on(before[0].pk)
            return self.is_dropped(before[0]) and not is_sure
        return any(
            self.paths.state(row.pk, successor) != CONFIRMED
            for row in before
            for successor in self.joins.successors(row.pk)
        )

    def is_dropped(self, article: Article) -> bool:
        """Tell whether an earlier article is known to lead to nothing in the later draft."""
        return self.joins.leads_on(article.pk) and not self.joins.successors(article.pk)

    def groups(self, earlier: list[Article], later: list[Article]) -> list[Group]:
        """Return what belongs together, in the order of the later text.

        What has no later article follows the one that it followed in the earlier text.
        """
        sides = {row.pk: row for row in earlier}, {row.pk: row for row in later}
        partners = self._partners(earlier)
        groups: list[tuple[tuple[int, int], Group]] = []
        places: dict[int, int] = {}
        for place, pk in enumerate(sides[1]):
            if pk not in places:
                reached = _reached(pk, partners)
                before, after = ([side[pk] for pk in side if pk in reached] for side in sides)
                places |= dict.fromkeys(reached, place)
                groups.append(((place, 0), (before, after)))
        last = -1
        for place, (pk, article) in enumerate(sides[0].items()):
            last = places.get(pk, last)
            if pk not in places:
                groups.append(((last, 1 + place), ([article], [])))
        return [group for _place, group in sorted(groups, key=lambda entry: entry[0])]

    def _partners(self, earlier: list[Article]) -> Mapping[int, set[int]]:
        """Return for each article, by id, those of the other draft that it belongs with."""
        partners: defaultdict[int, set[int]] = defaultdict(set)
        for article in earlier:
            for successor in self.joins.successors(article.pk):
                partners[article.pk].add(successor)
                partners[successor].add(article.pk)
        return partners


def _reached_by(joins: Joins, ids: set[int]) -> set[int]:
    """Return these articles and all that they became."""
    return ids.union(*map(joins.lineage.descendants, ids))


def _reached(article: int, partners: Mapping[int, set[int]]) -> set[int]:
    """Return an article and all that belongs with it, over any number of others."""
    reached, open_ends = {article}, [article]
    while open_ends:
        for partner in partners.get(open_ends.pop(), set()) - reached:
            reached.add(partner)
            open_ends.append(partner)
    return reached


def in_order(groups: list[Group], earlier: list[Article]) -> set[int]:
    """Return the ids of the later articles that follow each other as the earlier ones did."""
    places = {row.pk: place for place, row in enumerate(earlier)}
    pairs = [
        (place, places[before[0].pk])
        for place, (before, after) in enumerate(groups)
        if len(before) == len(after) == 1
    ]
    return {groups[place][1][0].pk for place, _earlier in longest_rising(pairs)}
