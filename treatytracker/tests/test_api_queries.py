"""Every answer of the API costs a fixed number of queries, however many rows it has."""

import pytest

from treatytracker.tests.world import enlarge_world, make_world

pytestmark = pytest.mark.django_db

LISTS = {
    "treaties": 3,
    "sessions": 3,
    "drafts": 4,
    "articles": 3,
    "successions": 2,
    "lineages": 5,
    "organisations": 3,
    "submissions": 6,
    "themes": 3,
    "recommendations": 9,
    "facets": 1,
}
DETAILS = {
    "treaties/convention/": 4,
    "sessions/convention/session-1/": 3,
    "drafts/convention/draft-1/": 4,
    "articles/convention/draft-1/article-24/": 8,
    "organisations/author-1/": 2,
    "submissions/submission-1/": 6,
    "themes/theme-1/": 3,
    "recommendations/key1/": 8,
}


@pytest.fixture(scope="module")
def world(once):
    """A world of one; three are what a test adds to it."""
    once(make_world)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), LISTS.items())
def test_list_costs_the_same_for_any_number_of_rows(
    client, world, django_assert_num_queries, name, queries, rows
):
    enlarge_world(rows)
    with django_assert_num_queries(queries):
        answer = client.get(f"/api/v1/{name}/")
    assert answer.status_code == 200
    assert answer.json()["count"] >= rows or name == "treaties"


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "queries"), DETAILS.items())
def test_detail_costs_the_same_beside_any_number_of_rows(
    client, world, django_assert_num_queries, address, queries, rows
):
    enlarge_world(rows)
    with django_assert_num_queries(queries):
        answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_csv_costs_the_same_for_any_number_of_rows(client, world, django_assert_num_queries, rows):
    enlarge_world(rows)
    with django_assert_num_queries(8):
        answer = client.get("/api/v1/recommendations/?format=csv")
    assert answer.status_code == 200
