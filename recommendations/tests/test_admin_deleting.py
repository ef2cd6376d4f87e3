"""What is deleted at the desk is what was seen there."""

import pytest

from articles.tests.editors import address, confirmed, delete_ticked, filled, messages
from recommendations.models import Passage, Recommendation
from recommendations.tests.factories import RecommendationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def recommendation():
    return RecommendationFactory(title="Narrow it", passage="Narrow it.")


def change(recommendation):
    """Do an hour's work on it in another window."""
    Passage.objects.create(recommendation=recommendation, exact="An hour of work.", position=1)


def test_what_was_seen_is_deleted(desk, recommendation):
    data = confirmed(desk, recommendation)
    desk.post(address(recommendation, "delete"), data)
    assert not Recommendation.objects.exists()


def test_what_was_changed_since_stays_and_is_shown_again(desk, recommendation):
    data = confirmed(desk, recommendation)
    change(recommendation)
    answer = desk.post(address(recommendation, "delete"), data, follow=True)
    assert Recommendation.objects.count() == 1
    assert "Not deleted: this has changed since you opened the page." in messages(answer)
    assert "An hour of work." in answer.content.decode()
    desk.post(address(recommendation, "delete"), confirmed(desk, recommendation))
    assert not Recommendation.objects.exists()


def test_what_changed_since_is_named_field_by_field(desk, recommendation):
    data = confirmed(desk, recommendation)
    page = address(recommendation)
    desk.post(page, filled(desk.get(page), title="Narrow it further"))
    change(recommendation)
    answer = desk.post(address(recommendation, "delete"), data, follow=True)
    since = answer.text.partition("What changed since you looked")[2].partition("</section>")[0]
    assert "<ins" in since
    assert "further" in since
    assert str(desk.editor) in since
    assert "An hour of work." in since
    assert "What changed since" not in desk.get(address(recommendation, "delete")).text


@pytest.mark.parametrize("since", ["", "made up", "a-1.2", "a-99999999999999999999.1", "\0"])
def test_made_up_version_shows_no_changes_and_asks_all_the_same(desk, recommendation, since):
    page = desk.get(address(recommendation, "delete"), {"since": since})
    assert page.status_code == 200
    assert "What changed since" not in page.text


def test_ticked_rows_are_deleted_as_they_were_seen(desk, recommendation):
    other = RecommendationFactory(submission=recommendation.submission)
    page = delete_ticked(desk, recommendation, other)
    delete_ticked(desk, recommendation, other, post="yes", _version=page.context["version"])
    assert not Recommendation.objects.exists()


def test_ticked_rows_stay_where_one_was_changed_since(desk, recommendation):
    other = RecommendationFactory(submission=recommendation.submission)
    page = delete_ticked(desk, recommendation, other)
    change(other)
    answer = delete_ticked(
        desk, recommendation, other, post="yes", _version=page.context["version"]
    )
    assert Recommendation.objects.count() == 2
    assert "some of it has changed since you opened the page" in messages(answer)


@pytest.mark.parametrize("data", [{"post": "yes"}, {"post": "yes", "_version": "made up"}])
def test_what_nobody_looked_at_is_not_deleted(desk, recommendation, data):
    answer = desk.post(address(recommendation, "delete"), data, follow=True)
    assert "Not deleted" in messages(answer)
    answer = delete_ticked(desk, recommendation, **data)
    assert "Not deleted" in messages(answer)
    assert Recommendation.objects.count() == 1
