"""Deciding at the desk what became of articles: one suggestion after the other, in both texts."""

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
    data = {"act": name, "row": row.key if row else "", "said": page.context["page"].said_token}
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


def test_both_texts_stand_beside_each_other_with_what_changed_in_them(desk, suggested):
    provision = suggested[1].articles.get(number="3").provisions.get()
    provision.texts.update(text=f"{prose(4)} All of it.")
    page = desk.get(address(suggested[1]), {"row": key_of("4", "3")})
    assert "<ins> All of it.</ins>" in page.text
    assert "Article 4 · A/TEST" in page.text
    assert "Article 3 · A/TEST" in page.text
    assert "The same heading" in page.text


def key_of(earlier, later):
    row = Succession.objects.get(ancestor__number=earlier, descendant__number=later)
    return f"s{row.pk}"


def test_what_was_rejected_is_not_suggested_again_and_can_be_reopened(desk, suggested):
    page = desk.get(address(suggested[1]), {"row": key_of("4", "3")})
    page = act(desk, page, "reject")
    assert shown(page) == ("5", "4")
    assert "2 articles without any suggestion" in page.text
    assert "Rejected: not suggested again" in page.text
    store([suggested[0]], [suggested[1]])
    assert ("4", "3", "rejected") in told()
    page = act(desk, desk.get(address(suggested[1]), {"row": key_of("4", "3")}), "reopen")
    assert ("4", "3", "suggested") in told()
    assert shown(page) == ("4", "3")


@pytest.mark.parametrize("name", ["confirm", "reject"])
def test_last_decision_is_taken_back(desk, suggested, name):
    page = act(desk, desk.get(address(suggested[1])), name)
    page = act(desk, page, "undo", seen=page.context["undo_token"])
    assert shown(page) == ("1", "1")
    row = Succession.objects.get(ancestor__number="1")
    assert (row.state, row.decided_by, row.decided_at) == (State.SUGGESTED, None, None)
    assert "Taken back" in messages(page)
    assert not page.context["last"]
    assert [record.state for record in row.history.order_by("history_id")] == [
        "suggested", {"confirm": "confirmed", "reject": "rejected"}[name], "suggested",
    ]  # fmt: skip


def test_decisions_are_taken_back_one_after_the_other(desk, suggested):
    page = act(desk, act(desk, desk.get(address(suggested[1])), "confirm"), "confirm")
    page = act(desk, page, "undo", seen=page.context["undo_token"])
    assert shown(page) == ("2", None)
    page = act(desk, page, "undo", seen=page.context["undo_token"])
    assert shown(page) == ("1", "1")
    assert not Succession.objects.confirmed().exists()


def test_undo_takes_back_what_the_page_offered_and_nothing_else(desk, suggested):
    page = act(desk, desk.get(address(suggested[1])), "confirm")
    offered = page.context["undo_token"]
    page = act(desk, page, "confirm")
    page = act(desk, page, "undo", seen=offered)
    assert "what you decided last is another by now" in messages(page)
    assert Succession.objects.confirmed().count() == 2


def test_undoing_a_rejection_brings_back_who_had_confirmed_it(desk, client, suggested):
    page = desk.get(address(suggested[1]), {"row": key_of("4", "3")})
    act(desk, page, "confirm")
    first, editor = Succession.objects.get(ancestor__number="4"), desk.editor
    second = sign_in(client, "second")
    Succession.objects.get(pk=first.pk).decide(State.REJECTED, second)
    page = client.get(address(suggested[1]))
    act(client, page, "undo", seen=page.context["undo_token"])
    row = Succession.objects.get(pk=first.pk)
    decided = row.state, row.decided_by, row.decided_at
    assert decided == (State.CONFIRMED, editor, first.decided_at)


def test_undoing_the_rejection_of_a_link_by_hand_keeps_the_link(desk, suggested):
    article = suggested[0].articles.get(number="2")
    page = desk.get(address(suggested[1]), {"row": f"a{article.pk}", "with": "Article 5: Pirates"})
    act(desk, page, "join", **{"with": "Article 5: Pirates"})
    row = Succession.objects.get(ancestor__number="2", descendant__number="5")
    row.decide(State.REJECTED, desk.editor)
    page = desk.get(address(suggested[1]))
    act(desk, page, "undo", seen=page.context["undo_token"])
    assert Succession.objects.get(pk=row.pk).state == State.CONFIRMED


def test_link_by_hand_does_not_overturn_what_another_decided_meanwhile(desk, suggested):
    article = suggested[0].articles.get(number="2")
    page = desk.get(address(suggested[1]), {"row": f"a{article.pk}", "with": "Article 5: Pirates"})
    rejected = SuccessionFactory(
        ancestor=article, descendant=suggested[1].articles.get(number="5"), state=State.REJECTED
    )
    page = act(desk, page, "join", **{"with": "Article 5: Pirates"})
    assert "somebody else has decided something of these articles" in messages(page)
    rejected.refresh_from_db()
    assert rejected.state == State.REJECTED


