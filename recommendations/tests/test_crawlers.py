"""The site map and what crawlers are asked: all that is public, and nothing else."""

import re
from datetime import UTC, datetime
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest

from recommendations import publishing
from recommendations.models import Recommendation, Submission
from recommendations.tests.everything import make_everything
from recommendations.tests.factories import OrganisationFactory, RecommendationFactory
from recommendations.views.sitemaps import SECTIONS, Section

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOST = "http://testserver"


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def read(client, address):
    """Return the addresses of a site map or its index, each with the day of its last change."""
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(response.content)
    return {part.findtext(f"{MAP}loc"): part.findtext(f"{MAP}lastmod") for part in root}


def all_pages(client):
    parts = read(client, "/sitemap.xml")
    return {
        address: day
        for part in parts
        for address, day in read(client, part.removeprefix(HOST)).items()
    }


def test_site_map_leads_to_every_public_page_and_each_answers(client):
    recommendation = make_everything()
    found = all_pages(client)
    target = recommendation.targets.first()
    assert f"{HOST}/treaties/" in found
    for thing in (
        recommendation,
        recommendation.submission,
        recommendation.submission.authors[0],
        recommendation.themes.first(),
        target.article,
        target.article.draft,
        target.article.draft.treaty,
    ):
        assert HOST + thing.get_absolute_url() in found
    for address in found:
        page = client.get(address.removeprefix(HOST))
        assert page.status_code == 200
        # The map names a page as the page names itself.
        assert f'<link rel="canonical" href="{address}">' in page.content.decode()


def test_site_map_knows_nothing_that_is_hidden(client):
    shown = RecommendationFactory(published=True)
    beside = RecommendationFactory(submission=shown.submission)
    hidden = RecommendationFactory()
    organisation = OrganisationFactory()
    found = all_pages(client)
    assert HOST + shown.get_absolute_url() in found
    for thing in (beside, hidden, hidden.submission, hidden.submission.authors[0], organisation):
        assert HOST + thing.get_absolute_url() not in found
    organisation = shown.submission.authors[0]
    publishing.withdraw(shown.submission)
    found = all_pages(client)
    for thing in (shown, shown.submission, organisation):
        assert HOST + thing.get_absolute_url() not in found


def test_site_map_says_when_a_page_changed(client):
    shown = RecommendationFactory(published=True)
    moment = datetime(2024, 3, 1, 12, tzinfo=UTC)
    Recommendation.objects.update(updated_at=moment, public_since=moment)
    later = moment.replace(hour=13)
    Submission.objects.update(updated_at=later, published_at=moment)
    found = all_pages(client)
    assert found[HOST + shown.get_absolute_url()] == "2024-03-01T12:00:00+00:00"
    for thing in (shown.submission, shown.submission.authors[0]):
        assert found[HOST + thing.get_absolute_url()] == "2024-03-01T13:00:00+00:00"
    index = read(client, "/sitemap.xml")
    assert index[f"{HOST}/sitemap-recommendations.xml"] == "2024-03-01T12:00:00+00:00"
    assert index[f"{HOST}/sitemap-themes.xml"] is None


def test_site_map_is_cut_into_files(client, monkeypatch):
    monkeypatch.setattr(Section, "limit", 2)
    rows = [RecommendationFactory(published=True) for _ in range(5)]
    parts = [part for part in read(client, "/sitemap.xml") if "recommendations" in part]
    assert parts == [
        f"{HOST}/sitemap-recommendations.xml",
        f"{HOST}/sitemap-recommendations.xml?p=2",
        f"{HOST}/sitemap-recommendations.xml?p=3",
    ]
    assert {HOST + row.get_absolute_url() for row in rows} <= set(all_pages(client))


@pytest.mark.parametrize("query", ["p=0", "p=99", "p=%00", "p=" + "9" * 400])
def test_part_that_is_none_is_not_found(client, query):
    assert client.get(f"/sitemap-recommendations.xml?{query}").status_code == 404
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_site_map_only_reads(client):
    for address in ("/sitemap.xml", "/sitemap-themes.xml", "/robots.txt"):
        assert client.post(address).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_site_map_costs_the_same_at_any_size(client, rows, django_assert_num_queries):
    for number in range(rows):
        make_everything(f"number-{number}")
    # A count of each section in the database, and the latest change of the three that have one.
    with django_assert_num_queries(7 + 3):
        client.get("/sitemap.xml")
    for section in SECTIONS.keys() - {"pages"}:
        with django_assert_num_queries(2):
            client.get(f"/sitemap-{section}.xml")


def test_crawlers_are_told_where_the_map_is(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(response.content.decode().splitlines())
    assert rules.site_maps() == [f"{HOST}/sitemap.xml"]
    assert rules.can_fetch("*", "/recommendations/k3f9x2/")
    assert not rules.can_fetch("*", "/admin/")


@pytest.mark.parametrize(
    ("address", "is_read"),
    [
        ("/", True),
        ("/recommendations/", True),
        ("/recommendations/?page=2", True),
        ("/recommendations/?theme=privacy", True),
        ("/recommendations/?theme=privacy&page=2", False),
        ("/recommendations/?q=words", False),
        ("/recommendations/?sort=oldest", False),
        ("/recommendations/k3f9x2/", True),
        ("/recommendations/k3f9x2/cite.bib", False),
        ("/recommendations.csv?theme=privacy", False),
        ("/recommendations.atom", False),
        ("/treaties/convention/draft/article-24/", True),
        ("/api/docs/", True),
        ("/api/v1/recommendations/?theme=privacy", False),
        ("/static/css/house.css", True),
        ("/admin/login/", False),
    ],
)
def test_crawlers_need_not_read_the_combinations(client, address, is_read):
    # With * as RFC 9309 has it, which the parser of the standard library lacks.
    lines = client.get("/robots.txt").content.decode().splitlines()
    rules = [line.partition(": ")[2] for line in lines if line.startswith("Disallow: ")]
    patterns = [re.escape(rule).replace(r"\*", ".*") for rule in rules]
    assert is_read != any(re.match(pattern, address) for pattern in patterns)
