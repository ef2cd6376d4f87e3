"""What answers in one piece, a table or a feed, refuses what it does not know, in words."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

BEING_PREPARED = gettext_lazy("The search by words is being prepared: ask again in a moment.")
SOON = 5  # seconds


def refusal(listing):
    """Return an answer of status 400 that names all that is wrong, or None where nothing is.

    Of status 503, with when to come again, while words cannot be searched yet.
    """
    wrong = [f"{fault.parameter}: {fault.message}" for fault in listing.faults]
    # What comes in one piece is never cut into pages, so to ask for one is a mistake too.
    unknown = [*listing.unknown, *(["page"] if "page" in listing.querydict else [])]
    wrong += [_("There is no parameter “%s”.") % name[:80] for name in unknown]
    if wrong:
        return plain("\n".join(wrong), 400)
    if listing.is_building:
        return plain(BEING_PREPARED, 503, {"Retry-After": str(SOON)})
    return None


def plain(text, status, headers=None):
    content_type = "text/plain; charset=utf-8"
    return HttpResponse(f"{text}\n", content_type, status, headers=headers)
