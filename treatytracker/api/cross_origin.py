"""Scripts on other sites may read the API: it is public, knows no cookies and changes nothing."""

from django.http import HttpResponse

from treatytracker.errors import wants_problem

READABLE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, Content-Disposition",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def allow_cross_origin_reads(get_response):
    """Add what the Fetch standard asks for to every answer below /api/, errors among them."""

    def middleware(request):
        if not wants_problem(request):
            return get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return HttpResponse(status=204, headers=READABLE | PREFLIGHT)
        response = get_response(request)
        for name, value in READABLE.items():
            response.headers[name] = value
        return response

    return middleware
