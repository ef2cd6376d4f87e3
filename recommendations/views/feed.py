"""Any view of the list of recommendations as an Atom feed: the same filters as the page."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from articles.http import not_modified
from recommendations.exchange.atom import MEDIA_TYPE, Feed, atom
from recommendations.listing import Listing
from recommendations.views.refusals import refusal

# A feed reader keeps what it has seen; it asks for what is new.
MOST_ENTRIES = 50


def recommendations_feed(request):
    """Follow the list that the query string asks for; 400 where it asks for what is not.

    The order is the feed's own: last published first, whatever the page is sorted by.
    """
    listing = Listing(request.GET)
    refused = refusal(listing)
    if refused:
        return refused
    query = listing.query(sort=None)
    ending = f"?{query}" if query else ""
    here = request.build_absolute_uri
    feed = Feed(
        title=f"{settings.SITE_NAME} · {listing.in_words()}",
        query=query,
        address=here(reverse("recommendations-feed") + ending),
        page=here(reverse("recommendations") + ending),
    )
    content = atom(feed, listing.last_published(MOST_ENTRIES), here)
    response = HttpResponse(content, content_type=f"{MEDIA_TYPE}; charset=utf-8")
    return not_modified(request, response) or response
