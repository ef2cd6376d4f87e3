"""Any view of the list of recommendations as an Atom feed: the same filters as the page."""

import hashlib

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers

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
    return unless_held(request, response)


def unless_held(request, response):
    """Mark a feed with a hash of its content; return 304 to a GET or HEAD of those who hold it.

    Django's own `conditional_page` leaves HEAD out. The tag is weak, as compression keeps it.
    """
    response.headers["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    # Said here, so that 304 says the same as the answer that it stands for.
    patch_vary_headers(response, ["Accept-Encoding"])
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)