def test_nobody_takes_back_what_another_decided(desk, client, suggested):
    act(desk, desk.get(address(suggested[1])), "confirm")
    sign_in(client, "second")
    assert not client.get(address(suggested[1])).context["last"]


def test_decision_of_another_editor_is_not_overwritten(desk, suggested):
    page = desk.get(address(suggested[1]), {"row": key_of("4", "3")})
    row = Succession.objects.get(ancestor__number="4")
    row.decide(State.REJECTED, desk.editor)
    page = act(desk, page, "confirm", seen="suggested")
    assert "is rejected by now, decided by editor" in messages(page)
    row.refresh_from_db()
    assert row.state == State.REJECTED


def test_suggestion_that_is_gone_is_told(desk, suggested):
    page = desk.get(address(suggested[1]), {"row": key_of("4", "3")})
    Succession.objects.get(ancestor__number="4").delete()
    page = act(desk, page, "confirm")
    assert "somebody else has deleted it" in messages(page)


# ── by hand ──────────────────────────────────────────────────────────────────


def test_article_is_marked_as_dropped_in_place_of_what_is_suggested(desk, suggested):
    page = desk.get(address(suggested[1]), {"row": key_of("4", "3")})
    page = act(desk, page, "dropped")
    assert ("4", "dropped", "confirmed") in told()
    assert ("4", "3", "rejected") in told()
    assert page.context["page"].row.key != f"a{suggested[0].articles.get(number='4').pk}"
    page = act(desk, page, "undo", seen=page.context["undo_token"])
    assert ("4", "dropped", "confirmed") not in told()
    assert ("4", "3", "suggested") in told()


def test_article_is_marked_as_new(desk, suggested):
    page = desk.get(address(suggested[1]), {"row": key_of("4", "3")})
    act(desk, page, "new")
    assert ("new", "3", "confirmed") in told()
    assert ("4", "3", "rejected") in told()


def test_dropped_article_cannot_live_on_as_well(desk, suggested):
    SuccessionFactory(
        ancestor=suggested[0].articles.get(number="4"),
        descendant=None,
        dropped_in=suggested[1],
        state=State.CONFIRMED,
    )
    page = desk.get(address(suggested[1]), {"row": key_of("4", "3")})
    page = act(desk, page, "confirm")
    assert "the earlier article was dropped" in messages(page)
    assert ("4", "3", "suggested") in told()


def test_link_is_added_by_hand_after_both_were_seen(desk, suggested):
    article = suggested[0].articles.get(number="2")
    page = desk.get(address(suggested[1]), {"row": f"a{article.pk}", "with": "Article 5: Pirates"})
    assert "Confirm that these belong together" in page.text
    assert "Article 2 · A/TEST" in page.text
    assert "Article 5 · A/TEST" in page.text
    page = act(desk, page, "join", **{"with": "Article 5: Pirates"})
    assert ("2", "5", "confirmed") in told()
    row = Succession.objects.get(ancestor__number="2", descendant__number="5")
    assert row.decided_by == desk.editor
    assert row.reasons == "Entered by hand"
    page = act(desk, page, "undo", seen=page.context["undo_token"])
    assert not Succession.objects.filter(pk=row.pk).exists()


def test_number_alone_names_an_article_and_what_there_is_not_is_told(desk, suggested):
    article = suggested[0].articles.get(number="2")
    page = desk.get(address(suggested[1]), {"row": f"a{article.pk}", "with": "article 5"})
    assert page.context["page"].other.number == "5"
    page = desk.get(address(suggested[1]), {"row": f"a{article.pk}", "with": "Article 55"})
    assert "There is no article “Article 55” to choose." in page.text
    page = act(desk, page, "join", **{"with": "Article 55"})
    assert "There is no article “Article 55” to choose." in messages(page)
    assert ("2", "5", "confirmed") not in told()


def test_article_of_which_nothing_is_said_is_counted_and_can_be_decided(desk, suggested):
    add_article(suggested[1], "6", "Late", prose("late"))
    page = desk.get(address(suggested[1]))
    assert "7 of 7 left" in page.text
    assert "1 article without any suggestion" in page.text
    article = suggested[1].articles.get(number="6")
    page = desk.get(address(suggested[1]), {"row": f"a{article.pk}"})
    assert "Nothing is suggested of this article." in page.text
    act(desk, page, "new")
    assert ("new", "6", "confirmed") in told()


# ── many at once ─────────────────────────────────────────────────────────────


