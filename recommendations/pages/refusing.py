"""What answers in one piece, a table or a feed, refuses what it does not know, in words."""

from django.http import HttpResponse
from django.utils.translation import gettext as _


def refusal(listing):
    """Return an answer of status 400 that names all that is wrong, or None where nothing is."""
    wrong = [f"{fault.parameter}: {fault.message}" for fault in listing.faults]
    # What comes in one piece is never cut into pages, so to ask for one is a mistake too.
    unknown = [*listing.unknown, *(["page"] if "page" in listing.querydict else [])]
    wrong += [_("There is no parameter “%s”.") % name[:80] for name in unknown]
    if not wrong:
        return None
    content = "\n".join(wrong) + "\n"
    return HttpResponse(content, status=400, content_type="text/plain; charset=utf-8")
