"""Drafts with their divisions, articles and provisions."""

from django.utils.text import slugify

from articles.models import Article, Division, Draft, Provision, ProvisionText
from recommendations.exchange.interchange.importing.positions import in_order, positions
from recommendations.exchange.interchange.importing.row_lookup import provision_path
from recommendations.exchange.interchange.importing.row_writer import BROKEN

SOURCED = ("basis", "source")
DRAFT = (
    *("slug", "title", "kind", "symbol", "date", "stage", "partial", "language", "source_url"),
    *SOURCED,
)
DIVISION = ("slug", "kind", "number", "heading", *SOURCED)
ARTICLE = ("kind", "number", "heading", *SOURCED)
PROVISION = ("eid", "kind", "number", "agreed_ad_referendum")


def write_draft(run, treaty_slug, entry):
    """Write a draft and all in it; the order in the file is the order of the text."""
    path = f"{treaty_slug}/{entry['slug']}"
    treaty = run.find("treaty", treaty_slug, entry.place)
    if not run.claim("draft", path, entry, "slug"):
        return
    values = {name: entry[name] for name in DRAFT} | {"treaty": treaty}
    draft = run.keep("draft", path, run.write(Draft, run.known.get("draft", path), entry, values))
    sessions = [
        run.find("session", f"{treaty_slug}/{slug}", entry.at("sessions", index))
        for index, slug in enumerate(entry["sessions"])
    ]
    run.link(draft, "sessions", sessions)
    _write_divisions(run, draft, path, entry["divisions"])
    _write_articles(run, draft, path, entry["articles"])


def _write_divisions(run, draft, draft_path, entries):
    pairs = list(in_order(entries, "divisions"))
    paths = [f"{draft_path}/{entry['slug']}" for entry, _parent in pairs]
    rows = [run.known.get("division", path) for path in paths]
    written = {}
    for (entry, parent), path, row, position in zip(
        pairs, paths, rows, positions(rows), strict=True
    ):
        written[id(entry)] = BROKEN
        if not run.claim("division", path, entry, "slug"):
            continue
        values = {name: entry[name] for name in DIVISION}
        values |= {"draft": draft, "position": position}
        values["parent"] = written[id(parent)] if parent else None
        row = run.write(Division, row, entry, values, {"parent": "slug"})
        written[id(entry)] = run.keep("division", path, row)


def _write_articles(run, draft, draft_path, entries):
    slugs = [slugify(f"{entry['kind']} {entry['number']}") for entry in entries]
    paths = [f"{draft_path}/{slug}" for slug in slugs]
    rows = [run.known.get("article", path) for path in paths]
    for entry, path, row, position in zip(entries, paths, rows, positions(rows), strict=True):
        if not run.claim("article", path, entry, "number"):
            continue
        division = None
        if entry["division"]:
            place = entry.at("division")
            division = run.find("division", f"{draft_path}/{entry['division']}", place)
        values = {name: entry[name] for name in ARTICLE}
        values |= {"draft": draft, "division": division, "position": position}
        article = run.keep("article", path, run.write(Article, row, entry, values))
        _write_provisions(run, article, draft_path, entry["provisions"])


def _write_provisions(run, article, draft_path, entries):
    pairs = list(in_order(entries, "provisions"))
    paths = [provision_path(draft_path, entry["eid"]) for entry, _parent in pairs]
    rows = [run.known.get("provision", path) for path in paths]
    written = {}
    for (entry, parent), path, row, position in zip(
        pairs, paths, rows, positions(rows), strict=True
    ):
        written[id(entry)] = BROKEN
        if not run.claim("provision", path, entry, "eid"):
            continue
        values = {name: entry[name] for name in PROVISION}
        values |= {"article": article, "position": position}
        values["parent"] = written[id(parent)] if parent else None
        row = run.write(Provision, row, entry, values, {"parent": "eid", "article": "eid"})
        written[id(entry)] = run.keep("provision", path, row)
        _write_texts(run, row, entry)


def _write_texts(run, provision, entry):
    """Write the wordings that the file has; those in other languages stay."""
    if provision is BROKEN:
        return
    known = {text.language: text for text in provision.texts.all()} if entry["texts"] else {}
    for language, text in entry["texts"].items():
        values = {"provision": provision, "language": language, "text": text}
        run.write(ProvisionText, known.get(language), entry, values, {"text": "texts"})
