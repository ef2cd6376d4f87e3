"""The list of recommendations by mouse, by keyboard, on a phone, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

LIST = "/recommendations/"
SAFEGUARDS = re.compile(r"^(Chosen, remove: )?Human rights safeguards \d+$")
WIDTHS = (1280, 768, 375)


def total(page):
    """Return the number of results that the list states."""
    return int(re.match(r"[\d,]+", page.locator("#total").inner_text())[0].replace(",", ""))


def focused(page):
    return page.evaluate("document.activeElement.id")


def end_of(element):
    box = element.bounding_box()
    return box["y"] + box["height"]


def results(page):
    return page.locator("#listing .row-ask a")


@pytest.fixture
def page_without_script(browser, site):
    """A visitor whose browser runs no JavaScript."""
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    yield context.new_page()
    context.close()


# By mouse ────────────────────────────────────────────────────────────────────


def test_mouse_narrows_sees_the_count_and_lifts_again(page):
    page.goto(LIST)
    everything = total(page)
    value = page.locator("#facet-theme").get_by_role("link", name=SAFEGUARDS)
    promised = int(value.locator(".count").inner_text())
    value.click()
    expect(page.locator(".chips")).to_contain_text("Human rights safeguards")
    assert total(page) == promised < everything
    assert "theme=human-rights-safeguards" in page.url
    page.locator("#facet-action").get_by_role("link", name=re.compile("^amend")).click()
    expect(page.locator(".chips li")).to_have_count(3)
    page.get_by_role("link", name="Clear all filters").click()
    expect(page.locator(".chips")).to_have_count(0)
    assert total(page) == everything


def test_second_click_at_the_same_place_takes_back_the_first(page):
    page.goto(LIST)
    everything, head = total(page), page.locator(".results-head").bounding_box()["y"]
    value = page.locator("#facet-theme li").nth(4)
    value.locator("a").hover()
    for chips in (1, 0):
        page.mouse.down()
        page.mouse.up()
        expect(page.locator(".chips li")).to_have_count(chips)
        assert page.locator(".results-head").bounding_box()["y"] == head
    assert total(page) == everything


def test_value_stays_under_the_pointer_where_facets_above_it_shrink(page):
    page.goto(LIST)
    value = page.locator("#facet-organisation a").first
    value.scroll_into_view_if_needed()
    value.hover()
    place = value.bounding_box()["y"]
    page.mouse.down()
    page.mouse.up()
    expect(page.locator(".chips li")).to_have_count(1)
    expect(value).to_have_class("chosen")
    assert abs(value.bounding_box()["y"] - place) < 2


def test_quote_unfolds_below_the_facts_of_its_row(page):
    for width in (1280, 375):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(LIST)
        for row in page.locator(".row:has(.row-quote)").all()[:10]:
            facts, handle = row.locator(".row-meta"), row.locator("summary")
            last = facts.locator("> *").last.bounding_box()
            at = handle.bounding_box()
            assert at["y"] + at["height"] <= end_of(facts)
            assert at["y"] > last["y"] + 12 or at["x"] > last["x"] + last["width"]
        handle.click()
        expect(row.locator("blockquote")).to_be_visible()
        assert row.locator("blockquote").bounding_box()["y"] >= end_of(facts) - 6


def test_mouse_searches_within_a_large_facet(page):
    page.goto(LIST)
    facet = page.locator("#facet-lineage")
    expect(facet.get_by_role("link", name=re.compile("^Article 44"))).to_have_count(0)
    facet.get_by_label("Find in: Article in every draft").press_sequentially("ACCÉSS stored")
    article = facet.get_by_role("link", name=re.compile("^Article 44"))
    expect(article).to_be_visible()
    assert "find=" not in page.url
    article.click()
    expect(page.locator(".chips")).to_contain_text("Article 44")
    assert total(page) == 1


def test_mouse_chooses_order_groups_and_shape_from_menus(page):
    page.goto(LIST)
    page.locator("#summary-group").click()
    page.get_by_role("link", name="Organisation", exact=True).click()
    expect(page.locator(".group-head").first).to_contain_text("on this page")
    assert focused(page) == "summary-group"
    page.locator("#summary-view").click()
    page.get_by_role("link", name="Table", exact=True).click()
    expect(page.get_by_role("table").get_by_role("rowheader").nth(1)).to_be_visible()
    page.locator("#summary-sort").click()
    page.get_by_role("link", name="Oldest first").click()
    expect(page.locator("#summary-sort")).to_contain_text("Oldest first")
    for pair in ("sort=oldest", "group=organisation", "view=table"):
        assert pair in page.url
    page.locator("#summary-take").click()
    page.locator("h1").click()
    expect(page.get_by_role("link", name="Table (CSV)")).to_be_hidden()


def test_view_is_taken_away_as_it_is(page):
    page.goto(f"{LIST}?theme=human-rights-safeguards&group=article&view=table")
    stated = total(page)
    page.locator("#summary-take").click()
    addresses = {
        link.inner_text(): link.get_attribute("href") for link in page.locator("#menu-take a").all()
    }
    assert page.request.get(addresses["Data (JSON)"]).json()["count"] == stated
    table = page.request.get(addresses["Table (CSV)"]).text()
    assert len(set(re.findall(r"/recommendations/\w+/", table))) == stated
    assert "<feed" in page.request.get(addresses["Follow (Atom)"]).text()


def test_suggestion_is_chosen_by_mouse(page):
    page.goto("/")
    page.get_by_role("combobox").press_sequentially("encryp")
    page.get_by_role("option", name=re.compile("^Encryption and security")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Encryption and security")


# By keyboard ─────────────────────────────────────────────────────────────────


def test_keyboard_goes_to_the_words_and_through_the_suggestions(page):
    page.goto(LIST)
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("art 24")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("Article 24")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    page.keyboard.press("ArrowUp")
    expect(first).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#q-suggestions")).to_be_hidden()
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Conditions and safeguards")


def test_enter_without_a_suggestion_searches_for_the_words(page):
    page.goto(LIST)
    page.keyboard.press("/")
    page.keyboard.type("encryption")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".chips")).to_contain_text("encryption")
    expect(page.locator("#q-suggestions")).to_be_hidden()
    assert "q=encryption" in page.url


def test_keyboard_moves_from_result_to_result_and_opens_one(page):
    page.goto(LIST)
    for key, at in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(results(page).nth(at)).to_be_focused()
        expect(results(page).nth(at)).to_be_in_viewport()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    wanted = results(page).nth(1).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(wanted)


def test_keys_work_in_the_table_too(page):
    page.goto(f"{LIST}?view=table&group=article")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(results(page).nth(1)).to_be_focused()


def test_keys_are_letters_while_somebody_types(page):
    page.goto(LIST)
    page.keyboard.press("/")
    page.keyboard.type("jk/?")
    expect(page.get_by_role("combobox")).to_have_value("jk/?")
    expect(page.locator("#keys")).to_be_hidden()


def test_keys_are_shown_and_can_be_turned_off(page):
    page.goto(LIST)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("j")
    assert not focused(page).startswith("r-")
    page.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("j")
    assert not focused(page).startswith("r-")
    page.reload()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).not_to_be_focused()


def test_next_page_begins_at_its_top_and_says_which_it_is(page):
    page.goto(LIST)
    page.locator("#page-next").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pages").get_by_text("Page 2 of")).to_be_visible()
    expect(page.locator("#total")).to_be_focused()
    expect(page.locator("#total")).to_be_in_viewport()
    expect(page.locator("#announcement")).to_have_text(re.compile(r"Page 2 of \d+"))
    page.keyboard.press("j")
    expect(results(page).first).to_be_focused()


# Coming back ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("narrowed", [False, True])
def test_list_is_found_again_as_it_was_left(page, narrowed):
    page.goto(LIST)
    if narrowed:
        page.locator("#facet-treaty > summary").click()
        page.locator("#facet-treaty a").first.click()
        expect(page.locator(".chips li")).to_have_count(1)
    for _ in range(9):
        page.keyboard.press("j")
    place, result = page.evaluate("scrollY"), focused(page)
    assert place > 300
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/recommendations/\w+/$"))
    page.go_back()
    expect(page.locator(f"#{result}")).to_be_focused()
    assert abs(page.evaluate("scrollY") - place) < 5


def test_back_over_a_filter_leads_to_the_list_before_at_its_place(page):
    page.goto(LIST)
    link = page.locator("#facet-organisation a").first
    link.scroll_into_view_if_needed()
    place, link_id = page.evaluate("scrollY"), link.get_attribute("id")
    link.click()
    expect(page.locator(".chips li")).to_have_count(1)
    page.go_back()
    expect(page.locator(".chips")).to_have_count(0)
    expect(page.locator(f"[id='{link_id}']")).to_be_focused()
    expect(page.locator(f"[id='{link_id}']")).to_be_in_viewport()
    assert abs(page.evaluate("scrollY") - place) < 5


# On a phone ──────────────────────────────────────────────────────────────────


def test_phone_shows_results_soon_and_search_narrowing_and_order_before_them(page):
    page.set_viewport_size({"width": 375, "height": 760})
    page.goto(LIST)
    places = [
        page.locator(each).bounding_box()["y"]
        for each in ("#q", "#total", "#drawer > summary", "#summary-sort", ".row >> nth=0")
    ]
    assert places[0] < min(places[1:4])
    assert max(places[1:4]) - min(places[1:4]) < 20  # one line
    assert places[4] < 400
    page.locator("#drawer > summary").click()
    expect(page.locator("#facet-dates")).to_be_visible()
    page.locator("#drawer-group > summary").click()
    page.locator("#drawer-group-organisation").click()
    expect(page.locator("#drawer-group > summary")).to_contain_text("Organisation")
    assert "group=organisation" in page.url


def test_date_typed_wrongly_is_in_sight_with_what_is_wrong(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(LIST)
        if width < 1000:
            page.locator("#drawer > summary").click()
        page.locator("#facet-dates > summary").click()
        page.get_by_label("From").fill("31.2.2023")
        page.locator("#facet-dates button").click()
        expect(page.get_by_text("“31.2.2023” is not a date")).to_be_visible()
        expect(page.get_by_label("From")).to_have_value("31.2.2023")
        page.get_by_label("From").fill("2023")
        page.keyboard.press("Enter")
        expect(page.locator(".chips")).to_contain_text("2023")


def test_drawer_opens_closes_and_leads_to_the_results(page):
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(LIST)
    expect(page.locator("#facet-theme")).to_be_hidden()
    page.locator("#drawer > summary").click()
    page.locator("#facet-theme").get_by_role("link", name=SAFEGUARDS).click()
    expect(page.locator(".chips li")).to_have_count(1)
    done = page.locator("#drawer-done")
    expect(done).to_have_text(f"Show {page.locator('#total').inner_text()}")
    expect(done).to_be_in_viewport()
    done.click()
    expect(page.locator("#total")).to_be_focused()
    expect(page.locator("#total")).to_be_in_viewport()
    expect(page.locator("#facet-theme")).to_be_hidden()
    page.locator("#drawer > summary").click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("#facet-theme")).to_be_hidden()
    expect(page.locator("#drawer > summary")).to_be_focused()


# Without JavaScript ──────────────────────────────────────────────────────────


def test_all_of_it_works_without_javascript(page_without_script):
    page = page_without_script
    page.goto(LIST)
    everything = total(page)
    expect(page.get_by_role("button", name="Keyboard shortcuts")).to_be_hidden()
    page.locator("#facet-lineage").get_by_role("link", name=re.compile("^All ")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Article in every draft")
    page.get_by_label("Find in: Article in every draft").fill("stored accessing")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=re.compile("^Article 44")).click()
    assert total(page) == 1 < everything
    page.get_by_role("link", name=re.compile("^Remove")).click()
    assert total(page) == everything
    page.locator("#facet-lineage").get_by_label("Find in: Article in every draft").fill("network")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile("^Article 41")).click()
    expect(page.locator(".chips")).to_contain_text("Article 41")
    page.locator("#summary-view").click()
    page.get_by_role("link", name="Table", exact=True).click()
    expect(page.get_by_role("table")).to_be_visible()
    page.get_by_label("Words in the title").fill("no such words anywhere")
    page.get_by_role("button", name="Search").click()
    assert total(page) == 0
    expect(page.get_by_text("No recommendations match all of these")).to_be_visible()
    page.get_by_role("link", name=re.compile(r"^\d+ recommendations?$")).first.click()
    assert total(page) > 0


def test_suggestions_are_a_page_without_javascript(page_without_script):
    page_without_script.goto(f"{LIST}?q=nowhere24")
    page_without_script.get_by_role(
        "link", name="Articles, drafts, themes and organisations with this name"
    ).click()
    page_without_script.get_by_label("Words or a number of an article").fill("24(2)")
    page_without_script.get_by_role("button", name="Search").click()
    page_without_script.get_by_role("link", name="Article 24(2)").first.click()
    expect(page_without_script.get_by_role("heading", level=1)).to_contain_text(
        "Conditions and safeguards"
    )


# For everybody ───────────────────────────────────────────────────────────────


def open_drawer(page):
    page.locator("#drawer > summary").click()


def open_menu(page):
    page.locator("#summary-sort").click()


def open_suggestions(page):
    page.locator("#q").press_sequentially("safeg")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")


def open_keys(page):
    page.keyboard.press("?")


STATES = {
    "drawer": (LIST, open_drawer, (375,)),
    "menu": (LIST, open_menu, WIDTHS),
    "suggestions": (LIST, open_suggestions, WIDTHS),
    "keys": (LIST, open_keys, (1280,)),
    "table": (f"{LIST}?view=table", None, WIDTHS),
    "table-grouped": (f"{LIST}?view=table&group=organisation", None, (1280, 375)),
    "grouped": (f"{LIST}?group=article&sort=article", None, WIDTHS),
    "worded": (f"{LIST}?q=encryption", None, WIDTHS),
    "empty": (f"{LIST}?q=nowhere&theme=human-rights-safeguards", None, (1280, 375)),
    "faults": (f"{LIST}?theme=unheard-of&utm_source=elsewhere", None, (1280, 375)),
    "date-fault": (f"{LIST}?after=31.2.2023", None, (1280, 375)),
    "facet": (f"{LIST}facets/lineage/?action=amend", None, WIDTHS),
    "suggestions-page": ("/suggestions/?q=24", None, (1280, 375)),
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_accessible_and_fits(page, axe, screenshot, state):
    address, act, widths = STATES[state]
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        if act:
            act(page)
        faults = axe(page)
        if state in ("menu", "drawer", "date-fault"):  # a menu, the foot of the drawer cover links
            faults = [fault for fault in faults if not fault.startswith("target-size")]
        assert faults == [], width
        wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wider) <= 0, width
        screenshot(page, f"list-{state}", (width,))
