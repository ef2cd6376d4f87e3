"""The rows of a list, known by their ids and read when they are asked for."""

CHUNK = 500


class Rows:
    """Recommendations in an order, as Django's Paginator takes them.

    `ids(first, count)` returns the ids at [first, first + count); `queryset` reads them. What has
    just ceased to be public, after it was counted, is left out.
    """

    def __init__(self, ids, total, queryset):
        self.ids, self.total, self.queryset = ids, total, queryset

    def __len__(self):
        return self.total

    def __iter__(self):
        return self.iterator()

    def __getitem__(self, wanted):
        first, last, step = wanted.indices(self.total)
        if step != 1:
            raise ValueError("Rows are read in order, one after the other.")
        return self._read(first, max(last - first, 0))

    def count(self):
        return self.total

    def iterator(self, chunk_size=CHUNK):
        """Yield all rows, reading so many at a time."""
        for first in range(0, self.total, chunk_size):
            yield from self._read(first, chunk_size)

    def shaped(self, change):
        """Return the same rows, read by a changed queryset."""
        return Rows(self.ids, self.total, change(self.queryset))

    def _read(self, first, count):
        ids = self.ids(first, count) if count else []
        found = {row.pk: row for row in self.queryset.filter(pk__in=ids)} if ids else {}
        return [found[pk] for pk in ids if pk in found]
