"""What the desk's forms offer while something is entered: themes, treaties, what is missing."""

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
