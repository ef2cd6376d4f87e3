"""The walk over the rules of what is asked: each is broken behind the back of the models."""

import pytest
from django.core.management import CommandError, call_command

from articles import redline
from articles.models import Draft
from articles.tests.factories import ArticleFactory, DraftFactory, ProvisionFactory, SessionFactory
from recommendations import data_checks
from recommendations.models import Organisation, Recommendation, Submission, Target, Theme
from recommendations.tests.everything import make_everything
from recommendations.tests.factories import (
    OutcomeFactory,
    RecommendationFactory,
    SubmissionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def recommendation():
    return make_everything()


def messages():
    return [finding.message for finding in data_checks.findings()]


def test_sound_rows_give_no_findings(recommendation):
    assert messages() == []


def test_walk_costs_the_same_queries_for_one_and_three(django_assert_num_queries):
    make_everything("first")
    with django_assert_num_queries(24):
        messages()
    make_everything("second")
    make_everything("third")
    with django_assert_num_queries(24):
        messages()


def test_theme_below_the_second_level_is_found():
    deep = ThemeFactory(slug="deep", parent=ThemeFactory(parent=ThemeFactory()))
    assert [str(f) for f in data_checks.themes()] == ["theme deep: is deeper than the second level"]
    Theme.objects.filter(pk=deep.pk).update(parent=deep)
    assert len(list(data_checks.themes())) == 1


def test_stale_values_are_found(recommendation):
    Organisation.objects.filter(slug="endorser-convention").update(folded="old", sort_key="old")
    Submission.objects.update(first_day="1999-01-01")
    Recommendation.objects.update(sort_key="old", folded="old")
    assert messages() == [
        "folded is not up to date",
        "sort_key is not up to date",
        "first_day is not up to date",
        "sort_key is not up to date",
        "folded is not up to date",
    ]


def test_date_that_is_none_is_found():
    SubmissionFactory()
    Submission.objects.update(date="never")
    assert messages() == ["first_day is not up to date", "last_day is not up to date"]


def test_submission_on_another_treaty_is_found():
    submission = SubmissionFactory(drafts=[DraftFactory()])
    Submission.objects.filter(pk=submission.pk).update(session=SessionFactory())
    assert messages() == [
        "the session belongs to another treaty",
        "comments on a draft of another treaty",
    ]


def test_file_that_is_lost_or_other_is_found(recommendation):
    Submission.objects.update(sha256="0")
    assert messages() == ["its file does not match the recorded SHA-256"]
    submission = Submission.objects.get()
    submission.file.storage.delete(submission.file.name)
    assert messages() == ["its file is missing from storage"]


def test_published_rows_must_be_publishable(recommendation):
    recommendation.submission.signatures.all().delete()
    recommendation.themes.clear()
    recommendation.passages.all().delete()
    recommendation.refresh_folded()
    assert messages() == [
        "A published submission needs at least one author among its signatures.",
        "It needs at least one passage: the words of the source that say it.",
        "It needs at least one theme.",
    ]


def test_unpublished_rows_may_be_unfinished_but_not_contradictory():
    RecommendationFactory(articles=[]).themes.clear()
    assert messages() == []
    mixed = RecommendationFactory()
    Recommendation.objects.filter(pk=mixed.pk).update(cross_cutting=True)
    assert len(messages()) == 1
    assert "marked cross-cutting and has targets" in messages()[0]


def test_base_of_a_proposal_is_empty_for_an_insertion_alone(recommendation):
    Target.objects.filter(relation="after").update(relation="at", new_label="")
    assert [m for m in messages() if "empty for an insertion" in m] == [
        "At Article 24 bis: leave the base wording empty for an insertion, and only then."
    ]


def test_provision_of_another_article_is_found(recommendation):
    Target.objects.filter(provision__isnull=False).update(provision=ProvisionFactory())
    assert any(m.endswith("the provision belongs to another article") for m in messages())


def test_redline_that_does_not_give_the_wordings_back_is_found(recommendation, monkeypatch):
    monkeypatch.setattr(redline, "base_of", lambda runs: "else")
    assert len([m for m in messages() if "does not match the two wordings" in m]) == 2


def test_outcome_must_lie_in_a_later_stage_of_the_same_treaty(recommendation):
    Draft.objects.update(stage=3)
    later = Draft.objects.get(slug="draft-2")
    assert messages() == [f"the outcome in {later} is not in a later stage of the text"] * 2


def test_outcome_in_another_treaty_or_of_another_target_is_found():
    recommendation = RecommendationFactory()
    elsewhere = OutcomeFactory(recommendation=recommendation)
    other = RecommendationFactory(articles=[ArticleFactory()], submission=recommendation.submission)
    foreign = OutcomeFactory(recommendation=recommendation, target=other.targets.get())
    assert f"the outcome in {elsewhere.draft} is in another treaty" in messages()
    expected = f"the outcome in {foreign.draft} is about a target of another recommendation"
    assert expected in messages()


def test_command_prints_each_finding_and_fails(recommendation, capsys):
    Recommendation.objects.update(sort_key="old")
    with pytest.raises(CommandError, match="1 finding"):
        call_command("check_data")
    line = f"recommendation {recommendation.key}: sort_key is not up to date\n"
    assert capsys.readouterr().out == line


def test_command_is_content_with_an_empty_database(capsys):
    call_command("check_data")
    assert capsys.readouterr().out == "Every rule holds.\n"
