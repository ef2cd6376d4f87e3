"""Pages for people, problem details for programs, and no fault inside the answer to a fault."""

import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client
from django.urls import path

from treatytracker import urls as project_urls


def raising(fault):
    def view(request):
        raise fault

    return view


FAULTS = {
    "suspicious": (SuspiciousOperation("odd"), 400),
    "forbidden": (PermissionDenied(), 403),
    "missing": (Http404(), 404),
    "broken": (RuntimeError("a secret of the inside"), 500),
}

urlpatterns = [
    *(path(f"{name}/", raising(fault)) for name, (fault, status) in FAULTS.items()),
    *(path(f"api/v1/{name}/", raising(fault)) for name, (fault, status) in FAULTS.items()),
    *project_urls.urlpatterns,
]
handler400 = project_urls.handler400
handler403 = project_urls.handler403
handler404 = project_urls.handler404
handler500 = project_urls.handler500

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(("name", "status"), [(n, status) for n, (_, status) in FAULTS.items()])
def test_person_gets_a_page(visitor, name, status):
    answer = visitor.get(f"/{name}/")
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/html")
    assert "<h1>" in answer.text
    assert "secret of the inside" not in answer.text


@pytest.mark.parametrize(("name", "status"), [(n, status) for n, (_, status) in FAULTS.items()])
def test_program_gets_problem_details(visitor, name, status):
    answer = visitor.get(f"/api/v1/{name}/")
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    problem = json.loads(answer.content)
    assert set(problem) == {"type", "title", "status", "detail"}
    assert problem["status"] == status
    assert "secret of the inside" not in answer.text


def test_unknown_address_below_api_gets_problem_details(visitor):
    answer = visitor.get("/api/v9/nothing/")
    assert answer.status_code == 404
    assert json.loads(answer.content) == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is nothing at this address.",
    }


@pytest.mark.parametrize("host", ["evil.example", "localhost:80:80", "a b"])
@pytest.mark.parametrize("address", ["/", "/missing/", "/admin/login/"])
def test_unknown_host_gets_a_plain_400(visitor, settings, host, address):
    settings.ALLOWED_HOSTS = ["tracker.example"]
    answer = visitor.get(address, headers={"host": host})
    assert answer.status_code == 400
    assert host not in answer.text


def test_unknown_host_below_api_gets_problem_details(visitor, settings):
    settings.ALLOWED_HOSTS = ["tracker.example"]
    answer = visitor.get("/api/v1/missing/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_form_without_token_is_answered_with_what_to_do():
    visitor = Client(enforce_csrf_checks=True)
    answer = visitor.post("/admin/login/", {"username": "someone", "password": "something"})
    assert answer.status_code == 403
    assert "reload the page" in answer.text


def test_style_that_the_page_for_500_names_by_its_plain_address_is_there(visitor):
    [style] = re.findall(r'href="/static/([^"]+)"', visitor.get("/broken/").text)
    assert finders.find(style)


@pytest.mark.parametrize("name", ["suspicious", "forbidden", "missing"])
def test_pages_of_faults_lead_on(visitor, name):
    page = visitor.get(f"/{name}/").text
    assert '<a href="/recommendations/">Search all recommendations</a>' in page
