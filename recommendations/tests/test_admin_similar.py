"""A passage that was entered before in the same submission is pointed out, as a like title is."""

import pytest
from django.urls import reverse

from articles.tests.editors import filled
from recommendations.admin import similar_recommendations
from recommendations.models import Recommendation
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

ADD = reverse("admin:recommendations_recommendation_add")
NOTICE = reverse("admin:desk_hints")
QUOTE = (
    "Article 24(2) should also be amended to ensure prior judicial or independent authorization, "
    "and that whoever is concerned is notified as soon as that is possible."
)


@pytest.fixture
def submission():
    return SubmissionFactory(title="Comments")


def hints_of(desk, submission, quote, **given):
    given |= {"submission": submission.pk, "title": "Quite another title", "quote": quote}
    return desk.post(NOTICE, given).text


@pytest.mark.parametrize(
    "quote",
    [
        QUOTE,
        QUOTE.upper().replace(" ", "\n", 5),
        f"Before it. {QUOTE} And after.",
        QUOTE[:90],
        f"Another passage of this document.\n\n{QUOTE}",
        QUOTE.replace("whoever", "everybody"),
    ],
)
def test_passage_of_the_same_submission_is_pointed_out(desk, submission, quote):
    known = RecommendationFactory(submission=submission, number="2.3", passage=QUOTE)
    address = reverse("admin:recommendations_recommendation_change", args=[known.pk])
    said = f'Looks like <a href="{address}">2.3 of Comments</a>: the same passage.'
    assert said in hints_of(desk, submission, quote)
    assert "Looks like" not in hints_of(desk, submission, quote, own=known.pk)


@pytest.mark.parametrize(
    "quote",
    [
        "We ask for other things altogether, and for so many of them that nobody would mistake it.",
        "Article 24(2) should",
        QUOTE[:60] + "to nothing of the kind, since it stands well as it stands, in our view.",
        "",
        "[…]",
        "\n\n",
    ],
)
def test_other_passage_is_not_alike(desk, submission, quote):
    RecommendationFactory(submission=submission, passage=QUOTE)
    assert "Looks like" not in hints_of(desk, submission, quote)


def test_short_passage_is_alike_when_it_is_equal(desk, submission):
    RecommendationFactory(submission=submission, passage="Delete Article 9.")
    assert "the same passage" in hints_of(desk, submission, "delete  article 9.")
    assert "Looks like" not in hints_of(desk, submission, "Delete Article 8.")


def test_same_passage_in_another_submission_is_no_sign(desk, submission):
    other = SubmissionFactory(treaty=submission.treaty)
    RecommendationFactory(submission=other, passage=QUOTE)
    assert "Looks like" not in hints_of(desk, submission, QUOTE)


def test_like_title_comes_before_like_passages(submission):
    for number in range(4):
        RecommendationFactory(submission=submission, number=str(number), passage=QUOTE)
    wanted = RecommendationFactory(submission=submission, title="Narrow the powers of article 24")
    profile = similar_recommendations.Profile(
        submission, "Narrow the powers of Article 24", QUOTE, frozenset()
    )
    first, *others = similar_recommendations.similar_to(profile)
    assert first.recommendation == wanted
    assert [one.reason for one in others] == ["the same passage"] * 2


def test_repeated_passage_is_said_after_saving_and_never_refused(desk, submission):
    RecommendationFactory(submission=submission, number="7", passage=QUOTE)
    page = desk.get(ADD, {"submission": submission.pk})
    data = filled(page, title="Quite another title", quote=QUOTE, cross_cutting="on")
    answer = desk.post(ADD, data, follow=True)
    assert "7 of Comments</a>: the same passage" in answer.text
    assert Recommendation.objects.count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_comparing_passages_costs_the_same_whatever_is_alike(
    submission, number, django_assert_num_queries
):
    for row in range(number):
        RecommendationFactory(submission=submission, number=str(row), passage=QUOTE)
    profile = similar_recommendations.Profile(submission, "Another title", QUOTE, frozenset())
    with django_assert_num_queries(3):
        assert len(similar_recommendations.similar_to(profile)) == number
