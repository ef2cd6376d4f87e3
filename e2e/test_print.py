"""The printed edition: a page becomes a PDF, as a reader's browser prints it, and is read back."""

import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from e2e.addresses import DRAFT, PAGES

RECOMMENDATION = PAGES["recommendation"]
HEADING = "Links on this page"


@pytest.fixture
def printed(browser, site):
    """Return a function: address -> the text of its printed pages; no script runs."""
    context = browser.new_context(base_url=site.address, java_script_enabled=False, locale="en")
    page = context.new_page()

    def text(address):
        page.goto(address)
        document = pypdfium2.PdfDocument(page.pdf(format="A4"))
        sheets = (sheet.get_textpage().get_text_bounded() for sheet in document)
        return "\n".join(sheets).replace("\r\n", "\n")

    yield text
    context.close()


def listed(text):
    """Return the addresses at the end: number -> address."""
    notes = text.rpartition(HEADING)[2].split("\nTreaty Tracker records")[0]
    return dict(re.findall(r"^\[(\d+)\] (\S+)$", notes, re.MULTILINE))


def test_links_of_a_recommendation_are_footnotes(printed, site):
    text = printed(RECOMMENDATION)
    assert listed(text) == {
        "1": f"{site.address}{PAGES['submission']}",
        "2": f"{site.address}{DRAFT}article-23/#art_23__para_2__point_b",
    }
    words = " ".join(text.split())
    assert "Chapters IV, V and VII [1] , July 2023" in words
    assert "Article 23(2)(b) [2] A/AC.291/22" in words


@pytest.mark.parametrize("kind", ["article", "organisation", "draft", "recommendation, Arabic"])
def test_address_that_is_printed_is_listed_once(printed, kind):
    addresses = list(listed(printed(PAGES[kind])).values())
    assert all(address.startswith("http") for address in addresses)
    assert len(set(addresses)) == len(addresses) > 0


def test_rows_of_a_list_have_their_own_whole_addresses_and_no_footnotes(printed, site):
    filtered = "/recommendations/?submission=privacy-international-eff-draft-text-2023"
    for address in (filtered, f"{filtered}&view=table", "/submissions/"):
        text = printed(address)
        row = RECOMMENDATION if address.startswith(filtered) else PAGES["submission"]
        assert f"{site.address}{row}" in text.replace("\n", "")
        assert HEADING not in text


def test_list_that_is_cut_says_what_is_on_the_paper_and_when_it_was_had(printed, site):
    for address, extent in (("/recommendations/", "1–25 of"), ("/recommendations/?page=2", "26–")):
        text = printed(address)
        assert re.search(rf"^{extent}.*, page \d of \d+$", text, re.MULTILINE)
        assert re.search(rf"As of \d+ \w+ \d{{4}}, printed from {re.escape(site.address)}", text)
        assert "Next page" not in text


def test_what_can_only_be_pressed_is_not_printed(printed):
    for address in (RECOMMENDATION, PAGES["article"], PAGES["list"]):
        text = printed(address)
        for words in ("Skip to the content", "How to cite\n", "Data (API)", "Copy the"):
            assert words not in text.partition("\nHow to cite")[0]
        assert ", printed from http" in text


def test_redline_in_print_needs_no_colour(printed):
    assert "[+ serious+]" in printed(RECOMMENDATION)


def test_screen_shows_neither_numbers_nor_the_list(page):
    page.goto(RECOMMENDATION)
    expect(page.locator(".footnotes")).to_be_hidden()
    number = "it => getComputedStyle(it, '::after').content"
    assert page.locator("[data-note]").first.evaluate(number) == "none"
    page.emulate_media(media="print")
    expect(page.locator(".footnotes")).to_be_visible()
    assert page.locator("[data-note]").first.evaluate(number) != "none"
