"""How submissions and recommendations are cited."""

import pytest

from articles.tests.factories import SessionFactory
from recommendations.exchange.citations.text import (
    authors,
    citation,
    submission_citation,
)
from recommendations.models import Recommendation, Submission
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
)

URL = "https://example.org/recommendations/k3f9x2/"


def make_submission(*names, **values):
    organisations = [OrganisationFactory(name=name) for name in names]
    return SubmissionFactory(title="Comments on the draft", authors=organisations, **values)


@pytest.mark.django_db
def test_recommendation_is_cited_with_its_source_and_address(django_assert_num_queries):
    session = SessionFactory(title="Sixth session", treaty__short_title="Cybercrime Convention")
    submission = make_submission("Privacy First", "Digital Rights", session=session)
    submission.treaty = session.treaty
    submission.save()
    RecommendationFactory(submission=submission, number="6.1", title="Narrow it", articles=[])
    asked = Recommendation.objects.for_list().get()
    with django_assert_num_queries(0):
        cited = citation(asked, URL)
    assert cited == (
        "Privacy First and Digital Rights, “Comments on the draft”, Cybercrime Convention, "
        f"Sixth session, July 2023, recommendation 6.1: [Narrow it]. Treaty Tracker, {URL}"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pages", "words"), [([12], "6.1 on page 12: ["), ([9, 12, 9], "6.1 on pages 9, 12: [")]
)
def test_recommendation_is_cited_with_its_pages(pages, words):
    RecommendationFactory(number="6.1", articles=[])
    asked = Recommendation.objects.get()
    asked.passages.all().delete()
    for page in pages:
        asked.passages.create(exact="Narrow it.", page=page)
    assert words in citation(Recommendation.objects.for_list().get(), URL)


@pytest.mark.django_db
def test_submission_is_cited_without_what_is_not_known():
    submission = make_submission("Privacy First", date="")
    submission.signatures.update(name_as_signed="Privacy First (Chile)")
    submission.signatures.create(organisation=OrganisationFactory(), role="endorser")
    cited = submission_citation(Submission.objects.for_list().get(), URL)
    treaty = submission.treaty.short_title
    assert cited == (
        f"Privacy First (Chile), “Comments on the draft”, {treaty}. Treaty Tracker, {URL}"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("names", "words"),
    [
        ("A", "A"),
        ("AB", "A and B"),
        ("ABCDE", "A, B, C, D and E"),
        ("ABCDEF", "A, B, C and 3 others"),
    ],
)
def test_authors_are_named_or_counted(names, words):
    assert authors(make_submission(*names)) == words


@pytest.mark.django_db
def test_submission_without_authors_is_cited_by_its_title():
    submission = make_submission("A")
    submission.signatures.all().delete()
    assert submission_citation(submission, URL).startswith("“Comments on the draft”, ")
