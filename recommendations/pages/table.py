"""The list of recommendations as a table to take away: the same filters as the page."""

from itertools import chain

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recommendations.exchange.table import lines
from recommendations.listing import Listing

# Without it spreadsheets take UTF-8 for something else.
BYTE_ORDER_MARK = "\ufeff"


@require_safe
def recommendations_csv(request):
    """Stream the whole list that the query string asks for; 400 where it asks for what is not."""
    listing = Listing(request.GET)
    wrong = [f"{fault.parameter}: {fault.message}" for fault in listing.faults]
    # A table is never cut into pages, so to ask for one is a mistake too.
    unknown = [*listing.unknown, *(["page"] if "page" in request.GET else [])]
    wrong += [_("There is no parameter “%s”.") % name[:80] for name in unknown]
    if wrong:
        content = "\n".join(wrong) + "\n"
        return HttpResponse(content, status=400, content_type="text/plain; charset=utf-8")
    table = lines(listing.rows, request.build_absolute_uri)
    response = StreamingHttpResponse(
        chain([BYTE_ORDER_MARK], table), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="recommendations.csv"'
    return response
