"""A recommendation is moved to another submission at the desk, as long as nobody has seen it."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.tests.editors import address, filled
from recommendations import publishing
from recommendations.models import Recommendation
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def recommendation():
    return RecommendationFactory()


@pytest.fixture
def other(recommendation):
    """Another submission that takes the recommendation as it is."""
    drafts = list(recommendation.submission.drafts.all())
    return SubmissionFactory(treaty=recommendation.submission.treaty, drafts=drafts)


def publish(recommendation):
    publishing.publish(recommendation.submission)
    publishing.publish(recommendation)


def publish_alone(recommendation):
    publishing.publish(recommendation)


def publish_and_withdraw(recommendation):
    publish(recommendation)
    publishing.withdraw(recommendation)


def move(desk, recommendation, submission):
    page = desk.get(address(recommendation))
    data = filled(page, title="Moved", submission=submission.pk)
    assert desk.post(address(recommendation), data).status_code == 302
    recommendation.refresh_from_db()
    assert recommendation.title == "Moved"
    return recommendation.submission


def restore(desk, recommendation, record):
    past = f"{address(recommendation, 'history')}{record.history_id}/"
    version = desk.get(past).context["version"]
    assert desk.post(past, {"_version": version}).status_code == 302
    recommendation.refresh_from_db()
    return recommendation.submission


BOUND = pytest.mark.parametrize("act", [publish, publish_alone, publish_and_withdraw])


@BOUND
def test_what_is_published_or_was_public_stays_in_its_submission(desk, recommendation, other, act):
    act(recommendation)
    assert move(desk, recommendation, other) != other


@BOUND
def test_restoring_does_not_move_what_is_published_or_was_public(desk, other, act):
    recommendation = RecommendationFactory(submission=other, title="Before")
    was = recommendation.history.first()
    submission = SubmissionFactory(treaty=other.treaty, drafts=list(other.drafts.all()))
    move(desk, recommendation, submission)
    act(recommendation)
    assert restore(desk, recommendation, was) == submission
    assert recommendation.title == "Before"


def test_permalink_outlives_the_attempt_to_move_it(desk, recommendation, other):
    publish(recommendation)
    move(desk, recommendation, other)
    assert Client().get(recommendation.get_absolute_url()).status_code == 200
    publishing.withdraw(recommendation)
    assert Client().get(recommendation.get_absolute_url()).status_code == 410
    (row,) = Client().get("/api/v1/withdrawn/").json()["results"]
    assert row["identity"] == recommendation.key


def test_draft_is_moved_and_moved_back_by_restoring(desk, recommendation, other):
    before, was = recommendation.submission, recommendation.history.first()
    assert move(desk, recommendation, other) == other
    assert restore(desk, recommendation, was) == before


def test_what_was_published_alone_is_moved_once_it_is_withdrawn(desk, recommendation, other):
    publishing.publish(recommendation)
    publishing.withdraw(recommendation)
    assert move(desk, recommendation, other) == other


def test_number_that_is_taken_is_named_where_the_submission_stays(desk, recommendation):
    publish(recommendation)
    taken = RecommendationFactory(submission=recommendation.submission).number
    page = desk.get(address(recommendation))
    answer = desk.post(address(recommendation), filled(page, number=taken))
    assert "already has a recommendation with this number" in answer.content.decode()


def test_page_still_says_to_its_scripts_which_submission_it_is(desk, recommendation):
    told = f'<input type="hidden" name="submission" value="{recommendation.submission_id}">'
    assert told not in desk.get(address(recommendation)).content.decode()
    publish(recommendation)
    assert told in desk.get(address(recommendation)).content.decode()


def test_new_recommendation_is_entered_in_any_submission(desk, recommendation, other):
    add = reverse("admin:recommendations_recommendation_add")
    publish(recommendation)
    page = desk.get(add, {"submission": recommendation.submission_id})
    data = filled(page, submission=other.pk, title="New", number="9", action="general")
    assert desk.post(add, data).status_code == 302
    assert Recommendation.objects.get(title="New").submission == other
