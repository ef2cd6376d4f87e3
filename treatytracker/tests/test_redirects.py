"""No address of ours sends a reader on to another site."""

from urllib.parse import quote, urlsplit

import pytest

from articles.tests.editors import sign_in

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "http://testserver@evil.example/",
    "\thttps://evil.example",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_never_leads_to_another_site(client, target):
    sign_in(client)
    client.logout()
    answer = client.post(
        f"/admin/login/?next={quote(target)}",
        {"username": "editor", "password": "a password for tests", "next": target},
    )
    assert answer.status_code == 302
    assert urlsplit(answer["Location"]).netloc == ""
    assert "evil" not in answer["Location"]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_out_never_leads_to_another_site(client, target):
    sign_in(client)
    answer = client.post("/admin/logout/", {"next": target})
    assert "evil" not in answer.headers.get("Location", "")


@pytest.mark.parametrize(
    "address", ["//evil.example/about", "//evil.example/%2e%2e", "/%09/evil.example/about"]
)
def test_addresses_that_look_like_another_site_stay_here(client, address):
    answer = client.get(address)
    assert urlsplit(answer.headers.get("Location", "/")).netloc == ""
