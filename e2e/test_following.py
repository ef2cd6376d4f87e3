"""An article through every draft, in a browser: its tabs, what changed, and the wording now."""

import pytest
from playwright.sync_api import expect

from e2e.test_access import SOUND, STRUCTURE
from e2e.test_article_text import OVERFLOW, tab_to

TREATY = "/treaties/example-lighthouses/"
MERGED = f"{TREATY}adopted-text/article-5/"
PAGES = {
    "split": f"{TREATY}first-draft/article-6/",
    "half": f"{TREATY}revised-draft/article-8/?since=first-draft",
    "merged": f"{MERGED}?since=revised-draft",
    "not-known": f"{TREATY}revised-draft/article-13/",
    "in-two-languages": f"{TREATY}adopted-text/article-8/?since=first-draft&beside=fr",
    "no-draft": f"{MERGED}?since=nowhere",
    "place-now": "/recommendations/7ptztq/",
    "places-merged": "/recommendations/65n3z4/",
    "place-dropped": "/recommendations/fx5dzc/",
}


@pytest.fixture
def page(example_tab):
    example_tab.forget()
    yield example_tab.page
    example_tab.forget()


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_fits_both_widths(page, name, axe, screenshot):
    for width in (1280, 375, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(PAGES[name])
        assert page.evaluate(OVERFLOW) <= 0, width
        page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true; })")
        assert page.evaluate(STRUCTURE) == SOUND
        assert page.evaluate(OVERFLOW) <= 0, width
        assert axe(page) == [], width
    screenshot(page, f"following-{name}")


def test_changes_and_drafts_are_reached_by_keyboard(page):
    page.goto(MERGED)
    expect(page.locator("#art_5__para_2 .wordings ins")).to_have_count(0)
    tab_to(page, "EX/LH/1/Rev.1")
    page.keyboard.press("Enter")
    page.wait_for_url("**?since=revised-draft")
    expect(page.locator("#art_5__para_2 .wordings del")).to_contain_text("seven")
    expect(page.locator("#art_5__para_2")).to_contain_text("Give notice fourteen days before")
    expect(page.locator("#art_5__para_3")).to_contain_text("Article 11(1)")
    tab_to(page, "Article 11 EX/LH/1/Rev.1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/revised-draft/article-11/")
    tabs = page.get_by_role("region", name="Article 11 in every draft", exact=True)
    expect(tabs.locator("[aria-current]")).to_have_text("Article 11 · EX/LH/1/Rev.1")
    expect(tabs).to_contain_text("were merged into Article 5")


@pytest.mark.parametrize("width", [1280, 375])
def test_lines_of_a_split_end_at_its_parts(page, width):
    """The ends of the lines are the middles of the tabs that they lead to."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(PAGES["split"])
    stage = page.locator(".trail-stages > li").nth(1)
    across = width > 640
    ends = stage.locator("svg path").evaluate_all(
        """(paths, across) => paths.filter((_path, i) => (i % 2 === 0) === across).map(path => {
          const end = path.getPointAtLength(path.getTotalLength());
          const there = end.matrixTransform(path.getScreenCTM());
          return across ? there.y : there.x;
        })""",
        across,
    )
    boxes = [tab.bounding_box() for tab in stage.locator(".tab").all()]
    side, size = ("y", "height") if across else ("x", "width")
    middles = [box[side] + box[size] / 2 for box in boxes]
    assert len(ends) == len(middles) == 2
    assert all(abs(a - b) < 3 for a, b in zip(ends, middles, strict=True)), (ends, middles)


def test_wording_in_another_draft_is_a_link_away(page):
    page.goto(PAGES["place-now"])
    place = page.locator(".place-now")
    expect(place).to_contain_text("Article 8(2)")
    expect(place.locator("ins").first).to_contain_text("shall")
    place.get_by_role("link", name="EX/LH/1/Rev.1", exact=True).click()
    page.wait_for_url("**?draft=revised-draft#now-1")
    expect(page.locator(".place-now")).to_contain_text("Article 9(2)")


def test_picture_of_the_documents_can_be_taken_anew(page, picture):
    page.goto(PAGES["merged"])
    expect(page.locator("#changes")).to_be_visible()
    picture(page, "changes-since", width=1280, height=860)


def test_changes_are_told_on_paper(page):
    page.emulate_media(media="print")
    page.goto(PAGES["merged"])
    expect(page.locator("#changes")).to_be_visible()
    expect(page.locator(".trail-stages")).to_be_visible()
    expect(page.locator(".since")).to_be_hidden()
    before = "it => getComputedStyle(it, '::before').content"
    assert page.locator("#art_5__para_2 del").first.evaluate(before) == '"[−"'
