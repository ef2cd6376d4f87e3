"""Themes and organisations."""

from recommendations.exchange.interchange.file_entries import in_order
from recommendations.exchange.interchange.importing.row_writer import (
    BROKEN,
    plain_values,
    positions,
)
from recommendations.models import Organisation, Theme


def write_themes(writer, entries):
    """Write the themes of both levels, in the order of the file."""
    pairs = in_order(entries, "children")
    rows = [writer.lookup.get("theme", entry["slug"]) for entry, _parent in pairs]
    written = []
    for (entry, parent), row, position in zip(pairs, rows, positions(rows), strict=True):
        above = None if parent is None else written[parent]
        written.append(_write_theme(writer, entry, row, above, position))


def _write_theme(writer, entry, row, parent, position):
    if not writer.claim("theme", entry["slug"], entry, "slug"):
        return BROKEN
    values = plain_values(Theme, entry)
    values |= {"parent": parent, "position": position}
    return writer.remember(
        "theme", entry["slug"], writer.write(Theme, row, entry, values, {"parent": "slug"})
    )


def write_organisations(writer, entries):
    """Write the organisations; their order in the file says nothing."""
    for entry in entries:
        slug = entry["slug"]
        if not writer.claim("organisation", slug, entry, "slug"):
            continue
        row = writer.lookup.get("organisation", slug)
        values = plain_values(Organisation, entry, ["other_names"])
        # Other names are compared as names: how the lines between them end is no change.
        same = row and row.names == entry["other_names"]
        values["other_names"] = row.other_names if same else "\n".join(entry["other_names"])
        writer.remember("organisation", slug, writer.write(Organisation, row, entry, values))
