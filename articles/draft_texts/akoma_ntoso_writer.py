"""An Outline as Akoma Ntoso 3.0 (OASIS LegalDocML), which articles.reading.akoma_ntoso reads back.

What the standard has no place for stands in attributes of our own namespace. Annexes are containers
at the end of the body: as documents of their own each would need its own metadata.
"""

from django.conf import settings
from lxml import etree

from articles.draft_texts.recorded_text import check_order, path_to
from articles.models import Provision
from articles.reading.akoma_ntoso import LANGUAGE_CODES, OWN

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
ELEMENTS = {
    Provision.Kind.PARAGRAPH: "paragraph",
    Provision.Kind.SUBPARAGRAPH: "subparagraph",
    Provision.Kind.POINT: "point",
    Provision.Kind.SUBPOINT: "point",
}
DIVISION_ELEMENTS = {"part": "part", "title": "title", "chapter": "chapter", "section": "section"}
STEPS = {"part": "part", "title": "title", "chapter": "chp", "section": "sec", "cluster": "hcont"}
# ISO 3166 leaves it to everybody's own use: a treaty is no country's, and which body publishes it,
# the United Nations or another, stands as the author.
COUNTRY = "xx"
CODES = {language: code for code, language in LANGUAGE_CODES.items() if code != "fre"}


def dump(outline, facts):
    """Return the document as bytes; Tangled where articles do not stand in their divisions.

    `facts` are "uri", "date" (ISO) and "author" of the metadata.
    """
    check_order(outline)
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE, "tt": OWN})
    act = _add(root, "act", name="treaty")
    _write_meta(act, outline, facts)
    _add(_add(_add(act, "preface"), "longTitle"), "p").text = outline.title
    _write_preamble(act, outline)
    _write_body(_add(act, "body"), outline)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False)


def _add(parent, tag, eid="", /, **attributes):
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    for key, value in ({"eId": eid} | attributes).items():
        if value:
            element.set(f"{{{OWN}}}{key[3:]}" if key.startswith("tt_") else key, value)
    return element


def _write_meta(act, outline, facts):
    """Write what identifies the document: the work, its text in a language, this file."""
    meta = _add(_add(act, "meta"), "identification", source="#tracker")
    language = CODES.get(outline.language, outline.language)
    uris = {
        "Work": facts["uri"],
        "Expression": f"{facts['uri']}/{language}",
        "Manifestation": f"{facts['uri']}/{language}.xml",
    }
    for name, uri in uris.items():
        level = _add(meta, f"FRBR{name}")
        for part in ("this", "uri"):
            _add(level, f"FRBR{part}", value=uri)
        _add(level, "FRBRdate", date=facts["date"], name="document")
        _add(level, "FRBRauthor", href="#author", **{"as": "#author"})
        if name == "Work":
            _add(level, "FRBRcountry", value=COUNTRY)
        if name == "Expression":
            _add(level, "FRBRlanguage", language=language)
    named = _add(act[0], "references", source="#tracker")
    _add(named, "TLCOrganization", "tracker", href="/ontology/tracker", showAs=settings.SITE_NAME)
    _add(named, "TLCOrganization", "author", href="/ontology/author", showAs=facts["author"])


# ── what stands before the articles ──────────────────────────────────────────


def _write_preamble(act, outline):
    """Write the preamble and the numbered recitals, where there are any."""
    preambles = outline.of_kind("preamble")
    recitals = outline.of_kind("recital")
    if not preambles and not recitals:
        return
    element = _add(act, "preamble", tt_present="true" if preambles else "")
    for article in preambles:
        if article.heading:
            element.set(f"{{{OWN}}}heading", article.heading)
        for provision in article.provisions:
            _write_block(element, provision)
        if not article.provisions and not recitals:
            _add(element, "p")
    if recitals:
        group = _add(element, "recitals", "recs")
        for article in recitals:
            _write_recital(group, article)


def _write_recital(group, article):
    recital = _add(group, "recital", article.eid)
    _add(recital, "num").text = article.number
    if article.heading:
        _add(recital, "heading").text = article.heading
    for provision in article.provisions:
        _write_block(recital, provision)
    if not article.provisions:
        _add(recital, "p")


