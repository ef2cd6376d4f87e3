"""Addresses as long as the server lets through: the API says which parameter it cannot use."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
API = "/api/v1"
LONG = "x" * 8000  # gunicorn takes 8,190 with the method and the version


@pytest.mark.parametrize(
    ("address", "named"),
    [
        (f"/recommendations/?theme={LONG}", "theme"),
        (f"/recommendations/?lineage={LONG}", "lineage"),
        (f"/recommendations/?after={'2' * 8000}", "after"),
        (f"/recommendations/?updated_since={LONG}", "updated_since"),
        (f"/recommendations/?page={'9' * 8000}", "page"),
        (f"/recommendations/?fields={LONG}", "fields"),
        (f"/recommendations/?format={LONG}", "format"),
        (f"/recommendations/?sort={LONG}", "sort"),
        (f"/recommendations/?{LONG}=1", "xxx"),
        (f"/submissions/?q={LONG}", "q"),
        (f"/submissions/?sha256={LONG}", "sha256"),
        (f"/articles/?{'&'.join(f'draft=a/{n}' for n in range(700))}", "draft"),
        (f"/recommendations/?{'&'.join(f'theme=a{n}' for n in range(700))}", "theme"),
        (f"/recommendations/?{'&'.join(f'a{n}' for n in range(1300))}", "a0"),
        (f"/facets/?organisation={LONG}", "organisation"),
    ],
)
def test_what_is_too_long_is_named(client, address, named):
    answer = client.get(f"{API}{address}")
    assert answer.status_code == 400, answer.content[:200]
    assert answer["Content-Type"] == "application/problem+json"
    assert named in answer.content.decode()
    assert len(answer.content) < 8000  # what was sent is shortened


@pytest.mark.parametrize(
    "path", [f"/{LONG}", f"/recommendations/{LONG}/", f"/articles/a/b/{LONG}/"]
)
def test_a_long_path_leads_nowhere(client, path):
    answer = client.get(f"{API}{path}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert len(answer.content) < 1000


def test_of_many_words_the_first_are_read(client):
    assert client.get(f"{API}/recommendations/?q={LONG}").status_code == 200
