"""The list of recommendations: faceted, searchable, the same without JavaScript."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from recommendations.listing import Listing
from recommendations.listing.row_values import asks
from recommendations.views.citations import citations_of_list
from recommendations.views.date_fields import date_fields, elsewhere
from recommendations.views.excerpts import with_excerpts
from recommendations.views.facet_panel import hidden_state, panel
from recommendations.views.list_menus import menus
from recommendations.views.paging import page_of
from recommendations.views.relaxations import ways_out
from recommendations.views.row_groups import grouped
from recommendations.views.search_names import names_meant
from recommendations.views.suggestions import drafts

PAGE_SIZE = 25


def recommendations(request):
    """Show the list; to htmx, which replaces the list in the page, only the list."""
    listing = Listing(request.GET)
    paginator = Paginator(listing.rows.read_as(asks), PAGE_SIZE)
    paginator.count = listing.total  # counted bare, without what sorting adds to the rows
    page, faults = page_of(paginator, request.GET.get("page") or 1)
    data = listing.query(group=None, view=None)
    context = {
        "listing": listing,
        "page_obj": page,
        "faults": [*elsewhere(listing.faults), *faults],
        **shown(listing, list(page)),
        "canonical": listing.query(page=page.number if page.number > 1 else None, view=None),
        "follow": listing.query(sort=None, group=None, view=None),
        "data": data,
        "citations": citations_of_list(data),
    }
    in_place = request.htmx and request.htmx.target == "listing"
    template = (
        "recommendations/_listing_update.html"
        if in_place
        else "recommendations/recommendations.html"
    )
    response = render(request, template, context)
    # One address has several answers: a cache must not hand the part to someone who wants the page.
    patch_vary_headers(response, ["HX-Request", "HX-Target", "HX-Trigger"])
    return response


def shown(listing, rows):
    """Return what stands around and above the rows of a page, and the rows in their groups."""
    chips = listing.chips()
    names = names_meant(listing)
    is_lost = not rows and not listing.faults
    chosen = listing.parameters.get(listing.group, ())
    return {
        "dates": date_fields(listing),
        "panel": panel(listing.usable),
        "hidden": hidden_state(listing),
        "menus": menus(listing),
        "chips": chips,
        "groups": grouped(with_excerpts(listing, rows), listing.group, chosen),
        "ways_out": ways_out(chips) if is_lost and len(chips) > 1 else [],
        "drafts_meant": drafts(listing.words) if is_lost and listing.words and not names else [],
        "names_meant": names,
        "meant": None if names else meant(listing),
    }


def meant(listing):
    """Return what words that are found nowhere may have meant, with their query string; or None."""
    words = listing.did_you_mean
    return {"words": words, "query": listing.query(q=words)} if words else None
