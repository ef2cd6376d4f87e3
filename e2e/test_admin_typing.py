"""What was typed is not lost on leaving, and a refused form leads to its faults."""

import re

import pytest
from playwright.sync_api import expect

RECOMMENDATIONS = "/admin/recommendations/recommendation/"
SUBMISSIONS = "/admin/recommendations/submission/"
KNOWN = {
    "rows": [
        {
            "text": "Article 24",
            "known": {"text": "Known words.", "basis": "quoted", "source": "1, Ours"},
        }
    ],
    "relation": "",
}
MEASURE = "what => (it => [it.clientWidth, it.scrollWidth])(document.querySelector(what))"


@pytest.fixture
def narrow_page(editor_page):
    editor_page.set_viewport_size({"width": 1024, "height": 768})
    return editor_page


@pytest.fixture
def dialogs(narrow_page):
    """Return a list of what the browser asked on leaving; it is answered by staying."""
    kinds = []

    def stay(dialog):
        kinds.append(dialog.type)
        dialog.dismiss()

    narrow_page.on("dialog", stay)
    yield kinds
    narrow_page.remove_listener("dialog", stay)


def open_first(page, listed):
    page.goto(listed)
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_load_state("load")


def action_button(page, name):
    return page.locator(".state-bar").get_by_role("button", name=name)


