"""The site stands: an editor can sign in at the desk, and the desk is accessible."""

from playwright.sync_api import expect

from e2e.conftest import sign_in


def test_editor_signs_in_at_the_desk(page, site, screenshot):
    sign_in(page, site)
    expect(page.get_by_role("heading", name="The desk", level=1)).to_be_visible()
    screenshot(page, "desk")


def test_wrong_password_is_refused_with_a_message(page, site):
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("nobody-of-that-name")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Please enter the correct")).to_be_visible()


def test_sign_in_page_is_accessible(page, axe):
    page.goto("/admin/login/")
    assert axe(page) == []
