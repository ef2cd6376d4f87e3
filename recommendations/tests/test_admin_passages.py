"""At the desk a passage that is not in its document needs a reviewer's word before it is public."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client
from django.urls import reverse

from articles.tests.editors import address, filled, messages, sign_in
from recommendations import publishing
from recommendations.models import Passage, Recommendation, State, Submission
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

WORDS = "We ask that article 24 be narrowed."
REASON = "The scan was read wrongly."


@pytest.fixture
def submission():
    return SubmissionFactory(text=f"First.\f{WORDS} We ask for review.", published=True)


@pytest.fixture
def recommendation(submission):
    return RecommendationFactory(submission=submission, passage="reveiw")


def post(desk, thing, button=None, **changes):
    """Save the form of a recommendation with changes, and press a button."""
    data = filled(desk.get(address(thing)), **changes)
    return desk.post(address(thing), data | ({"_act": button} if button else {}), follow=True)


def fields_of(desk, recommendation):
    """Return the fields of the row of its first passage."""
    passages, *_others = desk.get(address(recommendation)).context["inline_admin_formsets"]
    return passages.formset.forms[0].fields


def state_of(recommendation):
    return Recommendation.objects.get(pk=recommendation.pk).state


@pytest.fixture
def public(recommendation):
    """A recommendation whose passage was public before the text of its document was read."""
    recommendation.passages.update(not_found_reason=REASON)
    publishing.publish(recommendation)
    recommendation.passages.update(not_found_reason="")
    return recommendation


def test_publishing_is_refused_and_names_the_passage(desk, recommendation):
    answer = post(desk, recommendation, "publish")
    assert "“reveiw” is not in the text of the document" in answer.content.decode()
    assert state_of(recommendation) == State.DRAFT


def test_reviewer_gives_the_reason_in_the_form(desk, recommendation):
    page = desk.get(address(recommendation)).content.decode()
    assert "Not found in the document’s text" in page
    post(desk, recommendation, "publish", **{"passages-0-not_found_reason": REASON})
    passage = Passage.objects.get()
    assert (passage.not_found_reason, passage.accepted_by) == (REASON, desk.editor)
    assert state_of(recommendation) == State.PUBLISHED


def test_reason_is_asked_for_where_words_are_not_found_and_nowhere_else(desk, recommendation):
    def is_asked(answer):
        passages, *_others = answer.context["inline_admin_formsets"]
        return not passages.formset.forms[0]["not_found_reason"].is_hidden

    assert is_asked(desk.get(address(recommendation)))
    post(desk, recommendation, "publish", **{"passages-0-exact": WORDS})
    assert not is_asked(desk.get(address(recommendation)))
    assert is_asked(post(desk, recommendation, **{"passages-0-exact": "reviwe"}))


def test_editor_who_does_not_review_cannot_give_it(client, recommendation):
    sign_in(client, groups=["Editor"])
    assert "not_found_reason" not in fields_of(client, recommendation)
    post(client, recommendation, **{"passages-0-not_found_reason": REASON, "title": "Another"})
    passage = Passage.objects.get()
    assert (passage.not_found_reason, passage.accepted_by) == ("", None)


def test_reviewer_cannot_give_it_for_what_they_entered(desk, recommendation, settings):
    settings.REVIEW_OWN_ENTRIES = False
    Recommendation.objects.update(created_by=desk.editor)
    assert "not_found_reason" not in fields_of(desk, recommendation)


def test_reason_lapses_with_the_words_that_it_was_given_for(desk, recommendation):
    post(desk, recommendation, **{"passages-0-not_found_reason": REASON})
    post(desk, recommendation, **{"passages-0-exact": "reviwe"})
    passage = Passage.objects.get()
    assert (passage.not_found_reason, passage.accepted_by) == ("", None)


@pytest.mark.parametrize("passage", ["exact", "quote"])
def test_what_is_public_takes_no_new_words_that_are_not_found(desk, recommendation, passage):
    post(desk, recommendation, "publish", **{"passages-0-exact": WORDS})
    assert state_of(recommendation) == State.PUBLISHED
    name = "passages-0-exact" if passage == "exact" else "quote"
    answer = post(desk, recommendation, **{name: "reviwe"})
    assert "“reviwe” is not in the text of the document" in answer.content.decode()
    assert list(Passage.objects.values_list("exact", "text_check")) == [(WORDS, "found")]


def test_what_is_public_is_saved_with_what_was_not_found_before(desk, public):
    post(desk, public, title="Mended")
    public.refresh_from_db()
    assert public.title == "Mended"


def test_reason_of_what_is_public_is_not_taken_away(desk, public):
    post(desk, public, **{"passages-0-not_found_reason": REASON})
    answer = post(desk, public, **{"passages-0-not_found_reason": ""})
    assert "is not in the text of the document" in answer.content.decode()
    assert Passage.objects.get().not_found_reason == REASON


def test_many_are_not_published_at_once_without_it(desk, recommendation):
    other = RecommendationFactory(submission=recommendation.submission, passage=WORDS)
    answer = desk.post(
        reverse("admin:recommendations_recommendation_changelist"),
        {"action": "publish_chosen", ACTION_CHECKBOX_NAME: [recommendation.pk, other.pk]},
        follow=True,
    )
    assert "“reveiw” is not in the text of the document" in answer.content.decode()


def test_move_to_another_submission_looks_there(desk, recommendation):
    other = SubmissionFactory(text="reveiw", treaty=recommendation.submission.treaty)
    other.drafts.set(recommendation.submission.drafts.all())
    post(desk, recommendation, submission=other.pk)
    assert Passage.objects.get().text_check == Passage.Check.FOUND


def test_restoring_words_of_what_is_public_needs_it_too(desk, recommendation):
    record = recommendation.history.latest()
    post(desk, recommendation, "publish", **{"passages-0-exact": WORDS})
    history = f"{address(recommendation, 'history')}{record.history_id}/"
    version = desk.get(history).context["version"]
    answer = desk.post(history, {"_version": version}, follow=True)
    assert "“reveiw” is not in the text of the document" in messages(answer)
    assert Passage.objects.get().exact == WORDS


def test_text_that_is_read_out_of_a_file_judges_the_passages(recommendation):
    Submission.objects.update(text="")
    assert Passage.objects.get().text_check == Passage.Check.NOT_CHECKED
    Submission.objects.filter(text="").update(text=WORDS)
    assert Passage.objects.get().text_check == Passage.Check.NOT_FOUND
    assert Client().get(recommendation.get_absolute_url()).status_code == 404


def test_new_row_stands_after_those_that_are_pasted_or_not_in_the_form(desk, recommendation):
    page = desk.get(address(recommendation))
    data = filled(page, quote="Pasted first.\n\nPasted second.")
    index = int(data["passages-TOTAL_FORMS"])
    data |= {"passages-TOTAL_FORMS": str(index + 1), f"passages-{index}-exact": "A row of its own."}
    assert desk.post(address(recommendation), data).status_code == 302
    positions = list(recommendation.passages.values_list("position", flat=True))
    assert len(set(positions)) == len(positions) == index + 3
    assert recommendation.passages.last().exact == "A row of its own."
