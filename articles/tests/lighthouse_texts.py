"""Drafts of a treaty on lighthouses and articles with texts, for tests of what became of them."""

from articles.models import Succession
from articles.tests.factories import (
    ArticleFactory,
    DraftFactory,
    ProvisionFactory,
    SuccessionFactory,
    TreatyFactory,
)

LAMPS = "The keeper shall light the lamp of the tower before the sun has set over the harbour."
BELLS = "In fog a bell is rung twice in every minute until ships can see the shore again."
ROUNDER = BELLS.replace("twice", "three times")
OIL = "Oil is bought from the cheapest merchant who can deliver whale oil within one week."
LOG = "Every passing vessel is written down in the log with its name, master and cargo."
PAY = "Each party pays a tenth of what repairs to stairs and galleries cost in a year."


def drafts_in_a_row(count, **treaty):
    """Make so many drafts of one treaty, stage by stage: d1, d2 and so on, in English."""
    treaty = TreatyFactory(**treaty)
    return [
        DraftFactory(
            treaty=treaty, stage=stage, slug=f"d{stage}", symbol=f"A/{stage}", language="en"
        )
        for stage in range(1, count + 1)
    ]


def article(draft, number, *texts, language="en", **fields):
    """Make an article with a paragraph for each text; "" makes one without."""
    row = ArticleFactory(draft=draft, number=number, **fields)
    for place, text in enumerate(texts, 1):
        provision = ProvisionFactory(article=row, number=str(place), position=place)
        if text:
            provision.texts.create(language=language, text=text)
    return row


def join(ancestor, *descendants, state=Succession.State.CONFIRMED):
    for descendant in descendants:
        SuccessionFactory(ancestor=ancestor, descendant=descendant, state=state)


def short(place):
    """Return a place as "4.2"; None for none."""
    return place and place.eid.removeprefix("art_").replace("__para_", ".")
