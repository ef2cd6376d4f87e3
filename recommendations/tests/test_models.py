"""What the database and `full_clean()` refuse on this floor, in words for an editor."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from articles.tests.factories import ArticleFactory, DivisionFactory, ProvisionFactory
from recommendations.models import (
    Organisation,
    Outcome,
    Proposal,
    Recommendation,
    Submission,
    Target,
)
from recommendations.tests.factories import (
    OrganisationFactory,
    OutcomeFactory,
    ProposalFactory,
    RecommendationFactory,
    SubmissionFactory,
    TargetFactory,
    ThemeFactory,
)

pytestmark = [pytest.mark.core, pytest.mark.django_db]


def refusal(row):
    """Return the messages with which full_clean() refuses a row, all in one string."""
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    return " ".join(caught.value.messages)


def test_a_target_is_an_article_or_a_division():
    recommendation = RecommendationFactory(articles=[])
    assert "Choose one" in refusal(Target(recommendation=recommendation))
    both = Target(
        recommendation=recommendation, article=ArticleFactory(), division=DivisionFactory()
    )
    assert "Choose one" in refusal(both)


def test_a_provision_of_a_target_belongs_to_its_article():
    target = TargetFactory.build(
        recommendation=RecommendationFactory(articles=[]),
        article=ArticleFactory(),
        provision=ProvisionFactory(),
    )
    assert "another article" in refusal(target)


def test_the_same_place_is_a_target_once_but_can_be_inserted_beside_more_than_once():
    target = TargetFactory()
    again = Target(recommendation=target.recommendation, article=target.article)
    assert "already" in refusal(again)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
    for label in ("2 bis", "2 ter"):
        Target.objects.create(
            recommendation=target.recommendation,
            article=target.article,
            relation="after",
            new_label=label,
        )


def test_only_an_insertion_has_a_new_label():
    target = TargetFactory()
    target.new_label = "3 bis"
    assert "has a new label" in refusal(target)


@pytest.mark.parametrize(("relation", "base"), [("at", ""), ("after", "Base words")])
def test_base_wording_is_empty_exactly_for_an_insertion(relation, base):
    proposal = Proposal(target=TargetFactory(relation=relation), base=base, proposed="New words")
    assert "base" in refusal(proposal).lower()


def test_a_proposal_changes_something():
    same = Proposal(target=TargetFactory(), base="Same", proposed="Same")
    assert "are the same" in refusal(same)


def test_an_outcome_is_given_once_and_with_its_grounds():
    outcome = OutcomeFactory()
    again = Outcome(
        recommendation=outcome.recommendation, draft=outcome.draft, verdict="partly", evidence="x"
    )
    assert "has an outcome" in refusal(again)
    bare = Outcome(recommendation=RecommendationFactory(), draft=outcome.draft, verdict="adopted")
    assert "evidence" in refusal(bare)
    bare.status = "confirmed"
    assert "note" in refusal(bare)


def test_an_organisation_signs_once_and_is_not_deleted_while_it_does():
    submission = SubmissionFactory()
    (organisation,) = submission.authors
    again = submission.signatures.model(submission=submission, organisation=organisation)
    assert "already" in refusal(again)
    with pytest.raises(ProtectedError):
        organisation.delete()


def test_a_submission_with_recommendations_and_a_draft_with_targets_are_not_deleted():
    recommendation = RecommendationFactory()
    for held in (recommendation.submission, recommendation.targets.get().draft):
        with pytest.raises(ProtectedError):
            held.delete()


def test_themes_have_two_levels():
    lower = ThemeFactory(parent=ThemeFactory())
    assert "two levels" in refusal(ThemeFactory.build(parent=lower))
    lower.parent.parent = ThemeFactory()
    assert "within it, so it cannot" in refusal(lower.parent)


def test_a_number_stands_once_in_its_submission_and_numbers_sort_by_value():
    submission = SubmissionFactory()
    for number in ("2.10", "2.2", "1"):
        RecommendationFactory(submission=submission, number=number)
    rows = Recommendation.objects.filter(submission=submission)
    assert [row.number for row in rows] == ["1", "2.2", "2.10"]
    twin = Recommendation(submission=submission, number="1", title="Twin", action="amend")
    assert "this number" in refusal(twin)


def test_the_quote_is_its_passages_joined():
    recommendation = RecommendationFactory(passage="We recommend")
    recommendation.passages.create(exact="the deletion of that item.", position=1)
    assert recommendation.quote == "We recommend […] the deletion of that item."


def test_keys_are_short_random_and_easy_to_read():
    keys = {RecommendationFactory().key for _ in range(5)}
    assert len(keys) == 5
    assert all(len(key) == 6 and not set(key) & set("aeiouy01l") for key in keys)


def test_organisations_are_found_by_any_of_their_names():
    organisation = OrganisationFactory(
        name="Asociación de Ejemplo", acronym="AE", other_names="Example Association\nExempel"
    )
    for words in ("asociacion", "ae", "EXAMPLE assoc", "exempel"):
        assert list(Organisation.objects.named_like(words)) == [organisation]
    assert not Organisation.objects.named_like("nobody").exists()


@pytest.mark.parametrize(
    ("relation", "label"),
    [("at", "Article 24(2)"), ("after", "new 2 bis after Article 24(2)")],
)
def test_a_target_is_labelled_as_it_is_cited(relation, label):
    provision = ProvisionFactory(article__number="24", number="2")
    new = "2 bis" if relation != "at" else ""
    target = Target(
        article=provision.article, provision=provision, relation=relation, new_label=new
    )
    assert target.label == label


def test_a_redline_is_computed_from_the_two_texts():
    proposal = ProposalFactory(base="Each may adopt", proposed="Each shall adopt")
    assert [run.op for run in proposal.redline] == ["=", "-", "+", "="]


def test_submissions_come_newest_first_and_undated_ones_last():
    undated, old, new = (SubmissionFactory(date=date) for date in ("", "2022", "2023-07"))
    assert list(Submission.objects.all()) == [new, old, undated]
    rows = [RecommendationFactory(submission=row) for row in (undated, old, new)]
    assert list(Recommendation.objects.all()) == rows[::-1]


def test_a_partial_date_of_a_submission_is_checked_and_spanned():
    submission = SubmissionFactory(date="2024-02")
    assert submission.last_day.day == 29
    submission.date = "2024-02-31"
    with pytest.raises(ValidationError, match="Enter a date as"):
        submission.full_clean()
