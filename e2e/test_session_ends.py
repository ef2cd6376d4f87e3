"""A session ends, or the server is away, while an editor types: nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from e2e.conftest import sign_in

THEMES = "/admin/recommendations/theme/"
WORDS = "A definition that took an hour to write."


@pytest.fixture
def typed(page, site):
    """Return the page of a theme with words that are not saved yet."""
    sign_in(page, site)  # a session of its own, which the test may end
    page.goto(f"{THEMES}?q=encryption")
    page.locator("#result_list tbody th a").first.click()
    field = page.locator("#id_definition")
    before = field.input_value()
    field.fill(WORDS)
    yield page
    page.goto(page.url)
    page.locator("#id_definition").fill(before)
    page.keyboard.press("Tab")
    page.locator("[name=_continue]").first.click()
    expect(page.locator(".messagelist")).to_be_visible()


def test_words_outlast_the_session(typed, site, axe):
    page = typed
    page.context.clear_cookies()
    page.locator("[name=_continue]").first.click()
    note = page.get_by_role("alert").filter(has_text="Your session has ended")
    expect(note).to_be_focused()
    expect(page.locator("#id_definition")).to_have_value(WORDS)
    assert axe(page) == []
    with page.context.expect_page() as opened:
        note.get_by_role("link", name="Sign in again").click()
    other = opened.value
    other.get_by_label("Username").fill(site.account)
    other.get_by_label("Password").fill(site.password)
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url(lambda address: "/login/" not in address)
    other.close()
    page.locator("[name=_continue]").first.click()
    expect(page.locator(".messagelist")).to_contain_text("changed successfully")
    expect(page.locator("#id_definition")).to_have_value(WORDS)


def test_words_outlast_a_server_out_of_reach(typed):
    page = typed
    page.context.set_offline(True)
    page.locator("[name=_continue]").first.click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    page.context.set_offline(False)
    page.locator("[name=_continue]").first.click()
    expect(page.locator(".messagelist")).to_contain_text("changed successfully")
    expect(page.locator("#id_definition")).to_have_value(WORDS)


def test_pressing_twice_saves_once(typed):
    page, methods = typed, []

    def seen(route):
        methods.append(route.request.method)
        route.continue_()

    page.route("**/change/**", seen)
    page.locator("[name=_continue]").first.dblclick()
    expect(page.locator(".messagelist")).to_contain_text("changed successfully")
    assert methods.count("POST") == 1
    page.unroute_all()
