"""Pages say which parameters of their address they do not take, and show what they show."""

import pytest

from recommendations.models import Recommendation
from recommendations.tests.factories import RecommendationFactory
from recommendations.tests.reading import text_of

pytestmark = pytest.mark.django_db
SAID = "that it does not know:"


@pytest.fixture
def addresses():
    row = RecommendationFactory(published=True)
    row = Recommendation.objects.for_list().get(pk=row.pk)
    article = row.targets.get().article
    things = [
        row,
        row.submission,
        row.submission.signatures.get().organisation,
        row.themes.get(),
        article,
        article.draft,
        article.draft.treaty,
    ]
    own = ["/", "/treaties/", "/themes/", "/about/", "/data/", "/suggestions/"]
    lists = ["/recommendations/", "/organisations/", "/submissions/"]
    facet = "/recommendations/facets/theme/"
    return [*own, *lists, facet, *(thing.get_absolute_url() for thing in things)]


def test_page_names_what_it_does_not_take_of_its_address_once(client, addresses):
    for address in addresses:
        words = text_of(client.get(f"{address}?utm_source=letter&them=privacy"))
        assert words.count(f"{SAID} utm_source, them.") == 1, address
        assert words.count(SAID) == 1, address
        assert SAID not in text_of(client.get(address)), address


def test_list_says_that_what_it_leaves_aside_does_not_narrow_it(client, addresses):
    for address in addresses:
        words = text_of(client.get(f"{address}?them=privacy"))
        counted = address.split("/")[1] in ("recommendations", "organisations", "submissions")
        is_list = counted and (address.count("/") == 2 or "/facets/" in address)
        assert ("The list is not filtered by it." in words) == is_list, address


@pytest.mark.parametrize(
    "address",
    ["/suggestions/?q=privacy", "/recommendations/?q=privacy&page=1&view=table", "/themes/?=1"],
)
def test_page_has_nothing_to_say_of_what_it_takes(client, addresses, address):
    assert SAID not in text_of(client.get(address))


def test_pages_of_articles_and_submissions_take_theirs(client, addresses):
    row = Recommendation.objects.for_list().get()
    article = row.targets.get().article.get_absolute_url()
    for address in (
        f"{article}?language=en&beside=fr",
        f"{row.submission.get_absolute_url()}?page=1",
    ):
        assert SAID not in text_of(client.get(address))


def test_what_is_said_of_an_address_is_no_mark_and_not_long(client, addresses):
    page = client.get("/themes/", {"<script>x" + "y" * 9000: "1", "\x00": "2"})
    assert "<script>x" not in page.content.decode()
    said = text_of(page).partition(SAID)[2].partition("Theme")[0]
    assert 50 < len(said) < 200


@pytest.mark.parametrize("address", ["/nothing-here/?them=1", "/themes/nowhere/?them=1"])
def test_what_is_not_there_says_nothing_of_its_address(client, address):
    assert SAID not in text_of(client.get(address))
