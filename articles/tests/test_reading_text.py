"""The words of a file as they stand, page by page: what passages are looked for in."""

import sys

import pytest

from articles.reading import formats, sandbox
from articles.reading.lines import Unreadable
from articles.tests import papers
from articles.tests.fuzzing import inputs

PAGES = [
    [(80, 700, 12, "Title")],
    [],
    [(80, 700, 12, "We ask that article 24 be nar-"), (80, 680, 12, "rowed (again).")],
]


def test_pages_of_a_pdf_are_parted_by_form_feeds_and_an_empty_one_counts():
    text = formats.text(papers.pdf(PAGES), "x.pdf")
    assert text == "Title\f\fWe ask that article 24 be nar-\nrowed (again)."


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("x.txt", b"One.\r\n\r\nTwo.\fThree.", "One.\r\n\r\nTwo.\fThree."),
        ("x.txt", b"x" * 200 + b"\0", "x" * 200),
        ("x.txt", "co\xadoperate".encode(), "co\xadoperate"),
        ("x.docx", papers.docx(["One.", "Two."]), "One.\nTwo."),
        ("x.html", b"<nav>Menu</nav><p>One.</p><p>Two.</p>", "One.\nTwo."),
        ("x.md", b"# One\n\n*Two* three.", "One\nTwo three."),
    ],
)
def test_every_format_gives_its_words(name, content, text):
    assert formats.text(content, name) == text
    assert sandbox.text(content, name) == text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.pdf", papers.pdf([[]]), "only images of pages"),
        ("x.pdf", papers.pdf(PAGES, encrypted=True), "encrypted"),
        ("x.pdf", papers.pdf(PAGES)[:200], "damaged"),
        ("x.doc", b"\xd0\xcf\x11\xe0 x", "Files of this kind cannot be read"),
        ("x.html", b"<p> </p>", "There is no text in this file"),
        ("x.txt", b"a" * 6_000_001, "too long to be read"),
    ],
)
def test_what_gives_no_words_says_why(name, content, said):
    with pytest.raises(Unreadable, match=said):
        sandbox.text(content, name)


@pytest.mark.parametrize("answer", ['{"text": 7}', '{"text": null}', '{"text": {"a": 1}'])
def test_answer_that_is_no_text_is_a_refusal(monkeypatch, answer):
    monkeypatch.setattr(sandbox, "COMMAND", [sys.executable, "-c", f"print({answer!r})"])
    with pytest.raises(Unreadable, match="This file could not be read"):
        sandbox.text(b"One.", "x.txt")


def test_broken_files_give_words_or_a_refusal():
    for name, content in inputs(60, seed=3, pdfs=0):
        try:
            assert "\x00" not in formats.text(content, name)
        except Unreadable:
            continue


def test_comments_and_notes_of_word_are_kept_and_told_apart():
    reference = '<w:r><w:{}Reference w:id="1"/></w:r>'
    paragraph = (
        "<w:p><w:r><w:t>It may act.</w:t></w:r>"
        f"{reference.format('comment')}{reference.format('footnote')}</w:p>"
    )
    words = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    parts = {
        "word/document.xml": f"<w:document {papers.W}><w:body>{paragraph}</w:body></w:document>",
        "word/comments.xml": f"<w:comments {papers.W}><w:comment w:id='1'>"
        f"{words.format('Delete may.')}</w:comment></w:comments>",
        "word/footnotes.xml": f"<w:footnotes {papers.W}><w:footnote w:id='1'>"
        f"{words.format('As before.')}</w:footnote></w:footnotes>",
    }
    text = formats.text(papers.packed(parts), "x.docx")
    assert text == "It may act.\n[Comment: Delete may.]\n[Note: As before.]"
