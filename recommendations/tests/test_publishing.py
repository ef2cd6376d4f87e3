"""Publishing: what is complete becomes public, what is not is refused in words."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from articles.tests.factories import ArticleFactory
from recommendations import publishing
from recommendations.models import Organisation, Recommendation, State, Submission
from recommendations.tests.factories import (
    ProposalFactory,
    RecommendationFactory,
    SubmissionFactory,
)

pytestmark = [pytest.mark.core, pytest.mark.django_db]


def public():
    return set(Recommendation.objects.published())


def test_a_recommendation_is_public_when_it_and_its_submission_are():
    recommendation = RecommendationFactory()
    publishing.publish(recommendation)
    assert public() == set()
    publishing.publish(recommendation.submission)
    assert public() == {recommendation}


def test_withdrawing_the_submission_takes_its_recommendations_along():
    recommendation = RecommendationFactory(published=True)
    assert Organisation.objects.published().exists()
    publishing.withdraw(recommendation.submission)
    assert public() == set()
    assert not Organisation.objects.published().exists()


@pytest.mark.parametrize(
    ("act", "path"),
    [
        (publishing.return_to_draft, []),
        (publishing.withdraw, []),
        (publishing.publish, [publishing.publish]),
        (publishing.submit_for_review, [publishing.publish]),
        (publishing.return_to_draft, [publishing.publish, publishing.withdraw]),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(act, path):
    submission = SubmissionFactory()
    for step in path:
        step(submission)
    before = submission.state
    with pytest.raises(publishing.Refused, match="cannot change from"):
        act(submission)
    submission.refresh_from_db()
    assert submission.state == before


def test_what_is_withdrawn_can_be_published_again_under_its_first_date():
    recommendation = RecommendationFactory(published=True)
    first = recommendation.published_at
    publishing.withdraw(recommendation)
    publishing.publish(recommendation)
    assert recommendation.published_at == first


def test_recommendation_is_public_since_both_were_published_together():
    recommendation = RecommendationFactory()
    submission = recommendation.submission
    publishing.publish(recommendation)
    assert recommendation.public_since is None
    publishing.publish(submission)
    recommendation.refresh_from_db()
    assert recommendation.public_since == submission.published_at
    later = RecommendationFactory(submission=submission, published=True)
    assert later.public_since == later.published_at


def test_what_was_published_apart_is_public_since_the_second_time():
    recommendation = RecommendationFactory()
    submission = recommendation.submission
    publishing.publish(submission)
    publishing.withdraw(submission)
    publishing.publish(recommendation)
    publishing.publish(submission)
    recommendation.refresh_from_db()
    assert recommendation.public_since > recommendation.published_at > submission.published_at


def test_recommendation_stays_public_since_the_first_time():
    recommendation = RecommendationFactory(published=True)
    first = recommendation.public_since
    for thing in (recommendation, recommendation.submission):
        publishing.withdraw(thing)
        publishing.publish(thing)
        recommendation.refresh_from_db()
        assert recommendation.public_since == first


def test_submission_dates_those_alone_that_are_published_in_it():
    submission = SubmissionFactory()
    draft, withdrawn = (RecommendationFactory(submission=submission) for _ in range(2))
    publishing.publish(withdrawn)
    publishing.withdraw(withdrawn)
    publishing.publish(submission)
    for row in (draft, withdrawn):
        row.refresh_from_db()
        assert row.public_since is None


@pytest.mark.django_db(transaction=True)
def test_what_is_published_in_the_same_moment_as_its_submission_is_public_since_then():
    recommendation = RecommendationFactory()

    def publish_submission():
        with closing(connection):
            return publishing.publish(Submission.objects.get())

    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            publishing.publish(recommendation)
            beside = pool.submit(publish_submission)
            with pytest.raises(TimeoutError):
                beside.result(timeout=0.3)
        submission = beside.result()
    recommendation.refresh_from_db()
    assert recommendation.public_since == submission.published_at


def test_a_submission_without_an_author_is_not_published():
    submission = SubmissionFactory()
    submission.signatures.update(role="endorser")
    with pytest.raises(publishing.Refused, match="at least one author"):
        publishing.publish(submission)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda r: r.targets.all().delete(), "needs a target"),
        (lambda r: r.passages.all().delete(), "at least one passage"),
        (lambda r: r.themes.clear(), "at least one theme"),
        (lambda r: type(r).objects.update(cross_cutting=True), "only one of the two"),
        (lambda r: r.targets.update(article=ArticleFactory()), "another treaty"),
        (
            lambda r: r.submission.drafts.set(
                [ArticleFactory(draft__treaty=r.submission.treaty).draft]
            ),
            "does not comment on the draft",
        ),
        (lambda r: ProposalFactory(target=r.targets.get(), base=""), "empty for an insertion"),
    ],
)
def test_an_incomplete_recommendation_is_not_published(spoil, message):
    recommendation = RecommendationFactory()
    spoil(recommendation)
    with pytest.raises(publishing.Refused, match=message):
        publishing.publish(recommendation)
    recommendation.refresh_from_db()
    assert recommendation.state == State.DRAFT


def test_every_fault_is_named_at_once():
    recommendation = RecommendationFactory()
    recommendation.targets.all().delete()
    recommendation.passages.all().delete()
    assert len(publishing.broken_rules(recommendation)) == 2


def test_history_says_who_published():
    editor = get_user_model().objects.create_user("editor")
    submission = SubmissionFactory()
    publishing.publish(submission, by=editor)
    entry = Submission.history.first()
    assert (entry.state, entry.history_user) == (State.PUBLISHED, editor)


def test_publishing_marks_the_moment_of_change():
    submission = SubmissionFactory()
    before = submission.updated_at
    publishing.publish(submission)
    assert submission.updated_at > before


@pytest.mark.parametrize("act", [publishing.publish, publishing.withdraw])
def test_what_somebody_entered_is_published_and_withdrawn_by_somebody_else(act, settings):
    settings.REVIEW_OWN_ENTRIES = False
    author, other = (get_user_model().objects.create_user(name) for name in ("author", "other"))
    thing = RecommendationFactory(published=act is publishing.withdraw, created_by=author)
    before = thing.state
    with pytest.raises(publishing.Refused, match="You entered this yourself"):
        act(thing, by=author)
    thing.refresh_from_db()
    assert thing.state == before
    act(thing, by=other)
    assert thing.state != before


def test_rule_of_two_people_holds_for_submissions_and_whoever_it_is(settings):
    settings.REVIEW_OWN_ENTRIES = False
    submission = SubmissionFactory(
        created_by=get_user_model().objects.create_superuser("above all")
    )
    with pytest.raises(publishing.Refused):
        publishing.publish(submission, by=submission.created_by)


def test_own_entries_are_reviewed_where_the_site_allows_it(settings):
    settings.REVIEW_OWN_ENTRIES = True
    author = get_user_model().objects.create_user("author")
    assert publishing.publish(SubmissionFactory(created_by=author), by=author).is_public


def test_handing_own_entries_to_review_takes_nobody_else(settings):
    settings.REVIEW_OWN_ENTRIES = False
    author = get_user_model().objects.create_user("author")
    submission = SubmissionFactory(created_by=author)
    assert publishing.submit_for_review(submission, by=author).state == State.IN_REVIEW
    assert publishing.return_to_draft(submission, by=author).state == State.DRAFT
