"""A site goes by its own name, and by that of whoever runs it, wherever a name is read."""

import json

import pytest
from django.urls import reverse
from django.utils.html import escape

from recommendations.tests.factories import RecommendationFactory
from recommendations.tests.reading import text_of

pytestmark = pytest.mark.django_db
NAME, OPERATOR = "Water & Land Tracker", "Example Institute"


@pytest.fixture
def named(settings):
    settings.SITE_NAME, settings.OPERATOR = NAME, OPERATOR
    return settings


@pytest.fixture
def recommendation():
    return RecommendationFactory(published=True)


def test_pages_bear_the_name_of_the_site_alone(named, client, admin_client, recommendation):
    public = [recommendation.get_absolute_url(), recommendation.submission.get_absolute_url()]
    public += ["/", "/about/", "/data/", "/recommendations/", "/nowhere/", "/admin/login/"]
    public += [reverse("api-docs"), "/recommendations.atom"]
    for address in public:
        content = client.get(address).content.decode()
        assert escape(NAME) in content, address
        assert "Treaty Tracker" not in content, address
    desk = admin_client.get("/admin/").content.decode()
    assert escape(f"{NAME} desk") in desk
    assert "Treaty Tracker" not in desk


def test_page_of_an_error_of_ours_bears_the_name_without_asking_anything(named, rf):
    from treatytracker.errors import server_error

    assert escape(NAME) in server_error(rf.get("/")).content.decode()


@pytest.mark.parametrize("extension", ["ris", "bib", "json"])
def test_citations_bear_the_name_of_the_site(named, client, recommendation, extension):
    address = reverse("recommendation-citation", args=[recommendation.key, extension])
    content = client.get(address).content.decode()
    assert NAME.replace("&", "\\&" if extension == "bib" else "&") in content
    assert "Treaty Tracker" not in content


def test_about_names_who_runs_the_site_as_the_source_of_the_data(named, client):
    words = text_of(client.get("/about/"))
    assert f"This site is run by {OPERATOR}." in words
    assert f"Name “{OPERATOR}” as the source" in words


def test_linked_data_names_who_runs_the_site(named, client, recommendation):
    content = (
        client.get("/data/").content.decode() + client.get("/recommendations/").content.decode()
    )
    assert json.dumps(OPERATOR) in content
