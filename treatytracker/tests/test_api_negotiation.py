"""Which format an answer has: Accept with its weights (RFC 9110, sections 12.4.2 and 12.5.1)."""

import pytest

from treatytracker.tests.world import make_world

pytestmark = pytest.mark.django_db

LIST = "/api/v1/themes/?fields=slug"
TABLE = "/api/v1/recommendations/?fields=title"
JSON, CSV = "application/json", "text/csv"


@pytest.fixture(scope="module", autouse=True)
def world(once):
    once(make_world)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        # What is welcome alike comes in our own order.
        ("*/*", JSON),
        ("", JSON),
        ("text/csv, application/json", JSON),
        ("application/*;q=0.5, text/*;q=0.5", JSON),
        # But what is named comes before what passes too.
        ("text/csv, */*", CSV),
        ("application/*, text/csv", CSV),
        # The heavier wins, wherever it stands.
        ("text/csv", CSV),
        ("text/*", CSV),
        ("text/csv, application/json;q=0.5", CSV),
        ("application/json;q=0.5, text/csv", CSV),
        ("text/csv;q=0.9, application/json;q=0.1", CSV),
        ("text/csv;q=0.1, application/json;q=0.101", JSON),
        ("text/csv, */*;q=0.1", CSV),
        ("TEXT/CSV ; Q=1, application/json;q=0.5", CSV),
        # The most specific range decides, not the heaviest.
        ("*/*, application/json;q=0.1", CSV),
        ("text/*, text/csv;q=0.1, application/json;q=0.5", JSON),
        ("application/*;q=0.1, */*;q=0.5", CSV),
        # A weight of nothing refuses.
        ("application/json;q=0, */*", CSV),
        ("text/csv;q=0, application/json;q=0.001", JSON),
        ("*/*;q=0, text/csv", CSV),
        # Parameters, and ranges that nobody can read, are in nobody's way.
        ("text/csv;header=present;charset=utf-8, application/json;q=0.5", CSV),
        ("application/json; charset=utf-8", JSON),
        ("application/json;version=2;q=0, application/json", JSON),
        ("text/csv;q=nonsense, application/json;q=0.5", CSV),
        ("application/json;x*=nosuch'en'%41, text/csv", CSV),
        ("junk, , */, /*, text/csv;;", CSV),
        # What browsers send.
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", JSON),
    ],
)
def test_heaviest_format_is_chosen(client, accept, chosen):
    answer = client.get(TABLE, headers={"accept": accept})
    assert answer.status_code == 200
    assert answer["Content-Type"].partition(";")[0] == chosen


@pytest.mark.parametrize(
    "accept",
    [
        "application/json;q=0",
        "application/json;q=0, text/csv;q=0",
        "application/json;q=0.0, text/html",
        "*/*;q=0",
        "application/*;q=0, text/html",
        "application/json;q=0, */*",
        "text/csv",
        "application/json;x*=nosuch'en'%41",
    ],
)
def test_what_is_refused_does_not_come(client, accept):
    answer = client.get(LIST, headers={"accept": accept})
    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("accept", ["application/json", "text/html", "text/csv;q=0", "junk"])
def test_format_in_the_address_wins(client, accept):
    answer = client.get(f"{TABLE}&format=csv", headers={"accept": accept})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(CSV)


def test_schema_has_two_formats_in_two_names_each(client):
    for accept, chosen in {
        "*/*": "application/vnd.oai.openapi",
        "application/yaml": "application/yaml",
        "application/json, */*": "application/json",
        "application/json;q=0.1, application/yaml;q=0.2": "application/yaml",
    }.items():
        answer = client.get("/api/schema/", headers={"accept": accept})
        assert answer["Content-Type"].partition(";")[0] == chosen
    answer = client.get("/api/schema/?format=json", headers={"accept": JSON})
    assert answer["Content-Type"].partition(";")[0] == JSON


def test_indentation_may_be_asked_for(client):
    plain, wide = (
        client.get(LIST, headers={"accept": accept}) for accept in (JSON, f"{JSON}; indent=4")
    )
    assert wide.json() == plain.json()
    assert b'\n    "count"' in wide.content
    assert b"\n" not in plain.content


@pytest.mark.parametrize(
    ("address", "accept", "status"),
    [
        (LIST, "text/html", 406),
        (TABLE, "text/html", 406),
        ("/api/v1/themes/none/", "text/html", 406),
        ("/api/v1/themes/none/", JSON, 404),
        ("/api/v1/themes/?unknown=1", JSON, 400),
        ("/api/v1/", "text/html", 406),
        (LIST, JSON, 200),
    ],
)
def test_answers_and_errors_say_that_they_depend_on_the_header(client, address, accept, status):
    answer = client.get(address, headers={"accept": accept})
    assert answer.status_code == status
    assert "Accept" in [name.strip() for name in answer["Vary"].split(",")]
