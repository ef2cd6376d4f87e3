"""Addresses made of slugs, and where they lead after something was renamed."""

from functools import lru_cache, reduce
from operator import attrgetter, or_

from django.db.models import Q
from django.urls import get_script_prefix, get_urlconf, reverse

CACHE_SIZE = 10_000


def address(name, *slugs):
    """Return the address of the page of this name, as `reverse` does; cached for lists."""
    return _reversed(get_urlconf(), get_script_prefix(), name, slugs)


@lru_cache(CACHE_SIZE)
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


def at_paths(rows, lookups, paths, models=()):
    """Return those of a queryset's rows to which paths of slugs lead, as a dict by path.

    `lookups` name where the slugs of a path stand, outermost first; `models` are as `follow` takes
    them, for former slugs. What leads nowhere is left out; one query where all slugs are present.
    """
    slugs = {path: path.split("/") for path in paths}
    wanted = [
        Q(**dict(zip(lookups, parts, strict=True)))
        for parts in slugs.values()
        if len(parts) == len(lookups)
    ]
    if not wanted:
        return {}
    leading = {path_of(row, lookups): row for row in rows.filter(reduce(or_, wanted))}
    for path in slugs.keys() - leading.keys():
        former = follow(models, slugs[path])
        row = rows.filter(pk=former.pk).first() if former else None
        if row is not None:
            leading[path] = row
    return leading


def path_of(row, lookups):
    """Return the slugs at these lookups of a row, such as "draft__treaty__slug", as one path."""
    return "/".join(attrgetter(lookup.replace("__", "."))(row) for lookup in lookups)
