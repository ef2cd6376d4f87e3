"""Rows with the number of public recommendations at each."""

from recommendations.listing import counts

FIELD = "recommendation_count"


class CountedRowsMixin:
    """A resource whose rows bear `recommendation_count`, under the facet named `counted_by`."""

    counted_by = ""

    def shaped(self, rows):
        if FIELD in self.selected_fields:
            return super().shaped(counts.count_recommendations(rows, self.counted_by))
        for row in rows:
            setattr(row, FIELD, None)  # not asked for, so not counted and not shown
        return super().shaped(rows)
