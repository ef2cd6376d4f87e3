import pytest

from recommendations.tests.factories import (
    RecommendationFactory,
    SubmissionFactory,
    ThemeFactory,
)
from recommendations.tests.reading import counted_links, text_of, total_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def privacy():
    return ThemeFactory(name="Privacy", slug="privacy", definition="Protection of private life.")


@pytest.fixture
def transfer(privacy):
    return ThemeFactory(name="Transfer", slug="transfer", parent=privacy, definition="Of data.")


def asked_on(*themes, **fields):
    submission = SubmissionFactory(published=True)
    return RecommendationFactory(submission=submission, themes=themes, **fields)


def test_themes_stand_with_definitions_and_numbers(client, privacy, transfer):
    asked_on(privacy, transfer, published=True)
    asked_on(transfer, published=True)
    asked_on(privacy)
    page = client.get("/themes/")
    assert "Protection of private life." in text_of(page)
    assert "Of data." in text_of(page)
    found = counted_links(page)
    assert found == [
        ("/recommendations/?theme=privacy", 2),
        ("/recommendations/?theme=transfer", 2),
    ]
    for address, number in found:
        assert total_of(client, address) == number


def test_theme_shows_those_within_it_the_latest_and_where(client, privacy, transfer):
    recommendation = asked_on(transfer, published=True)
    asked_on(transfer, title="Marker of a draft")
    page = client.get("/themes/privacy/")
    words = text_of(page)
    assert recommendation.title in words
    assert recommendation.submission.authors[0].name in words
    assert "Marker" not in words
    found = counted_links(page)
    assert len(found) == 4  # the action, the theme within, the article, the organisation
    for address, number in found:
        assert total_of(client, address) == number, address
    assert 'href="/themes/privacy/"' in client.get("/themes/transfer/").content.decode()


def test_themes_without_recommendations_teach(client):
    assert "once editors have added them" in text_of(client.get("/themes/"))
    ThemeFactory(slug="lonely")
    assert "No recommendation on this theme is published yet" in text_of(
        client.get("/themes/lonely/")
    )
    assert client.get("/themes/none/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_themes_cost_the_same_at_any_size(client, rows, django_assert_num_queries):
    for _ in range(rows):
        asked_on(ThemeFactory(parent=ThemeFactory()), published=True)
    with django_assert_num_queries(3):
        client.get("/themes/")


@pytest.mark.parametrize("rows", [1, 3])
def test_theme_costs_the_same_at_any_size(client, privacy, rows, django_assert_num_queries):
    for _ in range(rows):
        asked_on(privacy, ThemeFactory(parent=privacy), published=True)
    with django_assert_num_queries(11):
        client.get("/themes/privacy/")
