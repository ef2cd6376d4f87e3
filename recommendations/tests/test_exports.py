"""Long downloads: only so many at once, and a slot is free again however one ends."""

import pytest
from django.core.signals import request_finished

from recommendations.tests.factories import RecommendationFactory
from recommendations.views import exports
from recommendations.views.downloads import recommendations_csv

pytestmark = pytest.mark.django_db
CSV = "/recommendations.csv"
BIBTEX = "/recommendations.bib"


@pytest.fixture(autouse=True)
def long_list(monkeypatch):
    """Two recommendations, which count as a long list here."""
    RecommendationFactory.create_batch(2, published=True)
    monkeypatch.setattr(exports, "SHORT", 1)
    yield
    assert not exports.slots._running


@pytest.mark.parametrize("address", [CSV, BIBTEX])
def test_one_address_downloads_one_at_a_time(client, address):
    first = client.get(address)
    refused = client.get(address)
    assert (refused.status_code, refused["Retry-After"]) == (429, "30")
    assert "Other long downloads are running" in refused.content.decode()
    assert client.get("/").status_code == 200
    assert b"".join(first)
    again = client.get(address)
    assert again.status_code == 200
    again.close()


def test_a_process_has_so_many_slots_for_all(client):
    running = [client.get(CSV, REMOTE_ADDR=f"192.0.2.{number}") for number in (1, 2)]
    assert [answer.status_code for answer in running] == [200, 200]
    assert client.get(CSV, REMOTE_ADDR="192.0.2.3").status_code == 429
    for answer in running:
        answer.close()


def test_a_visitor_who_leaves_gives_the_slot_back(rf, monkeypatch):
    # The connection of the test goes on when an answer ends.
    monkeypatch.setattr(request_finished, "send", lambda **_sender: None)
    for lines_read in (2, 0):
        answer = recommendations_csv(rf.get(CSV))
        for _line in range(lines_read):
            next(iter(answer))
        assert recommendations_csv(rf.get(CSV)).status_code == 429
        answer.close()


def test_a_short_list_takes_no_slot(client, monkeypatch):
    monkeypatch.setattr(exports, "SHORT", 2)
    answers = [client.get(CSV) for _time in range(5)]
    assert {answer.status_code for answer in answers} == {200}
