"""What a format itself calls no text is left out and told: struck words, hidden ones, notes."""

import re

import pytest

from articles.tests import papers
from articles.tests.reading import eids, messages, outline, texts
from articles.tests.test_reading_formats import NUMBERED, NUMBERING

STRUCK = ["<w:strike/>", "<w:dstrike w:val='1'/>", "<w:rStyle w:val='X'/>"]


def word_run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


COUNTED = '<w:numPr><w:numId w:val="1"/></w:numPr>'


def word_table(rows):
    """Return a table of Word; each row is the paragraphs of its cells."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def left(read):
    return [(item.kind, item.text) for item in read.left_out]


@pytest.mark.parametrize("switch", STRUCK)
def test_struck_words_of_word_are_left_out_and_told(switch):
    style = "<w:style w:styleId='X'><w:rPr><w:strike/></w:rPr></w:style>"
    words = word_run("1. Each State ") + word_run("may ", switch) + word_run("shall act.")
    paragraph = f"<w:p>{words}</w:p>"
    read = outline(papers.docx(["Article 1", "Aim", paragraph], "", style), "x.docx")
    assert texts(read)["art_1__para_1"] == "Each State shall act."
    assert left(read) == [("struck", "may")]
    assert messages(read) == ["Article 1: Struck words are left out."]


def test_words_that_are_switched_on_again_stay():
    off = "<w:p>" + word_run("Each State acts.", "<w:strike w:val='0'/><w:vanish w:val='false'/>")
    read = outline(papers.docx(["Article 1", "Aim", f"{off}</w:p>"]), "x.docx")
    assert (texts(read), left(read)) == ({"art_1__subpara_1": "Each State acts."}, [])


def test_hidden_words_notes_and_comments_of_word_are_told_apart():
    words = (
        word_run("Each State acts")
        + word_run("4", "<w:vertAlign w:val='superscript'/>")
        + word_run(" on 10 km")
        + word_run("2", "<w:vertAlign w:val='superscript'/>")
        + word_run(" of land.")
        + word_run(" Ask legal.", "<w:vanish/>")
    )
    read = outline(papers.docx(["Article 1", "Aim", f"<w:p>{words}</w:p>"]), "x.docx")
    assert texts(read) == {"art_1__subpara_1": "Each State acts on 10 km2 of land."}
    assert left(read) == [("note", "4"), ("hidden", "Ask legal.")]


def test_paragraph_whose_end_was_deleted_is_not_counted():
    deleted = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        "<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>It pays.</w:delText></w:r></w:del>"
        "</w:p>"
    )
    counted = NUMBERED.format(0, word_run("It acts.")), NUMBERED.format(0, word_run("It ends."))
    parts = ["Article 1", "Aim", counted[0], deleted, counted[1]]
    read = outline(papers.docx(parts, NUMBERING), "x.docx")
    assert texts(read) == {"art_1__para_1": "It acts.", "art_1__para_2": "It ends."}
    assert left(read) == [("struck", "It pays.")]


def test_text_box_stands_once_and_apart():
    box = "<w:txbxContent><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    shape = (
        f"<w:r><mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    paragraph = f"<w:p>{word_run('1. It acts.')}{shape}</w:p>"
    read = outline(papers.docx(["Article 1", "Aim", paragraph, "2. It ends."]), "x.docx")
    assert list(texts(read).values()) == ["It acts.", "A note.", "It ends."]


def test_numbers_that_word_counts_in_cells_and_by_styles_are_there():
    cell = "<w:tc>{}</w:tc>"
    rows = [
        "<w:tr>"
        + cell.format(NUMBERED.format(level, ""))
        + cell.format(f"<w:p>{word_run(text)}</w:p>")
        + "</w:tr>"
        for level, text in ((0, "It acts on:"), (1, "this;"), (1, "that."), (0, "It ends."))
    ]
    table = f"<w:tbl>{''.join(rows)}</w:tbl>"
    read = outline(papers.docx(["Article 1", "Aim", table], NUMBERING), "x.docx")
    assert eids(read) == [
        *("art_1__para_1", "art_1__para_1__point_a", "art_1__para_1__point_b", "art_1__para_2")
    ]
    style = (
        '<w:style w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    letters = '<w:numFmt w:val="lowerLetter"/>'
    link = NUMBERING.replace(letters, f'<w:pStyle w:val="L"/>{letters}')
    styled = f'<w:p><w:pPr><w:pStyle w:val="L"/></w:pPr>{word_run("this.")}</w:p>'
    read = outline(papers.docx(["Article 1", "Aim", "It does:", styled], link, style), "x.docx")
    assert eids(read)[-1] == "art_1__point_a"


def test_two_languages_beside_each_other_are_two_texts():
    english = ["Article 1", "Aim", "The aim of this is the good of all."]
    english += ["Article 2", "It ends in the course of a year."]
    french = ["Article 1", "But", "Le but est le bien de tous."]
    french += ["Article 2", "Il prend fin dans le cours des mois."]
    rows = zip(english, french, strict=True)
    table = word_table([f"<w:p>{word_run(text)}</w:p>" for text in row] for row in rows)
    content = papers.docx([table])
    assert "The aim" in texts(outline(content, "x.docx", "en"))["art_1__subpara_1"]
    assert "Le but" in texts(outline(content, "x.docx", "fr"))["art_1__subpara_1"]


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<del>may</del>", "struck"),
        ("<s>may</s>", "struck"),
        ("<span style='text-decoration: line-through'>may</span>", "struck"),
        ("<span style='display: none'>may</span>", "hidden"),
        ("<span hidden>may</span>", "hidden"),
        ("<sup>12</sup>", "note"),
    ],
)
def test_struck_and_hidden_words_of_pages_are_left_out_and_told(markup, kind):
    page = f"<h3>Article 1</h3><h4>Aim</h4><p>1. Each State {markup} acts.</p>"
    read = outline(page, "x.html")
    assert texts(read) == {"art_1__para_1": "Each State acts."}
    assert left(read) == [(kind, "12" if kind == "note" else "may")]


def test_header_of_a_part_of_the_text_is_text():
    page = (
        "<header><p>Site</p></header><article><header><h2>Article 1</h2></header><p>Aaa.</p>"
        "</article>"
    )
    read = outline(page, "x.html")
    assert texts(read) == {"art_1__subpara_1": "Aaa."}
    assert left(read) == [("furniture", "Site")]


def test_points_in_tables_within_tables_are_points_of_points():
    inner = "<table><tr><td>(i)</td><td>this;</td></tr><tr><td>(ii)</td><td>that;</td></tr></table>"
    page = (
        "<p>Article 1</p><p>Aim</p><p>1. It does:</p><table><tr><td>(a)</td><td><p>one of:</p>"
        f"{inner}</td></tr><tr><td>(b)</td><td>more.</td></tr></table>"
    )
    assert [eid.removeprefix("art_1__para_1") for eid in eids(outline(page, "x.html"))] == [
        *("", "__point_a", "__point_a__point_i", "__point_a__point_ii", "__point_b")
    ]


def test_markdown_tells_notes_and_struck_words_and_keeps_what_stands_beside_them():
    text = (
        "### Article 1 ~~(old)~~\n\n**Option 1[^6]:** Each State ~~may~~ acts.\n\n"
        "1. Goals:\n    1. [this]\n    2. [that]\n2. End.\n\n[^6]: It overlaps.\n"
    )
    read = outline(text, "x.md")
    assert texts(read)["art_1__intro"] == "Option 1: Each State acts."
    assert eids(read)[1:] == [
        *("art_1__para_1", "art_1__para_1__point_1", "art_1__para_1__point_2", "art_1__para_2")
    ]
    assert left(read) == [("struck", "(old)"), ("struck", "may"), ("note", "It overlaps.")]


def drawn(rows, strokes=()):
    """Return a PDF of one page: rows of (y, text), and level lines of (x, y, width)."""
    made = papers.pdf([[(80, y, 12, text) for y, text in rows]])
    lines = "".join(f"{x} {y} {width} 0.8 re f\n" for x, y, width in strokes).encode()
    stream = re.search(rb"<</Length (\d+)>>stream\n", made)
    return made.replace(
        stream[0], b"<</Length %d>>stream\n" % (int(stream[1]) + len(lines)) + lines
    )


def test_words_with_a_line_through_them_are_struck_and_underlined_ones_are_not():
    rows = [(700, "Article 1"), (680, "Each State may act."), (660, "Article 2"), (640, "End.")]
    # In Times of 12 points "Each State " is some 57 wide, "may" some 24.
    struck = outline(drawn(rows, [(137, 683.5, 23)]), "x.pdf")
    assert texts(struck)["art_1__subpara_1"] == "Each State act."
    assert left(struck) == [("struck", "may")]
    underlined = outline(drawn(rows, [(137, 678.5, 23)]), "x.pdf")
    assert texts(underlined)["art_1__subpara_1"] == "Each State may act."


def test_numbers_of_lines_in_the_margin_are_no_words():
    rows = ["Article 1", "1. Each State acts.", "2. Each State reports.", "Article 2", "It ends."]
    placed = [(700 - 20 * n, f"{n} {row}") for n, row in enumerate(rows, 1)]
    read = outline(drawn(placed), "x.pdf")
    assert eids(read) == ["art_1__para_1", "art_1__para_2", "art_2__subpara_1"]
    assert messages(read) == ["Article 1: Line numbers in the margin are left out."]


def test_small_raised_figure_is_the_mark_of_a_note():
    page = [
        (80, 700, 12, "Article 1"),
        (80, 680, 12, "Each State acts"),
        (157, 685, 6, "12"),
        (166, 680, 12, "in time."),
        (80, 660, 12, "Article 2"),
        (80, 640, 12, "It ends."),
    ]
    read = outline(papers.pdf([page]), "x.pdf")
    assert texts(read)["art_1__subpara_1"] == "Each State acts in time."
    assert left(read) == [("note", "12")]


def test_header_of_many_lines_and_notes_are_told_as_what_they_are():
    head = [(80, 780 - 10 * n, 8, text) for n, text in enumerate(["BODY", "OF PARTIES", "DRAFT/1"])]
    bodies = {1: "Each State acts.", 2: "No State may delay.", 3: "All pay their share."}
    pages = [
        [
            *head,
            (300, 740, 8, f"{number} of 3"),
            (80, 700, 12, f"Article {number}"),
            *((80, 680 - 20 * n, 12, f"{n}. {body}") for n in range(1, 7)),
            (80, 40, 8, "1 A note at the foot."),
        ]
        for number, body in bodies.items()
    ]
    read = outline(papers.pdf(pages), "x.pdf")
    assert set(texts(read).values()) == set(bodies.values())
    kinds = [kind for kind, _text in left(read)]
    assert (kinds.count("furniture"), kinds.count("note")) == (12, 3)


@pytest.mark.parametrize("mark", ["{} of 5", "- {} -", "{}"])
def test_numbers_of_pages_within_a_plain_text_are_furniture(mark):
    rows = []
    for number in range(1, 6):
        rows += [f"Article {number}", f"Aim {number}"]
        rows += [f"{n}. Each State acts in its own way." for n in range(1, 10)]
        rows.append(mark.format(number))
    read = outline("\n\n".join(rows))
    assert len(eids(read)) == 45
    assert [kind for kind, _text in left(read)] == ["furniture"] * 5
