"""The options of facets in words: kept in memory until a change is noted."""

from collections.abc import Collection, Hashable, Mapping

from django.utils.translation import get_language

from recommendations.listing.facets.facet import Facet, Option


class OptionCache:
    """The options of facets by their keys, in each language in which they were asked for."""

    def __init__(self) -> None:
        self._options: dict[tuple[str, str], dict[Hashable, Option]] = {}
        self._sources: dict[str, tuple[str, ...]] = {}  # by facet
        self._edition = 0

    def by_key(self, facet: Facet, keys: Collection[Hashable]) -> dict[Hashable, Option]:
        """Return the public options of these keys; one query where one has not been read."""
        edition = self._edition
        self._sources[facet.name] = facet.label_sources
        cached = self._options.setdefault((facet.name, get_language()), {})
        options = {key: cached[key] for key in keys if key in cached}
        missing = [key for key in keys if key not in options]
        if missing:
            read = facet.by_key(missing)
            options |= read
            if edition == self._edition:  # else it may be older than what was just noted
                cached |= read
        return {key: options[key] for key in keys if key in options}

    def forget(self, changed: Mapping[str, set] | None) -> None:
        """Forget what a change touches; `changed` are ids by kind, None is everything."""
        self._edition += 1
        if changed is None:
            self._options = {}
            return
        for (name, language), cached in list(self._options.items()):
            if any(changed.get(kind) for kind in self._sources[name]):
                self._options.pop((name, language))
                continue
            for key in changed.get(name, ()):
                cached.pop(key, None)


option_cache = OptionCache()
