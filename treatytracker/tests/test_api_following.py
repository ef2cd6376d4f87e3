"""Changes of an article and wordings in the places of a recommendation, as the API tells them."""

import pytest

from articles.models import Succession
from articles.tests.factories import (
    ArticleFactory,
    DraftFactory,
    ProvisionFactory,
    SuccessionFactory,
    TreatyFactory,
)
from articles.tests.lighthouse_texts import BELLS, LAMPS, OIL, article, drafts_in_a_row, join
from recommendations import publishing
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from treatytracker.tests.test_api_alignment import invalid

pytestmark = pytest.mark.django_db
CHANGES, WORDINGS = "/api/v1/changes/", "/api/v1/wordings/"
SINCE = {"article": "c/d2/article-3", "since": "c/d1"}


@pytest.fixture
def new():
    """An article of the second draft that was another of two paragraphs in the first."""
    drafts = drafts_in_a_row(2, slug="c")
    old = article(drafts[0], "1", LAMPS, BELLS)
    new = article(drafts[1], "3", OIL, LAMPS.replace("lamp", "lantern"))
    join(old, new)
    return new


@pytest.fixture
def asked(new):
    old = new.precessions.get().ancestor
    submission = SubmissionFactory(treaty=old.draft.treaty, published=True)
    recommendation = RecommendationFactory(submission=submission, articles=[old], published=True)
    recommendation.targets.update(provision=old.provisions.get(number="1"))
    return recommendation


RENUMBERED = {
    "from": [{"article": "c/d1/article-1", "eid": "art_1__para_1"}],
    "to": {"article": "c/d2/article-3", "eid": "art_3__para_2"},
    "kind": "renumbered",
    "redline": [
        ["=", "The keeper shall light the "],
        ["-", "lamp"],
        ["+", "lantern"],
        ["=", " of the tower before the sun has set over the harbour."],
    ],
}


def test_changes_are_those_of_the_page(client, new):
    answer = client.get(CHANGES, SINCE).json()
    assert (answer["language"], answer["predecessors"]) == ("en", ["c/d1/article-1"])
    first, second = answer["provisions"]
    assert (first["kind"], first["from"]) == ("new", [])
    assert second == RENUMBERED
    assert answer["departures"] == [
        {"from": {"article": "c/d1/article-1", "eid": "art_1__para_2"}, "to": [], "text": BELLS}
    ]


def test_changes_follow_confirmed_successions_alone(client, new):
    Succession.objects.update(state="suggested")
    answer = client.get(CHANGES, SINCE).json()
    assert (answer["predecessors"], answer["provisions"], answer["departures"]) == ([], [], [])


@pytest.mark.parametrize(("query", "name"), [
    ({"since": ""}, "since"),
    ({"article": ""}, "article"),
    ({"since": "c"}, "since"),
    ({"since": "c/d2"}, "since"),
    ({"since": "other/d"}, "since"),
    ({"language": "fr"}, "language"),
    ({"article": "c\x00/d/a"}, "article"),
    ({"unknown": "1"}, "unknown"),
])  # fmt: skip
def test_bad_parameters_of_changes_are_named(client, new, query, name):
    DraftFactory(treaty=TreatyFactory(slug="other"), slug="d", stage=1)
    assert [*invalid(client.get(CHANGES, SINCE | query))] == [name]


def test_changes_of_nothing_are_not_found(client, new):
    assert client.get(CHANGES, SINCE | {"article": "c/d2/article-9"}).status_code == 404


def test_wording_that_stands_in_the_place_now(client, asked):
    answer = client.get(WORDINGS, {"recommendation": asked.key}).json()
    assert answer == {
        "count": 1,
        "results": [
            {
                "target": "Article 1(1)",
                "article": "c/d1/article-1",
                "provision": "art_1__para_1",
                "status": "standing",
                "draft": "c/d2",
                "articles": ["c/d2/article-3"],
                "language": "en",
                "provisions": [RENUMBERED],
                "gone": [],
                "drafts": ["c/d2"],
            }
        ],
    }


def test_wording_that_nobody_has_confirmed_or_that_was_dropped(client, asked):
    Succession.objects.update(state="suggested")
    [row] = client.get(WORDINGS, {"recommendation": asked.key}).json()["results"]
    assert (row["status"], row["draft"], row["provisions"]) == ("unknown", None, [])
    old = asked.targets.get().article
    draft = DraftFactory(treaty=old.draft.treaty, slug="d3", stage=3)
    SuccessionFactory(ancestor=old, descendant=None, dropped_in=draft)
    [row] = client.get(WORDINGS, {"recommendation": asked.key}).json()["results"]
    assert (row["status"], row["draft"], row["articles"]) == ("dropped", "c/d3", [])


@pytest.mark.parametrize(("query", "name"), [
    ({"recommendation": ""}, "recommendation"),
    ({"draft": "c/d1"}, "draft"),
    ({"draft": "c"}, "draft"),
    ({"draft": "other/d"}, "draft"),
    ({"language": "fr"}, "language"),
    ({"unknown": "1"}, "unknown"),
])  # fmt: skip
def test_bad_parameters_of_wordings_are_named(client, asked, query, name):
    DraftFactory(treaty=TreatyFactory(slug="other"), slug="d", stage=9)
    assert [*invalid(client.get(WORDINGS, {"recommendation": asked.key} | query))] == [name]


def test_wordings_of_what_is_not_public_are_not_told(client, asked):
    query = {"recommendation": asked.key}
    publishing.withdraw(asked)
    assert client.get(WORDINGS, query).status_code == 410
    draft = RecommendationFactory()
    for key in (draft.key, "nothing", "\x00"):
        assert client.get(WORDINGS, {"recommendation": key}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_both_cost_the_same_at_any_size(client, new, rows, django_assert_num_queries):
    old = new.precessions.get().ancestor
    submission = SubmissionFactory(treaty=old.draft.treaty, published=True)
    articles = [old]
    for number in range(1, rows):
        one, other = (ArticleFactory(draft=row.draft) for row in (old, new))
        for row in (one, other):
            ProvisionFactory(article=row).texts.create(language="en", text=f"{OIL} {number}")
        SuccessionFactory(ancestor=one, descendant=other)
        SuccessionFactory(ancestor=one, descendant=new)
        articles.append(one)
    asked = RecommendationFactory(submission=submission, articles=articles, published=True)
    with django_assert_num_queries(14):
        answer = client.get(WORDINGS, {"recommendation": asked.key})
        assert answer.json()["count"] == rows
    with django_assert_num_queries(7):
        assert len(client.get(CHANGES, SINCE).json()["predecessors"]) == rows
