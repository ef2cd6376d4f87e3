"""Submissions are found by their words; whether a document is here, by what somebody has of it."""

import pytest

from recommendations.models import FoldedText, Submission
from recommendations.tests.factories import OrganisationFactory, SubmissionFactory
from recommendations.tests.reading import text_of

pytestmark = pytest.mark.django_db
TEXT = "We ask that article 24 be narrowed,\nsince Œuvres of art\fhang in every lighthouse."


@pytest.fixture
def submission():
    return SubmissionFactory(
        title="On lighthouses at night",
        authors=[OrganisationFactory(name="Example Institute")],
        source_url="https://www.example.org/papers/lights.pdf",
        text=TEXT,
        published=True,
    )


@pytest.fixture(autouse=True)
def another():
    return SubmissionFactory(title="On harbours", text="Harbours are deep.", published=True)


def named(client, words):
    page = client.get("/submissions/", {"q": words})
    answer = client.get("/api/v1/submissions/", {"q": words}).json()
    titles = [row["title"] for row in answer["results"]]
    assert [row.title for row in page.context["directory"].page] == titles
    return titles


@pytest.mark.parametrize(
    "words",
    [
        "lighthouses night",
        "institute",
        "oeuvres",
        "ARTICLE 24 narrowed",
        "institute oeuvres lighthouses",
        "article 24 be narrowed, since œuvres of art hang in every lighthouse",
        "https://example.org/papers/lights.pdf",
        "http://www.example.org/papers/lights.pdf#page=2",
    ],
)
def test_what_somebody_has_of_a_document_finds_it(client, submission, words):
    assert named(client, words) == [submission.title]


@pytest.mark.parametrize(
    "words",
    [
        "lighthouses harbours",
        "since Œuvres be narrowed, article 24 of art hang in every lighthouse",
        "https://example.org/papers/lamps.pdf",
        "https://",
    ],
)
def test_what_is_not_of_it_does_not(client, submission, words):
    assert named(client, words) == []


def test_what_is_not_public_is_not_found_by_its_text(client, submission):
    Submission.objects.filter(pk=submission.pk).update(state="withdrawn")
    assert named(client, "oeuvres") == []


def test_the_text_is_found_as_it_is_now(client, submission):
    submission.text = "Another text."
    submission.save()
    assert named(client, "oeuvres") == []
    assert named(client, "another text") == [submission.title]
    Submission.objects.filter(pk=submission.pk).update(text="")
    assert named(client, "another text") == []
    assert FoldedText.objects.count() == 1


def test_the_page_offers_the_search_and_keeps_what_was_typed(client, submission):
    page = client.get("/submissions/", {"q": "oeuvres"})
    assert 'value="oeuvres"' in page.content.decode()
    assert "paste its address or a sentence from it" in text_of(page)


@pytest.mark.parametrize("words", ["oeuvres", "a b c d e f g h i j"])
def test_a_search_costs_the_same_at_any_size(
    client, submission, words, django_assert_max_num_queries
):
    for _time in range(3):
        SubmissionFactory(text=TEXT, published=True)
    with django_assert_max_num_queries(20):
        client.get("/submissions/", {"q": words})
