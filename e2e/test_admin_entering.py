"""What the desk's forms offer while something is entered: themes, treaties, what is missing."""

import pytest
from playwright.sync_api import expect

ADD_RECOMMENDATION = "/admin/recommendations/recommendation/add/?submission=1"
ADD_SUBMISSION = "/admin/recommendations/submission/add/"


def test_theme_that_does_not_exist_is_said_and_can_be_added_from_there(editor_page):
    page = editor_page
    page.goto(ADD_RECOMMENDATION)
    field = page.locator("#find_theme")
    field.fill("Whales and oceans,")
    expect(page.locator(".chosen")).to_contain_text("There is no theme “Whales and oceans”.")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Add “Whales and oceans” as a theme").click()
    popup = opened.value
    expect(popup.locator("#id_name")).to_have_value("Whales and oceans")
    popup.locator("[name=_save]").click()
    expect(page.locator(".chosen")).to_contain_text("Chosen: Whales and oceans")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    box = page.locator("[name=themes]:checked")
    expect(box).to_have_count(1)
    assert box.get_attribute("value").isdecimal()


def test_missing_theme_is_said_while_it_is_typed_and_added_by_keyboard(editor_page):
    page = editor_page
    page.goto(ADD_RECOMMENDATION)
    page.locator("#find_theme").press_sequentially("Deep sea")
    expect(page.locator(".chosen")).to_contain_text("There is no theme “Deep sea”.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Add “Deep sea” as a theme")).to_be_focused()
    with page.expect_popup() as opened:
        page.keyboard.press("Enter")
    opened.value.locator("#id_name").press("Enter")
    expect(page.locator(".chosen")).to_contain_text("Chosen: Deep sea")
    page.keyboard.type("deep s,")  # it is there already
    expect(page.locator(".chosen")).not_to_contain_text("There is no theme")
    expect(page.locator("#find_theme")).to_have_value("")


def test_what_publishing_needs_is_said_while_it_is_entered(editor_page):
    page = editor_page
    page.goto(ADD_RECOMMENDATION)
    needs = page.locator("#needs")
    expect(needs).to_contain_text("a title · words of the document · a theme · a place")
    page.locator("#id_title").fill("Narrow the powers")
    expect(needs).not_to_contain_text("a title")
    needs.get_by_role("link", name="a theme").click()
    page.keyboard.type("judicial,")
    expect(needs).not_to_contain_text("a theme")


def choose_treaty(page, words):
    page.locator(".field-treaty .select2-selection").click()
    page.locator(".select2-search__field").fill(words)
    option = page.locator(".select2-results__option--highlighted", has_text=words)
    option.click()


def test_sessions_and_drafts_follow_the_treaty_as_soon_as_it_is_chosen(editor_page):
    page = editor_page
    page.goto(ADD_SUBMISSION)
    labels = page.locator("#id_drafts label")
    expect(labels.first).to_be_visible()
    of_all = labels.count()
    assert of_all > 1
    choose_treaty(page, "Cybercrime")
    expect(labels.first).not_to_contain_text("(")
    assert labels.count() < of_all
    labels.first.click()
    session = page.locator("#id_session")
    assert session.locator("option").count() > 1
    for text in session.locator("option").all_inner_texts():
        assert "(UN" not in text


def test_treaty_that_is_chosen_again_leaves_nothing_unsaved(editor_page):
    page = editor_page
    page.goto(FORMS["submission"])
    ticked = page.locator("[name=drafts]:checked")
    before = ticked.evaluate_all("boxes => boxes.map(box => box.value)")
    assert before
    choose_treaty(page, "Example")
    expect(page.locator("#id_drafts label")).to_have_count(2)
    choose_treaty(page, "Cybercrime")
    expect(page.locator("#id_drafts label")).not_to_have_count(2)
    recorded = "boxes => boxes.filter(box => box.defaultChecked).map(box => box.value)"
    assert page.locator("[name=drafts]").evaluate_all(recorded) == before
    assert page.locator("#id_session option[selected]").count() == 1
    for box in before:  # they were let go with the other treaty, and are ticked again
        page.locator(f"[name=drafts][value='{box}']").check()
    page.locator("#id_session").select_option(
        page.locator("#id_session option[selected]").get_attribute("value")
    )
    page.goto("/admin/")  # unasked
    assert page.url.endswith("/admin/")


