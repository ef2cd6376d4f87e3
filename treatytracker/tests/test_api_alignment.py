"""Where the provisions of an article stand, as the API tells it."""

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

ADDRESS = "/api/v1/alignment/"
PLACES = {"from": "c/d1/article-1", "to": "c/d2"}


@pytest.fixture
def new():
    """An article of two paragraphs that became another: the second succession is suggested."""
    treaty = TreatyFactory(slug="c")
    first, second = (DraftFactory(treaty=treaty, slug=f"d{n}", stage=n) for n in (1, 2))
    old, new = ArticleFactory(draft=first, number="1"), ArticleFactory(draft=second, number="3")
    texts = ("The keeper lights the lamp of the tower.", "In fog a bell is rung every minute.")
    for row, wordings in ((old, texts), (new, ["No ship may land here at night.", *texts[:1]])):
        for number, text in enumerate(wordings, 1):
            provision = ProvisionFactory(article=row, number=str(number), position=number)
            provision.texts.create(language="en", text=text)
    SuccessionFactory(ancestor=old, descendant=new)
    return new


def invalid(answer):
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    return {value["name"]: value["reason"] for value in answer.json()["invalid-params"]}


def test_rows_lead_from_provisions_to_provisions(client, new):
    answer = client.get(ADDRESS, PLACES).json()
    assert (answer["count"], answer["language"]) == (3, "en")
    first, second, third = answer["results"]
    assert first == {
        "from": {"article": "c/d1/article-1", "eid": "art_1__para_1"},
        "to": {"article": "c/d2/article-3", "eid": "art_3__para_2"},
        "kind": "renumbered",
        "state": "confirmed",
        "score": 1.0,
        "carried": 1.0,
        "absorbed": 1.0,
    }
    assert (second["from"]["eid"], second["to"], second["kind"]) == ("art_1__para_2", None, "gone")
    assert (third["from"], third["to"]["eid"], third["kind"]) == (None, "art_3__para_1", "new")


def test_suggested_successions_are_followed_and_marked_where_asked_for(client, new):
    Succession.objects.update(state=Succession.State.SUGGESTED)
    for state in ("", "confirmed"):
        assert client.get(ADDRESS, PLACES | {"state": state}).json()["results"] == []
    answer = client.get(ADDRESS, PLACES | {"state": "suggested"}).json()
    assert [row["state"] for row in answer["results"]] == ["suggested"] * 3


def test_without_texts_there_is_neither_a_language_nor_a_row(client, new):
    new.provisions.all().delete()
    answer = client.get(ADDRESS, PLACES)
    assert answer.json() == {"count": 0, "language": None, "results": []}


@pytest.mark.parametrize("name", ["from", "to"])
def test_missing_parameter_is_named(client, new, name):
    query = {key: value for key, value in PLACES.items() if key != name}
    assert invalid(client.get(ADDRESS, query)) == {name: f"“{name}” is needed."}
    assert invalid(client.get(ADDRESS, query | {name: ""})) == {name: f"“{name}” is needed."}


def test_both_are_named_where_both_are_missing(client):
    assert set(invalid(client.get(ADDRESS))) == {"from", "to"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("from", "c/d1"),
        ("from", "c/d1/article-1/"),
        ("from", "c/d1/article-\x00"),
        ("to", "c"),
        ("to", "c/d2/article-3"),
        ("to", "c/d1"),
        ("to", "other/d9"),
        ("to", f"c/{'x' * 400}"),
        ("state", "rejected"),
        ("language", "fr"),
        ("page", "2"),
    ],
)
def test_bad_parameter_is_named(client, new, name, value):
    DraftFactory(treaty__slug="other", slug="d9", stage=9)
    assert list(invalid(client.get(ADDRESS, PLACES | {name: value}))) == [name]


@pytest.mark.parametrize("name", ["from", "to", "state", "language"])
def test_second_value_is_an_error(client, new, name):
    values = [PLACES.get(name, "x"), "another"]
    assert list(invalid(client.get(ADDRESS, PLACES | {name: values}))) == [name]


@pytest.mark.parametrize(
    ("name", "value"), [("from", "c/d1/article-9"), ("from", "x/d1/article-1"), ("to", "c/d9")]
)
def test_unknown_place_is_not_found(client, new, name, value):
    answer = client.get(ADDRESS, PLACES | {name: value})
    assert answer.status_code == 404
    assert value in answer.json()["detail"]


def test_former_slugs_lead_on(client, new):
    draft = new.draft
    draft.slug = "final"
    draft.save()
    answer = client.get(ADDRESS, PLACES).json()
    assert answer["results"][0]["to"]["article"] == "c/final/article-3"


def test_answer_that_is_held_is_not_sent_again_until_a_text_changes(client, new):
    first = client.get(ADDRESS, PLACES)
    held = {"if-none-match": first["ETag"]}
    assert client.get(ADDRESS, PLACES, headers=held).status_code == 304
    new.provisions.get(number="2").texts.update(text="The master of the ship pays the pilot.")
    assert client.get(ADDRESS, PLACES, headers=held).status_code == 200


@pytest.mark.parametrize("others", [0, 2])
def test_it_costs_six_queries(client, new, others, django_assert_num_queries):
    old = Succession.objects.get().ancestor
    for _number in range(others):
        SuccessionFactory(ancestor=old, descendant=ArticleFactory(draft=new.draft))
    with django_assert_num_queries(6):
        answer = client.get(ADDRESS, PLACES)
    assert answer.json()["count"] == 3
