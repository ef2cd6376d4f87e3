"""A text is read in at the desk; what was recommended earlier stands at its paragraphs."""

import pytest
from playwright.sync_api import expect

NEW = "تطبق هذه المادة على جميع الأمثلة."
TEXT = f"""المادة 1
Examples
1. يجوز لكل دولة طرف أن تعتمد تدابير من قبيل المثال.
2. يجوز لها أن تعتمد أمثلة أخرى.
المادة 2
Further examples
{NEW}
"""
DRAFT = "/treaties/example-convention/first-draft"
READING = 30_000  # milliseconds; a document is read in a process of its own
ASKED = "Make the examples of article 1 binding"


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "first draft.txt"
    path.write_text(TEXT)
    return path


def test_text_read_in_by_keyboard_stands_beside_earlier_recommendations(editor_page, axe, document):
    page = editor_page
    page.goto("/admin/articles/draft/?q=examples")
    page.get_by_role("link", name="First draft of examples").first.click()
    page.get_by_role("link", name="Import a text").click()
    assert axe(page) == []
    page.get_by_label("Document").set_input_files(document)
    page.get_by_label("Language").fill("ar")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 articles")).to_be_visible(timeout=READING)
    assert axe(page) == []
    page.get_by_text("Article 2", exact=False).first.focus()
    page.get_by_role("button", name="Import the text").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Imported from first draft.txt")).to_be_visible()

    page.goto(f"{DRAFT}/article-2/")
    expect(page.get_by_text(NEW)).to_be_visible()
    page.goto(f"{DRAFT}/article-1/")
    expect(page.locator("[id='art_1__para_1']")).to_be_visible()
    expect(page.get_by_role("link", name=ASKED).first).to_be_visible()


def test_document_that_cannot_be_read_says_why(editor_page, axe, tmp_path):
    page = editor_page
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.4 and nothing that belongs to one")
    page.goto("/admin/articles/draft/?q=examples")
    page.get_by_role("link", name="First draft of examples").first.click()
    page.get_by_role("link", name="Import a text").click()
    page.get_by_label("Document").set_input_files(path)
    page.get_by_role("button", name="Show the preview").click()
    expect(page.get_by_role("alert")).to_contain_text("damaged", timeout=READING)
    assert axe(page) == []
