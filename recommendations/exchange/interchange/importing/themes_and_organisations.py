"""Themes and organisations."""

from articles.folding import fold
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
        if row is None and (known := _known_as(entry, writer.lookup.renamed(slug))):
            # What the file says of it was said before it was renamed or merged.
            writer.tally["known by a former slug"] += 1
            writer.remember("organisation", slug, known)
            continue
        values = plain_values(Organisation, entry, ["other_names"])
        # Other names are compared as names: how the lines between them end is no change.
        same = row and row.names == entry["other_names"]
        values["other_names"] = row.other_names if same else "\n".join(entry["other_names"])
        writer.remember("organisation", slug, writer.write(Organisation, row, entry, values))


def _known_as(entry, organisation):
    """Return the organisation that bore the slug of an entry, if they share a name too."""
    if organisation is None:
        return None
    said = {fold(name) for name in (entry["name"], entry["acronym"], *entry["other_names"])} - {""}
    names = (organisation.name, organisation.acronym, *organisation.names)
    return organisation if said & {fold(name) for name in names} else None
