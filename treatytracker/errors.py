"""Answers to what goes wrong: a page for people, RFC 9457 problem details below /api/."""

from http import HTTPStatus

from django.core.exceptions import DisallowedHost
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from treatytracker.context_processors import site_names

API_PREFIX = "/api/"


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
        return problem(403, _("You may not see or do this."))
    return render(request, "403.html", status=403)


def page_not_found(request, exception):
    if wants_problem(request):
        return problem(404, _("Nothing is at this address."))
    response = render(request, "404.html", status=404)
    # Where something is that is not public, the view looked at who asks, and the answer depends on
    # cookies. So does that of every other 404, or this header would tell the one from the other.
    patch_vary_headers(response, ["Cookie"])
    return response


def server_error(request):
    """Answer 500 with a page that needs neither request nor database: either may be the fault."""
    if wants_problem(request):
        return problem(500, _("Something went wrong on our side."))
    return HttpResponse(render_to_string("500.html", site_names(request)), status=500)


def csrf_failure(request, reason=""):
    """Answer a form that was sent without its token, mostly from a page that lay open for long."""
    if wants_problem(request):
        return problem(403, _("The form's token is missing or has expired."))
    return render(request, "403_csrf.html", status=403)
