"""A submission is moved to another draft: to the same places, and what has none stays."""

import pytest
from django.urls import reverse

from articles.tests.editors import sign_in
from articles.tests.factories import (
    ArticleFactory,
    DivisionFactory,
    DraftFactory,
    ProvisionFactory,
)
from recommendations import publishing
from recommendations.models import Target
from recommendations.reassigning import Reassignment
from recommendations.tests.factories import (
    OutcomeFactory,
    ProposalFactory,
    RecommendationFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def old():
    return DraftFactory(stage=1)


@pytest.fixture
def new(old):
    return DraftFactory(treaty=old.treaty, stage=1)


@pytest.fixture
def submission(old):
    return SubmissionFactory(treaty=old.treaty, drafts=[old])


@pytest.fixture
def recommendation(submission, old, new):
    """On Article 5 of the old draft, which the new one has too."""
    ArticleFactory(draft=new, number="5")
    article = ArticleFactory(draft=old, number="5")
    return RecommendationFactory(submission=submission, articles=[article])


def address(submission):
    return reverse("admin:recommendations_submission_reassign", args=[submission.pk])


def look(desk, submission, old, new):
    return desk.post(address(submission), {"old": old.pk, "new": new.pk})


def confirm(desk, page, submission):
    return desk.post(address(submission), dict(page.context["hidden"]), follow=True)


def test_targets_move_to_the_same_numbers_after_a_preview(
    desk, submission, recommendation, old, new
):
    proposal = ProposalFactory(target=recommendation.targets.get())
    before = recommendation.updated_at
    page = look(desk, submission, old, new)
    assert "Article 5" in page.content.decode()
    assert recommendation.targets.get().draft == old
    confirm(desk, page, submission)
    target = recommendation.targets.get()
    assert target.article == new.articles.get(number="5")
    assert target.proposals.get() == proposal
    assert list(submission.drafts.all()) == [new]
    recommendation.refresh_from_db()
    assert recommendation.updated_at > before
    for row in (target, recommendation, submission):
        assert row.history.first().history_user == desk.editor


def test_provisions_and_divisions_move_too(desk, submission, old, new):
    here, there = (ArticleFactory(draft=draft, number="7") for draft in (old, new))
    deep, same = (
        ProvisionFactory(article=article, kind="paragraph", number="2", eid="art_7__para_2")
        for article in (here, there)
    )
    chapters = [DivisionFactory(draft=draft, kind="chapter", number="IV") for draft in (old, new)]
    recommendation = RecommendationFactory(submission=submission, articles=[here])
    Target.objects.update(provision=deep)
    recommendation.targets.create(division=chapters[0], position=1)
    confirm(desk, look(desk, submission, old, new), submission)
    first, second = recommendation.targets.order_by("position")
    assert (first.article, first.provision) == (there, same)
    assert second.division == chapters[1]


def test_what_has_no_counterpart_stays_and_so_does_its_draft(desk, recommendation, old, new):
    submission = recommendation.submission
    lonely = ArticleFactory(draft=old, number="99")
    other = RecommendationFactory(submission=submission, articles=[lonely])
    deep = ProvisionFactory(
        article=ArticleFactory(draft=old, number="8"), kind="paragraph", eid="art_8__para_1"
    )
    ArticleFactory(draft=new, number="8")
    recommendation.targets.create(article=deep.article, provision=deep, position=1)
    page = look(desk, submission, old, new)
    text = page.content.decode()
    assert "Without a counterpart" in text
    assert "Article 99" in text
    assert len(page.context["left"]) == 2
    confirm(desk, page, submission)
    assert other.targets.get().article == lonely
    assert set(submission.drafts.all()) == {old, new}
    assert recommendation.targets.first().draft == new


def test_published_recommendations_stay_within_the_rules(desk, recommendation, old, new):
    submission = recommendation.submission
    publishing.publish(submission)
    publishing.publish(recommendation)
    confirm(desk, look(desk, submission, old, new), submission)
    recommendation.refresh_from_db()
    assert publishing.broken_rules(recommendation) == []
    assert recommendation.is_public
    assert recommendation.targets.get().draft == new


def test_target_that_would_stand_twice_is_refused(desk, recommendation, old, new):
    recommendation.targets.create(article=new.articles.get(number="5"), position=1)
    page = look(desk, recommendation.submission, old, new)
    text = page.content.decode()
    assert "already has this article as a target" in text
    assert "Nothing can be moved" in text
    confirm(desk, page, recommendation.submission)
    assert recommendation.targets.filter(article__draft=old).exists()
    assert list(recommendation.submission.drafts.all()).count(old) == 1


def test_outcome_must_still_be_in_a_later_stage(desk, recommendation, old):
    later = DraftFactory(treaty=old.treaty, stage=2)
    ArticleFactory(draft=later, number="5")
    OutcomeFactory(recommendation=recommendation, draft=later)
    page = look(desk, recommendation.submission, old, later)
    assert "not in a later stage" in page.content.decode()


def test_nothing_moves_when_it_changed_after_the_preview(desk, recommendation, old, new):
    submission = recommendation.submission
    page = look(desk, submission, old, new)
    recommendation.touch()
    recommendation.save()
    answer = confirm(desk, page, submission)
    assert "Check the preview again" in answer.content.decode()
    assert recommendation.targets.get().draft == old


def test_recommendations_of_others_stay(desk, recommendation, old, new):
    other = RecommendationFactory(
        submission=SubmissionFactory(treaty=old.treaty),
        articles=[recommendation.targets.get().article],
    )
    confirm(desk, look(desk, recommendation.submission, old, new), recommendation.submission)
    assert other.targets.get().draft == old


@pytest.mark.parametrize("data", [{}, {"old": "x", "new": "\0"}, {"old": "9" * 30, "new": "1"}])
def test_junk_is_asked_again(desk, submission, data):
    answer = desk.post(address(submission), data)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_drafts_must_be_two_of_one_treaty(desk, submission, old):
    answer = look(desk, submission, old, old)
    assert "two different drafts" in answer.content.decode()
    assert look(desk, submission, old, DraftFactory()).context["form"].errors
    with pytest.raises(publishing.Refused):
        Reassignment(submission, old, DraftFactory(), None).run()


def test_reassigning_is_for_those_who_may_change_it(client, recommendation, old, new):
    submission = recommendation.submission
    sign_in(client, groups=["Editor"])
    change = reverse("admin:recommendations_submission_change", args=[submission.pk])
    assert address(submission) in client.get(change).content.decode()
    publishing.publish(recommendation)
    page = look(client, submission, old, new)
    assert "You do not have permission to change this" in page.content.decode()
    publishing.publish(submission)
    assert client.get(address(submission)).status_code == 403
    assert client.get(address(submission).replace(str(submission.pk), "999")).status_code == 404
