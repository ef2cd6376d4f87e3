"""How often one visitor may ask."""

from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from rest_framework.throttling import AnonRateThrottle

from articles.http import network_of


class VisitorRateThrottle(AnonRateThrottle):
    """At most API_RATE requests from one visitor, such as 600/min; an empty rate is no limit.

    A visitor is a network, as in signing in: whoever has one IPv6 address has 2**64 of them.

    Each process counts on its own, in memory: a count in the database would cost every read a
    write, measured in docs/decisions.md. With several processes a visitor may thus ask up to that
    many times as often.
    """

    cache = LocMemCache("api-throttle", {"OPTIONS": {"MAX_ENTRIES": 10_000}})

    def get_rate(self):
        return settings.API_RATE or None

    def get_ident(self, request):
        return network_of(super().get_ident(request))
