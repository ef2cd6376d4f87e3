"""The short random keys by which recommendations are known outside the database."""

import secrets

# Without vowels, so no words; without 0, 1, l and o, so no misreadings.
ALPHABET = "bcdfghjkmnpqrstvwxz23456789"
LENGTH = 6


def new_key():
    """Return a random key, one of 27**6 (some 387 million)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
