"""Acts with a second page, by keyboard alone: restoring, saving second, many rows, another draft.

Each page on the way has nothing serious for axe and fits into 1280 and 1024 px.
"""

import pytest
from playwright.sync_api import expect

WIDTHS = (1280, 1024)
MOST_STOPS = 250
RECOMMENDATIONS = "/admin/recommendations/recommendation/"
THEMES = "/admin/recommendations/theme/"
SUBMISSIONS = "/admin/recommendations/submission/"


@pytest.fixture
def check_page(axe):
    """Return a function that holds a page to what every page of the desk promises."""

    def holds(page):
        faults = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            faults += [f"{width} px: {fault}" for fault in axe(page)]
            wide = page.evaluate("document.documentElement.scrollWidth")
            faults += [f"{wide} px wide at {width}"] if wide > width else []
        assert faults == [], page.url

    return holds


def go_to(page, wanted):
    """Press Tab until an element has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("it => it === document.activeElement"):
            return
    pytest.fail(f"no way by keyboard to {wanted}")


def press(page, wanted, key="Enter"):
    go_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press(key)


def first_row(page):
    """Return the link of the first row of a list."""
    return page.locator("#result_list tbody th a").first


def save_as(page, field, text):
    """Type into a field and save with Enter from where the focus is."""
    page.locator(field).fill(text)
    press(page, page.locator("input[name=_continue], button[name=_continue]").first)


def test_earlier_record_is_restored_by_keyboard(editor_page, check_page, picture):
    page = editor_page
    page.goto(THEMES)
    press(page, first_row(page))
    before = page.locator("#id_definition").input_value()
    save_as(page, "#id_definition", "Something else altogether.")
    press(page, page.get_by_role("link", name="History", exact=True))
    check_page(page)
    press(page, page.locator("#change-history tbody a").nth(1))
    expect(page.get_by_role("heading", name="Restore")).to_be_visible()
    check_page(page)
    picture(page, "restoring", height=640)
    press(page, page.get_by_role("button", name="Restore it as it was"))
    page.goto(THEMES)
    press(page, first_row(page))
    assert page.locator("#id_definition").input_value() == before


@pytest.mark.parametrize("listed", [f"{RECOMMENDATIONS}?q=binding", f"{SUBMISSIONS}?q=A/EX.1"])
def test_second_save_shows_both_versions_and_goes_through_by_keyboard(
    editor_page, check_page, picture, listed
):
    page, other = editor_page, editor_page.context.new_page()
    page.goto(listed)
    press(page, first_row(page))
    other.goto(page.url)
    title = page.locator("#id_title").input_value()
    mine, theirs = f"{title}, as I have it", f"{title}, as another has it"
    save_as(other, "#id_title", theirs)
    other.close()
    save_as(page, "#id_title", mine)
    expect(page.get_by_role("heading", name="Changed while you were typing")).to_be_visible()
    expect(page.get_by_role("cell", name=theirs).first).to_be_visible()
    assert page.locator("#id_title").input_value() == mine
    check_page(page)
    if RECOMMENDATIONS in listed:
        picture(page, "second-save", height=760)
    press(page, page.get_by_role("button", name="Replace with my version"))
    expect(page.locator(".conflict")).to_have_count(0)
    assert page.locator("#id_title").input_value() == mine


def test_second_save_gives_way_by_keyboard(editor_page):
    page, other = editor_page, editor_page.context.new_page()
    page.goto(f"{RECOMMENDATIONS}?q=binding")
    press(page, first_row(page))
    other.goto(page.url)
    theirs = f"{page.locator('#id_title').input_value()}, once more"
    save_as(other, "#id_title", theirs)
    other.close()
    save_as(page, "#id_title", "Mine")
    press(page, page.get_by_role("link", name="Keep their version"))
    expect(page.locator(".conflict")).to_have_count(0)
    assert page.locator("#id_title").input_value() == theirs


def choose(page, act, rows=2):
    """Mark the first rows of a list with the space bar and choose an act by its first letters."""
    for index in range(rows):
        go_to(page, page.locator("#result_list input.action-select").nth(index))
        page.keyboard.press("Space")
    page.evaluate("window.scrollTo(0, 0)")
    page.locator("select[name=action]").focus()
    page.keyboard.type(act)
    press(page, page.locator(".actions button[type=submit]"))


def test_themes_of_many_are_changed_by_keyboard_after_a_look(editor_page, check_page, picture):
    page = editor_page
    page.goto(RECOMMENDATIONS)
    choose(page, "Add or remove")
    check_page(page)
    go_to(page, page.locator("input[name=add]").last)
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Show what will change"))
    expect(page.get_by_text("Nothing has been changed yet")).to_be_visible()
    check_page(page)
    picture(page, "many", height=560)
    press(page, page.get_by_role("button", name="Change th"))
    expect(page.locator(".messagelist")).to_be_visible()
    check_page(page)


def draft_to_be_moved_from(page):
    page.goto(f"{SUBMISSIONS}?q=A/EX.1")
    press(page, first_row(page))
    press(page, page.get_by_role("link", name="Reassign").first)


def choose_draft(page, field, draft):
    """Go along the drafts of a list by arrow key to the one of this name."""
    chosen = page.locator(f"select[name={field}]")
    go_to(page, chosen)
    for _ in chosen.locator("option").all():
        page.keyboard.press("ArrowDown")
        if draft in chosen.locator("option:checked").inner_text():
            return
    pytest.fail(f"no {draft}")


def test_submission_moves_to_another_draft_and_back_by_keyboard_after_a_look(
    editor_page, check_page
):
    page = editor_page
    for old, new in ("First", "Second"), ("Second", "First"):
        draft_to_be_moved_from(page)
        check_page(page)
        choose_draft(page, "old", old)
        choose_draft(page, "new", new)
        press(page, page.get_by_role("button", name="Show what will change"))
        expect(page.get_by_role("heading", name="What will change")).to_be_visible()
        check_page(page)
        press(page, page.get_by_role("button", name="Reassign"))
        expect(page.locator(".messagelist")).to_contain_text(f"Moved to {new}")