def test_all_above_a_score_are_confirmed_after_a_preview(desk, suggested):
    Succession.objects.filter(ancestor__number="5").update(score=0.5)
    page = desk.get(address(suggested[1]), {"above": "90"})
    sure = page.context["page"].sure
    assert [row.score for row in sure] == sorted(row.score for row in sure)
    assert ("5", "4") not in {
        (r.earlier and r.earlier.number, r.later and r.later.number) for r in sure
    }
    data = {"act": "above", "above": "90", "token": page.context["page"].sure_token}
    page = desk.post(address(suggested[1]), data, follow=True)
    assert f"{len(sure)} suggestions confirmed." in messages(page)
    assert Succession.objects.confirmed().count() == len(sure)
    page = act(desk, page, "undo", seen=page.context["undo_token"])
    assert not Succession.objects.confirmed().exists()


def test_many_are_not_confirmed_once_they_are_others(desk, suggested):
    page = desk.get(address(suggested[1]), {"above": "0"})
    Succession.objects.filter(ancestor__number="5").update(score=0.5)
    data = {"act": "above", "above": "0", "token": page.context["page"].sure_token}
    page = desk.post(address(suggested[1]), data, follow=True)
    assert "changed since the preview" in messages(page)
    assert not Succession.objects.confirmed().exists()


@pytest.mark.parametrize("given", ["x", "101", "-1"])
def test_score_that_is_none_is_told(desk, suggested, given):
    assert "Enter a score from 0 to 100." in desk.get(address(suggested[1]), {"above": given}).text


# ── which texts, who, how much ───────────────────────────────────────────────


def test_documents_of_one_stage_are_decided_together(desk, suggested):
    beside = make_draft(suggested[0].treaty, 2, [("7", "Beside", prose("beside"))], slug="beside")
    page = desk.get(address(beside))
    assert "7 of 7 left" in page.text
    assert "1 article without any suggestion" in page.text


def test_first_draft_of_a_treaty_says_what_is_missing(desk):
    page = desk.get(address(make_draft(TreatyFactory(), 1, BEFORE)))
    assert "No draft of an earlier stage" in page.text


@pytest.mark.parametrize("query", [
    {"row": "s999999"}, {"row": "x"}, {"row": "a0"}, {"language": "xx"}, {"from": "x"},
])  # fmt: skip
def test_what_cannot_be_shown_is_told_or_left_out(desk, suggested, query):
    assert desk.get(address(suggested[1]), query).status_code == 200


@pytest.mark.parametrize("name", ["", "x", "join", "new"])
def test_act_that_cannot_be_is_told(desk, suggested, name):
    page = desk.get(address(suggested[1]), {"row": key_of("1", "1")})
    page = act(desk, page, name) if name != "new" else act(desk, page, "undo", seen="")
    assert messages(page)
    assert not Succession.objects.confirmed().exists()


def test_only_who_may_change_successions_decides(client, suggested):
    sign_in(client, "reviewer", ("Reviewer",))
    assert client.get(address(suggested[1])).status_code == 403
    assert client.post(address(suggested[1]), {"act": "confirm"}).status_code == 403


def test_what_is_left_in_all_treaties_is_listed(desk, suggested):
    page = desk.get(reverse("admin:articles_succession_undecided"))
    assert f"{address(suggested[1])}?from={suggested[0].pk}" in page.text
    assert "6 suggestions" in page.text
    Succession.objects.update(state=State.CONFIRMED)
    page = desk.get(reverse("admin:articles_succession_undecided"))
    assert "Nothing is left to decide." in page.text


@pytest.mark.parametrize("more", [0, 2])
def test_page_asks_the_same_number_of_queries(desk, suggested, django_assert_num_queries, more):
    for n in range(more):
        earlier = add_article(suggested[0], f"1{n}", f"More {n}", prose(f"more{n}"))
        later = add_article(suggested[1], f"2{n}", f"More {n}", prose(f"more{n}"))
        SuccessionFactory(ancestor=earlier, descendant=later, state=State.SUGGESTED)
    desk.get(address(suggested[1]))
    with django_assert_num_queries(19):
        desk.get(address(suggested[1]), {"row": key_of("4", "3")})


def undecided(desk):
    pairs = desk.get(reverse("admin:articles_succession_undecided")).context["pairs"]
    return [(earlier.slug, later.slug, count) for earlier, later, count, _to in pairs]


def test_list_of_what_is_left_counts_what_the_page_has_left(desk, suggested):
    assert undecided(desk) == [("draft-1", "draft-2", 6)]
    assert "6 of 6 left" in desk.get(address(suggested[1])).text
    Succession.objects.exclude(ancestor=None).update(state=State.CONFIRMED)
    assert undecided(desk) == [("draft-1", "draft-2", 1)]


def test_documents_of_one_stage_are_listed_once(desk, suggested):
    beside = make_draft(suggested[0].treaty, 2, [("7", "Beside", prose("beside"))], slug="beside")
    Succession.objects.create(
        ancestor=suggested[0].articles.get(number="2"), descendant=beside.articles.get()
    )
    [(_earlier, _later, count)] = undecided(desk)
    assert count == 7
    assert "7 of 7 left" in desk.get(address(suggested[1])).text
