"""Conditional answers: whoever holds what an address gives is told so, in place of a copy."""

import hashlib

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags


def not_modified(request, response) -> HttpResponse | None:
    """Mark an answer with a hash of its content; return 304 to those who hold it, else None.

    The tag is weak: it is the same for the compressed answer, whose bytes are others each time.
    Django's own `conditional_page` leaves HEAD out.
    """
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = f"W/{tag}"
    # Said here, so that 304 says the same as the answer that it stands for.
    patch_vary_headers(response, ["Accept-Encoding"])
    held = parse_etags(request.headers.get("If-None-Match", ""))
    if not any(candidate == "*" or candidate.removeprefix("W/") == tag for candidate in held):
        return None
    answer = HttpResponse(status=304)
    for name in ("Cache-Control", "ETag", "Vary"):
        if name in response.headers:
            answer.headers[name] = response.headers[name]
    return answer
