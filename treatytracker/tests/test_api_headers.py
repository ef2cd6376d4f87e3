"""Cross-origin reads, limits and methods of the API."""

import pytest
from rest_framework.settings import api_settings

from treatytracker.api.throttling import VisitorRateThrottle
from treatytracker.tests.world import make_world

# Headers come before and after the database.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ADDRESSES = ["/api/v1/", "/api/v1/treaties/", "/api/v1/treaties/convention/", "/api/v1/facets/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_says_what_get_would(client, address):
    make_world()
    head, get = client.head(address), client.get(address)
    assert head.status_code == 200
    assert head.content == b""
    assert head["ETag"] == get["ETag"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_options_lists_the_methods(client, address):
    answer = client.options(address)
    assert answer.status_code == 204
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "address", ["/api/v1/themes/", "/api/v1/themes/?x=1", "/api/none/", "/api/schema/"]
)
def test_scripts_of_other_sites_may_read(client, address):
    answer = client.get(address, headers={"origin": "https://example.org"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in answer


def test_preflight_allows_reads_alone(client):
    headers = {"origin": "https://example.org", "access-control-request-method": "DELETE"}
    answer = client.options("/api/v1/themes/", headers=headers)
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


def test_pages_are_not_for_scripts_of_other_sites(client):
    answer = client.get("/about/", headers={"origin": "https://example.org"})
    assert "Access-Control-Allow-Origin" not in answer


@pytest.fixture
def rate(settings):
    VisitorRateThrottle.cache.clear()
    settings.API_RATE = "2/min"
    yield
    VisitorRateThrottle.cache.clear()


def test_too_many_requests_are_told_when_to_come_back(client, rate):
    answers = [client.get("/api/v1/themes/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Content-Type"] == "application/problem+json"
    assert answers[2].json()["status"] == 429
    assert 1 <= int(answers[2]["Retry-After"]) <= 60


def test_each_address_has_a_limit_of_its_own(client, rate):
    for _ in range(3):
        client.get("/api/v1/themes/")
    assert client.get("/api/v1/themes/", REMOTE_ADDR="192.0.2.1").status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [("2001:db8::1:2", 429), ("2001:db8:0:1::1", 200), ("::ffff:192.0.2.1", 200), ("", 200)],
)
def test_addresses_of_one_network_share_a_limit(client, rate, address, status):
    for last in (1, 2):
        client.get("/api/v1/themes/", REMOTE_ADDR=f"2001:db8::{last}")
    assert client.get("/api/v1/themes/", REMOTE_ADDR=address).status_code == status


def test_network_is_that_of_the_visitor_and_not_of_a_proxy(client, rate, monkeypatch):
    monkeypatch.setattr(api_settings, "NUM_PROXIES", 1)
    statuses = [
        client.get(
            "/api/v1/themes/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": f"made, {one}"}
        ).status_code
        for one in ("2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8:0:1::1")
    ]
    assert statuses == [200, 200, 429, 200]


def test_addresses_that_a_visitor_makes_up_do_not_lift_the_limit(client, rate):
    answers = [
        client.get("/api/v1/themes/", headers={"x-forwarded-for": f"192.0.2.{n}"}) for n in range(3)
    ]
    assert answers[-1].status_code == 429


def test_empty_rate_is_no_limit(client, settings):
    settings.API_RATE = ""
    assert {client.get("/api/v1/themes/").status_code for _ in range(5)} == {200}
