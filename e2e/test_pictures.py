"""The pictures of README and docs, taken from the running site; UPDATE_PICTURES=1 replaces them.

Those of pages that something has to be done for are taken where it is done.
"""

import pytest
from playwright.sync_api import expect

ARTICLE = "/treaties/un-cybercrime/a-ac-291-22/article-24/"
ADD = "/admin/recommendations/recommendation/add/"
PICTURES = {
    "article": (ARTICLE, "Conditions and safeguards"),
    "list": ("/recommendations/?theme=gender-and-equality", "Recommendations"),
    "desk": ("/admin/", "The desk"),
    "desk-recommendation": (ADD, "Add recommendation"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_of_the_documents_can_be_taken_anew(editor_page, picture, name):
    address, heading = PICTURES[name]
    editor_page.goto(address)
    expect(editor_page.get_by_role("heading", level=1)).to_contain_text(heading)
    picture(editor_page, name, width=1280, height=860)
