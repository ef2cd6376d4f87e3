"""The pictures of README and docs, taken from the running site; UPDATE_PICTURES=1 replaces them."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
ARTICLE = "/treaties/un-cybercrime/a-ac-291-22/article-24/"
ADD = "/admin/recommendations/recommendation/add/"
PICTURES = {
    "article": (ARTICLE, "Conditions and safeguards"),
    "list": ("/recommendations/?theme=gender-and-equality", "Recommendations"),
    "desk": ("/admin/", "The desk"),
    "desk-recommendation": (ADD, "Add recommendation"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_of_the_documents_can_be_taken_anew(editor_page, name):
    address, heading = PICTURES[name]
    editor_page.goto(address)
    expect(editor_page.get_by_role("heading", level=1)).to_contain_text(heading)
    fresh = editor_page.screenshot(clip={"x": 0, "y": 0, "width": 1280, "height": 860})
    kept = IMAGES / f"{name}.png"
    if os.environ.get("UPDATE_PICTURES") == "1":
        IMAGES.mkdir(exist_ok=True)
        kept.write_bytes(fresh)
    assert kept.read_bytes()[:8] == fresh[:8]
    assert kept.stat().st_size < 250_000