def test_act_with_unsaved_changes_asks_before_it_loses_them(narrow_page, dialogs):
    page = narrow_page
    open_first(page, f"{RECOMMENDATIONS}?state__exact=published")
    address = page.url
    page.locator("#id_rationale").fill("Typed and not saved.")
    action_button(page, "Withdraw").click()
    page.wait_for_timeout(300)
    page.get_by_role("link", name="History", exact=True).click()
    page.wait_for_timeout(300)
    assert dialogs == ["beforeunload", "beforeunload"]
    assert page.url == address
    assert page.locator("#id_rationale").input_value() == "Typed and not saved."
    expect(page.locator(".state-bar")).to_contain_text("published")
    page.locator("[name=_continue]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert page.locator("#id_rationale").input_value() == "Typed and not saved."
    assert len(dialogs) == 2


def test_page_without_changes_is_left_unasked(narrow_page, dialogs):
    page = narrow_page
    open_first(page, RECOMMENDATIONS)
    page.locator("#id_title").press("End")
    page.get_by_role("link", name="History", exact=True).click()
    expect(page.locator("#change-history")).to_be_visible()
    open_first(page, SUBMISSIONS)
    page.locator("#id_title").press("End")
    page.goto(f"{RECOMMENDATIONS}add/?submission=1")
    page.locator("#id_title").press("End")
    page.goto(RECOMMENDATIONS)
    assert dialogs == []


def test_refused_form_leads_to_its_faults_and_is_not_left_unasked(narrow_page, dialogs):
    page = narrow_page
    open_first(page, RECOMMENDATIONS)
    page.locator("[name='targets-0-place']").fill("nonsense")
    page.keyboard.press("Escape")
    page.locator("[name=_continue]").click()
    expect(page.locator("[name='targets-0-place']")).to_be_focused()
    expect(page.locator("[name='targets-0-place']")).to_be_in_viewport()
    described = page.locator("[name='targets-0-place']").get_attribute("aria-describedby")
    assert page.locator(f"#{described.split()[-1]}").inner_text()
    page.locator("#id_title").fill("")
    page.locator("[name=_continue]").click()
    expect(page.locator("#id_title")).to_be_focused()
    page.locator(".faults a", has_text="Where").click()
    expect(page.locator("[name='targets-0-place']")).to_be_focused()
    page.get_by_role("link", name="History", exact=True).click()
    page.wait_for_timeout(300)
    assert dialogs == ["beforeunload"]


def test_redlines_of_two_rows_that_are_typed_in_at_once_both_follow(narrow_page):
    page = narrow_page
    page.goto(f"{RECOMMENDATIONS}add/?submission=1")
    page.locator("#targets-group .add-row a").click()
    page.evaluate(
        """() => [0, 1].forEach(row => ["base", "proposed"].forEach(name => {
            const field = document.querySelector(`[name=targets-${row}-${name}]`);
            field.value = `${name} ${row}`;
            field.dispatchEvent(new Event("input", {bubbles: true}));
        }))"""
    )
    for row in (0, 1):
        redline = page.locator(f"#targets-{row} [data-redline]")
        expect(redline.locator("del")).to_have_text("base")
        expect(redline.locator("ins")).to_have_text("proposed")


@pytest.mark.parametrize("fault", [{"status": 503}, {"status": 200, "body": "<p>Sign in.</p>"}])
def test_places_are_asked_for_again_where_the_answer_failed(narrow_page, fault):
    page, asked = narrow_page, []

    def fail_once(route):
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(**fault)
        else:
            route.continue_()

    open_first(page, SUBMISSIONS)
    page.get_by_role("link", name="Add a recommendation").click()
    expect(page.locator("#id_title")).to_be_focused()
    page.route("**/recommendation/rows/?**", fail_once)
    place = page.locator("[name=targets-0-place]")
    with page.expect_response("**/recommendation/rows/?**"):
        place.fill("23, 24")
        place.blur()
    page.wait_for_timeout(300)
    place.focus()
    place.blur()
    expect(page.locator("[name=targets-1-place]")).to_have_value(re.compile("^Article 24"))
    place.focus()
    place.blur()
    page.unroute("**/recommendation/rows/?**")
    assert len(asked) == 2


@pytest.fixture
def adding(narrow_page):
    """Return an empty form for a recommendation on drafts with texts that are known."""
    page = narrow_page
    open_first(page, SUBMISSIONS)
    page.get_by_role("link", name="Add a recommendation").click()
    expect(page.locator("#id_title")).to_be_focused()
    return page


def leave_place(page, typed):
    """Type a place and leave it by Tab; return when the server has answered."""
    place = page.locator("[name=targets-0-place]")
    place.fill(typed)
    with page.expect_response("**/recommendation/rows/?**"):
        place.press("Tab")


def test_insertion_typed_with_its_place_has_no_base(adding):
    page = adding
    leave_place(page, "after 24")
    relation, base = page.locator("[name=targets-0-relation]"), page.locator("#id_targets-0-base")
    expect(relation).to_have_value("after")
    page.locator("[name=targets-0-proposed]").press_sequentially("A new paragraph.")
    expect(base).to_have_value("")
    expect(page.locator(".known")).to_have_count(0)
    page.locator("[name=targets-0-new_label]").fill("24 bis")
    page.locator("#id_title").fill("Insert it")
    page.locator("#id_number").fill("990")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Saved: 990").wait_for()


def test_relation_that_came_from_the_place_goes_with_it(adding):
    page = adding
    relation = page.locator("[name=targets-0-relation]")
    leave_place(page, "before 24")
    expect(relation).to_have_value("before")
    leave_place(page, "24")
    expect(relation).to_have_value("at")


def test_relation_chosen_by_hand_takes_no_base(adding):
    page = adding
    relation, base = page.locator("[name=targets-0-relation]"), page.locator("#id_targets-0-base")
    page.route("**/recommendation/rows/?**", lambda route: route.fulfill(json=KNOWN))
    leave_place(page, "24")
    expect(page.locator(".known")).to_be_visible()
    page.locator("[name=targets-0-proposed]").press_sequentially("A")
    expect(base).to_have_value("Known words.")
    relation.select_option("after")
    expect(base).to_have_value("")
    expect(page.locator(".known")).to_have_count(0)
    page.locator("[name=targets-0-proposed]").press_sequentially("B")
    expect(base).to_have_value("")
    page.unroute("**/recommendation/rows/?**")


def test_several_insertions_are_rows_of_the_same_relation(adding):
    page = adding
    leave_place(page, "after 23, 24")
    for row in (0, 1):
        expect(page.locator(f"[name=targets-{row}-relation]")).to_have_value("after")


def test_themes_that_are_found_come_into_sight(narrow_page):
    page = narrow_page
    open_first(page, RECOMMENDATIONS)
    field = page.locator("#find_theme")
    field.evaluate(
        "it => window.scrollTo(0, it.getBoundingClientRect().bottom + scrollY - innerHeight)"
    )
    field.press_sequentially("a")
    expect(page.locator("#themes_found li").first).to_be_in_viewport(ratio=1)
    expect(page.locator("#themes_found li").last).to_be_in_viewport(ratio=1)


def test_state_of_what_is_withdrawn_is_shown_plainly(narrow_page):
    page = narrow_page
    open_first(page, f"{RECOMMENDATIONS}?state__exact=published")
    page.get_by_label("Reason (optional)").fill("Quotes the wrong page.")
    action_button(page, "Withdraw").click()
    state = page.locator(".state-bar .state")
    expect(state).to_have_text("withdrawn")
    assert "line-through" not in state.evaluate("it => getComputedStyle(it).textDecorationLine")
    page.get_by_role("link", name="History", exact=True).click()
    expect(page.locator("#change-history")).to_contain_text("Quotes the wrong page.")
    page.go_back()
    page.get_by_role("button", name="Save and publish").click()
    expect(state).to_have_text("published")


@pytest.mark.parametrize("width", [1024, 1280])
@pytest.mark.parametrize("listed", [RECOMMENDATIONS, SUBMISSIONS])
def test_no_column_of_a_list_is_cut_off(editor_page, listed, width):
    page = editor_page
    page.set_viewport_size({"width": width, "height": 768})
    page.goto(listed)
    shown, wide = page.evaluate(MEASURE, "#changelist .results")
    assert wide <= shown


@pytest.mark.parametrize("width", [1024, 1280])
def test_no_column_of_signatures_is_cut_off_where_rows_are_refused(editor_page, width, axe):
    page = editor_page
    page.set_viewport_size({"width": width, "height": 768})
    open_first(page, SUBMISSIONS)
    page.locator("#signatures-group .add-row a").click()
    page.locator("[name$=-name_as_signed]:visible").last.fill("Nobody")
    for order in page.locator("[name$=-position]:visible").all():
        order.fill("99999999")
    page.locator("[name=_continue]").click()
    expect(page.locator(".faults li")).not_to_have_count(0)
    shown, wide = page.evaluate(MEASURE, ".tabular")
    assert wide <= shown
    assert axe(page) == []
