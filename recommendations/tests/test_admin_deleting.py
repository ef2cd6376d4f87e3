"""What is deleted at the desk is what was seen there."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import IntegrityError
from django.urls import reverse

from articles.admin.deletion import DeletionAdmin
from articles.tests.editors import address, messages
from recommendations.models import Passage, Recommendation
from recommendations.tests.factories import RecommendationFactory

pytestmark = pytest.mark.django_db

LIST = "admin:recommendations_recommendation_changelist"


@pytest.fixture
def recommendation():
    return RecommendationFactory(title="Narrow it", passage="Narrow it.")


def change(recommendation):
    """Do an hour's work on it in another window."""
    Passage.objects.create(recommendation=recommendation, exact="An hour of work.", position=1)


def confirm(desk, recommendation):
    page = desk.get(address(recommendation, "delete"))
    return {"post": "yes", "_version": page.context["version"]}


def choose(desk, *recommendations, **more):
    keys = [recommendation.pk for recommendation in recommendations]
    data = {"action": "delete_selected", ACTION_CHECKBOX_NAME: keys} | more
    return desk.post(reverse(LIST), data, follow=True)


def test_what_was_seen_is_deleted(desk, recommendation):
    data = confirm(desk, recommendation)
    desk.post(address(recommendation, "delete"), data)
    assert not Recommendation.objects.exists()


def test_what_was_changed_since_stays_and_is_shown_again(desk, recommendation):
    data = confirm(desk, recommendation)
    change(recommendation)
    answer = desk.post(address(recommendation, "delete"), data, follow=True)
    assert Recommendation.objects.count() == 1
    assert "Nothing is deleted: it was changed since you looked." in messages(answer)
    assert "An hour of work." in answer.content.decode()
    desk.post(address(recommendation, "delete"), confirm(desk, recommendation))
    assert not Recommendation.objects.exists()


def test_ticked_rows_are_deleted_as_they_were_seen(desk, recommendation):
    other = RecommendationFactory(submission=recommendation.submission)
    page = choose(desk, recommendation, other)
    choose(desk, recommendation, other, post="yes", _version=page.context["version"])
    assert not Recommendation.objects.exists()


def test_ticked_rows_stay_where_one_was_changed_since(desk, recommendation):
    other = RecommendationFactory(submission=recommendation.submission)
    page = choose(desk, recommendation, other)
    change(other)
    answer = choose(desk, recommendation, other, post="yes", _version=page.context["version"])
    assert Recommendation.objects.count() == 2
    assert "some of it was changed since you looked" in messages(answer)


@pytest.mark.parametrize("method", ["delete_model", "delete_queryset"])
def test_a_part_that_comes_in_at_the_same_moment_is_told(desk, recommendation, method, monkeypatch):
    def refuse(*_arguments):
        raise IntegrityError

    monkeypatch.setattr(DeletionAdmin, method, refuse)
    if method == "delete_model":
        data = confirm(desk, recommendation)
        answer = desk.post(address(recommendation, "delete"), data, follow=True)
    else:
        version = choose(desk, recommendation).context["version"]
        answer = choose(desk, recommendation, post="yes", _version=version)
    assert Recommendation.objects.count() == 1
    assert "somebody added something to it" in messages(answer)
