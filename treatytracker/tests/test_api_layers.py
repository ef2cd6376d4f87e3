"""Faults of every layer below /api/ are problem details, whoever meets them first."""

import pytest
from django.test import Client
from django.urls import path

from treatytracker.urls import handler400, handler403, handler404, handler500, urlpatterns

pytestmark = pytest.mark.django_db

__all__ = ["handler400", "handler403", "handler404", "handler500"]  # of the urlconf below


def break_down(request):
    raise RuntimeError("for the test alone")


urlpatterns = [path("api/v1/broken/", break_down), *urlpatterns]  # this module as a urlconf

LIST, DETAIL = "/api/v1/recommendations/", "/api/v1/recommendations/key1/"
JSON = {"content_type": "application/json"}
FAULTS = {
    "router, no such list": (404, "get", "/api/v1/nothing/", {}),
    "router, no such version": (404, "get", "/api/v2/treaties/", {}),
    "router, outside any version": (404, "get", "/api/nothing", {}),
    "router, method on nothing": (404, "delete", "/api/v1/nothing/", {}),
    "router, NUL in the path": (404, "get", "/api/v1/recommendations/%00/", {}),
    "router, bytes that are no UTF-8": (404, "get", "/api/v1/recommendations/%FF/", {}),
    "router, slash within a key": (404, "get", "/api/v1/recommendations/a%2Fb/", {}),
    "router, very long": (404, "get", f"/api/v1/recommendations/{'x' * 5000}/", {}),
    "host": (400, "get", LIST, {"headers": {"host": "other.example"}}),
    "host, malformed": (400, "get", LIST, {"headers": {"host": "a b:c"}}),
    "host, on nothing": (400, "get", "/api/v1/x", {"headers": {"host": "other.example"}}),
    "row": (404, "get", DETAIL, {}),
    "method": (405, "post", LIST, {"data": "{}", **JSON}),
    "method, on a detail": (405, "delete", DETAIL, {}),
    "method, on the schema": (405, "put", "/api/schema/", {"data": "{}", **JSON}),
    "method, on the docs": (405, "post", "/api/docs/", {"data": "{}", **JSON}),
    "method, with malformed JSON": (405, "post", LIST, {"data": "{", **JSON}),
    "method, with another type": (405, "post", LIST, {"data": "<x/>", "content_type": "text/xml"}),
    "method, without a type": (405, "post", LIST, {"data": "x", "content_type": ""}),
    "media type": (406, "get", LIST, {"headers": {"accept": "text/html"}}),
    "media type, malformed": (406, "get", LIST, {"headers": {"accept": "junk"}}),
    "media type, on a detail": (406, "get", DETAIL, {"headers": {"accept": "text/csv"}}),
    "media type, on the schema": (406, "get", "/api/schema/", {"headers": {"accept": "image/png"}}),
    "parameter": (400, "get", f"{LIST}?x=1", {}),
    "parameter, NUL": (400, "get", f"{LIST}?theme=%00", {}),
    "parameter, bytes that are no UTF-8": (400, "get", f"{LIST}?theme=%FF", {}),
    "parameter, of the schema": (400, "get", "/api/schema/?lang=xx", {}),
}


def assert_problem(answer, status):
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == "about:blank"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert answer["Access-Control-Allow-Origin"] == "*"  # scripts may read why, too
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_of_any_layer_is_a_problem(client, fault):
    status, method, address, request = FAULTS[fault]
    assert_problem(getattr(client, method)(address, **request), status)


@pytest.mark.urls(__name__)
def test_breakdown_is_a_problem_that_tells_nothing():
    answer = Client(raise_request_exception=False).get("/api/v1/broken/")
    assert_problem(answer, 500)
    assert "for the test alone" not in answer.text


@pytest.mark.parametrize("address", [LIST, "/api/v1/none/"])
def test_body_of_a_read_matters_to_nobody(client, address):
    without = client.get(address)
    answer = client.generic("GET", address, "{malformed", content_type="application/json")
    assert (answer.status_code, answer.content) == (without.status_code, without.content)


@pytest.mark.parametrize("address", ["/api/v1/themes", "/api/schema"])
def test_address_without_its_slash_leads_on(client, address):
    answer = client.get(f"{address}?x=1")
    assert answer.status_code == 301
    assert answer["Location"] == f"{address}/?x=1"


def test_methods_that_nobody_knows_are_problems(client):
    for method in ("TRACE", "CONNECT", "PROPFIND", "BREW"):
        assert_problem(client.generic(method, LIST), 405)
