import pytest
from django.utils.translation import override

from recommendations.display_names import country_name
from recommendations.tests.factories import OrganisationFactory, SubmissionFactory
from recommendations.tests.reading import text_of


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Norway"), ("es", "Noruega"), ("ar", "النرويج")]
)
def test_country_is_named_in_the_language_of_the_reader(language, name):
    with override(language):
        assert country_name("NO") == name


@pytest.mark.parametrize("code", ["", "XX", "EU"])
def test_code_that_stands_for_no_country_stays_a_code(code):
    assert country_name(code) == code


@pytest.mark.django_db
def test_pages_and_desk_name_the_country_and_the_api_keeps_the_code(client, admin_client):
    body = OrganisationFactory(slug="body", country="NO")
    SubmissionFactory(authors=[body], published=True)
    assert "Country Norway" in text_of(client.get("/organisations/body/"))
    chosen = text_of(client.get("/organisations/?country=NO"))
    assert "Norway" in chosen
    assert client.get("/api/v1/organisations/body/").json()["country"] == "NO"
    listed = text_of(admin_client.get("/admin/recommendations/organisation/"))
    assert listed.count("Norway") >= 2  # in its row, and as what the list can be narrowed to
