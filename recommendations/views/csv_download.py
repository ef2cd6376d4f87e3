"""The list of recommendations as a table to take away: the same filters as the page."""

from itertools import chain

from django.http import StreamingHttpResponse
from django.views.decorators.http import require_safe

from recommendations.exchange.table import lines
from recommendations.listing import Listing
from recommendations.views.refusals import refusal

# Without it spreadsheets take UTF-8 for something else.
BYTE_ORDER_MARK = "\ufeff"


@require_safe
def recommendations_csv(request):
    """Stream the whole list that the query string asks for; 400 where it asks for what is not."""
    listing = Listing(request.GET)
    refused = refusal(listing)
    if refused:
        return refused
    table = lines(listing.rows, request.build_absolute_uri)
    response = StreamingHttpResponse(
        chain([BYTE_ORDER_MARK], table), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="recommendations.csv"'
    return response
