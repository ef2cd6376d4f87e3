"""The project's own middleware: headers of safety, reading by scripts of other sites, sessions.

Django, django-csp and whitenoise set the other headers: settings.py names them under "Safety".
"""

import logging
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse
from django.http.request import split_domain_port
from django.utils.cache import patch_cache_control
from django.utils.log import log_response

from treatytracker.errors import is_outage, unavailable, wants_problem
from treatytracker.sign_in_sessions import end_or_refresh

logger = logging.getLogger("treatytracker")
# Nothing here uses any of these, so a script that got in could not either.
UNUSED = ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
PERMISSIONS = ", ".join(f"{feature}=()" for feature in UNUSED)
CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, Content-Disposition",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def add_safety_headers(get_response):
    """Say which features no page uses, and that only the API is there for other sites."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        readers = "cross-origin" if wants_problem(request) else "same-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", readers)
        return response

    return middleware


def refuse_other_ports(get_response):
    """Refuse a host with a port at which the site is not served: pages build addresses from it.

    Another port than the usual ones is one of an origin in CSRF_TRUSTED_ORIGINS.
    """

    def middleware(request):
        host = request.get_host()
        _domain, port = split_domain_port(host)
        if port and not settings.DEVELOPMENT and port not in usual_ports():
            raise DisallowedHost(f"The site is not served at the port of {host!r}.")
        return get_response(request)

    return middleware


def usual_ports():
    origins = (urlsplit(origin).port for origin in settings.CSRF_TRUSTED_ORIGINS)
    return {"80", "443", *(str(port) for port in origins if port)}


class AnswerOutages:
    """Answers 503 while the database is away or full, with one line in the log for each request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not is_outage(exception):
            return None
        reason = " ".join(str(exception).split())[:200]
        response = unavailable(request)
        said = (request.method, request.path[:200], reason)
        # Django's own way, by which it knows that this answer has its line and adds none.
        log_response(
            "503 for %s %s: %s",
            *said,
            response=response,
            request=request,
            logger=logger,
            level="error",
        )
        return response


def allow_cross_origin_reads(get_response):
    """Let scripts of other sites read all below /api/: it is public, and knows no cookies.

    The headers are those of the Fetch standard; errors bear them too.
    """

    def middleware(request):
        if not wants_problem(request):
            return get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return HttpResponse(status=204, headers=CROSS_ORIGIN | PREFLIGHT)
        response = get_response(request)
        for name, value in CROSS_ORIGIN.items():
            response.headers[name] = value
        return response

    return middleware


def keep_sessions_short(get_response):
    """End sessions that are too old, idle or unproven; let nobody keep a copy of their pages."""

    def middleware(request):
        # Visitors have no session: looking for one would make every page depend on cookies.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or wants_problem(request):
            return get_response(request)
        if request.user.is_authenticated:
            end_or_refresh(request)
        response = get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        return response

    return middleware
