import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.test import RequestFactory

from recommendations import publishing
from recommendations.publishing import Visibility, visibility
from recommendations.tests.factories import RecommendationFactory

pytestmark = pytest.mark.django_db


def request_of(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


@pytest.fixture
def visitor():
    return request_of(AnonymousUser())


@pytest.fixture
def editor():
    user = User.objects.create_user("editor", is_staff=True)
    for name in ("view_recommendation", "view_submission"):
        user.user_permissions.add(Permission.objects.get(codename=name))
    return request_of(user)


def test_what_never_was_public_is_hidden_from_visitors_and_a_preview_for_editors(visitor, editor):
    recommendation = RecommendationFactory()
    for thing in (recommendation, recommendation.submission):
        assert visibility(thing, visitor.user) is Visibility.HIDDEN
        assert visibility(thing, editor.user) is Visibility.PREVIEW


def test_what_is_published_is_public_for_all(visitor, editor):
    recommendation = RecommendationFactory(published=True)
    for thing in (recommendation, recommendation.submission):
        assert visibility(thing, visitor.user) is Visibility.PUBLIC
        assert visibility(thing, editor.user) is Visibility.PUBLIC


def test_withdrawn_recommendation_is_gone(visitor, editor):
    recommendation = RecommendationFactory(published=True)
    publishing.withdraw(recommendation)
    assert visibility(recommendation, visitor.user) is Visibility.GONE
    assert visibility(recommendation, editor.user) is Visibility.PREVIEW
    assert visibility(recommendation.submission, visitor.user) is Visibility.PUBLIC


def test_published_recommendation_goes_with_its_withdrawn_submission(visitor):
    recommendation = RecommendationFactory(published=True)
    publishing.withdraw(recommendation.submission)
    assert visibility(recommendation, visitor.user) is Visibility.GONE
    assert visibility(recommendation.submission, visitor.user) is Visibility.GONE


BACK_TO = {
    "review": [publishing.submit_for_review],
    "draft": [publishing.submit_for_review, publishing.return_to_draft],
}


@pytest.mark.parametrize("acts", BACK_TO.values(), ids=BACK_TO)
def test_what_was_public_stays_gone_while_it_is_worked_on_again(visitor, acts):
    recommendation = RecommendationFactory(published=True)
    for thing in (recommendation, recommendation.submission):
        for act in (publishing.withdraw, *acts):
            act(thing)
        assert visibility(recommendation, visitor.user) is Visibility.GONE
        assert thing in type(thing).objects.withdrawn()
    assert visibility(recommendation.submission, visitor.user) is Visibility.GONE


PUBLISHED_APART = {
    "submission first": ("submission", "recommendation"),
    "recommendation first": ("recommendation", "submission"),
}


@pytest.mark.parametrize("names", PUBLISHED_APART.values(), ids=PUBLISHED_APART)
def test_what_was_published_and_its_submission_too_but_never_both_stays_hidden(visitor, names):
    recommendation = RecommendationFactory()
    things = {"recommendation": recommendation, "submission": recommendation.submission}
    for name in names:
        publishing.publish(things[name])
        publishing.withdraw(things[name])
    recommendation.refresh_from_db()
    assert visibility(recommendation, visitor.user) is Visibility.HIDDEN
    assert not type(recommendation).objects.withdrawn().exists()
    assert visibility(recommendation.submission, visitor.user) is Visibility.GONE


def test_draft_of_a_withdrawn_submission_stays_hidden(visitor):
    submission = RecommendationFactory(published=True).submission
    draft = RecommendationFactory(submission=submission)
    publishing.withdraw(submission)
    assert visibility(draft, visitor.user) is Visibility.HIDDEN


def test_staff_without_the_permission_is_a_visitor():
    clerk = request_of(User.objects.create_user("clerk", is_staff=True))
    assert visibility(RecommendationFactory(), clerk.user) is Visibility.HIDDEN
