"""The whole way: an editor enters and publishes a recommendation, an advocate finds it."""

import re

import pytest
from playwright.sync_api import expect

TITLE = "Require a prior order of a court"
BASE = "Such conditions shall include judicial review."
PROPOSED = "Such conditions shall include prior judicial authorisation."


def choose(page, label, words):
    """Choose by typing in one of the desk's search-as-you-type fields."""
    page.get_by_role("combobox", name=label).click()
    page.locator(".select2-search__field").last.fill(words)
    options = page.locator(".select2-results").get_by_role("option", name=re.compile(words))
    options.first.click()


@pytest.fixture
def published(editor_page):
    """Enter, as an editor, a submission and a recommendation with a redline; publish both."""
    page = editor_page
    page.goto("/admin/recommendations/submission/add/")
    page.get_by_label("Title:").fill("Comments of an example organisation")
    choose(page, "Treaty", "Cybercrime")
    page.get_by_label(re.compile(r"A/AC\.291/22 · Draft text")).check()
    page.get_by_label("Date:").fill("2023-08")
    page.locator(".field-organisation .select2-selection").first.click()
    page.locator(".select2-search__field").last.fill("privacy")
    page.get_by_role("option", name=re.compile("Privacy International")).click()
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_role("link", name="Add a recommendation").click()
    page.get_by_label("Number:").fill("1")
    page.get_by_label("Title:").fill(TITLE)
    page.get_by_label("Action:").select_option("amend")
    page.get_by_role("combobox", name="Themes").fill("judicial, ")
    page.get_by_label("Words of the document").fill("We ask for an order of a court beforehand.")
    page.get_by_label("Where").first.fill("24(2)")
    page.get_by_label("Base wording").first.fill(BASE)
    page.get_by_label("Proposed wording").first.fill(PROPOSED)
    redline = page.locator("[data-redline]").first
    expect(redline.locator("ins")).to_have_count(2)
    with page.expect_navigation():  # first the desk is asked whether its editor is there
        page.get_by_role("button", name="Save and publish").click()
    page.goto("/admin/recommendations/submission/")
    page.get_by_role("link", name="Comments of an example organisation").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text(re.compile("published"))).not_to_have_count(0)
    return page


def test_what_an_editor_publishes_an_advocate_finds(published, browser, site):
    visitor = browser.new_context(base_url=site.address).new_page()
    link = visitor.get_by_role("link", name=TITLE).first

    visitor.goto("/")
    visitor.get_by_role("combobox").fill("prior order")
    visitor.keyboard.press("Enter")
    expect(link).to_be_visible()

    visitor.goto("/themes/")
    visitor.get_by_role("link", name="Judicial authorisation").first.click()
    expect(link).to_be_visible()

    visitor.goto("/")
    visitor.get_by_role("link", name=re.compile("Article 24|^24")).first.click()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Conditions and safeguards")
    link.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(visitor.locator("ins").filter(has_text="authorisation").first).to_be_visible()
    expect(visitor.locator("del").filter(has_text="review").first).to_be_visible()
    visitor.context.close()
