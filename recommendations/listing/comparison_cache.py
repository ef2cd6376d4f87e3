"""Comparisons of drafts, kept in memory: what takes long is computed once for the same content."""

from collections.abc import Mapping
from typing import NamedTuple

from articles.lineage.comparing import DraftComparison
from articles.models import Draft
from recommendations.index.process_index import index

MOST_KEPT = 8  # comparisons of a process, of some five megabytes where they are of laws


class Kept(NamedTuple):
    """A comparison, and the edition of the data in which it was found to be true."""

    edition: int
    comparison: DraftComparison


class ComparisonCache:
    """The last comparisons. Where the log tells of a change that may touch them they are read anew,
    and computed anew only where something in them is another."""

    KINDS = frozenset({"article", "division", "draft", "succession", "text", "treaty"})

    def __init__(self) -> None:
        self._edition = 0
        self._kept: dict[tuple, Kept] = {}

    def get(self, earlier: Draft, later: Draft, language: str, states: tuple) -> DraftComparison:
        """Return the DraftComparison of two drafts; eight queries where it has to be read."""
        if index.snapshot() is None:  # which tells what has changed; while it is built, nothing
            return DraftComparison(earlier, later, language, states)
        edition, key = self._edition, (earlier.pk, later.pk, language, states)
        kept = self._kept.get(key)
        if kept and kept.edition == edition:
            return kept.comparison
        made = DraftComparison(earlier, later, language, states)
        if kept and kept.comparison.is_like(made):
            made = kept.comparison
        others = [entry for entry in self._kept.items() if entry[0] != key]
        self._kept = {**dict(others[1 - MOST_KEPT :]), key: Kept(edition, made)}
        return made

    def forget(self, changed: Mapping[str, set] | None) -> None:
        """Read anew where a change may touch it; `changed` are ids by kind, None is everything."""
        if changed is None or changed.keys() & self.KINDS:
            self._edition += 1


comparison_cache = ComparisonCache()
