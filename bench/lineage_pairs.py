"""Pairs of texts that have a list of answers, as suggestions of lineage take them."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from articles.lineage.unit_words import Unit
from articles.reading import formats
from articles.reading.outline import ReadArticle, walk
from bench.parliament_text import parliament_units
from bench.server import ROOT

DATA = ROOT.parent / "shared/data"


SAMPLE, EXAMPLE = ROOT / "data/treaties/un-cybercrime", ROOT / "data-example/treaties"


class LawPair(NamedTuple):
    """Two texts of one law: the name of the list of answers, the law, and the units of both."""

    name: str
    law: str
    earlier: list[Unit]
    later: list[Unit]


def law_pairs() -> Iterator[LawPair]:
    """Yield the pairs that have answers, and whose texts are here or beside the checkout."""
    if (DATA / "gdpr").exists():
        yield LawPair("gdpr_2012_2016", "GDPR", gdpr_draft(), gdpr_adopted())
    if (DATA / "ai-act").exists():
        commission, council = _read("ai-act/commission_2021.txt"), _read("ai-act/council_2022.txt")
        parliament = parliament_units(DATA / "ai-act/parliament_2023.html", commission)
        yield LawPair("ai_act_2021_2022", "AI Act", commission, council)
        yield LawPair("ai_act_2021_2023", "AI Act", commission, parliament)
        yield LawPair("ai_act_2022_2023", "AI Act", council, parliament)
    if (DATA / "treaties/more").exists():
        names = ("paris_2015-10-23.md", "paris_2015-11_infnot.pdf")
        yield LawPair("paris_2015", "Paris", *(_read(f"treaties/more/{name}") for name in names))
    drafts = SAMPLE / "drafts"
    ends = _stored(drafts / "a-ac-291-22.yaml"), _stored(drafts / "a-res-79-243.yaml")
    yield LawPair("un_cybercrime_2023_2024", "Cybercrime", *ends)
    drafts = EXAMPLE / "example-lighthouses/drafts"
    names = ("first-draft", "revised-draft", "adopted-text")
    first, revised, adopted = (_stored(drafts / f"{name}.yaml") for name in names)
    yield LawPair("lighthouses_1_2", "Lighthouses", first, revised)
    yield LawPair("lighthouses_2_3", "Lighthouses", revised, adopted)


@cache
def _read(name: str) -> list[Unit]:
    return read(DATA / name)


def read(path: Path) -> list[Unit]:
    """Read a text in."""
    outline = formats.read(path.read_bytes(), path.name, "en")
    return [_unit_read(article) for article in outline.articles]


def _unit_read(article: ReadArticle) -> Unit:
    text = "\n".join(provision.text for provision, _parent in walk(article.provisions))
    return Unit(article.label, article.kind, article.number, article.heading, text)


def _stored(path: Path) -> list[Unit]:
    """Return the articles of a draft of the sample data or of the example, in English."""
    draft = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Unit(str(row["number"]), row["kind"], str(row["number"]), row.get("heading", ""), text)
        for row in draft["articles"]
        if row["kind"] == "article"
        for text in ["\n".join(_texts_stored(row.get("provisions", ()))).strip()]
    ]


def _texts_stored(provisions: Iterable[dict]) -> Iterator[str]:
    for provision in provisions:
        yield provision.get("texts", {}).get("en", "")
        yield from _texts_stored(provision.get("provisions", ()))


def gdpr_draft() -> list[Unit]:
    """The Commission's draft of 2012, in the order of its numbers, which the file has not.

    Its article 37 bears number 35 there, which is put right.
    """
    nodes = gdpr_nodes()
    wanted = (node for node in nodes.values() if node["type"] in ("article", "recital"))
    return sorted((_node_unit(node, nodes) for node in wanted), key=lambda row: int(row.number))


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
