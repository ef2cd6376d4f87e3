"""Which parameters an address of the API takes, and how often each."""

import pytest

from articles.api.exceptions import MOST_NAMED
from treatytracker.tests.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def world(once):
    once(make_world)


def problem_of(answer):
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    return answer.json()


@pytest.mark.parametrize(
    ("address", "name", "first", "last"),
    [
        ("recommendations/", "sort", "bogus", "oldest"),
        ("recommendations/", "sort", "newest", "oldest"),
        ("recommendations/", "after", "zzz", "2023"),
        ("recommendations/", "after", "", "2023"),
        ("recommendations/", "q", "one", "another"),
        ("recommendations/", "page", "abc", "1"),
        ("recommendations/", "page_size", "abc", "1"),
        ("recommendations/", "updated_since", "zzz", "2020-01-01"),
        ("recommendations/", "view", "cards", "table"),
        ("recommendations/", "format", "zzz", "json"),
        ("recommendations/", "format", "json", "csv"),
        ("recommendations/key1/", "format", "zzz", "json"),
        ("submissions/", "after", "bogus", "2023"),
        ("articles/", "q", "one", "another"),
        ("facets/", "sort", "bogus", "oldest"),
        ("withdrawn/", "updated_since", "zzz", "2020-01-01"),
        ("withdrawn/", "page", "abc", "1"),
        ("", "format", "zzz", "json"),
    ],
)
def test_second_value_of_what_takes_one_is_an_error(client, address, name, first, last):
    answer = client.get(f"/api/v1/{address}", {name: [first, last]})
    (invalid,) = problem_of(answer)["invalid-params"]
    assert invalid == {
        "name": name,
        "value": f"{first}, {last}",
        "reason": f"“{name}” is given more than once. It takes one value.",
    }


def test_second_format_of_the_schema_is_an_error(client):
    problem_of(client.get("/api/schema/?format=json&format=yaml"))


@pytest.mark.parametrize(
    "query", ["sort=oldest&sort=oldest", "page=1&page=1&page=1", "format=json&format=json"]
)
def test_same_value_twice_is_no_contradiction(client, query):
    assert client.get(f"/api/v1/recommendations/?{query}").status_code == 200


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("recommendations/", "theme=theme-1&theme=upper-1"),
        ("recommendations/", "action=amend&action=delete"),
        ("recommendations/", "fields=key&fields=title"),
        ("recommendations/key1/", "fields=key&fields=title"),
        ("articles/", "draft=convention/draft-1&draft=convention/later-1"),
        ("treaties/", "status=adopted&status=in_force"),
        ("facets/", "theme=theme-1&theme=upper-1"),
    ],
)
def test_several_values_are_an_or_where_the_guide_says_so(client, address, query):
    assert client.get(f"/api/v1/{address}?{query}").status_code == 200


@pytest.mark.parametrize("query", ["page=abc", "page=-1", "page=1", "page_size=999", "fields=key"])
def test_counts_have_no_pages(client, query):
    (invalid,) = problem_of(client.get(f"/api/v1/facets/?{query}"))["invalid-params"]
    assert invalid["name"] == query.partition("=")[0]
    assert "There is no parameter" in invalid["reason"]


def test_counts_may_be_asked_for_by_format(client):
    assert client.get("/api/v1/facets/?format=json").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"unknown{n}=x" for n in range(500)),
        "&".join(f"theme=unknown{n}" for n in range(500)),
        "fields=" + ",".join(f"unknown{n}" for n in range(500)),
    ],
)
def test_only_some_of_many_faults_are_named(client, query):
    answer = client.get(f"/api/v1/recommendations/?{query}")
    problem = problem_of(answer)
    assert len(problem["invalid-params"]) == MOST_NAMED == 10
    assert problem["detail"].endswith(" 490 more values cannot be used.")
    assert len(answer.content) < 10_000


def test_as_many_faults_as_are_named_leave_no_rest(client):
    query = "&".join(f"unknown{n}=x" for n in range(MOST_NAMED))
    problem = problem_of(client.get(f"/api/v1/themes/?{query}"))
    assert len(problem["invalid-params"]) == MOST_NAMED
    assert "more" not in problem["detail"]
