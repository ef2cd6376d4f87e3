"""Treaties with their sessions, drafts with all in them, and which article became which."""

from django.utils.translation import gettext as _

from articles.models import (
    Article,
    Division,
    Draft,
    Provision,
    ProvisionText,
    Session,
    Succession,
    Treaty,
)
from articles.models.article import article_slug
from recommendations.exchange.interchange.file_entries import in_order
from recommendations.exchange.interchange.importing.row_lookup import provision_path
from recommendations.exchange.interchange.importing.row_writer import (
    BROKEN,
    plain_values,
    positions,
)

SOURCED = ("basis", "source")
TREATY = ("slug", "title", "short_title", "negotiating_body", "status", "summary", "example")
SESSION = ("slug", "title", "kind", "number", "place", "starts_on", "ends_on", *SOURCED)
DRAFT = (
    *("slug", "title", "kind", "symbol", "date", "stage", "partial", "language", "source_url"),
    *SOURCED,
)
DIVISION = ("slug", "kind", "number", "heading", *SOURCED)
ARTICLE = ("kind", "number", "heading", *SOURCED)
PROVISION = ("eid", "kind", "number", "agreed_ad_referendum")
SUCCESSION = ("state", "confidence", "reasons", *SOURCED)
SUCCESSION_KEYS = {"ancestor": "from", "descendant": "to"}
SUCCESSION_ENDS = ("from", "to", "dropped_in")


def write_treaty(writer, entry):
    """Write a treaty and its sessions, which stand in the order of the file."""
    slug = entry["slug"]
    if not writer.claim("treaty", slug, entry, "slug"):
        return
    row = writer.lookup.get("treaty", slug)
    treaty = writer.write(Treaty, row, entry, plain_values(Treaty, entry))
    writer.remember("treaty", slug, treaty)
    _write_sessions(writer, treaty, slug, entry["sessions"])


def _write_sessions(writer, treaty, treaty_slug, entries):
    paths = [f"{treaty_slug}/{entry['slug']}" for entry in entries]
    rows = [writer.lookup.get("session", path) for path in paths]
    for entry, path, row, position in zip(entries, paths, rows, positions(rows), strict=True):
        if writer.claim("session", path, entry, "slug"):
            values = plain_values(Session, entry)
            values |= {"treaty": treaty, "position": position}
            writer.remember("session", path, writer.write(Session, row, entry, values))


def write_draft(writer, treaty_slug, entry):
    """Write a draft and all in it; the order in the file is the order of the text."""
    path = f"{treaty_slug}/{entry['slug']}"
    treaty = writer.find("treaty", treaty_slug, entry.place)
    if not writer.claim("draft", path, entry, "slug"):
        return
    values = plain_values(Draft, entry) | {"treaty": treaty}
    draft = writer.remember(
        "draft", path, writer.write(Draft, writer.lookup.get("draft", path), entry, values)
    )
    sessions = [
        writer.find("session", f"{treaty_slug}/{slug}", entry.at("sessions", index))
        for index, slug in enumerate(entry["sessions"])
    ]
    writer.link(draft, "sessions", sessions)
    _write_divisions(writer, draft, path, entry["divisions"])
    _write_articles(writer, draft, path, entry["articles"])


def _write_divisions(writer, draft, draft_path, entries):
    pairs = in_order(entries, "divisions")
    paths = [f"{draft_path}/{entry['slug']}" for entry, _parent in pairs]
    rows = [writer.lookup.get("division", path) for path in paths]
    written = []
    for (entry, parent), path, row, position in zip(
        pairs, paths, rows, positions(rows), strict=True
    ):
        if not writer.claim("division", path, entry, "slug"):
            written.append(BROKEN)
            continue
        values = plain_values(Division, entry)
        values |= {"draft": draft, "position": position}
        values["parent"] = None if parent is None else written[parent]
        row = writer.write(Division, row, entry, values, {"parent": "slug"})
        written.append(writer.remember("division", path, row))


def _write_articles(writer, draft, draft_path, entries):
    slugs = [article_slug(entry["kind"], entry["number"]) for entry in entries]
    paths = [f"{draft_path}/{slug}" for slug in slugs]
    rows = [writer.lookup.get("article", path) for path in paths]
    for entry, path, row, position in zip(entries, paths, rows, positions(rows), strict=True):
        if not writer.claim("article", path, entry, "number"):
            continue
        division = None
        if entry["division"]:
            place = entry.at("division")
            division = writer.find("division", f"{draft_path}/{entry['division']}", place)
        values = plain_values(Article, entry)
        values |= {"draft": draft, "division": division, "position": position}
        article = writer.remember("article", path, writer.write(Article, row, entry, values))
        _write_provisions(writer, article, draft_path, entry["provisions"])


def _write_provisions(writer, article, draft_path, entries):
    pairs = in_order(entries, "provisions")
    paths = [provision_path(draft_path, entry["eid"]) for entry, _parent in pairs]
    rows = [writer.lookup.get("provision", path) for path in paths]
    written = []
    for (entry, parent), path, row, position in zip(
        pairs, paths, rows, positions(rows), strict=True
    ):
        if not writer.claim("provision", path, entry, "eid"):
            written.append(BROKEN)
            continue
        values = plain_values(Provision, entry)
        values |= {"article": article, "position": position}
        values["parent"] = None if parent is None else written[parent]
        row = writer.write(Provision, row, entry, values, {"parent": "eid", "article": "eid"})
        written.append(writer.remember("provision", path, row))
        _write_texts(writer, row, entry)


def _write_texts(writer, provision, entry):
    """Write the wordings that the file has; those in other languages stay."""
    if provision is BROKEN:
        return
    existing = {text.language: text for text in provision.texts.all()} if entry["texts"] else {}
    for language, text in entry["texts"].items():
        values = {"provision": provision, "language": language, "text": text}
        writer.write(ProvisionText, existing.get(language), entry, values, {"text": "texts"})


def write_successions(writer, treaty, entries):
    """Write the successions of one treaty; places in the file are paths within it."""
    for entry in entries:
        ends = _succession_ends(writer, treaty, entry)
        if any(end is BROKEN for end in ends.values()):
            continue
        identity = tuple(end and end.pk for end in ends.values())
        later = entry["to"] or entry["dropped_in"] or _("nothing")
        words = _("new: %s") % entry["new"] if entry["new"] else f"{entry['from']} → {later}"
        if not writer.claim("succession", f"{treaty}: {words}", entry, "from"):
            continue
        row = writer.lookup.successions.get(identity)
        values = plain_values(Succession, entry) | ends
        writer.write(Succession, row, entry, values, SUCCESSION_KEYS)


def _succession_ends(writer, treaty, entry):
    """Return the fields of a succession that say where it begins and ends."""
    begin = None
    if entry["new"] and any(entry[key] for key in SUCCESSION_ENDS):
        message = _("what is “new” came from nothing: it has no %s")
        begin = writer.fault(entry.at("new"), message % ", ".join(SUCCESSION_ENDS))
    elif not entry["new"] and not entry["from"]:
        begin = writer.fault(entry.place, _("missing key “%s”") % "from")
    return {
        "ancestor": begin
        if begin is BROKEN
        else _find_end(writer, "article", treaty, entry, "from"),
        "descendant": _find_end(writer, "article", treaty, entry, "new" if entry["new"] else "to"),
        "dropped_in": _find_end(writer, "draft", treaty, entry, "dropped_in"),
    }


def _find_end(writer, noun, treaty, entry, key):
    if not entry[key]:
        return None
    return writer.find(noun, f"{treaty}/{entry[key]}", entry.at(key))
