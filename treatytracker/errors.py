"""Answers to what goes wrong: a page for people, RFC 9457 problem details below /api/."""

import re
import sqlite3
import sys
from http import HTTPStatus

from django.core.exceptions import DisallowedHost
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from articles.locking import sqlstate_of, was_broken_off
from treatytracker.context_processors import site_names

API_PREFIX = "/api/"
OUTAGE_SECONDS = 60  # until it is worth while to ask again
# No connection, no resources (disk full, too many connections), stopped by an operator, a fault of
# the system: classes of PostgreSQL's codes.
POSTGRESQL_OUTAGES = ("08", "53", "57P", "58")
SQLITE_OUTAGE = re.compile(r"disk is full|unable to open|disk I/O error|readonly")


def problem(status, detail, **members):
    """Return a problem details answer (RFC 9457); `members` are added to it."""
    body = {
        "type": "about:blank",  # says: the title is the meaning of the status, and no more
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        **members,
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")


def wants_problem(request):
    return f"{request.path_info}/".startswith(API_PREFIX)  # /api itself too


def bad_request(request, exception):
    """Answer 400; a foreign host name gets no page, since pages build addresses from it."""
    if isinstance(exception, DisallowedHost):
        detail = _("This site is not served under that host name.")
        if wants_problem(request):
            return problem(400, detail)
        return HttpResponse(detail, status=400, content_type="text/plain; charset=utf-8")
    if wants_problem(request):
        return problem(400, _("The request could not be understood."))
    return render(request, "400.html", status=400)


def permission_denied(request, exception):
    if wants_problem(request):
        return problem(403, _("You do not have permission to see or do this."))
    return render(request, "403.html", status=403)


def page_not_found(request, exception):
    if wants_problem(request):
        return problem(404, _("There is nothing at this address."))
    response = render(request, "404.html", status=404)
    # Where something is that is not public, the view looked at who asks, and the answer depends on
    # cookies. So does that of every other 404, or this header would tell the one from the other.
    patch_vary_headers(response, ["Cookie"])
    return response


def is_outage(error):
    """Tell whether what failed is the database being away, full, busy or out of connections.

    It is over by itself, or by what an operator does; nothing that was asked for is at fault. Of
    PostgreSQL the first two signs of a code tell (its manual, appendix A), and that there is none
    where no answer came; of SQLite the words.
    """
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    if was_broken_off(error):
        return True
    if isinstance(error.__cause__, sqlite3.Error):
        return bool(SQLITE_OUTAGE.search(str(error)))
    state = sqlstate_of(error)
    return state is None or state.startswith(POSTGRESQL_OUTAGES)


def unavailable(request):
    """Answer 503 and when to come again, with a page that needs no database."""
    if wants_problem(request):
        response = problem(503, _("The database cannot be reached. Try again in a minute."))
    else:
        page = render_to_string("503.html", site_names(request))
        response = HttpResponse(page, status=503)
    response.headers["Retry-After"] = str(OUTAGE_SECONDS)
    return response


def server_error(request):
    """Answer 500 with a page that needs neither request nor database: either may be the fault."""
    if is_outage(sys.exc_info()[1]):
        return unavailable(request)
    if wants_problem(request):
        return problem(500, _("Something went wrong on our side."))
    return HttpResponse(render_to_string("500.html", site_names(request)), status=500)


def csrf_failure(request, reason=""):
    """Answer a form that was sent without its token, mostly from a page that lay open for long."""
    if wants_problem(request):
        return problem(
            403,
            _(
                "The form's token is missing or has expired. Reload the page "
                "and send the form again."
            ),
        )
    return render(request, "403_csrf.html", status=403)
