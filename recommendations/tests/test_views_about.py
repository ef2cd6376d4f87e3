import pytest

from recommendations.exchange.citations import CITATION_FORMATS
from recommendations.tests.factories import RecommendationFactory
from recommendations.tests.reading import links_of, text_of

pytestmark = pytest.mark.django_db


def test_about_explains_the_marks_and_the_licence(client):
    words = text_of(client.get("/about/"))
    for word in ("unverified", "reconstructed", "suggested", "Attribution 4.0", "MIT"):
        assert word in words


def test_about_names_an_address_only_where_there_is_one(client, settings):
    settings.CONTACT_EMAIL = settings.CONTACT_URL = ""
    page = client.get("/about/")
    assert "mailto:" not in page.content.decode()
    assert "has no contact address yet" in text_of(page)
    settings.CONTACT_EMAIL = "tracker@example.org"
    settings.CONTACT_URL = "https://example.org/issues"
    page = client.get("/about/")
    assert "has no contact address yet" not in text_of(page)
    addresses = [address for address, _words in links_of(page)]
    assert "mailto:tracker@example.org" in addresses
    assert "https://example.org/issues" in addresses


@pytest.mark.parametrize("development", [True, False])
def test_about_says_in_development_alone_how_a_contact_is_set(client, settings, development):
    settings.CONTACT_EMAIL = settings.CONTACT_URL = ""
    settings.DEVELOPMENT = development
    assert ("CONTACT_EMAIL" in text_of(client.get("/about/"))) == development


@pytest.mark.parametrize("published", [True, False])
def test_data_gives_addresses_that_answer(client, published):
    recommendation = RecommendationFactory(published=published)
    page = client.get("/data/")
    assert (recommendation.key in text_of(page)) == published
    answered = []
    for address, _words in links_of(page):
        if address.startswith(("/api/v1/", "/recommendations")):
            assert client.get(address).status_code == 200, address
            answered.append(address)
    assert "/recommendations.atom" in answered
    cited = [address for address in answered if "/cite." in address]
    assert len(cited) == (len(CITATION_FORMATS) if published else 0)


def test_data_stands_with_an_empty_database(client):
    assert client.get("/data/").status_code == 200
