"""The rows of a list, known by their ids and read when they are asked for."""

CHUNK = 500


class Rows:
    """Recommendations in an order, as Django's Paginator takes them.

    `ids(first, count)` returns the ids at [first, first + count); `read` makes rows, each with its
    `pk`, of the `queryset` of some of them. What has just ceased to be public, after it was
    counted, is left out.
    """

    def __init__(self, ids, total, queryset, read=list):
        self.ids, self.total, self.queryset, self.read = ids, total, queryset, read

    def __len__(self):
        return self.total

    def __iter__(self):
        return self.iterator()

    def __getitem__(self, wanted):
        first, last, step = wanted.indices(self.total)
        if step != 1:
            raise ValueError("Rows are read in order, one after the other.")
        return self._read(self._ids(first, max(last - first, 0)))

    def count(self):
        return self.total

    def iterator(self, chunk_size=CHUNK):
        """Yield all rows, reading so many at a time.

        Their ids are found before the first is read: rows do not move while others are edited.
        """
        ids = self._ids(0, self.total)
        for first in range(0, len(ids), chunk_size):
            yield from self._read(ids[first : first + chunk_size])

    def shaped(self, change):
        """Return the same rows, read by a changed queryset."""
        return Rows(self.ids, self.total, change(self.queryset), self.read)

    def read_as(self, read):
        """Return the same rows, made by another function of a queryset."""
        return Rows(self.ids, self.total, self.queryset, read)

    def _ids(self, first, count):
        return self.ids(first, count) if count else []

    def _read(self, ids):
        rows = self.read(self.queryset.filter(pk__in=ids)) if ids else []
        found = {row.pk: row for row in rows}
        return [found[pk] for pk in ids if pk in found]
