"""Drafts with their divisions, articles and provisions."""

from itertools import count

from django.utils.text import slugify

from articles.models import Article, Division, Draft, Provision, ProvisionText
from recommendations.exchange.importing.known import provision_path
from recommendations.exchange.importing.run import BROKEN

SOURCED = ("basis", "source")
DRAFT = ("slug", "title", "kind", "symbol", "date", "stage", "partial", "source_url", *SOURCED)
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
    _write_divisions(run, draft, path, entry["divisions"], None, count())
    for position, article in enumerate(entry["articles"]):
        _write_article(run, draft, path, article, position)


def _write_divisions(run, draft, draft_path, entries, parent, positions):
    for entry in entries:
        path = f"{draft_path}/{entry['slug']}"
        if not run.claim("division", path, entry, "slug"):
            continue
        values = {name: entry[name] for name in DIVISION}
        values |= {"draft": draft, "parent": parent, "position": next(positions)}
        row = run.write(Division, run.known.get("division", path), entry, values)
        run.keep("division", path, row)
        _write_divisions(run, draft, draft_path, entry["divisions"], row, positions)


def _write_article(run, draft, draft_path, entry, position):
    slug = slugify(f"{entry['kind']} {entry['number']}")
    path = f"{draft_path}/{slug}"
    if not run.claim("article", path, entry, "number"):
        return
    division = None
    if entry["division"]:
        place = entry.at("division")
        division = run.find("division", f"{draft_path}/{entry['division']}", place)
    values = {name: entry[name] for name in ARTICLE}
    values |= {"draft": draft, "division": division, "position": position}
    article = run.write(Article, run.known.get("article", path), entry, values)
    run.keep("article", path, article)
    _write_provisions(run, article, draft_path, entry["provisions"], None, count())


def _write_provisions(run, article, draft_path, entries, parent, positions):
    for entry in entries:
        path = provision_path(draft_path, entry["eid"])
        if not run.claim("provision", path, entry, "eid"):
            continue
        values = {name: entry[name] for name in PROVISION}
        values |= {"article": article, "parent": parent, "position": next(positions)}
        row = run.known.get("provision", path)
        row = run.write(Provision, row, entry, values, {"parent": "eid", "article": "eid"})
        run.keep("provision", path, row)
        _write_texts(run, row, entry)
        _write_provisions(run, article, draft_path, entry["provisions"], row, positions)


def _write_texts(run, provision, entry):
    """Write the wordings that the file has; those in other languages stay."""
    if provision is BROKEN:
        return
    known = {text.language: text for text in provision.texts.all()} if entry["texts"] else {}
    for language, text in entry["texts"].items():
        values = {"provision": provision, "language": language, "text": text}
        run.write(ProvisionText, known.get(language), entry, values, {"text": "texts"})
