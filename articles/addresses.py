"""Addresses made of slugs, and where they lead after something was renamed."""

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse

KEPT = 10_000


def address(name, *slugs):
    """Return the address of the page of this name, as `reverse` does; kept, as lists have many."""
    return _reversed(get_urlconf(), get_script_prefix(), name, slugs)


@lru_cache(KEPT)
def _reversed(urlconf, prefix, name, slugs):
    return reverse(name, urlconf, args=slugs)


def follow(models, slugs):
    """Return the row to which slugs lead, outermost first, under present or former names.

    `models` are the Renamable models of the path, each within the one before it. None when a slug
    was never borne there, or when there are not as many slugs as models.
    """
    if not models or len(models) != len(slugs):
        return None
    row = None
    for model, slug in zip(models, slugs, strict=True):
        row = model.bearing(slug, row.pk if row else 0)
        if row is None:
            return None
    return row
