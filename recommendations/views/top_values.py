"""What a list of recommendations is mostly about: the values of its facets with the most rows."""

from typing import NamedTuple

from django.urls import reverse

from recommendations.listing import FacetValue
from recommendations.views.facet_panel import joined

MOST = 8


class Foremost(NamedTuple):
    """A facet's foremost values, most rows first; how many more there are, and where all are."""

    name: str
    label: str
    values: list[FacetValue]
    more: int
    whole: str


def foremost(listing, names, most=MOST):
    """Return the Foremost of each of the named facets that has any value."""
    counted = listing.facets(names, top=most)
    query = listing.query()
    return [
        Foremost(*facet, whole=joined(reverse("facet", args=[facet.name]), query))
        for facet in counted
        if facet.values
    ]
