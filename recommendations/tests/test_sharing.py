"""What programs read off a page: its linked data, its card, and the one address that it goes by."""

import json
import re
from datetime import UTC, datetime
from html import unescape

import pytest
from justhtml import JustHTML

from recommendations.exchange.schema_org import linked_data
from recommendations.models import Organisation, Recommendation, Submission
from recommendations.tests.everything import make_everything
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
)

# What a page says of itself is made from rows that are read already.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
HOST = "http://testserver"


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def head_of(client, address):
    """Return the meta elements of a page by name or property, and its title and canonical link."""
    page = JustHTML(client.get(address).content.decode(), sanitize=False)
    found = {
        meta.attrs.get("name") or meta.attrs.get("property"): meta.attrs["content"]
        for meta in page.query("meta[content]")
    }
    [title] = page.query("title")
    canonical = [link.attrs["href"] for link in page.query('link[rel="canonical"]')]
    return found | {"title": title.to_text(), "canonical": canonical}


def data_of(client, address):
    """Return the linked data of a page; exactly one block of it."""
    page = client.get(address).content.decode()
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(block)


def test_recommendation_is_a_quotation_of_its_authors(client):
    recommendation = make_everything()
    found = data_of(client, recommendation.get_absolute_url())
    assert (found["@context"], found["@type"]) == ("https://schema.org", "Quotation")
    assert found["@id"] == found["url"] == HOST + recommendation.get_absolute_url()
    assert found["identifier"] == recommendation.key
    assert found["text"] == recommendation.quote
    assert found["inLanguage"] == "ar"
    assert [body["name"] for body in found["creator"]] == ["Organisation convention"]
    assert found["isPartOf"]["@id"] == HOST + recommendation.submission.get_absolute_url()
    assert [place["name"] for place in found["about"]] == [
        "Article 24 bis(2)(c)",
        "new 24 ter after Article 24 bis",
        "Chapter I",
    ]
    assert found["about"][0]["isPartOf"]["legislationIdentifier"] == "A/AC.291/22"
    assert found["keywords"] == ["Upper", "Lower"]


def test_submission_is_a_document_of_its_authors(client):
    submission = make_everything().submission
    found = data_of(client, submission.get_absolute_url())
    assert found["@type"] == "DigitalDocument"
    assert found["name"] == submission.title
    assert found["sameAs"] == "https://example.org/comments"
    assert [body["name"] for body in found["author"]] == ["Organisation convention"]
    assert [draft["legislationIdentifier"] for draft in found["about"]] == ["A/AC.291/22"]


def test_organisation_is_a_body_with_its_names(client):
    organisation = make_everything().submission.authors[0]
    found = data_of(client, organisation.get_absolute_url())
    assert found["@type"] == "Organization"
    assert found["alternateName"] == ["ON", "First name", "Second: name"]
    assert found["url"] == "https://example.org"
    assert found["address"]["addressCountry"] == "NO"
    assert found["mainEntityOfPage"] == HOST + organisation.get_absolute_url()


@pytest.mark.parametrize("date", ["", "2023", "2023-07", "2023-07-19"])
def test_what_was_published_then_is_told_from_what_the_tracker_did_later(client, date):
    recommendation = make_everything()
    Submission.objects.update(date=date, published_at=datetime(2026, 3, 4, 23, tzinfo=UTC))
    since = datetime(2026, 3, 5, 1, tzinfo=UTC)
    Recommendation.objects.update(public_since=since, published_at=since)
    for thing, day in ((recommendation, "2026-03-05"), (recommendation.submission, "2026-03-04")):
        found = data_of(client, thing.get_absolute_url())
        assert found.get("datePublished", "") == date
        assert (found["sdDatePublished"], found["sdPublisher"]["name"]) == (day, "Treaty Tracker")
        assert not {"dateCreated", "dateModified"} & found.keys()
        assert found["mainEntityOfPage"] == {
            "@type": "WebPage",
            "@id": HOST + thing.get_absolute_url(),
            "dateModified": "2024-02-29T23:59:59.123456+00:00",
        }
        assert found.get("isPartOf", {}).get("datePublished", date) == date


@pytest.mark.parametrize(("kind", "called"), [("ngo", "NGO"), ("state", "GovernmentOrganization")])
def test_organisation_is_called_what_it_is_and_no_more_is_said(kind, called):
    organisation = OrganisationFactory.build(kind=kind, slug="a", name="A")
    assert linked_data(organisation, str) == {
        "@context": "https://schema.org",
        "@type": called,
        "@id": "/organisations/a/",
        "name": "A",
        "mainEntityOfPage": "/organisations/a/",
    }


