"""All values of one facet: a page of its own, and what its search shows beside the list."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from articles.filters import InvalidValue, shortened
from articles.folding import fold
from recommendations.listing import FacetCounts, Listing
from recommendations.views.facet_panel import (
    VALUES_IN_PANEL,
    hidden_state,
    values_of,
    with_querystring,
)
from recommendations.views.paging import page_of

LONGEST_FIND = 200
MOST_FOUND_IN_PANEL = 20
PAGE_SIZE = 500
ORDERS = ("count", "name")


def facet(request, name):
    """Show the values of a facet whose names hold some words; to htmx, the fullest of them alone.

    Each leads back to the list, with all else that is chosen there.
    """
    listing = Listing(request.GET, also=("find", "order"))
    find = request.GET.get("find", "").replace("\x00", " ").strip()[:LONGEST_FIND]
    in_place = request.htmx and not request.htmx.boosted
    most_in_panel = MOST_FOUND_IN_PANEL if find else VALUES_IN_PANEL
    counts = counts_of(listing, name, find, most_in_panel if in_place else None)
    context = {"name": name, "label": counts.label, "find": find, "listing": listing}
    if in_place:
        values = values_of(counts, reverse("recommendations"))
        context |= {"values": values, "more": counts.more}
    else:
        context |= page_context(request, listing, counts)
    template = "recommendations/_facet_values.html" if in_place else "recommendations/facet.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request", "HX-Boosted"])
    return response


def page_context(request, listing, counts):
    """Return what the page shows: the values in the order asked for, 500 at once."""
    order, unordered = order_of(request.GET.get("order") or ORDERS[0])
    values = counts.values
    if order == "name":
        values = sorted(values, key=lambda value: fold(value.label))
    links = values_of(counts._replace(values=values), reverse("recommendations"))
    page, faults = page_of(Paginator(links, PAGE_SIZE), request.GET.get("page") or 1)
    back = listing.querystring()
    return {
        "page_obj": page,
        "faults": [*listing.invalid_values, *unordered, *faults],
        "order": order,
        "orders": [(order, words, own_query(request, order)) for order, words in order_names()],
        "hidden": hidden_state(listing),
        "chips": listing.chips(),
        "back": with_querystring(reverse("recommendations"), back),
        "canonical_query": back,
    }


def order_of(wanted):
    """Return the order asked for, or the usual one, and the faults of what was asked."""
    if wanted in ORDERS:
        return wanted, []
    given = shortened(wanted)
    message = _(
        "There is no order “%(order)s”: the values with most recommendations are shown first."
    ) % {"order": given}
    return ORDERS[0], [InvalidValue("order", given, message)]


def order_names():
    return [("count", _("Most first")), ("name", _("By name"))]


def own_query(request, order):
    """Return the query string of this page in another order, from its first page."""
    query = request.GET.copy()
    query.pop("page", None)
    query["order"] = order
    return query.urlencode(safe="/")


def counts_of(listing, name, find, top):
    """Return one facet with the values whose label holds all words of `find`; 404 for none such."""
    facets = {facet.name: facet for facet in listing.filterset.facets}
    if name not in facets:
        raise Http404
    if listing.invalid_values:  # then nothing is counted, and the page says why
        return FacetCounts(name, str(facets[name].label), [])
    return listing.facet(name, find, top)
