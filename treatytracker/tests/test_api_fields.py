"""Answers with chosen fields: these and no others, and no work for what is not shown."""

import pytest

from treatytracker.tests.test_api_answers import RESOURCES, read_table
from treatytracker.tests.test_api_queries import DETAILS
from treatytracker.tests.world import enlarge_world, make_world

pytestmark = pytest.mark.django_db

API = "/api/v1"
ADDRESSES = [*(f"{name}/" for name in RESOURCES), *DETAILS]


@pytest.fixture(scope="module", autouse=True)
def world(once):
    """A world of one; more is what a test adds to it."""
    once(make_world)


def rows_of(client, address, **parameters):
    answer = client.get(f"{API}/{address}", parameters)
    assert answer.status_code == 200, answer.content
    return answer.json().get("results", [answer.json()])


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_field_can_be_had_alone_and_is_that_of_the_whole_answer(client, address):
    enlarge_world(2)
    whole = rows_of(client, address)
    for name in whole[0]:
        assert rows_of(client, address, fields=name) == [{name: row[name]} for row in whole]


@pytest.mark.parametrize(
    "query", ["fields=title,key", "fields=key&fields=title", "fields=key,,title,key&fields="]
)
def test_names_stand_between_commas_or_in_a_parameter_each(client, query):
    enlarge_world(2)
    for row in client.get(f"{API}/recommendations/?{query}").json()["results"]:
        assert list(row) == ["key", "title"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_name_is_the_whole_answer(client, address):
    assert client.get(f"{API}/{address}?fields=").content == (
        client.get(f"{API}/{address}").content
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_name_that_is_none_is_named(client, address):
    for name in ("nothing", "submission.slug", "pk", "folded", "\x00", "x" * 999):
        answer = client.get(f"{API}/{address}", {"fields": f"url,{name}"})
        assert answer.status_code == 400
        (invalid,) = answer.json()["invalid-params"]
        assert invalid["name"] == "fields"
        assert invalid["value"] == name[:80].replace("\x00", "\N{REPLACEMENT CHARACTER}")
        assert "url" in invalid["reason"]


@pytest.mark.parametrize("address", ["", "facets/", "withdrawn/"])
def test_other_addresses_let_nothing_choose(client, address):
    answer = client.get(f"{API}/{address}?fields=count")
    assert answer.status_code == 400
    assert answer.json()["invalid-params"][0]["name"] == "fields"


def test_fields_go_on_to_the_next_page(client):
    enlarge_world(2)
    page = client.get(f"{API}/recommendations/?fields=key&page_size=1").json()
    assert "fields=key" in page["next"]
    assert set(client.get(page["next"]).json()["results"][0]) == {"key"}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "fields", "queries"),
    [
        ("recommendations/", "key,title,language,updated_at", 2),
        ("recommendations/", "key,themes", 9),
        ("recommendations/key1/", "key,url", 1),
        ("submissions/", "slug,session,updated_at,recommendation_count", 3),
        ("submissions/submission-1/", "slug,title", 1),
        ("submissions/submission-1/", "slug,recommendations", 5),
    ],
)
def test_rows_around_are_read_only_where_they_show(
    client, django_assert_num_queries, address, fields, queries, rows
):
    enlarge_world(rows)
    with django_assert_num_queries(queries):
        assert rows_of(client, address, fields=fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("recommendations", ["key", "endorsers", "base"]),
        ("organisations", ["slug", "other_names"]),
        ("submissions", ["slug", "organisations"]),
        ("articles", ["path"]),
    ],
)
def test_in_a_table_they_are_its_columns(client, name, fields):
    enlarge_world(2)
    whole = read_table(client.get(f"{API}/{name}/?format=csv"))
    found = read_table(client.get(f"{API}/{name}/", {"format": "csv", "fields": fields}))
    chosen = [whole[0].index(field) for field in fields]
    assert found == [[row[column] for column in chosen] for row in whole]


def test_a_column_of_the_table_alone_is_no_field_of_the_json(client):
    assert client.get(f"{API}/recommendations/?fields=endorsers").status_code == 400
    assert client.get(f"{API}/recommendations/?fields=passages&format=csv").status_code == 400


def test_parts_of_a_shape_are_fields_of_it():
    for resource in RESOURCES.values():
        for shape in (resource.serializer_class, resource.detail_serializer_class):
            if shape:
                assert shape.related_fields <= set(shape().fields)
