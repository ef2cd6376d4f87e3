"""The words of a document in which passages are looked for: what counts as said, and what not."""

import pytest

from articles.reading import formats
from articles.reading.lines import Unreadable
from articles.tests import papers

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def part(kind, words):
    note = f'<w:{kind} w:id="7"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{kind}>'
    return f'<w:{kind}s xmlns:w="{W}">{note}</w:{kind}s>'


@pytest.fixture
def word():
    """Return a Word document with struck, hidden and deleted words, a note and a comment."""
    references = "".join(
        f'<w:r><w:{name}Reference w:id="7"/></w:r>' for name in ("footnote", "comment")
    )
    paragraph = (
        word_run("We ask ")
        + word_run("perhaps ", "<w:strike/>")
        + word_run("internally ", "<w:vanish/>")
        + "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        + word_run("that article 24 be narrowed")
        + references
        + word_run(".")
    )
    return papers.docx(
        [f"<w:p>{paragraph}</w:p>", "Thank you."],
        footnotes=part("footnote", "See our brief of May."),
        comments=part("comment", "Legal: too soft?"),
    )


def test_word_keeps_notes_and_comments_apart_and_leaves_out_what_is_struck_or_hidden(word):
    assert formats.text(word, "x.docx") == (
        "We ask that article 24 be narrowed.\nThank you.\n[Note: See our brief of May.]\n"
        "[Comment: Legal: too soft?]"
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<p>We ask <del>perhaps </del><s>never </s><i hidden>x</i>this.</p>", "x.html"),
        (b"We ask ~~perhaps~~ this.", "x.md"),
    ],
)
def test_struck_words_are_left_out_of_other_formats(content, name):
    assert formats.text(content, name) == "We ask this."


def test_text_layer_without_letters_is_refused_as_a_scan_is():
    broken = papers.pdf([[(80, 700, 12, "(:1 25)-3 4.7 (:1 25)-3 4.7 !#%")]])
    with pytest.raises(Unreadable, match="hardly any letters"):
        formats.text(broken, "x.pdf")
    figures = papers.pdf([[(80, 700, 12, "Table 1: 12 14 16 18")]])
    assert formats.text(figures, "x.pdf") == "Table 1: 12 14 16 18"
