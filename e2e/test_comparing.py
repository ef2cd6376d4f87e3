"""Two drafts compared, in a browser: by keyboard, on a phone, without scripts, on paper."""

import shutil

import pypdfium2
import pytest
from playwright.sync_api import expect

from e2e.conftest import Site, Tab, manage, served, site_environment

COMPARE = "/treaties/example-lighthouses/compare/first-draft/revised-draft/"


@pytest.fixture(scope="module")
def example_site(prepared, tmp_path_factory):
    """Serve a copy of the demo that has the example treaty as well."""
    folder = shutil.copytree(prepared[0], tmp_path_factory.mktemp("comparing") / "demo")
    manage("import_data data-example", site_environment(folder))
    with served(folder) as address:
        yield Site(address, "editor", prepared[1])


@pytest.fixture(scope="module")
def tab(browser, example_site):
    tab = Tab(browser, example_site)
    yield tab.page
    tab.context.close()


@pytest.fixture
def plain(browser, example_site):
    """Return a page in which no script runs."""
    context = browser.new_context(base_url=example_site.address, java_script_enabled=False)
    yield context.new_page()
    context.close()


def focused(page):
    return page.evaluate("document.activeElement.innerText").split("\n")[0]


def test_keys_lead_from_change_to_change_and_back(tab):
    tab.goto(COMPARE)
    tab.keyboard.press("n")
    assert focused(tab) == "Article 1(b)"
    tab.keyboard.press("n")
    assert focused(tab) == "Article 2(a)"
    tab.keyboard.press("p")
    assert focused(tab) == "Article 1(b)"
    tab.get_by_role("searchbox").first.focus()
    tab.keyboard.press("n")
    expect(tab.get_by_role("searchbox").first).to_have_value("n")


def test_article_is_opened_in_its_place(tab):
    tab.goto(COMPARE)
    closed = tab.locator("#article-3")
    expect(closed.locator(".legal")).to_have_count(0)
    closed.get_by_role("link", name="Show the text").click()
    expect(tab.locator("#article-3 .legal").first).to_be_visible()
    expect(tab.locator("#article-1 .legal").first).to_be_visible()


def test_article_is_opened_without_scripts(plain):
    plain.goto(COMPARE)
    plain.locator("#article-3").get_by_role("link", name="Show the text").click()
    expect(plain.locator("#article-3 .legal").first).to_be_visible()
    expect(plain.get_by_text("Only Article 3 is shown.")).to_be_visible()
    plain.get_by_role("link", name="Show all changes").click()
    expect(plain.locator("#article-1 .legal").first).to_be_visible()


def test_texts_stand_beside_each_other_and_on_a_phone_below(tab, axe, screenshot):
    def places():
        halves = tab.locator("#article-1 .compared-provision .sides").nth(2).locator("> div")
        return [halves.nth(side).bounding_box() for side in (0, 1)]

    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto(f"{COMPARE}?view=side")
    before, after = places()
    assert before["y"] == after["y"]
    assert before["x"] + before["width"] <= after["x"]
    screenshot(tab, "compare-side-by-side")
    tab.set_viewport_size({"width": 375, "height": 900})
    before, after = places()
    assert before["y"] + before["height"] <= after["y"]
    expect(tab.locator("#article-1 .side-draft").first).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(tab) == []
    tab.set_viewport_size({"width": 1280, "height": 900})


def test_picture_of_the_documents_can_be_taken_anew(tab, picture):
    tab.set_viewport_size({"width": 1280, "height": 1000})
    tab.goto(f"{COMPARE}?kind=moved&kind=renumbered&view=side")
    picture(tab, "comparing", width=1280, height=1000)


def test_language_and_view_are_kept_from_link_to_link(tab):
    tab.goto(COMPARE)
    tab.get_by_role("link", name="Side by side").click()
    tab.get_by_role("link", name="français").click()
    tab.get_by_role("link", name="1 moved").click()
    assert tab.url.endswith("?kind=moved&language=fr&view=side")
    expect(tab.locator(".compared .legal").first).to_have_attribute("lang", "fr")


def test_way_of_an_article_leads_to_what_changed_in_it(tab):
    tab.goto("/treaties/example-lighthouses/")
    tab.get_by_role("link", name="Compare drafts").click()
    row = tab.locator(".ways tr").filter(has_text="Duty to maintain lighthouses")
    expect(row.locator("td")).to_have_count(3)
    row.locator("td").nth(1).get_by_role("link", name="renumbered").click()
    expect(tab.locator(".compared")).to_have_count(1)
    expect(tab.locator(".compared h2")).to_contain_text("Article 5")


def test_two_drafts_are_chosen_on_the_page_of_the_treaty(tab):
    tab.goto("/treaties/example-lighthouses/")
    tab.get_by_label("From", exact=True).select_option("revised-draft")
    tab.get_by_role("button", name="Show what changed").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("From EX/LH/1/Rev.1 to EX/LH/9")


def test_paper_has_the_changes_and_no_controls(plain):
    plain.goto(COMPARE)
    with pypdfium2.PdfDocument(plain.pdf(format="A4")) as document:
        text = "".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    assert "the skills of those who tend" in " ".join(text.split())
    for control in ("Side by side", "Show the text", "leads to the next change"):
        assert control not in text
