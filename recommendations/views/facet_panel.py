"""The facets beside the list: their fullest values as links, and where all of them are.

A page holds some 140 values. What is written of each is made here, once; the templates only put
it down.
"""

from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html_join

from recommendations.listing import FacetValue
from recommendations.listing.facets import FACETS_IN_PANEL

OPEN_FACETS = 4  # so many stand open; those below, only where something in them is chosen
VALUES_IN_PANEL = 10
VALUES_ON_PAGE = 8


class FacetLink(NamedTuple):
    """A value as a link: to the list with the value chosen, or no longer chosen."""

    html_id: str
    address: str
    label: str
    count: str
    is_chosen: bool


class FacetPanel(NamedTuple):
    """A facet as the panel shows it; all of its values are at `address`, `whole` with the state."""

    name: str
    label: str
    values: list[FacetLink]
    total: int
    chosen_count: int
    is_open: bool
    address: str
    whole: str

    @property
    def is_large(self):
        return self.total > len(self.values)


class TopValues(NamedTuple):
    """A facet's fullest values; how many more there are, and where all are."""

    name: str
    label: str
    values: list[FacetValue]
    more: int
    whole: str


def panel(listing):
    """Return the facets that offer a choice, each with its fullest values."""
    if listing.awaits_counts:
        return []
    here, querystring = reverse("recommendations"), listing.querystring()
    shown = []
    for counts in top_facets(listing):
        if not offers_a_choice(counts, listing.total):
            continue
        values = values_of(counts, here)
        chosen_count = sum(value.is_chosen for value in values)
        is_open = len(shown) < OPEN_FACETS or chosen_count > 0
        address = reverse("facet", args=[counts.name])
        shown.append(
            FacetPanel(
                counts.name,
                counts.label,
                values,
                total=len(values) + counts.more,
                chosen_count=chosen_count,
                is_open=is_open,
                address=address,
                whole=with_querystring(address, querystring),
            )
        )
    return shown


def offers_a_choice(counts, total):
    """Return whether choosing a value, or another one, would leave other rows than there are."""
    return len(counts.values) > 1 or any(
        value.is_chosen or value.count < total for value in counts.values
    )


def values_of(counts, here):
    """Return the values of a facet as links to the list at `here`, in the order given."""
    return [
        FacetLink(
            f"{counts.name}:{value.value}",
            with_querystring(here, value.querystring),
            value.label,
            str(value.count),
            value.is_chosen,
        )
        for value in counts.values
    ]


def with_querystring(address, querystring):
    return f"{address}?{querystring}" if querystring else address


def hidden_state(listing):
    """Return the state of the list as hidden fields of a form."""
    pairs = [(name, value) for name, values in listing.parameters.items() for value in values]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


def top_facets(listing):
    """Return the facets with their fullest values and all chosen ones, in the order of the panel.

    Choosing a value moves none of its facet: a second click meets what stood there at the first.
    """
    return listing.facets(FACETS_IN_PANEL, top=VALUES_IN_PANEL)


def top_values(listing, names, most=VALUES_ON_PAGE):
    """Return the TopValues of each of the named facets that has any value."""
    counted = listing.facets(names, top=most)
    querystring = listing.querystring()
    return [
        TopValues(*facet, whole=with_querystring(reverse("facet", args=[facet.name]), querystring))
        for facet in counted
        if facet.values
    ]
