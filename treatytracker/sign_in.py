"""Signing in, with a limit on failed attempts per account and address.

An attempt takes one of a fixed number of places before the password is looked at. A place is a key
that the cache hands to one taker only, so that attempts at the same moment, in several processes,
cannot slip through together; it falls free on its own when its time is over.
"""

import hashlib
import time
import unicodedata

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext


class SignInForm(AdminAuthenticationForm):
    """The sign-in form of the desk."""

    def clean(self):
        username = self.cleaned_data.get("username")
        if not (username and self.cleaned_data.get("password")):
            return super().clean()
        places = places_of(username, client_address(self.request))
        if not take_place(places):
            raise too_many_attempts(seconds_until_free(places))
        cleaned = super().clean()
        cache.delete_many(places)
        return cleaned


def places_of(username, address):
    """Return the cache keys of the attempts that an account has from an address."""
    name = unicodedata.normalize("NFKC", username).casefold()
    who = hashlib.sha256(f"{name}\n{address}".encode()).hexdigest()
    return [f"sign-in:{who}:{number}" for number in range(settings.SIGN_IN_ATTEMPTS)]


def take_place(places):
    """Return whether one of the places was still free; it is taken now."""
    window = settings.SIGN_IN_WINDOW_SECONDS
    return any(cache.add(place, time.time() + window, window) for place in places)


def seconds_until_free(places):
    """Return how long it takes until the first place falls free, 1 at least."""
    return max(1, min(cache.get_many(places).values(), default=0) - time.time())


def too_many_attempts(seconds):
    """Return the error that says when the next attempt is allowed, in full minutes."""
    minutes = int(seconds // 60) + 1
    return ValidationError(
        ngettext(
            "Too many failed attempts to sign in. Try again in %(minutes)d minute.",
            "Too many failed attempts to sign in. Try again in %(minutes)d minutes.",
            minutes,
        ),
        code="too_many_attempts",
        params={"minutes": minutes},
    )


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
