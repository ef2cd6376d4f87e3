"""Treaties and their sessions."""

from articles.models import Session, Treaty
from recommendations.exchange.interchange.importing.positions import positions

TREATY = ("slug", "title", "short_title", "negotiating_body", "status", "summary")
SESSION = ("slug", "title", "kind", "number", "place", "starts_on", "ends_on", "basis", "source")


def write_treaty(run, entry):
    """Write a treaty and its sessions, which stand in the order of the file."""
    slug = entry["slug"]
    if not run.claim("treaty", slug, entry, "slug"):
        return
    row = run.known.get("treaty", slug)
    treaty = run.write(Treaty, row, entry, {name: entry[name] for name in TREATY})
    run.keep("treaty", slug, treaty)
    _write_sessions(run, treaty, slug, entry["sessions"])


def _write_sessions(run, treaty, treaty_slug, entries):
    paths = [f"{treaty_slug}/{entry['slug']}" for entry in entries]
    rows = [run.known.get("session", path) for path in paths]
    for entry, path, row, position in zip(entries, paths, rows, positions(rows), strict=True):
        if run.claim("session", path, entry, "slug"):
            values = {name: entry[name] for name in SESSION}
            values |= {"treaty": treaty, "position": position}
            run.keep("session", path, run.write(Session, row, entry, values))
