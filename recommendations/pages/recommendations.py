"""The list of recommendations: faceted, searchable, the same without JavaScript."""

from django.core.paginator import InvalidPage, Paginator
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from recommendations.listing import Fault, Listing

PAGE_SIZE = 25
# An article of one draft is asked for by address; as a facet it would repeat the lineage.
FACETS = (
    "treaty",
    "lineage",
    "theme",
    "organisation",
    "action",
    "aim",
    "outcome",
    "draft",
    "submission",
    "session",
    "language",
)


def recommendations(request):
    """Show the list; to htmx, which replaces the list in the page, only the list."""
    listing = Listing(request.GET)
    page, faults = page_of(listing, request.GET.get("page") or 1)
    context = {
        "listing": listing,
        "page_obj": page,
        "faults": faults,
        "facets": facets_of(listing),
        "chips": listing.chips(),
        "canonical": listing.query(page=page.number if page.number > 1 else None),
        "follow": listing.query(sort=None),
    }
    in_place = request.htmx and request.htmx.target == "listing"
    template = "pages/_listing_update.html" if in_place else "pages/recommendations.html"
    response = render(request, template, context)
    # One address has two answers: a cache must not hand the part to someone who wants the page.
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def page_of(listing, number):
    """Return the page asked for, or the first, and the faults of the listing and its page."""
    paginator = Paginator(listing.rows, PAGE_SIZE)
    paginator.count = listing.total  # counted bare, without what sorting adds to the rows
    try:
        return paginator.page(number), listing.faults
    except InvalidPage:
        given = str(number)[:40].replace("\x00", "�")
        message = _("There is no page “%(page)s”: this list has %(last)s.") % {
            "page": given,
            "last": paginator.num_pages,
        }
        return paginator.page(1), [*listing.faults, Fault("page", given, message)]


def facets_of(listing):
    """Return the facets that offer a choice, their values sorted: chosen ones, then the fullest."""
    offered = [
        facet
        for facet in listing.facets(FACETS)
        if len(facet.values) > 1 or any(value.chosen for value in facet.values)
    ]
    return [
        facet._replace(
            values=sorted(facet.values, key=lambda value: (not value.chosen, -value.count))
        )
        for facet in offered
    ]
