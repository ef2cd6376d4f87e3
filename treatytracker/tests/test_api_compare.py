"""What changed between two drafts, as the API tells it."""

import pytest

from articles.models import Succession
from articles.tests.factories import (
    ArticleFactory,
    DraftFactory,
    ProvisionFactory,
    SuccessionFactory,
    TreatyFactory,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/compare/"
DRAFTS = {"from": "c/d1", "to": "c/d2"}


@pytest.fixture
def succession():
    treaty, rows = TreatyFactory(slug="c"), []
    for stage, text in enumerate(("Lamps burn.", "Lamps shall burn."), 1):
        draft = DraftFactory(treaty=treaty, slug=f"d{stage}", stage=stage)
        row = ArticleFactory(draft=draft, number=str(3 * stage), heading="Lamps")
        ProvisionFactory(article=row, number="1").texts.create(text=text)
        rows.append(row)
    return SuccessionFactory(ancestor=rows[0], descendant=rows[1])


def test_articles_come_with_their_change_and_redlines(client, succession):
    answer = client.get(ADDRESS, DRAFTS).json()
    assert (answer["count"], answer["language"]) == (1, "en")
    [articles] = answer["results"]
    provision = articles.pop("provisions")[0]
    assert articles == {
        "from": ["c/d1/article-3"],
        "to": ["c/d2/article-6"],
        "change": "renumbered",
        "state": "confirmed",
        "heading": [["=", "Lamps"]],
        "added": 1,
        "removed": 0,
        "moved": 0,
    }
    assert provision == {
        "from": {"article": "c/d1/article-3", "eid": "art_3__para_1"},
        "to": {"article": "c/d2/article-6", "eid": "art_6__para_1"},
        "kind": "renumbered",
        "redline": [["=", "Lamps"], ["+", " shall"], ["=", " burn."]],
    }


def test_suggested_successions_are_followed_where_asked_for(client, succession):
    Succession.objects.update(state=Succession.State.SUGGESTED)
    answers = [client.get(ADDRESS, DRAFTS | state).json() for state in ({}, {"state": "suggested"})]
    assert [row["change"] for row in answers[0]["results"]] == ["undecided", "undecided"]
    assert [row["change"] for row in answers[1]["results"]] == ["renumbered"]
    assert [[row["state"] for row in answer["results"]] for answer in answers] == [
        [None, None],
        ["suggested"],
    ]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"from": ""}, "from"),
        ({"to": ""}, "to"),
        ({"from": "c"}, "from"),
        ({"to": "c/d1"}, "to"),
        ({"state": "rejected"}, "state"),
        ({"language": "fr"}, "language"),
        ({"odd": "1"}, "odd"),
        ({"to": ["c/d2", "c/d1"]}, "to"),
    ],
)
def test_bad_parameter_is_named(client, succession, query, name):
    answer = client.get(ADDRESS, DRAFTS | query)
    assert answer.status_code == 400
    assert [value["name"] for value in answer.json()["invalid-params"]] == [name]


def test_unknown_draft_is_404(client, succession):
    assert client.get(ADDRESS, DRAFTS | {"to": "c/none"}).status_code == 404
    assert client.get(ADDRESS, DRAFTS | {"from": "none/d1"}).status_code == 404


def test_draft_of_another_treaty_is_refused(client, succession):
    DraftFactory(treaty=TreatyFactory(slug="other"), slug="d9", stage=9)
    answer = client.get(ADDRESS, DRAFTS | {"to": "other/d9"})
    assert "another treaty" in answer.json()["invalid-params"][0]["reason"]
