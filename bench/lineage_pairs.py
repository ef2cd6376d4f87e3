"""The texts of two laws in the making, beside the checkout, as suggestions of lineage take them."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from articles.lineage.suggesting import Unit
from articles.reading import formats
from articles.reading.outline import ReadArticle, walk
from bench.server import ROOT

DATA = ROOT.parent / "shared/data"


class LawPair(NamedTuple):
    """Two texts of one law: the name of the list of answers, and the units of both."""

    name: str
    earlier: list[Unit]
    later: list[Unit]


def law_pairs() -> Iterator[LawPair]:
    """Yield the pairs that have a list of answers and stand beside the checkout."""
    if (DATA / "gdpr").exists():
        yield LawPair("gdpr_2012_2016", gdpr_draft(), gdpr_adopted())
    if (DATA / "ai-act").exists():
        names = ("commission_2021.txt", "council_2022.txt")
        yield LawPair("ai_act_2021_2022", *(_read(DATA / "ai-act" / name) for name in names))


def _read(path: Path) -> list[Unit]:
    outline = formats.read(path.read_bytes(), path.name, "en")
    return [_unit_read(article) for article in outline.articles]


def _unit_read(article: ReadArticle) -> Unit:
    text = "\n".join(provision.text for provision, _parent in walk(article.provisions))
    return Unit(article.label, article.kind, article.number, article.heading, text)


def gdpr_draft() -> list[Unit]:
    """The Commission's draft of 2012; its article 37 bears number 35 there, which is put right."""
    nodes = gdpr_nodes()
    wanted = (node for node in nodes.values() if node["type"] in ("article", "recital"))
    return [_node_unit(node, nodes) for node in wanted]


def gdpr_nodes() -> dict[str, dict]:
    """The pieces of the draft of 2012 by their ids."""
    return {node["id"]: node for node in json.loads(_source("draft_2012_nodes.json"))}


def _source(name: str) -> str:
    return (DATA / "gdpr" / name).read_text(encoding="utf-8")


def _node_unit(node: dict, nodes: dict) -> Unit:
    kind, number, words = node["type"], node["id"][1:], node["text"]["en"]
    if kind == "recital":
        return Unit(f"recital {number}", kind, number, "", words)
    return Unit(f"article {number}", kind, number, words, "\n".join(_texts_below(node, nodes)))


def _texts_below(node: dict, nodes: dict) -> Iterator[str]:
    for child in node.get("children") or ():
        yield nodes[child]["text"]["en"] or ""
        yield from _texts_below(nodes[child], nodes)


def gdpr_adopted() -> list[Unit]:
    """The Regulation as it was adopted in 2016."""
    law = json.loads(_source("final_2016_679.json"))
    recitals = [
        Unit(f"recital {row['number']}", "recital", str(row["number"]), "", row["text"])
        for row in law["recitals"]
    ]
    return [*recitals, *map(_adopted_unit, adopted_articles())]


def adopted_articles() -> Iterator[dict]:
    """Yield the articles of the Regulation as they were adopted."""
    yield from _articles_in(json.loads(_source("final_2016_679.json"))["chapters"])


def _articles_in(divisions: Iterable[dict]) -> Iterator[dict]:
    for division in divisions:
        if division["type"] == "article":
            yield division
        else:
            yield from _articles_in(division["contents"])


def _adopted_unit(article: dict) -> Unit:
    number = str(article["number"])
    texts = (part["text"] for piece in article["contents"] for part in (piece, *piece["subpoints"]))
    return Unit(f"article {number}", "article", number, article["title"], "\n".join(texts))
