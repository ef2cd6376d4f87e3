"""Words that read from the right in pages that read from the left, and the printed edition."""

import pytest
from playwright.sync_api import expect

from e2e.addresses import PAGES

NAME = "منظمة المثال الخيالية"
DIRECTION = "it => getComputedStyle(it).direction"


def directions(places):
    return {place.evaluate(DIRECTION) for place in places.all()}


def test_arabic_words_read_from_the_right_and_say_their_language(page, screenshot):
    page.goto(PAGES["recommendation, Arabic"])
    quote = page.locator(".quotation blockquote")
    redline = page.locator(".redline")
    texts = page.locator(".beside .legal")
    assert texts.count() == 2
    for words in (quote, redline, texts):
        assert directions(words) == {"rtl"}
        assert set(words.evaluate_all("all => all.map(it => it.lang)")) == {"ar"}
    # The words between, which are the page's own, keep its language and direction.
    hidden_words = redline.locator(".visually-hidden")
    assert directions(hidden_words) == {"ltr"}
    assert set(hidden_words.evaluate_all("all => all.map(it => it.lang)")) == {"en"}
    # Deleted stands before inserted: further right, in this direction.
    deleted, inserted = (redline.locator(it).bounding_box()["x"] for it in ("del", "ins"))
    assert deleted > inserted
    assert page.evaluate("document.documentElement.dir") == "ltr"
    assert directions(page.locator(".citation")) == {"ltr"}
    screenshot(page, "recommendation-arabic")


def test_provisions_of_two_directions_stand_on_one_page(page, screenshot):
    page.goto(PAGES["article, Arabic"])
    assert directions(page.locator("#art_1__para_1 .legal")) == {"rtl"}
    assert directions(page.locator("#art_1__para_2 .legal")) == {"ltr"}
    screenshot(page, "article-arabic")


@pytest.mark.parametrize(
    "name",
    [
        "home",
        "list",
        "list, filtered",
        "recommendation, Arabic",
        "article, Arabic",
        "organisations",
        "organisation, Arabic",
        "submissions",
        "submission, Arabic",
        "theme",
    ],
)
def test_arabic_name_is_isolated_wherever_it_stands(page, name):
    page.goto(PAGES[name])
    places = page.locator("body").get_by_text(NAME, exact=True)
    assert places.count()
    for place in places.all():
        assert place.evaluate("it => Boolean(it.closest('bdi, option'))"), place.inner_html()
        assert place.evaluate("it => it.matches(':dir(rtl)')")


def test_filter_in_force_names_the_organisation_in_its_own_direction(page):
    page.goto(PAGES["list, filtered"])
    chip = (
        page.get_by_role("list", name="Filters applied").get_by_role("link").filter(has_text=NAME)
    )
    expect(chip.locator("bdi")).to_have_text(NAME)


@pytest.mark.parametrize("name", ["home", "list", "recommendation", "article", "submission"])
def test_print_is_black_on_white_without_navigation_and_says_where_it_is_from(page, name):
    page.goto(PAGES[name])
    page.emulate_media(media="print", color_scheme="dark")
    body = page.locator("body")
    assert body.evaluate("it => getComputedStyle(it).color") == "rgb(0, 0, 0)"
    assert body.evaluate("it => getComputedStyle(it).backgroundColor") == "rgb(255, 255, 255)"
    for hidden in ("nav", "input", "button", ".facets", ".menus"):
        for place in page.locator(hidden).all():
            expect(place).to_be_hidden()
    expect(page.locator("#printed-from")).to_contain_text("printed from http")


def test_printed_redline_is_readable_in_one_ink(page):
    page.goto(PAGES["article"])
    page.emulate_media(media="print")
    mark = "(it, side) => getComputedStyle(it, side).content"
    inserted = page.locator(".redline ins").first
    assert [inserted.evaluate(mark, side) for side in ("::before", "::after")] == ['"[+"', '"+]"']
    assert inserted.evaluate("it => getComputedStyle(it).textDecorationLine") == "underline"
    assert inserted.evaluate("it => getComputedStyle(it).color") == "rgb(0, 0, 0)"
