"""Where citations lead on public pages: kept in memory until a change is noted."""

from collections.abc import Iterable, Mapping

from articles.models import Draft
from articles.places.links import Links, addresses_in
from recommendations.index.process_index import index

MOST_KEPT = 500  # drafts


class AddressCache:
    """Where the articles and divisions of drafts are shown, kept until the log says otherwise."""

    # The kinds of change after which an address may be another.
    KINDS = frozenset({"article", "division", "draft", "treaty", "former_slug"})

    def __init__(self) -> None:
        self._kept: dict[int, dict] = {}
        self._edition = 0

    def read(self, drafts: list[Draft]) -> dict[int, dict]:
        """Return what `addresses_in` does; a query where nothing has changed, or two more."""
        if index.snapshot() is None:  # which tells what has changed; while it is built, nothing
            return addresses_in(drafts)
        edition = self._edition
        kept = self._kept
        addresses = {draft.pk: kept[draft.pk] for draft in drafts if draft.pk in kept}
        missing = [draft for draft in drafts if draft.pk not in addresses]
        if missing:
            read = addresses_in(missing)
            addresses |= read
            if edition == self._edition:  # else it may be older than what was just noted
                self._kept = (kept if len(kept) < MOST_KEPT else {}) | read
        return addresses

    def forget(self, changed: Mapping[str, set] | None) -> None:
        """Forget all where a change may touch it; `changed` are ids by kind, None is everything."""
        if changed is None or changed.keys() & self.KINDS:
            self._edition += 1
            self._kept = {}


address_cache = AddressCache()


def links_in(drafts: Iterable[Draft | None]) -> Links:
    """Return the Links of these drafts, whose addresses are kept from page to page."""
    return Links(drafts, address_cache.read)
