"""What a list of recommendations is mostly about: the values of its facets with the most rows."""

from typing import NamedTuple

from recommendations.listing import FacetValue

MOST = 8


class Foremost(NamedTuple):
    """A facet's name with its foremost values, most rows first, and how many more there are."""

    name: str
    label: str
    values: list[FacetValue]
    more: int


def foremost(listing, names, most=MOST):
    """Return the Foremost of each of the named facets that has any value."""
    found = []
    for facet in listing.facets(names):
        ranked = sorted(facet.values, key=lambda value: -value.count)
        if ranked:
            more = max(len(ranked) - most, 0)
            found.append(Foremost(facet.name, facet.label, ranked[:most], more))
    return found
