"""What the desk's forms tell a screen reader, asked of the browser's own accessibility tree."""

import pytest
from playwright.sync_api import expect

RECOMMENDATION = "/admin/recommendations/recommendation/add/"
SUBMISSION = "/admin/recommendations/submission/add/"
LISTED = ("combobox", "group", "heading", "button", "checkbox")


@pytest.fixture
def accessibility_tree(editor_page):
    """Return a function: address -> what a screen reader meets there, as (role, name, node)."""
    page = editor_page
    session = page.context.new_cdp_session(page)

    def tree(address):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        return [
            (node["role"]["value"], node.get("name", {}).get("value", ""), node)
            for node in nodes
            if not node["ignored"] and node["role"]["value"] in LISTED
        ]

    yield tree
    session.detach()


def names(tree, wanted):
    return [name for role, name, _node in tree if role == wanted]


def state(node, name):
    """Return a property of a node such as "focused"; None where it has none."""
    values = {row["name"]: row["value"]["value"] for row in node["properties"]}
    return values.get(name)


def test_field_that_is_seen_has_the_focus_one_name_and_no_fault_yet(accessibility_tree):
    tree = accessibility_tree(RECOMMENDATION)
    (node,) = [node for role, name, node in tree if (role, name) == ("combobox", "Submission")]
    assert state(node, "focused")
    assert state(node, "invalid") in (None, "false")
    assert state(node, "required")


def test_themes_are_called_so(accessibility_tree):
    tree = accessibility_tree(RECOMMENDATION)
    assert names(tree, "combobox").count("Themes") == 1
    assert "Themes" in names(tree, "group")


def test_boxes_of_drafts_stand_in_a_group_with_a_name(accessibility_tree):
    assert "Drafts it comments on" in names(accessibility_tree(SUBMISSION), "group")


def test_what_removes_a_row_is_no_part_of_its_name(accessibility_tree, editor_page):
    page = editor_page
    tree = accessibility_tree(RECOMMENDATION)
    assert "Target: #1" in names(tree, "heading")
    page.locator("#targets-group .add-row a").click()
    second = page.locator("#targets-1")
    assert second.get_by_role("heading", level=3).inner_text() == "Target: #2"
    second.get_by_role("button", name="Remove").click()
    assert page.locator("#targets-group .dynamic-targets").count() == 1


def test_refused_list_to_search_in_says_its_fault_and_takes_the_focus(editor_page):
    page = editor_page
    page.goto(RECOMMENDATION)
    page.locator("[name=_continue]").click()
    expect(page.locator(".errornote")).to_be_visible()
    box = page.get_by_role("combobox", name="Submission", exact=True)
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-invalid", "true")
    assert page.locator(f"#{box.get_attribute('aria-describedby')}").inner_text()
