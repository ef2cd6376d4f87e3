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
    counted = listing.facets(names, top=most)
    return [Foremost(*facet) for facet in counted if facet.values]
