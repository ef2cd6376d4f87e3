"""What the recommendation page asks for while somebody types."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Provision
from articles.tests.factories import ArticleFactory, DraftFactory
from recommendations.admin.recommendation_form import (
    LONGEST,
    following,
    free_after,
    next_number,
)
from recommendations.models import Proposal
from recommendations.tests.factories import SubmissionFactory

pytestmark = pytest.mark.django_db

NUMBERS = st.from_regex(r"[a-z .]{0,18}[0-9]{0,4}[a-z]?", fullmatch=True)
PLACES, REDLINE = reverse("admin:desk_places"), reverse("admin:desk_redline")


@pytest.fixture
def submission():
    draft = DraftFactory(symbol="A/AC.291/22")
    ArticleFactory(draft=draft, number="24", heading="Conditions and safeguards")
    ArticleFactory(draft=DraftFactory(treaty=draft.treaty), number="24", heading="Elsewhere")
    return SubmissionFactory(treaty=draft.treaty, drafts=[draft])


def test_places_are_those_of_the_submissions_drafts(desk, submission):
    answer = desk.get(PLACES, {"submission": submission.pk, "typed": "24(2)(b)"}).json()
    assert answer["places"] == [
        {
            "text": "Article 24(2)(b) of A/AC.291/22",
            "heading": "Conditions and safeguards",
            "note": "new, will be added as a stub",
        }
    ]
    assert not Provision.objects.exists()


@pytest.mark.parametrize("typed", ["Conditions and saf", "Conditions and", "Article 24. Cond"])
def test_words_of_a_heading_that_look_like_an_enumeration_are_one_place(desk, submission, typed):
    answer = desk.get(PLACES, {"submission": submission.pk, "typed": typed}).json()
    assert [place["text"] for place in answer["places"]] == ["Article 24 of A/AC.291/22"]
    assert "before" not in answer


@pytest.mark.parametrize("typed", ["", "nowhere", "\0", "24(²)", "x" * 5000])
def test_what_is_no_place_is_said(desk, submission, typed):
    answer = desk.get(PLACES, {"submission": submission.pk, "typed": typed}).json()
    assert answer == {"places": [], "note": "This place was not found."}


@pytest.mark.parametrize("key", ["", "abc", "999", "9" * 30, "²", "-1", "\0"])
def test_places_need_a_submission(desk, key):
    answer = desk.get(PLACES, {"submission": key, "typed": "24"}).json()
    assert "submission" in answer["note"]


def test_redline_is_the_servers_and_escaped(desk):
    answer = desk.post(REDLINE, {"base": "may <b>", "proposed": "shall <b>"})
    assert answer.content.decode() == "<del>may</del><ins>shall</ins> &lt;b&gt;"
    assert not Proposal.objects.exists()


def test_redline_of_long_texts_waits_for_saving(desk):
    answer = desk.post(REDLINE, {"base": "a " * 20_000, "proposed": "b"})
    assert "after saving" in answer.content.decode()


def test_lookups_are_for_editors(client, submission):
    assert client.get(PLACES, {"submission": submission.pk, "typed": "24"}).status_code == 302
    assert client.post(REDLINE).status_code == 302
    client.force_login(User.objects.create_user("clerk", is_staff=True))
    assert client.get(PLACES, {"submission": submission.pk, "typed": "24"}).status_code == 403
    assert client.post(REDLINE).status_code == 403


@pytest.mark.parametrize(
    ("number", "after"),
    [
        ("6.1", "6.2"),
        ("9", "10"),
        ("2.9", "2.10"),
        ("3a", "4a"),
        ("6.01", "6.02"),
        ("R-099", "R-100"),
        ("II", ""),
        ("", ""),
        ("Recommendation no. 9", ""),
        ("9" * 5000, ""),
    ],
)
def test_following_number(number, after):
    assert following(number) == after


def test_next_number_is_free(submission):
    assert next_number(submission) == "1"
    for number in ("2.1", "2.2", "2.10", "3"):
        submission.recommendations.create(number=number, title="T", action="amend")
    assert next_number(submission) == "4"
    assert next_number(submission, after="2.1") == "2.3"
    assert next_number(submission, after="IV") == ""


def test_next_number_is_left_open_where_none_fits(submission):
    for figure in range(1, 10):
        title = f"Recommendation no. {figure}"
        submission.recommendations.create(number=title, title="T", action="amend")
    assert next_number(submission) == ""


@given(taken=st.sets(NUMBERS), start=NUMBERS)
def test_free_number_is_never_taken_and_always_fits(taken, start):
    found = free_after(start, taken)
    assert found not in taken - {""}
    assert len(found) <= LONGEST
