"""Themes and organisations."""

from itertools import count

from recommendations.exchange.importing.run import BROKEN
from recommendations.models import Organisation, Theme


def write_themes(run, entries):
    """Write the themes of both levels; a theme's position is its place in the file."""
    position = count()
    for entry in entries:
        parent = _write_theme(run, entry, None, next(position))
        for child in entry["children"]:
            _write_theme(run, child, parent, next(position))


def _write_theme(run, entry, parent, position):
    slug = entry["slug"]
    if not run.claim("theme", slug, entry, "slug"):
        return BROKEN
    values = {
        "slug": slug,
        "name": entry["name"],
        "definition": entry["definition"],
        "parent": parent,
        "position": position,
    }
    row = run.write(Theme, run.known.get("theme", slug), entry, values, {"parent": "slug"})
    return run.keep("theme", slug, row)


def write_organisations(run, entries):
    """Write the organisations; their order in the file says nothing."""
    for entry in entries:
        slug = entry["slug"]
        if not run.claim("organisation", slug, entry, "slug"):
            continue
        row = run.known.get("organisation", slug)
        values = {name: entry[name] for name in entry if name != "other_names"}
        # Other names are compared as names: how the lines between them end is no change.
        same = row and row.names == entry["other_names"]
        values["other_names"] = row.other_names if same else "\n".join(entry["other_names"])
        run.keep("organisation", slug, run.write(Organisation, row, entry, values))
