"""The one address that a page goes by, however it was asked for."""

import pytest

from recommendations.tests.factories import RecommendationFactory, ThemeFactory
from recommendations.tests.test_sharing import HOST, head_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def two_pages(once):
    """More recommendations, organisations and submissions than a page holds, on one theme."""
    theme = once(ThemeFactory, slug="privacy")
    once(RecommendationFactory.create_batch, 26, themes=[theme], published=True)


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("/recommendations/", "/recommendations/"),
        ("/recommendations/?utm_source=letter", "/recommendations/"),
        ("/recommendations/?page=1&sort=newest&q=", "/recommendations/"),
        ("/recommendations/?page=2", "/recommendations/?page=2"),
        ("/recommendations/?page=99", "/recommendations/"),
        ("/recommendations/?theme=unknown", "/recommendations/"),
        (
            "/recommendations/?theme=privacy&sort=oldest&action=amend&x=y",
            "/recommendations/?theme=privacy&action=amend&sort=oldest",
        ),
        ("/recommendations/?theme=privacy&theme=privacy", "/recommendations/?theme=privacy"),
        ("/organisations/?kind=ngo&page=1&x=y", "/organisations/?kind=ngo"),
        ("/organisations/?page=2", "/organisations/?page=2"),
        ("/submissions/?page=2", "/submissions/?page=2"),
        ("/submissions/?page=x", "/submissions/"),
        ("/about/?x=y", "/about/"),
    ],
)
def test_page_goes_by_one_address(client, two_pages, asked, canonical):
    head = head_of(client, asked)
    assert head["canonical"] == [HOST + canonical]
    assert head["og:url"] == HOST + canonical
    if "page=99" not in asked and "unknown" not in asked and "page=x" not in asked:
        assert head_of(client, canonical)["title"] == head["title"]
