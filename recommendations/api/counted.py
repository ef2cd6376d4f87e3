"""Rows with the number of public recommendations at each."""

from recommendations import counts


class CountedRows:
    """A resource whose rows bear `recommendation_count`, under the facet named `counted_by`."""

    counted_by = ""

    def shaped(self, rows):
        return super().shaped(counts.beside(rows, self.counted_by))