def _write_block(parent, provision):
    """Write a provision of a preamble, where the standard has blocks and no hierarchy."""
    block = _add(parent, "blockContainer", provision.eid, **{"class": provision.kind})
    _mark(block, provision)
    if provision.number:
        _add(block, "num").text = provision.number
    _add(block, "p").text = provision.text
    for child in provision.provisions:
        _write_block(block, child)


# ── articles ─────────────────────────────────────────────────────────────────


def _write_body(body, outline):
    """Write divisions with the articles in them, each division opened once."""
    by_slug = {division.slug: division for division in outline.divisions}
    parents = {division.slug: division.parent for division in outline.divisions}
    opened, waiting = {"": body}, list(outline.divisions)
    for article in outline.articles:
        if article.kind in ("preamble", "recital"):
            continue
        for slug in path_to(article.division, parents):
            if slug not in opened:
                while waiting:
                    division = waiting.pop(0)
                    _open(division, by_slug, opened)
                    if division.slug == slug:
                        break
        _write_article(opened[article.division], article)
    for division in waiting:
        _open(division, by_slug, opened)
    for element in opened.values():
        if len(element) == sum(child.tag.endswith(("num", "heading")) for child in element):
            _fill(element)


def _fill(element):
    """Put an empty content where the standard wants one."""
    if element.tag.endswith("body"):
        _add(element, "hcontainer", "body__hcont_1", name="empty")
        element = element[-1]
    _add(_add(element, "content"), "p")


def _open(division, by_slug, opened):
    above = opened[division.parent]
    name = DIVISION_ELEMENTS.get(division.kind, "hcontainer")
    own = f"{STEPS[division.kind]}_{division.slug}"
    element = _add(
        above,
        name,
        own,
        name=division.kind if name == "hcontainer" else "",
        tt_slug=division.slug,
    )
    _entitle(element, division.number, division.heading)
    opened[division.slug] = element


def _entitle(element, number, heading):
    if number:
        _add(element, "num").text = number
    if heading:
        _add(element, "heading").text = heading


def _write_article(parent, article):
    annex = article.kind == "annex"
    element = _add(
        parent, "hcontainer" if annex else "article", article.eid, name="annex" if annex else ""
    )
    _entitle(element, article.number, article.heading)
    for place, provision in enumerate(article.provisions):
        _write_provision(element, provision, place, article.provisions, has_intro=False)
    if not article.provisions:
        _add(_add(element, "content"), "p")


def _write_provision(parent, provision, place, siblings, has_intro):
    """Write a provision: an introduction stands first, closing words last, or in a container."""
    kind = provision.kind
    if kind == Provision.Kind.CHAPEAU and place == 0 and not has_intro and _is_plain(provision):
        name = "intro"
    elif kind == Provision.Kind.CLOSING and provision is siblings[-1] and _is_plain(provision):
        name = "wrapUp"
    else:
        name = ELEMENTS.get(kind, "hcontainer")
    element = _add(
        parent,
        name,
        provision.eid,
        name=kind if name == "hcontainer" else "",
        **{"class": "subpoint" if kind == Provision.Kind.SUBPOINT else ""},
    )
    _mark(element, provision)
    if name in ("intro", "wrapUp"):
        _add(element, "p").text = provision.text
        return
    if provision.number:
        _add(element, "num").text = provision.number
    inner = "intro" if provision.provisions else "content"
    if provision.text or not provision.provisions:
        _add(_add(element, inner), "p").text = provision.text
    for index, child in enumerate(provision.provisions):
        _write_provision(element, child, index, provision.provisions, bool(provision.text))


def _is_plain(provision):
    return not provision.provisions and not provision.number


def _mark(element, provision):
    if provision.agreed_ad_referendum is not None:
        element.set(f"{{{OWN}}}agreed", str(provision.agreed_ad_referendum).lower())


def facts_of(draft):
    """Return what the metadata says of a draft."""
    parts = [draft.date, "01", "01"] if len(draft.date) == 4 else [draft.date, "01"]
    date = "-".join(parts)[:10] if draft.date else "0001-01-01"
    return {
        "uri": f"/akn/{COUNTRY}/act/{draft.treaty.slug}/{draft.slug}",
        "date": date,
        "author": draft.treaty.negotiating_body or draft.treaty.short_title,
    }