def test_data_page_offers_the_data_set(client):
    found = data_of(client, "/data/")
    assert found["@type"] == "Dataset"
    for way in found["distribution"]:
        answer = client.get(way["contentUrl"].removeprefix(HOST))
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith(way["encodingFormat"])


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]> &lt;/script&gt; &amp;",
        "quotes \" ' \\ \\u003c",
        "lines\u2028and\u2029more",
        "المادة ٢٤",
        '"><img src=x onerror=alert(1)>',
        "{{ braces }} {% tags %}",
    ],
)
def test_text_from_outside_stays_text(client, text):
    organisation = OrganisationFactory(name=text, slug="body")
    submission = SubmissionFactory(title=text, slug="document", authors=[organisation])
    row = RecommendationFactory(submission=submission, title=text, passage=text, published=True)
    for address in (row.get_absolute_url(), "/submissions/document/", "/organisations/body/"):
        assert data_of(client, address)["name"] == text
        head = head_of(client, address)
        shown = " ".join(text.split())
        assert head["og:title"] == shown
        assert " ".join(head["title"].split()).startswith(shown[:60])
        page = client.get(address).content.decode()
        assert "<img src=x" not in page
        assert page.count("<script") == page.count("</script>")


def test_preview_tells_programs_nothing(admin_client):
    row = RecommendationFactory()
    for thing in (row, row.submission):
        assert "ld+json" not in admin_client.get(thing.get_absolute_url()).content.decode()


@pytest.mark.parametrize("path", ["/nowhere/", "/recommendations/none/"])
def test_error_goes_by_no_address(client, path):
    head = head_of(client, path)
    assert head["canonical"] == []
    assert "og:url" not in head


def test_every_page_has_a_title_and_a_description_of_its_own(client):
    recommendation = make_everything()
    theme = recommendation.themes.first()
    for number in range(26):
        RecommendationFactory(published=True, themes=[theme], title=f"Thing {number}")
    target = recommendation.targets.first()
    things = [
        recommendation,
        Recommendation.objects.published().exclude(pk=recommendation.pk).first(),
        recommendation.submission,
        recommendation.submission.authors[0],
        *recommendation.themes.all(),
        target.article,
        target.article.draft,
        target.article.draft.treaty,
    ]
    addresses = [thing.get_absolute_url() for thing in things]
    addresses += ["/", "/about/", "/data/", "/themes/"]
    for page in ("/recommendations/", "/organisations/", "/submissions/"):
        addresses += [page, f"{page}?page=2"]
    addresses += [f"/recommendations/?theme={theme.slug}", "/recommendations/?action=replace"]
    heads = [head_of(client, address) for address in addresses]
    for name in ("title", "description", "canonical"):
        values = [str(head[name]) for head in heads]
        assert len(set(values)) == len(values), sorted(values)
    for head in heads:
        assert head["og:description"] == " ".join(head["description"].split())
        assert head["title"] == f"{head['og:title']} · Treaty Tracker"
        assert head["og:site_name"] == "Treaty Tracker"
        assert head["og:type"] in ("website", "article")
        assert head["twitter:card"] == "summary"
        assert unescape(head["og:title"]) == head["og:title"]


def test_list_offers_its_feed_to_readers_and_to_programs(client):
    RecommendationFactory(action="delete", published=True)
    page = client.get("/recommendations/?action=delete&sort=oldest").content.decode()
    followed = "/recommendations.atom?action=delete"
    assert f'<link rel="alternate" type="application/atom+xml" href="{followed}"' in page
    assert f'<a href="{followed}">Follow (Atom)</a>' in page
    assert client.get(followed).status_code == 200
    broken = client.get("/recommendations/?theme=unknown").content.decode()
    assert "recommendations.atom" not in broken


def test_linked_data_costs_no_query(django_assert_num_queries):
    make_everything()
    recommendation = Recommendation.objects.for_list().get()
    submission = Submission.objects.for_list().get()
    organisation = Organisation.objects.first()
    with django_assert_num_queries(0):
        for thing in (recommendation, submission, organisation):
            assert linked_data(thing, str)["@id"] == thing.get_absolute_url()
