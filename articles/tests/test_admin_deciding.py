"""Deciding at the desk what became of articles: one suggestion after the other, both texts shown."""

import pytest
from django.urls import reverse

from articles.lineage.suggestion_run import store
from articles.models import Succession
from articles.tests.editors import messages, sign_in
from articles.tests.factories import SuccessionFactory, TreatyFactory
from articles.tests.test_suggest_successions import (
    AFTER,
    BEFORE,
    add_article,
    make_draft,
    prose,
    told,
)

pytestmark = pytest.mark.django_db
State = Succession.State


@pytest.fixture
def drafts():
    treaty = TreatyFactory()
    return make_draft(treaty, 1, BEFORE), make_draft(treaty, 2, AFTER)


@pytest.fixture
def suggested(drafts):
    store([drafts[0]], [drafts[1]])
    return drafts


def address(draft):
    return reverse("admin:articles_draft_decide", args=[draft.pk])


def act(desk, page, name, **fields):
    """Press a button of the page, and return the page that comes."""
    row = page.context["page"].row
    data = {"act": name, "row": row.key if row else ""}
    if row and row.succession:
        data["seen"] = row.succession.state
    request = page.request
    where = request["PATH_INFO"] + "?" + request["QUERY_STRING"]
    return desk.post(where, data | fields, follow=True)


def shown(page):
    """Return the row that is shown, in numbers."""
    row = page.context["page"].row
    return row and (row.earlier and row.earlier.number, row.later and row.later.number)


def test_one_suggestion_after_the_other_is_decided_until_none_is_left(desk, suggested):
    page = desk.get(address(suggested[1]))
    assert "6 of 6 left" in page.text
    seen = []
    while shown(page):
        seen.append(shown(page))
        page = act(desk, page, "confirm")
    assert seen == [("1", "1"), ("2", None), ("3", "2"), ("4", "3"), ("5", "4"), (None, "5")]
    assert "All is decided" in page.text
    assert {row.state for row in Succession.objects.all()} == {State.CONFIRMED}
    assert {row.decided_by for row in Succession.objects.all()} == {desk.editor}
    compare = reverse("compare", args=[suggested[0].treaty.slug, "draft-1", "draft-2"])
    assert compare in page.text
