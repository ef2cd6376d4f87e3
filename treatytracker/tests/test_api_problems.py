"""Bad requests to the API: a clear answer as problem details, never a 500, never silence."""

import pytest
from django.test import Client

from treatytracker.tests.world import LISTS, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def world(once):
    once(make_world)


@pytest.fixture(scope="module")
def paths(once):
    """The paths of the schema."""
    return once(Client().get, "/api/schema/?format=json").json()["paths"]


ADDRESSES = [
    "",
    *(f"{name}/" for name in LISTS),
    "facets/",
    "recommendations/key1/",
    "themes/theme-1/",
]
TITLES = {400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable"}


def problem_of(answer, status):
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == "about:blank"
    assert problem["title"] == TITLES.get(status, problem["title"])
    assert problem["status"] == status
    assert problem["detail"]
    return problem


@pytest.mark.parametrize("address", ADDRESSES)
def test_unknown_parameter_is_named(client, address):
    problem = problem_of(client.get(f"/api/v1/{address}?utm_source=x"), 400)
    assert problem["invalid-params"] == [
        {
            "name": "utm_source",
            "value": "x",
            "reason": "There is no parameter “utm_source” here.",
        }
    ]


@pytest.mark.parametrize(
    ("address", "parameter", "value"),
    [
        ("recommendations/", "theme", "surveilance"),
        ("recommendations/", "article", "convention/draft-1/article-99"),
        ("recommendations/", "article", "article-24"),
        ("recommendations/", "action", "rewrite"),
        ("recommendations/", "after", "31-02-2023"),
        ("recommendations/", "before", "2023-02-31"),
        ("recommendations/", "sort", "random"),
        ("facets/", "theme", "surveilance"),
        ("articles/", "treaty", "no-treaty"),
        ("articles/", "draft", "convention"),
        ("articles/", "draft", "convention/no-draft"),
        ("articles/", "kind", "chapter"),
        ("drafts/", "kind", "secret"),
        ("sessions/", "treaty", "a/b"),
        ("treaties/", "status", "done"),
        ("organisations/", "country", "XX"),
        ("organisations/", "kind", "band"),
        ("submissions/", "after", "tomorrow"),
        ("submissions/", "session", "session-1"),
        ("themes/", "parent", "theme-1"),
        ("themes/", "format", "csv"),
        ("recommendations/", "format", "xml"),
        ("recommendations/", "format", ""),
        ("recommendations/key1/", "format", "csv"),
    ],
)
def test_unknown_value_is_named(client, address, parameter, value):
    problem = problem_of(client.get(f"/api/v1/{address}", {parameter: value}), 400)
    (invalid,) = problem["invalid-params"]
    assert (invalid["name"], invalid["value"]) == (parameter, value)
    assert invalid["reason"] in problem["detail"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("page", ["0", "-1", "abc", "999999", "1.5", "٣", "9" * 5000, "", "\x00"])
def test_page_that_is_none_is_named(client, name, page):
    problem = problem_of(client.get(f"/api/v1/{name}/", {"page": page}), 400)
    assert problem["invalid-params"][0] | {"reason": ""} == {
        "name": "page",
        "value": page[:80].replace("\x00", "\N{REPLACEMENT CHARACTER}"),
        "reason": "",
    }


@pytest.mark.parametrize("size", ["0", "201", "-5", "all", "9" * 5000])
def test_page_size_out_of_bounds_is_named(client, size):
    problem = problem_of(client.get("/api/v1/articles/", {"page_size": size}), 400)
    assert problem["invalid-params"][0]["name"] == "page_size"


@pytest.mark.parametrize("address", ["articles/", "organisations/", "submissions/"])
@pytest.mark.parametrize("words", ["x" * 10_000, "nul\x00"])
def test_unusable_words_are_named(client, address, words):
    problem = problem_of(client.get(f"/api/v1/{address}", {"q": words}), 400)
    (invalid,) = problem["invalid-params"]
    assert invalid["name"] == "q"
    assert "\x00" not in invalid["value"]
    assert len(invalid["value"]) <= 80


@pytest.mark.parametrize("address", ["recommendations/", "facets/"])
@pytest.mark.parametrize("words", ["x" * 10_000, "nul\x00", "*", "AND", "!@#", '"unclosed', "-"])
def test_no_words_to_search_for_are_an_error(client, address, words):
    assert client.get(f"/api/v1/{address}", {"q": words}).status_code == 200


@pytest.mark.parametrize("address", [f"{name}/" for name in LISTS] + ["facets/"])
@pytest.mark.parametrize("value", ["\x00", "%00", "x" * 10_000, "a/b/c/d", "'; drop", "💥", "//"])
def test_junk_in_any_parameter_never_breaks(client, paths, address, value):
    parameters = paths[f"/api/v1/{address}"]["get"]["parameters"]
    for parameter in parameters:
        answer = client.get(f"/api/v1/{address}", {parameter["name"]: [value, value]})
        assert answer.status_code in (200, 400), parameter["name"]
        assert answer.status_code == 200 or problem_of(answer, 400)


@pytest.mark.parametrize("address", ADDRESSES)
def test_empty_values_are_no_filter(client, address):
    if address.count("/") == 1:
        answer = client.get(f"/api/v1/{address}?" + "&".join(f"{n}=" for n in filters_of(address)))
        assert answer.status_code == 200


def filters_of(address):
    from django.urls import resolve

    view = resolve(f"/api/v1/{address}").func.cls()
    return list(view.filters())


@pytest.mark.parametrize(
    "address",
    [
        "treaties/none/",
        "sessions/convention/none/",
        "drafts/none/draft-1/",
        "articles/convention/draft-1/article-99/",
        "organisations/none/",
        "submissions/none/",
        "themes/none/",
        "recommendations/none/",
        "recommendations/" + "x" * 3000 + "/",
        "nothing/",
        "recommendations/%00/",
    ],
)
def test_nothing_there_is_a_404(client, address):
    problem = problem_of(client.get(f"/api/v1/{address}"), 404)
    assert "invalid-params" not in problem


@pytest.mark.parametrize("address", ["/api", "/api/", "/api/v2", "/api/v2/"])
def test_beside_the_version_is_a_404_for_programs(client, address):
    answer = client.get(address, headers={"origin": "https://example.org"})
    problem_of(answer, 404)
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_page_whose_name_begins_alike_is_one_for_people(client):
    answer = client.get("/apis/")
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_can_be_written(client, method, address):
    answer = getattr(client, method)(f"/api/v1/{address}", "{}", content_type="application/json")
    problem_of(answer, 405)
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_unknown_media_type_is_a_406(client):
    problem_of(client.get("/api/v1/themes/", headers={"accept": "text/html"}), 406)


def test_unsupported_body_matters_to_nobody(client):
    answer = client.post("/api/v1/themes/", "<x/>", content_type="application/xml")
    problem_of(answer, 405)
