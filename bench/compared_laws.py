"""Two laws in the making in the database, both texts of each, joined as their answers say."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from articles.draft_texts.writing import store
from articles.models import Article, Draft, Succession, Treaty
from articles.reading import formats
from articles.tests import gdpr
from bench.lineage_answers_json import rows
from bench.lineage_pairs import DATA


class ComparedLaw(NamedTuple):
    """A treaty and two drafts of it, by their slugs, and the list of answers that joins them."""

    name: str
    treaty: str
    earlier: str
    later: str
    answers: str

    @property
    def path(self) -> str:
        return f"/treaties/{self.treaty}/compare/{self.earlier}/{self.later}/"


GDPR = ComparedLaw("GDPR", "gdpr", "com-2012-11", "reg-2016-679", "gdpr_2012_2016")
AI_ACT = ComparedLaw("AI Act", "ai-act", "com-2021-206", "council-2022", "ai_act_2021_2022")
LAWS = {law.treaty: law for law in (GDPR, AI_ACT)}


def build() -> Iterator[ComparedLaw]:
    """Write what stands beside the checkout into the database; yield each law."""
    if (DATA / "gdpr").exists():
        texts = ("draft.yaml", gdpr.draft()), ("law.yaml", gdpr.law())
        yield _built(GDPR, "General Data Protection Regulation", texts)
    if (DATA / "ai-act").exists():
        files = [DATA / "ai-act" / name for name in ("commission_2021.txt", "council_2022.txt")]
        yield _built(AI_ACT, "AI Act", [(file.name, file.read_bytes()) for file in files])


def _built(law: ComparedLaw, title: str, texts) -> ComparedLaw:
    treaty = Treaty.objects.create(slug=law.treaty, title=title, short_title=law.name)
    drafts = []
    for stage, (slug, (name, content)) in enumerate(
        zip((law.earlier, law.later), texts, strict=True), 1
    ):
        draft = Draft.objects.create(
            treaty=treaty, slug=slug, title=slug, kind=Draft.Kind.NEGOTIATING, stage=stage
        )
        store(formats.read(content, PurePath(name).name, "en"), draft)
        drafts.append(draft)
    join(law.answers, *drafts)
    return law


def join(answers: str, earlier: Draft, later: Draft) -> None:
    """Confirm the successions of a list of answers."""
    articles = [
        {(row.kind, row.number): row for row in Article.objects.filter(draft=draft)}
        for draft in (earlier, later)
    ]
    edges = []
    for row in rows(answers):
        numbers = (row["unit"], row["from"]), (row["unit"], row["to"])
        ends = [side.get(number) for side, number in zip(articles, numbers, strict=True)]
        if any(ends) and row["required"] != "no":
            dropped_in = None if ends[1] else later
            edges.append(
                Succession(
                    ancestor=ends[0],
                    descendant=ends[1],
                    dropped_in=dropped_in,
                    state=Succession.State.CONFIRMED,
                )
            )
    Succession.objects.bulk_create(edges)
