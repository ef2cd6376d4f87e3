"""The text of an article in a browser: its languages by keyboard, its links, two columns."""

import pytest
from playwright.sync_api import expect

ARTICLE = "/treaties/example-convention/second-draft/article-1/"
ASKED = "/treaties/un-cybercrime/a-ac-291-22/article-23/"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
DIRECTION = "it => getComputedStyle(it).direction"


def tab_to(page, name):
    """Press Tab until the link of this name has the focus."""
    link = page.get_by_role("link", name=name, exact=True)
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("it => it === document.activeElement"):
            return link
    raise AssertionError(f"no way by keyboard to {name}")


def test_language_is_switched_by_keyboard(page):
    page.goto(ARTICLE)
    tab_to(page, "français")
    page.keyboard.press("Enter")
    page.wait_for_url("**?language=fr")
    expect(page.locator("#art_1__para_1 .legal")).to_contain_text("Chaque État Partie")
    expect(page.get_by_role("link", name="français", exact=True)).to_have_attribute(
        "aria-current", "true"
    )
    page.locator("nav.pages").get_by_role("link", name="Article 2").click()
    page.wait_for_url("**/article-2/?language=fr")
    expect(page.locator(".notice")).to_contain_text("There is no text of this article in “French”")


def test_arabic_reads_from_the_right_with_its_numbers_there(page, screenshot):
    page.goto(f"{ARTICLE}?language=ar")
    paragraph = page.locator("#art_1__para_1")
    assert paragraph.locator(".legal").evaluate(DIRECTION) == "rtl"
    number, text = (paragraph.locator(it).bounding_box() for it in (".sign", ".legal"))
    assert number["x"] > text["x"] + text["width"] - 1
    chapeau, point = (
        page.locator(f"#{eid} .legal").bounding_box()
        for eid in ("art_1__intro", "art_1__para_1__point_a")
    )
    assert point["x"] + point["width"] < chapeau["x"] + chapeau["width"]
    assert page.evaluate("document.documentElement.dir") == "ltr"
    missing = page.locator("#art_1__para_1__point_b")
    assert missing.locator(".legal").evaluate(DIRECTION) == "ltr"
    expect(missing).to_contain_text("Not in العربيّة.")
    screenshot(page, "article-text-arabic")


@pytest.mark.parametrize("query", ["", "?language=ar", "?language=fr&beside=ar", "?language=xx"])
@pytest.mark.parametrize("width", [1280, 375])
def test_text_is_accessible_in_every_language(page, axe, query, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{ARTICLE}{query}")
    page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; })")
    assert axe(page) == []
    assert page.evaluate(OVERFLOW) <= 0


def test_two_languages_stand_in_rows_and_fold_on_a_narrow_screen(page, screenshot):
    page.goto(f"{ARTICLE}?language=en&beside=fr")

    def boxes(eid):
        return [each.bounding_box() for each in page.locator(f"#{eid} .wording").all()]

    for eid in ("art_1__intro", "art_1__para_1__point_b"):
        left, right = boxes(eid)
        assert right["x"] >= left["x"] + left["width"]
        assert right["y"] == left["y"]
    page.set_viewport_size({"width": 375, "height": 900})
    above, below = boxes("art_1__para_1__point_b")
    assert above["x"] == below["x"]
    assert below["y"] >= above["y"] + above["height"]
    expect(page.locator("#art_1__para_1__point_b .tongue").last).to_be_visible()
    screenshot(page, "article-text-two")


def test_link_of_a_provision_is_copied_and_that_is_said(page, site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{ARTICLE}?language=fr")
    said = page.get_by_role("status")
    expect(said).to_have_text("")
    link = tab_to(page, "Link to Article 1(1)(a)")
    assert link.evaluate("it => getComputedStyle(it).opacity") == "1"
    page.keyboard.press("Enter")
    expect(said).to_have_text("Link to Article 1(1)(a) copied.")
    address = f"{site.address}{ARTICLE}?language=fr#art_1__para_1__point_a"
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert page.url == address


def test_link_of_a_provision_leads_there_without_javascript(browser, site):
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(ARTICLE)
    page.locator("#art_1__para_1 .anchor").click()
    assert page.url.endswith("#art_1__para_1")
    context.close()


def test_printed_text_has_no_controls(page):
    page.goto(f"{ARTICLE}?language=en&beside=ar")
    page.emulate_media(media="print")
    for control in (".tongues", ".contents", ".anchor", ".said", "nav.pages"):
        for place in page.locator(control).all():
            expect(place).to_be_hidden()
    expect(page.locator("#art_1__para_1 .sign").first).to_be_visible()
    assert page.locator("#art_1__para_1 .wording").count() == 2


def test_all_quotes_open_and_close_at_once_by_keyboard(page):
    page.goto(ASKED)
    quotes = page.locator("details.quote")
    button = page.get_by_role("button", name="Open all quotes")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.quote:not([open])")).to_have_count(0)
    closing = page.get_by_role("button", name="Close all quotes")
    expect(closing).to_be_focused()
    expect(closing).to_have_attribute("aria-expanded", "true")
    quotes.first.locator("summary").click()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    closing.click()
    assert quotes.count() > 1
    expect(page.locator("details.quote[open]")).to_have_count(0)


def test_quotes_open_one_by_one_without_javascript(browser, site):
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    page.goto(ASKED)
    expect(page.locator("#quotes")).to_be_hidden()
    page.locator("details.quote summary").first.click()
    expect(page.locator("details.quote[open]")).to_have_count(1)
    context.close()


def test_provision_and_each_recommendation_on_it_are_headings(page):
    page.goto(ASKED)
    heading = page.get_by_role("heading", name="Article 23(1)", exact=True, level=2)
    expect(heading).to_have_count(1)
    below = page.locator("#art_23__para_1").get_by_role("heading", level=3)
    expect(below.first).to_contain_text("Use procedural powers only for specific")
