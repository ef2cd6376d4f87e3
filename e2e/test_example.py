"""The treaty that is invented for practice, in a browser: seen as such, and nowhere else."""

import pytest
from playwright.sync_api import expect

TREATY = "/treaties/example-lighthouses/"
WARNING = "Example Convention on Lighthouses: invented, for practice."
PAGES = {
    "treaty": TREATY,
    "draft": f"{TREATY}revised-draft/",
    "article": f"{TREATY}revised-draft/article-5/",
    "article-in-two-languages": f"{TREATY}adopted-text/article-8/?language=en&beside=fr",
    "compare": f"{TREATY}compare/first-draft/revised-draft/",
    "compare-side-by-side": f"{TREATY}compare/first-draft/revised-draft/?view=side",
    "drafts-compared": f"{TREATY}compare/",
    "submission": "/submissions/example-coasts-revised-draft/",
    "organisation": "/organisations/example-institute/",
    "list": "/recommendations/?treaty=example-lighthouses",
}


@pytest.mark.parametrize("name", PAGES)
def test_page_of_the_example_warns_at_any_width(example_tab, name, axe, screenshot):
    page = example_tab.page
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(PAGES[name])
        expect(page.get_by_text(WARNING)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []
    screenshot(page, f"example-{name}")


def test_home_is_silent_and_the_list_of_all_marks_the_rows(example_tab, screenshot):
    page = example_tab.page
    page.goto("/")
    expect(page.get_by_text("Lighthouses")).to_have_count(0)
    page.goto("/recommendations/?sort=oldest")
    rows = page.locator("article.row")
    marked = rows.filter(has_text="invented, for practice")
    expect(marked).not_to_have_count(0)
    expect(page.get_by_text(WARNING)).to_have_count(0)
    screenshot(page, "example-list-of-all")
