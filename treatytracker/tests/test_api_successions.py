"""The successions of a treaty in one list: what is confirmed, and what is marked as suggested."""

import pytest

from articles.models import Succession
from articles.tests.factories import ArticleFactory, DraftFactory, SuccessionFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/successions/"


@pytest.fixture
def treaty():
    """A treaty with one succession of each kind and one rejected, and another treaty with one."""
    first = DraftFactory(stage=1, slug="first", treaty__slug="treaty")
    second = DraftFactory(stage=2, slug="second", treaty=first.treaty)
    earlier = [ArticleFactory(draft=first, number=str(n), position=n) for n in (1, 2)]
    later = [ArticleFactory(draft=second, number=str(n), position=n) for n in (1, 2)]
    edge = SuccessionFactory(ancestor=earlier[0], descendant=later[0], basis="sourced", source="X")
    Succession.objects.create(ancestor=earlier[1], dropped_in=second, score=0.5)
    Succession.objects.create(descendant=later[1], score=0.9)
    SuccessionFactory(ancestor=earlier[1], descendant=later[1], state="rejected")
    SuccessionFactory(ancestor__draft__treaty__slug="other")
    return edge.treaty


def rows(client, **parameters):
    answer = client.get(LIST, parameters)
    assert answer.status_code == 200, answer.content
    return [(row["kind"], row["state"]) for row in answer.json()["results"]]


ALL = [("became", "confirmed"), ("dropped", "suggested"), ("new", "suggested")]


@pytest.mark.parametrize(("parameters", "wanted"), [
    ({}, ALL),
    ({"state": "confirmed"}, ALL[:1]),
    ({"state": ["confirmed", "suggested"]}, ALL),
    ({"kind": "dropped"}, ALL[1:2]),
    ({"kind": ["new", "became"]}, [ALL[0], ALL[2]]),
    ({"basis": "sourced"}, ALL[:1]),
    ({"min_score": "0.9"}, ALL[2:]),
    ({"draft": "treaty/first"}, ALL[:2]),
    ({"draft": "treaty/second"}, ALL),
])  # fmt: skip
def test_list_of_a_treaty_is_kept_to_what_is_wanted(client, treaty, parameters, wanted):
    assert rows(client, treaty="treaty", **parameters) == wanted
    assert len(rows(client)) == 4


def test_each_row_says_where_it_begins_and_ends_and_nothing_of_editors(client, treaty):
    _edge, _dropped, new = client.get(LIST, {"treaty": "treaty"}).json()["results"]
    assert new == {
        "ancestor": None,
        "descendant": "treaty/second/article-2",
        "dropped_in": None,
        "state": "suggested",
        "kind": "new",
        "confidence": None,
        "score": 0.9,
        "reasons": None,
        "basis": "unverified",
        "source": None,
    }


@pytest.mark.parametrize("query", [
    "treaty=none", "draft=treaty", "state=rejected", "kind=lost", "basis=x",
    "min_score=2", "min_score=x", "min_score=nan", "article=x",
])  # fmt: skip
def test_what_cannot_be_used_is_named(client, treaty, query):
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 400
    assert [fault["name"] for fault in answer.json()["invalid-params"]] == [query.split("=")[0]]


def test_list_comes_as_a_table(client, treaty):
    answer = client.get(LIST, {"treaty": "treaty", "format": "csv", "fields": "kind,score"})
    assert answer.content.decode("utf-8-sig").split() == [
        "kind,score", "became,", "dropped,0.5", "new,0.9"
    ]  # fmt: skip
