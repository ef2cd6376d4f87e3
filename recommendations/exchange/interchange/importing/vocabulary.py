"""Themes and organisations."""

from recommendations.exchange.interchange.importing.positions import in_order, positions
from recommendations.exchange.interchange.importing.row_writer import BROKEN
from recommendations.models import Organisation, Theme


def write_themes(run, entries):
    """Write the themes of both levels, in the order of the file."""
    pairs = list(in_order(entries, "children"))
    rows = [run.known.get("theme", entry["slug"]) for entry, _parent in pairs]
    written = {}
    for (entry, parent), row, position in zip(pairs, rows, positions(rows), strict=True):
        above = written[id(parent)] if parent else None
        written[id(entry)] = _write_theme(run, entry, row, above, position)


def _write_theme(run, entry, row, parent, position):
    if not run.claim("theme", entry["slug"], entry, "slug"):
        return BROKEN
    values = {name: entry[name] for name in ("slug", "name", "definition")}
    values |= {"parent": parent, "position": position}
    return run.keep(
        "theme", entry["slug"], run.write(Theme, row, entry, values, {"parent": "slug"})
    )


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
