"""What a list says of itself on paper: which rows stand there, from where, and on which day."""

import re
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from recommendations.tests.reading import words_of
from recommendations.views import facet, submissions

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "listing"}


def printed_of(client, address, **headers):
    """Return what stands on paper alone, each paragraph as words."""
    html = client.get(address, headers=headers).content.decode()
    found = re.findall(r'<p\b[^>]*class="[^"]*print-only[^"]*"[^>]*>(.*?)</p>', html, re.DOTALL)
    return [words_of(each) for each in found]


@pytest.fixture
def long_lists(monkeypatch):
    """Make lists of every kind with 26 entries, and a document of 26; return the document."""
    for page in (facet, submissions):
        monkeypatch.setattr(page, "PAGE_SIZE", 25)
    for _ in range(25):
        RecommendationFactory(articles=[], published=True)
    document = SubmissionFactory()
    for _ in range(26):
        RecommendationFactory(submission=document, action="delete", articles=[], published=True)
    return document


def test_list_that_is_cut_into_pages_says_so_on_paper(client, long_lists):
    first, last = "1–25 of 26, page 1 of 2", "26–26 of 26, page 2 of 2"
    extents = {
        "/recommendations/?action=delete": first,
        "/recommendations/?action=delete&view=table": first,
        "/recommendations/?action=delete&page=2": last,
        "/submissions/": first,
        "/organisations/?page=2": last,
        "/recommendations/facets/organisation/": first,
        long_lists.get_absolute_url(): first,
    }
    for address, extent in extents.items():
        assert printed_of(client, address)[0] == extent, address


def test_list_on_one_page_is_not_counted_out(client):
    RecommendationFactory(published=True)
    for address in ("/recommendations/", "/submissions/", "/organisations/"):
        assert not [words for words in printed_of(client, address) if "page" in words]


@pytest.mark.parametrize("address", ["/recommendations/?sort=oldest", "/about/", "/nowhere/"])
def test_page_says_from_where_and_when_it_was_printed(client, address, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 22, 23, 59, tzinfo=UTC))
    printed = f"As of 22 November 2026, printed from http://testserver{address}"
    assert printed_of(client, address)[-1] == printed


def test_list_that_was_changed_in_place_says_its_new_address(client):
    [words] = printed_of(client, "/recommendations/?sort=oldest", **HTMX)
    assert words.endswith(", printed from http://testserver/recommendations/?sort=oldest")
    answer = client.get("/recommendations/?sort=oldest", headers=HTMX).content.decode()
    assert '<p id="printed-from" class="print-only" hx-swap-oob="true">' in answer
    assert 'id="printed-from"' in client.get("/recommendations/").content.decode()


def test_row_of_a_list_bears_its_whole_address(client):
    row = RecommendationFactory(published=True)
    link = 'href="{0}" data-address="http://testserver{0}"'
    address = row.get_absolute_url()
    document = row.submission.get_absolute_url()
    for page in ("/recommendations/", "/recommendations/?view=table", document):
        assert link.format(address) in client.get(page).content.decode(), page
    for page in ("/", "/submissions/", row.submission.authors[0].get_absolute_url()):
        assert link.format(document) in client.get(page).content.decode(), page
