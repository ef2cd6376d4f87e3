"""Citing from a page: the words go to the clipboard by one press, the files come as downloads."""

from playwright.sync_api import expect

PAGES = ("/recommendations/cgvcqg/", "/submissions/privacy-international-eff-draft-text-2023/")


def test_citation_is_copied_by_one_press_and_that_is_said(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for address in PAGES:
        page.goto(address)
        words = page.locator("#citation").inner_text()
        assert words.endswith(address)
        page.get_by_role("button", name="Copy the citation").click()
        expect(page.locator(".cite").get_by_role("status")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == words


def test_citation_comes_as_a_file_named_for_what_it_cites(page):
    page.goto(PAGES[0])
    with page.expect_download() as started:
        page.get_by_role("link", name="BibTeX").click()
    assert started.value.suggested_filename == "treatytracker-cgvcqg.bib"


def test_without_scripts_there_is_no_button_that_does_nothing(browser, site):
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(PAGES[0])
    expect(page.get_by_role("heading", name="How to cite")).to_be_visible()
    expect(page.get_by_role("button", name="Copy the citation")).to_be_hidden()
    context.close()
