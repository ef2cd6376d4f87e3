"""Acts on chosen rows: a preview that changes nothing, then all of it or none of it."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME as CHOSEN
from django.urls import reverse

from articles.tests.editors import messages, sign_in
from recommendations import bulk, publishing
from recommendations.models import Recommendation, State, Submission
from recommendations.tests.factories import (
    RecommendationFactory,
    SubmissionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def changelist(model="recommendation"):
    return reverse(f"admin:recommendations_{model}_changelist")


def look(desk, action, rows, model="recommendation", **data):
    keys = [row.pk for row in rows]
    return desk.post(changelist(model), {"action": action, CHOSEN: keys, **data})


def confirm(desk, page, model="recommendation"):
    """Post what the page of the preview holds."""
    data = {}
    for name, value in page.context["hidden"]:
        data.setdefault(name, []).append(value)
    return desk.post(changelist(model), data, follow=True)


def states():
    return dict(Recommendation.objects.values_list("pk", "state"))


def test_preview_tells_what_would_change_and_changes_nothing(desk):
    good, bad = RecommendationFactory(), RecommendationFactory()
    bad.themes.clear()
    records = good.history.count()
    page = look(desk, "publish_chosen", [good, bad])
    text = page.content.decode()
    assert "draft → published" in text
    assert "at least one theme" in text
    assert "style=" not in text
    assert set(states().values()) == {State.DRAFT}
    assert good.history.count() == records


def test_confirmed_acts_are_done_for_those_that_are_not_refused(desk):
    good, bad = RecommendationFactory(), RecommendationFactory()
    bad.themes.clear()
    answer = confirm(desk, look(desk, "publish_chosen", [good, bad]))
    assert "1 row changed" in messages(answer)
    assert states() == {good.pk: State.PUBLISHED, bad.pk: State.DRAFT}
    assert good.history.first().history_user == desk.editor
    assert "1 of them is not visible to readers yet" in messages(answer)


def test_all_or_none_when_something_changed_after_the_preview(desk):
    first, second = RecommendationFactory(), RecommendationFactory()
    page = look(desk, "publish_chosen", [first, second])
    second.passages.all().delete()
    answer = confirm(desk, page)
    assert "Not changed" in messages(answer)
    assert "at least one passage" in answer.content.decode()
    assert set(states().values()) == {State.DRAFT}


def test_what_was_deleted_meanwhile_is_refused():
    kept, gone = RecommendationFactory(), RecommendationFactory()
    rows = [kept, gone]
    Recommendation.objects.filter(pk=gone.pk).delete()
    result = bulk.apply_to_each(rows, bulk.state_change(publishing.publish, State.PUBLISHED, None))
    assert [row_result.row for row_result in result.changing] == [kept]
    assert [(row_result.row, *row_result.refusals) for row_result in result.refused] == [
        (gone, "Somebody else has deleted it.")
    ]


def test_confirmation_without_its_preview_changes_nothing(desk):
    row = RecommendationFactory()
    look(desk, "publish_chosen", [row], confirmed="x")
    assert states() == {row.pk: State.DRAFT}


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [
        ("review_chosen", [], State.IN_REVIEW),
        ("redraft_chosen", [publishing.submit_for_review], State.DRAFT),
        ("withdraw_chosen", [publishing.publish], State.WITHDRAWN),
    ],
)
@pytest.mark.parametrize("factory", [RecommendationFactory, SubmissionFactory])
def test_every_state_can_be_set(desk, factory, action, before, after):
    row = factory()
    for step in before:
        step(row)
    model = row._meta.model_name
    confirm(desk, look(desk, action, [row], model), model)
    row.refresh_from_db()
    assert row.state == after


def test_moves_that_make_no_sense_are_refused_each(desk):
    rows = [RecommendationFactory(published=True), RecommendationFactory()]
    page = look(desk, "withdraw_chosen", rows)
    assert [row_result.row for row_result in page.context["result"].refused] == rows[1:]
    assert "cannot change from" in page.content.decode()


def test_what_is_in_the_state_already_is_unchanged_and_not_refused(desk):
    already, new = RecommendationFactory(published=True), RecommendationFactory()
    page = look(desk, "publish_chosen", [already, new])
    result = page.context["result"]
    assert [row_result.row for row_result in result.unchanged] == [already]
    assert [row_result.row for row_result in result.changing] == [new]
    assert not result.refused
    assert "cannot change from" not in page.content.decode()


def test_what_was_withdrawn_stands_under_a_heading_of_its_own(desk):
    withdrawn, new = RecommendationFactory(), RecommendationFactory()
    publishing.publish(withdrawn)
    publishing.withdraw(withdrawn)
    page = look(desk, "publish_chosen", [withdrawn, new])
    groups = page.context["result"].by_change
    assert groups["withdrawn → published"] == [withdrawn]
    assert groups["draft → published"] == [new]
    assert "<h3>withdrawn → published" in page.content.decode()


def test_refusals_follow_the_button_each_reason_once(desk):
    rows = [RecommendationFactory() for _number in range(3)]
    for row in rows[1:]:
        row.themes.clear()
    page = look(desk, "publish_chosen", rows)
    text = page.content.decode()
    assert text.count("at least one theme") == 1
    assert text.index("What will change") < text.index("Change this one")
    assert text.index("Change this one") < text.index("<details")
    assert list(page.context["result"].by_refusal.values()) == [rows[1:]]


def test_what_one_entered_oneself_is_refused_to_publish(desk, settings):
    settings.REVIEW_OWN_ENTRIES = False
    row = RecommendationFactory(created_by=desk.editor)
    page = look(desk, "publish_chosen", [row])
    assert "somebody else must publish" in page.content.decode()
    assert not page.context["result"].changing


# ── themes ───────────────────────────────────────────────────────────────────


def test_themes_are_chosen_then_previewed_then_changed(desk):
    old, new = ThemeFactory(name="Old"), ThemeFactory(name="New")
    rows = [RecommendationFactory(themes=[old]) for _number in range(2)]
    kept = RecommendationFactory(themes=[new])
    page = look(desk, "themes_chosen", [*rows, kept])
    assert "3 recommendations are selected" in page.content.decode()
    choice = {"themes": "1", "add": [new.pk], "remove": [old.pk]}
    page = look(desk, "themes_chosen", [*rows, kept], **choice)
    assert "+ New, − Old" in page.content.decode()
    assert page.context["result"].unchanged[0].row == kept
    assert set(rows[0].themes.all()) == {old}
    before = rows[0].updated_at
    answer = confirm(desk, page)
    assert "2 rows changed" in messages(answer)
    for row in rows:
        row.refresh_from_db()
        assert set(row.themes.all()) == {new}
        assert row.history.first().history_user == desk.editor
        assert row.history.first().updated_at == row.updated_at
    assert rows[0].updated_at > before


def test_published_recommendation_keeps_a_theme(desk):
    theme = ThemeFactory()
    row = RecommendationFactory(themes=[theme], published=True)
    page = look(desk, "themes_chosen", [row], themes="1", remove=[theme.pk])
    assert "at least one theme" in page.content.decode()
    assert row.themes.exists()


def test_themes_of_what_is_public_are_not_an_editors_to_change(client):
    sign_in(client, groups=["Editor"])
    row = RecommendationFactory(published=True)
    page = look(client, "themes_chosen", [row], themes="1", add=[ThemeFactory().pk])
    assert "You do not have permission to change this" in page.content.decode()


@pytest.mark.parametrize("choice", [{}, {"add": "x"}, {"add": "\0"}, {"add": ["9" * 30]}])
def test_no_theme_or_junk_for_one_is_asked_again(desk, choice):
    page = look(desk, "themes_chosen", [RecommendationFactory()], themes="1", **choice)
    assert page.status_code == 200
    assert page.context["form"].errors


def test_one_theme_is_not_both_added_and_removed(desk):
    theme = ThemeFactory()
    choice = {"themes": "1", "add": [theme.pk], "remove": [theme.pk]}
    page = look(desk, "themes_chosen", [RecommendationFactory()], **choice)
    assert "not both" in page.content.decode()


def test_acts_in_bulk_are_for_those_who_may(client):
    sign_in(client, groups=["Editor"])
    row = RecommendationFactory()
    look(client, "publish_chosen", [row])
    assert states() == {row.pk: State.DRAFT}
    client.editor.groups.clear()
    assert look(client, "themes_chosen", [row]).status_code == 403


def test_more_than_can_be_read_is_too_much(desk, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 1)
    rows = [RecommendationFactory(), RecommendationFactory()]
    answer = desk.post(
        changelist(), {"action": "publish_chosen", CHOSEN: [row.pk for row in rows]}, follow=True
    )
    assert "at most 1 at once" in messages(answer)


def test_submissions_are_moved_in_the_same_way(desk):
    row = SubmissionFactory()
    confirm(desk, look(desk, "publish_chosen", [row], "submission"), "submission")
    assert Submission.objects.get().state == State.PUBLISHED


@pytest.mark.parametrize("key", ["9" * 30, "x", "\0", "-1"])
def test_junk_for_a_chosen_row_is_no_fault(desk, key):
    data = {"action": "publish_chosen", CHOSEN: [key], "index": "0"}
    assert desk.post(changelist(), data).status_code == 302
    assert desk.post(changelist("submission"), data | {"confirmed": "x"}).status_code == 302


@pytest.mark.parametrize("model", ["recommendation", "submission"])
def test_preview_of_many_costs_no_more_a_row(desk, model, django_assert_max_num_queries):
    rows = [RecommendationFactory() for _number in range(10)]
    if model == "submission":
        rows = [row.submission for row in rows]
    with django_assert_max_num_queries(40 + 25 * len(rows)):
        look(desk, "publish_chosen", rows, model)
