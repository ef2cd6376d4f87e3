"""How the values of facets are called: kept in memory until a change is noted."""

from django.utils.translation import get_language

from recommendations.index.process_index import keeper

# What a name is made of, beside the row itself.
PARTS = {
    "session": ("treaty",),
    "draft": ("treaty",),
    "article": ("draft", "treaty"),
    "lineage": ("article", "draft", "treaty"),
    "theme": ("theme",),  # one within another is called by both
}


class Names:
    """Value and label of each row of a facet, by id and language."""

    def __init__(self):
        self.known = {}
        self.edition = 0

    def of(self, facet, ids):
        """Return {id: (value, label)} of the public ones; one query where one is not yet known."""
        edition = self.edition
        known = self.known.setdefault((facet.name, get_language()), {})
        found = {pk: known[pk] for pk in ids if pk in known}
        missing = [pk for pk in ids if pk not in found]
        if missing:
            read = facet.named(missing)
            found |= read
            if edition == self.edition:  # else it may have been read before what was just noted
                known |= read
        return {pk: found[pk] for pk in ids if pk in found}

    def forget(self, changed):
        """Forget what a change touches; `changed` are ids by kind, None is everything."""
        self.edition += 1
        if changed is None:
            self.known = {}
            return
        for (name, language), known in list(self.known.items()):
            if any(changed.get(part) for part in PARTS.get(name, ())):
                self.known.pop((name, language))
                continue
            for pk in changed.get(name, ()):
                known.pop(pk, None)


names = Names()
keeper.listeners.append(names.forget)
