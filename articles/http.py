"""What all answers need: conditional ones, and who asks."""

import hashlib
import ipaddress

from django.conf import settings
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


def client_address(request):
    """Return the visitor's address as far as our own proxies vouch for it.

    Each proxy appends the address it was asked from, so with PROXY_COUNT proxies of ours the entry
    that many from the right is the last one that a visitor cannot make up.
    """
    forwarded = [
        entry.strip() for entry in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if entry
    ]
    count = min(settings.PROXY_COUNT, len(forwarded))
    return forwarded[-count] if count else request.META.get("REMOTE_ADDR", "")


def network_of(address):
    """Return what one visitor has: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:  # what a proxy wrote; it is as good as any name
        return address
    if parsed.version == 4:
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((int(parsed), 64), strict=False))