MERGING = "/admin/recommendations/organisation/1/merge/"
FORMS = {
    "front": "/admin/",
    "recommendation": "/admin/recommendations/recommendation/1/change/",
    "new-recommendation": ADD_RECOMMENDATION,
    "submission": "/admin/recommendations/submission/1/change/",
    "new-submission": ADD_SUBMISSION,
    "organisation": "/admin/recommendations/organisation/1/change/",
    "merging": MERGING,
    "reassigning": "/admin/recommendations/submission/1/reassign/",
    "theme": "/admin/recommendations/theme/1/change/",
    "treaty": "/admin/articles/treaty/1/change/",
    "draft": "/admin/articles/draft/1/change/",
    "article": "/admin/articles/article/1/change/",
    "provision": "/admin/articles/provision/1/change/",
    "new-succession": "/admin/articles/succession/add/",
}
# What lies past the edge or towers, unless somebody scrolls it in a frame of its own.
MISPLACED = """() => {
  const edge = document.documentElement.clientWidth;
  const shown = [...document.querySelectorAll("#container :not(thead, thead *)")]
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([element, box]) => box.width > 1 && box.height > 1 && element.checkVisibility());
  const of = (element) => element.closest(".form-row")?.getBoundingClientRect();
  const wide = shown.filter(([element, box]) => box.right > edge + 1);
  const short = shown.filter(([element]) => element.matches("input, select"));
  const tall = short.filter(([element, box]) => box.height > 60);
  const fields = shown.filter(([element]) => element.matches("input, select, textarea"));
  const clipped = fields.filter(([element, box]) => of(element)?.right < box.right - 1);
  return [...wide, ...tall, ...clipped].map(([element]) => element.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("name", FORMS)
def test_forms_have_no_towering_fields_and_nothing_past_the_edge_of_a_phone(
    editor_page, screenshot, name
):
    page = editor_page
    page.goto(FORMS[name])
    for width in (375, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(MISPLACED) == []
    screenshot(page, f"desk-{name}")


def test_rows_of_a_table_name_their_fields_on_a_phone(editor_page):
    page = editor_page
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(FORMS["treaty"])
    cell = page.locator("#sessions-0 .field-place")
    label = "element => getComputedStyle(element, '::before').content"
    assert cell.evaluate(label) == '"Place"'
    last = page.locator("#sessions-0 .field-ends_on input").first.bounding_box()
    assert last["x"] + last["width"] <= 375


def test_organisation_is_chosen_looked_at_and_merged(editor_page, axe):
    page = editor_page
    for name in ("Twice Entered", "Entered Twice"):
        page.goto("/admin/recommendations/organisation/add/")
        page.locator("#id_name").fill(name)
        page.locator("[name=_continue]").click()
        page.wait_for_url("**/change/")
    page.get_by_role("link", name="Merge into another organisation").click()
    page.locator(".select2-selection").press("Enter")
    page.locator(".select2-search__field").fill("twice ent")
    page.locator(".select2-results__option[aria-selected]", has_text="Twice Entered").click()
    page.get_by_role("button", name="Show what will change").click()
    content = page.locator("#content-main")
    expect(content).to_contain_text("0 signatures move to Twice Entered")
    expect(content).to_contain_text("It will also be found as: Entered Twice.")
    assert axe(page) == []
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.locator(".messagelist .success")).to_contain_text("was merged into “Twice Entered”")
    expect(page.locator("#id_other_names")).to_have_value("Entered Twice")
