"""Public pages for readers of any ability: axe, structure, keyboard, zoom, screen readers."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import expect

from e2e.addresses import PAGES
from e2e.conftest import ROOT, TAGS

WIDTHS = (1280, 375)
SCHEMES = {"light": TAGS, "dark": ["cat.color"]}
REDLINE = "/treaties/example-convention/first-draft/article-1/#art_1__para_2"
MOST_STOPS = 400
MOST_STOPS_TO_FIRST = 5  # the menus of the list, and then the first result

# What is wrong with the element that has the focus, in words; null past the end of the page, where
# a browser goes on to itself or to the beginning.
FOCUSED = """() => {
  const it = document.activeElement;
  if (it === document.body || it === window.focusedFirst) return null;
  const before = window.focusedBefore;
  window.focusedFirst ??= it;
  window.focusedBefore = it;
  const style = getComputedStyle(it), box = it.getClientRects()[0];
  const x = box.x + box.width / 2, y = box.y + box.height / 2;
  const top = document.elementFromPoint(x, y);
  const faults = [], outline = parseFloat(style.outlineWidth);
  if (style.outlineStyle === "none" || outline < 2) faults.push("no outline");
  if (box.width < 4 || box.height < 4) faults.push("no size");
  if (!top || !(it.contains(top) || top.contains(it))) faults.push("covered or off screen");
  if (before && !(before.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING))
    faults.push("out of order");
  return {
    name: it.innerText || it.id,
    words: faults.join(", "),
    html: it.outerHTML.slice(0, 200),
    atTheFoot: Boolean(it.closest("body > footer")),
  };
}"""
MOVING = """() => Array.from(document.querySelectorAll("*")).filter(it => {
  const style = getComputedStyle(it);
  return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0
    || style.scrollBehavior === "smooth";
}).length"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
STRUCTURE = """() => {
  const levels = Array.from(document.querySelectorAll("h1,h2,h3,h4,h5,h6"), it => +it.tagName[1]);
  const names = Array.from(document.querySelectorAll("nav, aside"), it => it.ariaLabel);
  return {
    h1: levels.filter(level => level === 1).length,
    jumps: levels.filter((level, i) => level > (i ? levels[i - 1] : 0) + 1).length,
    landmarks: ["body > header", "main", "body > footer"].map(
      it => document.querySelectorAll(it).length),
    unnamed: names.filter(name => !name).length,
    repeated: names.length - new Set(names).size,
  };
}"""
SOUND = {"h1": 1, "jumps": 0, "landmarks": [1, 1, 1], "unnamed": 0, "repeated": 0}


def assert_accessible(page, axe):
    """Check the structure, and that axe finds nothing serious or critical in any dress.

    In the dark only colours are other, as the test below holds, so that only they are judged anew.
    """
    assert page.evaluate(STRUCTURE) == SOUND
    faults = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, rules in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            faults[scheme, width] = axe(page, rules)
    assert not any(faults.values()), faults


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_in_both_schemes_at_both_widths_and_when_enlarged(page, axe, name):
    page.goto(PAGES[name])
    assert_accessible(page, axe)
    assert_needs_no_sideways_scroll_at_400_percent(page)


def test_dark_scheme_changes_colours_and_nothing_else():
    style = (ROOT / "static" / "css" / "house.css").read_text()
    [dark] = re.findall(r"scheme: dark\) \{\s*:root \{(.*?)\}\s*\}", style, re.DOTALL)
    assert len(dark.split(";")) > 10
    assert re.sub(r"--[\w-]+: #[0-9a-f]{6};", "", dark).strip() == ""


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html"])
def test_error_that_no_address_gives_is_accessible(page, axe, template):
    body = render_to_string(template, request=RequestFactory().get("/error/"))
    page.route("**/error/", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto("/error/")
    assert_accessible(page, axe)


def assert_needs_no_sideways_scroll_at_400_percent(page):
    page.set_viewport_size({"width": 320, "height": 256})  # what 1280 by 1024 shows at 400 %
    for fold in page.locator("details:not([open]) > summary").all():
        if fold.is_visible():
            fold.evaluate("it => it.parentNode.open = true")
    assert page.evaluate(OVERFLOW) <= 0
    assert not page.evaluate(MOVING)


def test_error_500_is_accessible_without_any_of_the_site(page, axe):
    page.goto("about:blank")
    page.set_content(render_to_string("500.html"))
    assert axe(page) == []


def stops(page):
    """Press Tab through the whole page; return the stops, each with what is wrong with it."""
    page.evaluate("window.focusedFirst = window.focusedBefore = null")
    reached = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        reached.append(stop)
    return reached


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize(
    "name",
    ["home", "list, filtered", "recommendation, Arabic", "article", "draft", "organisations"],
)
def test_keyboard_goes_through_the_page_in_order_with_the_focus_in_sight(page, name, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(PAGES[name])
    reached = stops(page)
    assert reached[0]["name"] == "Skip to the content"
    assert [stop for stop in reached if stop["words"]] == []
    assert reached[-1]["atTheFoot"]
    assert len(reached) > 10


def test_skip_link_leads_past_the_masthead(page):
    page.goto(PAGES["recommendation"])
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("name", ["list", "list, table in groups"])
def test_skip_link_leads_past_the_facets_to_the_results(page, name):
    page.goto(PAGES[name])
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the results")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#total")).to_be_focused()
    first = page.locator(".row a, .listing-table tbody a").first
    for _ in range(MOST_STOPS_TO_FIRST):
        page.keyboard.press("Tab")
        if first.evaluate("it => it === document.activeElement"):
            return
    raise AssertionError("the first result is far from the skip link")


