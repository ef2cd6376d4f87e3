"""The General Data Protection Regulation, 2012 draft and 2016 law, as drafts of our format."""

import json
import re

import pytest
import yaml

from articles.tests.reading import DATA

KINDS = {"paragraph": "paragraph", "point": "point", "subparagraph": "subparagraph"}


def loaded(name):
    path = DATA / "gdpr" / name
    if not path.exists():
        pytest.skip(f"{name} is not here")
    return json.loads(path.read_text())


def written(title, divisions, articles):
    entry = {"slug": "gdpr", "title": title, "divisions": divisions, "articles": articles}
    return yaml.safe_dump(entry, allow_unicode=True).encode()


def numbered(kind, number, place, texts, provisions=()):
    """Return a provision without an eId: it follows from kind and number."""
    number = f"({number})" if kind in ("point", "subpoint") else number
    entry = {"kind": kind, "number": str(number or ""), "texts": texts}
    return entry | ({"provisions": list(provisions)} if provisions else {})


# ── the draft of 2012 ────────────────────────────────────────────────────────


def draft():
    """Return the Commission's draft in four languages as a file of our format."""
    nodes = {node["id"]: node for node in loaded("draft_2012_nodes.json")}
    chapters = [node for node in nodes.values() if node["type"] == "chapter"]
    divisions = []
    for node in sorted(chapters, key=_order):
        sections = sorted((n for n in nodes.values() if n["parent"] == node["id"]), key=_order)
        inner = [_division(n) for n in sections if n["type"] == "section"]
        divisions.append(_division(node) | ({"divisions": inner} if inner else {}))
    recitals = sorted((n for n in nodes.values() if n["type"] == "recital"), key=_order)
    articles = [
        {"kind": "recital", "number": n["literal"], "provisions": [_provision(n, nodes, 1)]}
        for n in recitals
    ]
    for node in sorted((n for n in nodes.values() if n["type"] == "article"), key=_order):
        children = [nodes[key] for key in node["children"]]
        articles.append(
            {
                "kind": "article",
                # A defect of the source: node a37 bears the number 35. Its key is right.
                "number": node["id"][1:],
                "heading": node["text"]["en"],
                "division": node["parent"],
                "provisions": [_provision(n, nodes, i) for i, n in enumerate(children, 1)],
            }
        )
    return written("Draft Regulation", divisions, articles)


def _order(node):
    return [int(number) for number in re.findall(r"\d+", node["id"])]


def _division(node):
    return {
        "slug": node["id"],
        "kind": node["type"],
        "number": node["literal"],
        "heading": node["text"]["en"],
    }


def _provision(node, nodes, place):
    children = [nodes[key] for key in node.get("children") or ()]
    kind = KINDS.get(node["type"], "subparagraph")
    if node["type"] == "introduction" and place == 1 and node["parent"] in nodes:
        siblings = nodes[node["parent"]]["children"]
        kind = "chapeau" if len(siblings) > 1 else "subparagraph"
    inner = [_provision(child, nodes, i) for i, child in enumerate(children, 1)]
    return numbered(kind, node["literal"] if kind in KINDS else "", place, node["text"], inner)


# ── the law of 2016 ──────────────────────────────────────────────────────────


def law():
    """Return the adopted Regulation in English as a file of our format."""
    tree = loaded("final_2016_679.json")
    articles = [
        {
            "kind": "recital",
            "number": one["number"],
            "provisions": [numbered("subparagraph", "", 1, {"en": one["text"]})],
        }
        for one in tree["recitals"]
    ]
    divisions = []
    for chapter in tree["chapters"]:
        slug = f"chapter-{chapter['number'].lower()}"
        entry = {"slug": slug, "kind": "chapter", "number": chapter["number"]}
        divisions.append(entry | {"heading": chapter["title"], "divisions": []})
        for part in chapter["contents"]:
            if part["type"] == "article":
                articles.append(_article(part, slug))
                continue
            inner = f"{slug}-section-{part['number']}"
            named = {"slug": inner, "kind": "section", "number": part["number"]}
            divisions[-1]["divisions"].append(named | {"heading": part["title"]})
            articles += [_article(one, inner) for one in part["contents"]]
    return written(tree["title"], divisions, articles)


def _article(node, division):
    return {
        "kind": "article",
        "number": node["number"],
        "heading": node["title"],
        "division": division,
        "provisions": [_piece(one) for one in node["contents"]],
    }


def _piece(node):
    kind = "paragraph" if node["number"] else "subparagraph"
    inner = [
        numbered("point", one["number"], 0, {"en": one["text"]})
        for one in node.get("subpoints") or ()
    ]
    return numbered(kind, node["number"], 0, {"en": node["text"]}, inner)
