import pytest

from articles.tests.factories import TreatyFactory
from recommendations import publishing
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
)
from recommendations.tests.reading import counted_links, links_of, text_of, total_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def apc():
    return OrganisationFactory(
        name="Asociación para el Progreso",
        acronym="APC",
        other_names="Progress Association\nAncienne Société",
        slug="apc",
        kind="igo",
    )


def asked_by(*organisations, **fields):
    submission = SubmissionFactory(authors=organisations, published=True)
    return RecommendationFactory(submission=submission, published=True, **fields)


def test_organisations_only_with_a_public_submission(client, apc):
    SubmissionFactory(authors=[apc])
    page = client.get("/organisations/")
    assert "Asociación" not in text_of(page)
    assert "No organisations match" in text_of(page)
    assert client.get("/organisations/apc/").status_code == 404
    asked_by(apc)
    assert "1 organisation" in text_of(client.get("/organisations/"))
    assert client.get("/organisations/apc/").status_code == 200


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("q=asociacion", 1),
        ("q=apc", 1),
        ("q=SOCIETE+ancienne", 1),
        ("q=zebra", 0),
        ("kind=igo", 1),
        ("kind=ngo", 1),
        ("kind=ngo&kind=igo", 2),
        ("kind=&q=", 2),
        ("treaty=un-cybercrime", 1),
        ("treaty=un-cybercrime&kind=ngo", 0),
    ],
)
def test_organisations_filters(client, apc, query, number):
    treaty = TreatyFactory(slug="un-cybercrime")
    SubmissionFactory(authors=[apc], treaty=treaty, published=True)
    SubmissionFactory(treaty=treaty)  # a draft
    asked_by(OrganisationFactory(kind="ngo"))
    page = client.get(f"/organisations/?{query}")
    assert page.context["directory"].invalid_values == []
    assert page.context["directory"].total == number


def test_organisations_numbers_equal_their_lists(client, apc):
    other = OrganisationFactory()
    asked_by(apc, other)
    first = asked_by(apc)
    RecommendationFactory(submission=first.submission, published=True)
    RecommendationFactory(submission=first.submission)
    for address in ("/organisations/", "/organisations/apc/"):
        found = counted_links(client.get(address))
        assert ("/recommendations/?organisation=apc", 3) in found
        assert ("/submissions/?organisation=apc", 2) in found
        for link, number in found:
            assert total_of(client, link) == number, link


def test_organisation_page_names_its_companions_and_themes(client, apc):
    other = OrganisationFactory(name="Companion")
    hidden = OrganisationFactory(name="Marker of what is hidden")
    recommendation = asked_by(apc, other)
    SubmissionFactory(authors=[apc, hidden])
    page = client.get("/organisations/apc/")
    words = text_of(page)
    assert "Companion" in words
    assert recommendation.themes.get().name in words
    assert recommendation.title in words
    assert "Progress Association" in words
    assert "Marker" not in words


def test_organisation_page_shows_nothing_unpublished(client, apc):
    public = asked_by(apc)
    RecommendationFactory(submission=public.submission, title="Marker of a draft")
    withdrawn = asked_by(apc, title="Marker of the withdrawn")
    publishing.withdraw(withdrawn)
    assert "Marker" not in text_of(client.get("/organisations/apc/"))


def test_organisations_stand_25_a_page(client):
    for number in range(26):
        asked_by(OrganisationFactory(name=f"Organisation {number}"))
    page = client.get("/organisations/?page=2&kind=ngo")
    assert "26 organisations" in text_of(page)
    assert [row.name for row in page.context["directory"].page] == ["Organisation 25"]
    addresses = dict(links_of(page))
    assert addresses["?page=1&kind=ngo"] == "Previous page"


@pytest.mark.parametrize("rows", [1, 3])
def test_organisations_cost_the_same_at_any_size(client, rows, django_assert_num_queries):
    for _ in range(rows):
        asked_by(OrganisationFactory(), OrganisationFactory())
    with django_assert_num_queries(3):
        client.get("/organisations/")


@pytest.mark.parametrize("rows", [1, 3])
def test_organisation_costs_the_same_at_any_size(client, apc, rows, django_assert_num_queries):
    for _ in range(rows):
        asked_by(apc, OrganisationFactory())
    with django_assert_num_queries(16):
        client.get("/organisations/apc/")