def test_number_of_results_is_announced_when_the_list_changes(page):
    page.goto("/recommendations/")
    said = page.locator("#announcement")
    expect(said).to_have_attribute("role", "status")
    expect(said).to_have_text("")
    said.evaluate("it => it.stays = true")  # a region put in anew would not be spoken
    page.locator("#facet-treaty > summary").click()
    page.get_by_role("link", name="Example Convention").first.click()
    expect(said).to_have_text("2 recommendations: Treaty Example Convention")
    page.get_by_label("Words in the title").fill("no such words anywhere")
    page.keyboard.press("Enter")
    expect(said).to_have_text(
        "0 recommendations: Words no such words anywhere, Treaty Example Convention"
    )
    assert said.evaluate("it => it.stays")


def announced(page, selector):
    """Return what a screen reader is given for an element, as (role, words)."""
    session = page.context.new_cdp_session(page)
    document = session.send("DOM.getDocument")["root"]["nodeId"]
    place = {"nodeId": document, "selector": selector}
    element = {"nodeId": session.send("DOM.querySelector", place)["nodeId"]}
    wanted = session.send("DOM.describeNode", element)["node"]["backendNodeId"]
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}

    def walk(node):
        role = node["role"]["value"]
        if role == "StaticText":
            return [(None, node["name"]["value"])]
        below = [part for child in node.get("childIds", []) for part in walk(by_id[child])]
        if role in ("insertion", "deletion"):
            return [(role, " ".join(words.strip() for _role, words in below))]
        return below

    return walk(next(node for node in nodes if node.get("backendDOMNodeId") == wanted))


def test_redline_read_aloud_says_what_is_deleted_and_what_inserted(page):
    page.goto(REDLINE)
    parts = announced(page, "#art_1__para_2 .redline")
    assert parts == [
        (None, "Each State Party "),
        ("deletion", "deleted: may end of deletion"),
        ("insertion", "inserted: shall end of insertion"),
        (None, " adopt examples."),
    ]


def test_grid_is_read_as_a_table_with_headers(page):
    page.goto("/")
    table = page.get_by_role("table", name="UN Cybercrime Convention: articles by themes")
    expect(table.get_by_role("columnheader", name="Human rights safeguards")).to_be_attached()
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Article 24"))
    number = row.get_by_role("link").nth(1)
    count = number.inner_text()
    number.click()
    expect(page.get_by_role("heading", level=2).filter(has_text="recommendation")).to_have_text(
        f"{count} recommendations"
    )


def test_numbers_of_the_grid_name_their_themes_where_its_rows_fold(page):
    page.set_viewport_size({"width": 375, "height": 900})
    page.goto("/")
    table = page.locator("table.grid")
    expect(table.get_by_role("link", name="Human rights safeguards").first).to_be_visible()
    for number in table.locator("td a").all():
        assert number.bounding_box()["x"] + number.bounding_box()["width"] <= 375


@pytest.mark.parametrize("name", ["article", "recommendation, Arabic"])
def test_redlines_never_depend_on_colour(page, name):
    page.goto(PAGES[name])
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    line = "it => getComputedStyle(it).textDecorationLine"
    assert {it.evaluate(line) for it in page.locator(".redline ins").all()} == {"underline"}
    assert {it.evaluate(line) for it in page.locator(".redline del").all()} <= {"line-through"}
