"""Every header of safety, as production sends it: the OWASP cheat sheets' list, one test each."""

import json
import os
import subprocess
import sys

import pytest

GOOD_KEY = "kX2v9-Qw7_zR4tY8uI1oP5aS3dF6gH0jK-lZ9xC2vB7nM_4qW1eT"
PAGES = ["page", "missing", "sign-in", "desk", "password", "page signed in"]
# What is answered before any view is asked, too.
ANSWERS = [*PAGES, "api", "file", "redirect", "preflight", "foreign host"]


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """Return what production answers, by name."""
    from django.conf import settings

    folder = tmp_path_factory.mktemp("production")
    done = subprocess.run(
        [sys.executable, "-m", "treatytracker.tests.production"],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "treatytracker.settings",
            "SECRET_KEY": GOOD_KEY,
            "ALLOWED_HOSTS": "tracker.example",
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "STATIC_ROOT": str(folder),
            "MEDIA_ROOT": str(folder / "media"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def header(answers):
    return lambda answer, name: answers[answer]["headers"].get(name)


def test_http_is_sent_to_https_at_the_same_address(answers, header):
    assert answers["http"]["status"] == 301
    assert header("http", "Location") == "https://tracker.example/about/?a=b"


def test_answers_that_ask_no_view_are_what_they_are_called(answers):
    names = ("file", "redirect", "preflight", "foreign host")
    assert [answers[name]["status"] for name in names] == [200, 301, 204, 400]


@pytest.mark.parametrize("answer", ANSWERS)
def test_https_is_remembered_for_a_year(header, answer):
    hsts = "max-age=31536000; includeSubDomains; preload"
    assert header(answer, "Strict-Transport-Security") == hsts


@pytest.mark.parametrize("answer", [*ANSWERS, "http"])
def test_content_security_policy_allows_our_own_files_and_nothing_inline(header, answer):
    directives = header(answer, "Content-Security-Policy").split("; ")
    policy = {name: value for name, _, value in (line.partition(" ") for line in directives)}
    assert policy["default-src"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    for name in ("object-src", "base-uri", "frame-ancestors"):
        assert policy[name] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "upgrade-insecure-requests" in policy
    assert "unsafe" not in str(policy)
    assert "http" not in str([*policy.values()])


@pytest.mark.parametrize("answer", [*ANSWERS, "http"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_other_headers_of_safety(header, answer, name, value):
    assert header(answer, name) == value


@pytest.mark.parametrize("answer", PAGES)
def test_pages_are_no_part_of_other_sites(header, answer):
    assert header(answer, "Cross-Origin-Resource-Policy") == "same-origin"
    assert header(answer, "Access-Control-Allow-Origin") is None


def test_api_is_there_for_other_sites(header):
    assert header("api", "Cross-Origin-Resource-Policy") == "cross-origin"
    assert header("api", "Access-Control-Allow-Origin") == "*"
    assert header("api", "Access-Control-Allow-Credentials") is None


@pytest.mark.parametrize("answer", ANSWERS)
def test_features_that_no_page_uses_are_off(header, answer):
    for feature in ("camera", "microphone", "geolocation", "payment", "usb"):
        assert f"{feature}=()" in header(answer, "Permissions-Policy")


def test_foreign_host_gets_nothing_but_a_refusal(answers, header):
    assert answers["foreign host"]["status"] == 400
    assert header("foreign host", "Content-Type") == "text/plain; charset=utf-8"
    assert answers["foreign host"]["cookies"] == {}


def test_cookies_belong_to_this_host_over_https_and_to_no_script(answers):
    assert [*answers["sign-in"]["cookies"]] == ["__Host-csrf"]
    assert {*answers["signed in"]["cookies"]} == {"__Host-csrf", "__Host-session"}
    for cookie in answers["signed in"]["cookies"].values():
        assert cookie["secure"] is True
        assert cookie["httponly"] is True
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert cookie["domain"] == ""
    assert answers["signed in"]["cookies"]["__Host-session"]["max-age"] == 12 * 3600


@pytest.mark.parametrize("answer", ["page", "api", "missing"])
def test_visitors_get_no_cookie_and_pages_do_not_depend_on_any(answers, header, answer):
    assert answers[answer]["cookies"] == {}
    # Pages that are not there all say they do, as those do that are hidden: see test_absence.
    assert ("Cookie" in (header(answer, "Vary") or "")) == (answer == "missing")


@pytest.mark.parametrize("answer", ["sign-in", "signed in"])
def test_signing_in_is_kept_by_no_cache(header, answer):
    assert {"no-store", "private"} <= set(header(answer, "Cache-Control").split(", "))


@pytest.mark.parametrize("answer", ["desk", "password", "page signed in", "scripts"])
def test_pages_of_somebody_signed_in_are_kept_by_no_cache(answers, header, answer):
    assert answers[answer]["status"] == 200
    assert {"no-store", "private"} <= set(header(answer, "Cache-Control").split(", "))


def test_headers_say_nothing_of_what_the_site_runs_on(answers):
    for answer in answers.values():
        assert not {"X-Powered-By", "Server"} & {*answer["headers"]}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/static/favicon.svg", "/static/css/desk.css"])
def test_files_bear_the_headers_too(client, address):
    answer = client.get(address)
    headers = answer.headers
    answer.close()
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("testserver", 200),
        ("testserver:443", 200),
        ("testserver:8443", 200),
        ("testserver:8080", 400),
        ("testserver:1", 400),
    ],
)
def test_a_host_with_another_port_is_not_the_host(client, settings, host, status):
    settings.DEVELOPMENT = False
    settings.CSRF_TRUSTED_ORIGINS = ["https://testserver:8443"]
    for address in ("/about/", "/api/v1/"):
        answer = client.get(address, HTTP_HOST=host)
        assert answer.status_code == status
        if status == 400:
            assert "not served under that host name" in answer.content.decode()
