"""Signing in, with a limit on failed attempts per account and address, and one per address.

The first keeps a password from being guessed, without anybody locking others out; the second keeps
one visitor from trying the same password on many accounts.

An attempt takes one of a fixed number of slots before the password is looked at. A slot is a key
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

from articles.http import client_address, network_of


class SignInForm(AdminAuthenticationForm):
    """The sign-in form of the desk; `retry_after` are seconds, where it came too often."""

    retry_after = None

    def point_to_error(self):
        """Lead from the fields to the error: the focus returns to the first and skips the rest.

        The error itself has the id `sign-in-error`.
        """
        for field in self.fields.values():
            field.widget.attrs["aria-describedby"] = "sign-in-error"
            if self.retry_after is None:
                field.widget.attrs["aria-invalid"] = "true"

    def clean(self):
        username = self.cleaned_data.get("username")
        if not (username and self.cleaned_data.get("password")):
            return super().clean()
        address = client_address(self.request)
        of_account, of_address = attempt_slots(username, address), attempt_slots_of_address(address)
        taken = self._take_slots(of_account, of_address)
        cleaned = super().clean()
        # Of the address's slots only its own: a success must not open the count again for guesses
        # at the accounts of others.
        cache.delete_many([*of_account, taken[-1]])
        return cleaned

    def _take_slots(self, *counts):
        """Take a slot of each count and return them; where one is full, take none and refuse."""
        taken = []
        for slots in counts:
            slot = take_slot(slots)
            if slot is None:
                cache.delete_many(taken)
                self.retry_after = seconds_until_free(slots)
                raise too_many_attempts(self.retry_after)
            taken.append(slot)
        return taken


def attempt_slots(username, address):
    """Return the cache keys of the attempts that an account has from an address."""
    name = unicodedata.normalize("NFKC", username).casefold()
    return _slots(f"{name}\n{address}", settings.SIGN_IN_ATTEMPTS)


def attempt_slots_of_address(address):
    """Return the cache keys of the attempts that an address has on all accounts together."""
    return _slots(f"\n{network_of(address)}", settings.SIGN_IN_ATTEMPTS_PER_ADDRESS)


def _slots(what, count):
    digest = hashlib.sha256(what.encode()).hexdigest()
    return [f"sign-in:{digest}:{number}" for number in range(count)]


def take_slot(slots):
    """Return the slot that is taken now, None where none was free."""
    window, full = settings.SIGN_IN_WINDOW_SECONDS, cache.get_many(slots)
    free = (slot for slot in slots if slot not in full)
    return next((slot for slot in free if cache.add(slot, time.time() + window, window)), None)


def seconds_until_free(slots):
    """Return how long it takes until the first slot falls free, 1 at least."""
    return max(1, min(cache.get_many(slots).values(), default=0) - time.time())


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
