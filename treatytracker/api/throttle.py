"""How often one address may ask."""

from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from rest_framework.throttling import AnonRateThrottle


class Throttle(AnonRateThrottle):
    """At most API_RATE requests from one address, such as 600/min; an empty rate is no limit.

    Each process counts on its own, in memory: a count in the database would cost every read a
    write, measured in docs/decisions.md. With several processes an address may thus ask up to that
    many times as often.
    """

    cache = LocMemCache("api-throttle", {"OPTIONS": {"MAX_ENTRIES": 10_000}})

    def get_rate(self):
        return settings.API_RATE or None
