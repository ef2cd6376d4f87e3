"""The ways of articles through three drafts."""

import pytest

from articles.lineage.article_ways import ways
from articles.lineage.comparing import DraftComparison
from articles.models import Succession
from articles.tests.factories import ArticleFactory, DraftFactory, SuccessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts():
    first = DraftFactory(stage=1)
    return [first, *(DraftFactory(treaty=first.treaty, stage=stage) for stage in (2, 3))]


def articles(drafts, *numbers):
    """Give each draft articles of these numbers, one string a draft; return them by draft."""
    return [
        {number: ArticleFactory(draft=draft, number=number, heading="Light") for number in line}
        for draft, line in zip(drafts, numbers, strict=True)
    ]


def became(earlier, later, **fields):
    return SuccessionFactory(ancestor=earlier, descendant=later, **fields)


def told(drafts, pairs=((0, 1), (1, 2))):
    """Return the ways as rows of "1 · 2 changed", a cell for each draft."""
    compared = {
        (drafts[i], drafts[j]): DraftComparison(drafts[i], drafts[j], None).articles
        for i, j in pairs
    }
    texts = {draft: list(draft.articles.order_by("position", "pk")) for draft in drafts}
    joined = Succession.objects.exclude(descendant=None).exclude(ancestor=None)
    found = ways(texts, joined.values_list("ancestor", "descendant"), compared)
    return [" | ".join(" & ".join(map(_cell, stops)) for stops in way.stops) for way in found]


def _cell(stop):
    numbers = "+".join(row.number for row in stop.articles) or "–"
    return f"{numbers} {stop.compared.change}" if stop.compared else numbers


def test_way_goes_on_under_every_number(drafts):
    one, two, three = articles(drafts, "1", "2", "2")
    became(one["1"], two["2"])
    became(two["2"], three["2"])
    assert told(drafts) == ["1 | 2 renumbered | 2 unchanged"]


def test_split_and_merged_articles_share_a_way(drafts):
    one, two, three = articles(drafts, "1", "12", "1")
    for number in "12":
        became(one["1"], two[number])
        became(two[number], three["1"])
    assert told(drafts) == ["1 | 1+2 split | 1 merged"]


def test_what_is_dropped_or_new_is_said_where_it_happened(drafts):
    one, two, three = articles(drafts, "19", "1", "14")
    became(one["1"], two["1"])
    became(two["1"], three["1"])
    SuccessionFactory(ancestor=one["9"], descendant=None, dropped_in=drafts[1])
    SuccessionFactory(ancestor=None, descendant=three["4"])
    assert told(drafts) == [
        "1 | 1 unchanged | 1 unchanged",
        "9 | – dropped | ",
        " |  | 4 new",
    ]


def test_what_nobody_has_decided_is_no_way(drafts):
    articles(drafts, "1", "", "1")
    assert told(drafts) == ["1 | – undecided | ", " |  | 1 undecided"]


def test_draft_between_that_lacks_an_article_does_not_part_its_way(drafts):
    one, _two, three = articles(drafts, "1", "", "3")
    became(one["1"], three["3"])
    assert told(drafts) == ["1 | – undecided | 3 undecided"]


def test_documents_of_one_stage_are_each_a_column(drafts):
    drafts[1].stage = drafts[2].stage = 2
    for draft in drafts[1:]:
        draft.save()
    one, two, three = articles(drafts, "12", "1", "2")
    became(one["1"], two["1"])
    became(one["2"], three["2"])
    assert told(drafts, ((0, 1), (0, 2))) == [
        "1 | 1 unchanged | – undecided",
        "2 | – undecided | 2 unchanged",
    ]


def test_ways_stand_in_the_order_of_the_last_text(drafts):
    one, two, three = articles(drafts, "123", "312", "23")
    for number in "123":
        became(one[number], two[number])
    for number in "23":
        became(two[number], three[number])
    SuccessionFactory(ancestor=two["1"], descendant=None, dropped_in=drafts[2])
    assert [row.partition(" ")[0] for row in told(drafts)] == ["2", "3", "1"]
