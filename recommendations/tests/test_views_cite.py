"""Citations on pages and as files: what is offered answers, to those alone who may see it."""

import pytest

from recommendations import publishing
from recommendations.exchange.citations import CITATION_FORMATS
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from recommendations.tests.reading import links_of, text_of

# A citation is made from rows that are read already.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
EXTENSIONS = sorted(CITATION_FORMATS)


@pytest.fixture
def recommendation():
    return RecommendationFactory(
        key="k3f9x2", number="1", submission__slug="comments", title="Narrow it", published=True
    )


@pytest.mark.parametrize("address", ["/recommendations/k3f9x2/", "/submissions/comments/"])
def test_page_offers_every_format_and_each_answers(client, recommendation, address):
    page = client.get(address)
    offered = [link for link, _words in links_of(page) if "/cite." in link]
    assert offered == [f"{address}cite.{extension}" for extension in CITATION_FORMATS]
    for link, each in zip(offered, CITATION_FORMATS.values(), strict=True):
        answer = client.get(link)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == f"{each.media_type}; charset=utf-8"
        assert answer.headers["Content-Disposition"].startswith('attachment; filename="treaty')
        assert f"http://testserver{address}" in answer.content.decode()


def test_page_shows_the_words_of_the_plain_file(client, recommendation):
    words = client.get("/recommendations/k3f9x2/cite.txt").content.decode().strip()
    assert "recommendation 1: [Narrow it]. " in words
    assert words in text_of(client.get("/recommendations/k3f9x2/"))


def test_page_says_whose_the_title_in_brackets_is(client, recommendation):
    said = "Words in square brackets are the tracker’s, not the authors’."
    assert said in text_of(client.get("/recommendations/k3f9x2/"))
    assert said not in text_of(client.get("/submissions/comments/"))


@pytest.mark.parametrize("extension", ["xml", "BIBX", "bibx", "0"])
def test_format_that_is_none_is_not_found(client, recommendation, extension):
    for address in ("/recommendations/k3f9x2", "/submissions/comments"):
        assert client.get(f"{address}/cite.{extension}").status_code == 404


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_what_never_was_public_is_not_found(client, extension):
    hidden = RecommendationFactory(submission=SubmissionFactory(slug="hidden"))
    for address in (f"/recommendations/{hidden.key}", "/submissions/hidden", "/submissions/none"):
        assert client.get(f"{address}/cite.{extension}").status_code == 404


@pytest.mark.parametrize("extension", [*EXTENSIONS, "xml"])
def test_what_was_withdrawn_is_gone_and_says_nothing(client, recommendation, extension):
    publishing.withdraw(recommendation.submission)
    for address in ("/recommendations/k3f9x2", "/submissions/comments"):
        answer = client.get(f"{address}/cite.{extension}")
        assert answer.status_code == 410
        assert "Narrow it" not in answer.content.decode()


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_editor_takes_the_citation_of_a_draft_out_of_every_cache(admin_client, extension):
    hidden = RecommendationFactory(submission__slug="hidden")
    for address in (f"/recommendations/{hidden.key}", "/submissions/hidden"):
        answer = admin_client.get(f"{address}/cite.{extension}")
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store, private"


def test_citation_of_what_is_public_may_be_kept(client, recommendation):
    answer = client.get("/recommendations/k3f9x2/cite.bib")
    assert "Cache-Control" not in answer.headers


@pytest.mark.parametrize("rows", [1, 3])
def test_citation_costs_the_same_at_any_size(client, rows, django_assert_num_queries):
    for _ in range(rows):
        made = RecommendationFactory(published=True)
    with django_assert_num_queries(7):
        client.get(f"/recommendations/{made.key}/cite.bib")
    with django_assert_num_queries(4):
        client.get(f"/submissions/{made.submission.slug}/cite.bib")
