"""What became of the articles of a draft is suggested at the desk, seen and then stored."""

from playwright.sync_api import expect


def test_suggestions_are_seen_before_they_are_stored(editor_page, axe):
    page = editor_page
    page.goto("/admin/articles/draft/?q=A/RES/79/243")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("link", name="Suggest what became of its articles").click()
    assert axe(page) == []
    page.get_by_role("button", name="Show what would be suggested").click()
    expect(page.get_by_text("Nothing is written yet.")).to_be_visible()
    assert axe(page) == []
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide), width
    page.get_by_role("button", name="Store these suggestions").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist .success")).to_contain_text("added")
    expect(page.locator("h1")).to_contain_text("Decide what became of the articles")
    expect(page.get_by_text("Suggested · score").first).to_be_visible()
