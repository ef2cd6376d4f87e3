"""The provisions of two laws in the making, beside the checkout, as their alignment takes them."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from articles.lineage.provision_words import Text, Wording
from articles.reading import formats
from articles.reading.outline import walk
from bench.lineage_pairs import DATA, adopted_articles, gdpr_nodes


class TextPair(NamedTuple):
    """Two texts of one law, under the name that it has in the list of answers."""

    law: str
    earlier: Text
    later: Text


def text_pairs() -> Iterator[TextPair]:
    """Yield the pairs whose texts stand beside the checkout."""
    if (DATA / "gdpr").exists():
        yield TextPair("gdpr", gdpr_draft(), gdpr_adopted())
    if (DATA / "ai-act").exists():
        yield TextPair("ai_act", commission_text(), _read("council_2022.txt"))


@cache
def commission_text() -> Text:
    return _read("commission_2021.txt")


def _read(name: str) -> Text:
    path = DATA / "ai-act" / name
    outline = formats.read(path.read_bytes(), path.name, "en")
    return {
        article.number: [Wording(row.eid, row.text) for row, _parent in walk(article.provisions)]
        for article in outline.of_kind("article")
    }


@cache
def gdpr_draft() -> Text:
    nodes = gdpr_nodes()
    return {
        key[1:]: list(_unique(_of_node(node, f"art_{key[1:]}", nodes)))
        for key, node in nodes.items()
        if node["type"] == "article"
    }


def _of_node(node: dict, eid: str, nodes: dict) -> Iterator[Wording]:
    children = [nodes[child] for child in node.get("children") or ()]
    for place, child in enumerate(children, 1):
        kind, number = child["type"], child["literal"]
        if kind in ("paragraph", "point"):
            name = f"{'para' if kind == 'paragraph' else 'point'}_{number}"
        else:
            opens = kind == "introduction" and place == 1 and len(children) > 1
            name = "intro" if opens else f"subpara_{place}"
        yield Wording(f"{eid}__{name}", child["text"]["en"] or "")
        yield from _of_node(child, f"{eid}__{name}", nodes)


@cache
def gdpr_adopted() -> Text:
    return {
        str(article["number"]): list(_unique(_of_adopted(article)))
        for article in adopted_articles()
    }


def _of_adopted(article: dict) -> Iterator[Wording]:
    for place, piece in enumerate(article["contents"], 1):
        number = piece["number"]
        name = f"para_{number}" if number else f"subpara_{place}"
        eid = f"art_{article['number']}__{name}"
        yield Wording(eid, piece["text"])
        for point in piece["subpoints"]:
            yield Wording(f"{eid}__point_{point['number']}", point["text"])


def _unique(provisions: Iterator[Wording]) -> Iterator[Wording]:
    """Yield provisions, those that bear an eId once more under one that ends in "-2"."""
    seen: set[str] = set()
    for provision in provisions:
        eid = provision.eid
        while eid in seen:
            eid += "-2"
        seen.add(eid)
        yield provision._replace(eid=eid)
