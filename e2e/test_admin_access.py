"""Every page that an editor uses: nothing serious for axe, nothing wider than 1024 px."""

import pytest
from playwright.sync_api import expect

MODELS = [
    "articles/treaty",
    "articles/session",
    "articles/draft",
    "articles/division",
    "articles/article",
    "articles/provision",
    "articles/succession",
    "recommendations/organisation",
    "recommendations/theme",
    "recommendations/submission",
    "recommendations/recommendation",
]
# Their history and the question before deleting come from one template each for all models.
WITH_HISTORY = ["articles/article", "recommendations/recommendation"]
CHANGE = "/change/"


@pytest.fixture
def narrow_page(editor_page):
    editor_page.set_viewport_size({"width": 1024, "height": 800})
    return editor_page


def faults_of(page, axe, address):
    """Return what is wrong with the page at an address: for axe, and in width."""
    answer = page.goto(address)
    page.wait_for_load_state("networkidle")
    faults = axe(page)
    if answer.status not in (200, 403):  # what was public may not be deleted
        faults.append(f"status {answer.status}")
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > 1024:
        faults.append(f"{wide} px wide")
    return [f"{address}: {fault}" for fault in faults]


@pytest.mark.parametrize("model", MODELS)
def test_pages_of_a_model_are_accessible_and_fit(narrow_page, axe, model):
    page, base = narrow_page, f"/admin/{model}/"
    faults = faults_of(page, axe, base) + faults_of(page, axe, f"{base}add/")
    page.goto(base)
    first = page.locator(f"#result_list a[href*='{CHANGE}']").first
    if first.count():
        row = first.get_attribute("href").partition(CHANGE)[0]
        more = ("history", "delete") if model in WITH_HISTORY else ()
        for name in ("change", *more):
            faults += faults_of(page, axe, f"{row}/{name}/")
    assert faults == []


def test_buttons_that_save_are_of_one_height(narrow_page):
    page = narrow_page
    page.goto("/admin/recommendations/recommendation/?state__exact=in_review")
    page.locator("#result_list tbody th a").first.click()
    expect(page.locator(".submit-row")).to_be_visible()
    heights = page.locator(".submit-row > *").evaluate_all(
        "them => them.map(it => it.offsetHeight)"
    )
    assert len(heights) > 2
    assert len(set(heights)) == 1


def test_front_page_password_and_sign_out_are_accessible_and_fit(narrow_page, axe):
    faults = faults_of(narrow_page, axe, "/admin/") + faults_of(
        narrow_page, axe, "/admin/password_change/"
    )
    assert faults == []


def test_form_with_faults_and_remarks_is_accessible(narrow_page, axe):
    page = narrow_page
    page.goto("/admin/recommendations/submission/")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("link", name="Add a recommendation").click()
    page.locator("#id_title").fill("Narrow it")
    page.locator("#id_quote").fill("Words that no document has.")
    page.locator("#find_theme").press_sequentially("judicial, noti")
    assert axe(page) == []
    page.keyboard.press("Tab")
    page.locator("[name='targets-0-place']").fill("999, 24")
    page.keyboard.press("Control+Enter")
    page.locator(".errornote").wait_for()
    assert page.locator("#id_themes input:checked").count() == 2
    assert axe(page) == []


def test_keyboard_alone_enters_a_recommendation(narrow_page):
    page = narrow_page
    page.goto("/admin/recommendations/submission/")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("link", name="Add a recommendation").click()
    expect(page.locator("#id_title")).to_be_focused()
    page.locator("#id_number").fill("900")
    page.locator("#id_title").focus()
    keys = page.keyboard
    keys.type("An example of what is asked")
    keys.press("Tab")
    keys.type("Exact words.")
    for _field in range(4):
        keys.press("Tab")
    keys.type("judicial, notif")
    page.locator("[name='targets-0-place']").focus()
    keys.type("23(1), 24")
    keys.press("Tab")
    page.locator("[name='targets-1-place']").wait_for()
    assert page.locator("[name='targets-1-place']").input_value().startswith("Article 24 of")
    keys.press("Control+Enter")
    page.get_by_text("Saved: 900").wait_for()
    expect(page.locator("#id_title")).to_be_focused()
    assert page.locator("#id_themes input:checked").count() == 2
    assert page.locator("#id_number").input_value() == "901"


def test_remark_beside_a_field_moves_none_of_the_others(narrow_page):
    page = narrow_page
    page.goto("/admin/recommendations/recommendation/add/?submission=1")

    def places():
        fields = ("#id_action", "#id_aim", "#id_cross_cutting", "#id_rationale")
        boxes = [page.locator(field).bounding_box() for field in fields]
        return [(box["x"], box["y"] - boxes[0]["y"]) for box in boxes]

    before = places()
    page.locator("#id_title").fill("Narrow it")
    expect(page.locator("#hint-action")).to_contain_text("If left empty")
    assert places() == before


def test_picture_of_entering_can_be_taken_anew(narrow_page, picture):
    page = narrow_page
    page.set_viewport_size({"width": 1024, "height": 1120})
    page.goto("/admin/recommendations/submission/")
    page.get_by_role("link", name="Privacy International and Electronic Frontier").first.click()
    page.get_by_role("link", name="Add a recommendation").click()
    page.locator("#id_title").fill("Require a prior order of a court")
    page.locator("#id_quote").fill(
        "Article 24(2) should also be amended to ensure prior judicial or independent authorization"
    )
    page.locator("#find_theme").fill("notif, judi")
    page.keyboard.press("Tab")
    expect(page.locator("#hint-action")).to_contain_text("If left empty")
    page.locator("#find_theme").fill("over")
    picture(page, "entering")
