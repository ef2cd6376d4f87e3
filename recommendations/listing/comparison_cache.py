"""Comparisons of drafts, which take seconds to make: kept in memory until a change is noted."""

from collections.abc import Mapping

from articles.lineage.comparing import DraftComparison
from articles.models import Draft
from recommendations.index.process_index import index

MOST_KEPT = 8  # comparisons of a process; each has the texts of two drafts


class ComparisonCache:
    """The last comparisons, kept until a text, an article or a succession changes."""

    KINDS = frozenset({"article", "division", "draft", "succession", "text", "treaty"})

    def __init__(self) -> None:
        self._edition = 0
        self._kept: dict[tuple, DraftComparison] = {}

    def get(self, earlier: Draft, later: Draft, language: str, states: tuple) -> DraftComparison:
        """Return the DraftComparison of two drafts; three queries of each where it is not kept."""
        if index.snapshot() is None:  # which tells what has changed; while it is built, nothing
            return DraftComparison(earlier, later, language, states)
        edition, key = self._edition, (earlier.pk, later.pk, language, states)
        if key not in self._kept:
            made = DraftComparison(earlier, later, language, states)
            if edition != self._edition:  # it may be older than what was just noted
                return made
            self._kept = {**dict(list(self._kept.items())[1 - MOST_KEPT :]), key: made}
        return self._kept.get(key) or DraftComparison(earlier, later, language, states)

    def forget(self, changed: Mapping[str, set] | None) -> None:
        """Forget all where a change may touch it; `changed` are ids by kind, None is everything."""
        if changed is None or changed.keys() & self.KINDS:
            self._edition += 1
            self._kept = {}


comparison_cache = ComparisonCache()
