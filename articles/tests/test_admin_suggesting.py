"""Suggesting at the desk what became of the articles of a draft: choose, look, store."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Succession
from articles.tests.editors import messages, sign_in
from articles.tests.factories import DraftFactory, TreatyFactory
from articles.tests.test_suggest_successions import AFTER, BEFORE, SUGGESTED, make_draft, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts():
    treaty = TreatyFactory()
    return make_draft(treaty, 1, BEFORE), make_draft(treaty, 2, AFTER)


def address(draft):
    return reverse("admin:articles_draft_suggest", args=[draft.pk])


def test_page_of_a_draft_leads_to_what_became_of_its_articles(desk, drafts):
    page = desk.get(reverse("admin:articles_draft_change", args=[drafts[0].pk]))
    assert address(drafts[0]) in page.text
    page = desk.get(address(drafts[0]))
    assert "Choose the other draft" not in page.text
    assert page.context["form"]["others"].initial == [drafts[1]]


@pytest.mark.parametrize("here", [0, 1])
def test_what_is_suggested_is_shown_first_and_stored_on_confirmation(desk, drafts, here):
    """From the earlier draft as from the later: the stages say which is which."""
    page = desk.get(address(drafts[here]), {"others": drafts[1 - here].pk})
    assert "4 became, 1 dropped, 1 new: 6 added" in page.text
    assert "The same heading; the same words" in page.text
    assert not Succession.objects.exists()
    fields = {"others": drafts[1 - here].pk, "confirmed": page.context["run"].token}
    answer = desk.post(address(drafts[here]), fields, follow=True)
    assert told() == SUGGESTED
    assert "4 became, 1 dropped, 1 new: 6 added" in messages(answer)
    assert Succession.history.first().history_user == desk.editor
    page = desk.get(address(drafts[here]), {"others": drafts[1 - here].pk})
    assert "There is nothing to store" in page.text


def test_what_was_not_shown_is_not_stored(desk, drafts):
    fields = {"others": drafts[1].pk, "confirmed": "of another time"}
    answer = desk.post(address(drafts[0]), fields, follow=True)
    assert "changed since the preview" in messages(answer)
    assert answer.context["run"].changes_something
    assert not Succession.objects.exists()


@pytest.mark.parametrize(("value", "error"), [
    ("", "Choose the other draft."), ("x", "is not a valid value"), ("999999", "not one of the"),
])  # fmt: skip
def test_a_choice_that_cannot_be_is_told(desk, drafts, value, error):
    DraftFactory(pk=999999)
    data = {"show": "yes"} | ({"others": value} if value else {})
    assert error in desk.get(address(drafts[0]), data).text


def test_drafts_of_several_stages_are_refused(desk, drafts):
    third = make_draft(drafts[0].treaty, 3, AFTER)
    page = desk.get(address(drafts[0]), {"others": [drafts[1].pk, third.pk]})
    assert "not of one stage" in page.text


def test_documents_of_the_same_stage_are_compared_together(desk, drafts):
    treaty = drafts[0].treaty
    half = make_draft(treaty, 2, AFTER[4:], slug="half", partial=True)
    rest = make_draft(treaty, 2, AFTER[:4], slug="rest", partial=True)
    data = {"others": drafts[0].pk, "beside": [rest.pk, drafts[1].pk]}
    page = desk.get(address(half), data)
    assert "nothing is suggested as dropped" not in page.text
    assert "nothing is suggested as dropped" in desk.get(address(half), data | {"beside": []}).text


def test_a_draft_alone_says_what_to_do(desk):
    draft = make_draft(TreatyFactory(), 1, BEFORE)
    assert "Read the text of one in first" in desk.get(address(draft)).text


def test_who_may_not_enter_successions_may_not_suggest_them(client, drafts):
    sign_in(client, groups=["Reviewer"])
    assert client.get(address(drafts[0])).status_code == 403
    page = client.get(reverse("admin:articles_draft_change", args=[drafts[0].pk]))
    assert address(drafts[0]) not in page.text


def test_after_a_text_was_read_in_it_is_offered(desk, drafts):
    later = DraftFactory(treaty=drafts[0].treaty, stage=3)
    page = reverse("admin:articles_draft_read_in", args=[later.pk])
    file = SimpleUploadedFile("text.txt", b"Article 1\nLamps\nThe lamp burns at night.\n")
    shown = desk.post(page, {"file": file}, follow=True)
    kept = shown.redirect_chain[-1][0]
    while "is still being read" in shown.text:
        shown = desk.get(kept)
    fields = {
        "key": shown.context["key"],
        "confirmed": shown.context["preview"].plan.token,
    }
    answer = desk.post(page, fields, follow=True)
    assert f'<a href="{address(later)}">Suggest what became of its articles</a>' in messages(answer)
