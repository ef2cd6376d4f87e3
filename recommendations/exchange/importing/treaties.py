"""Treaties and their sessions."""

from articles.models import Session, Treaty

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
    for position, session in enumerate(entry["sessions"]):
        _write_session(run, treaty, slug, session, position)


def _write_session(run, treaty, treaty_slug, entry, position):
    path = f"{treaty_slug}/{entry['slug']}"
    if not run.claim("session", path, entry, "slug"):
        return
    values = {name: entry[name] for name in SESSION}
    values |= {"treaty": treaty, "position": position}
    row = run.write(Session, run.known.get("session", path), entry, values)
    run.keep("session", path, row)
