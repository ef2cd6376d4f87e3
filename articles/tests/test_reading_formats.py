"""Each format in small: the same text gives the same outline, and what is broken says so."""

import pytest

from articles.reading import formats
from articles.reading.lines import Unreadable
from articles.tests import papers
from articles.tests.reading import eids, outline, texts

PLAIN = """Preamble
The Parties to this Convention,
Recalling this,
Have agreed as follows:
Article 1
Scope
1. Each Party shall:
(a) act;
(b) refrain.
2. It shall report.
"""
EXPECTED = texts(outline(PLAIN))

MARKDOWN = """# Convention

## Preamble

The Parties to this Convention,

Recalling **this**,

Have agreed as follows:

### Article 1

#### Scope

1.  Each [Party](http://example.org) shall:

(a) act;

(b) *refrain*.

2.  It shall
report.
"""
HTML = """<!DOCTYPE html><html><head><title>No text</title><style>p{}</style></head><body>
<nav><p>Article 9 of the menu</p></nav>
<h1>Convention</h1><h2>Preamble</h2><p>The Parties to this Convention,</p><p>Recalling this,</p>
<p>Have agreed as follows:</p><h3>Article 1</h3><h4>Scope</h4>
<p>1. Each <b>Party</b> shall:<sup>1</sup></p>
<table><tr><td>(a)</td><td>act;</td></tr><tr><td>(b)</td><td>refrain.</td></tr></table>
<p>2. It shall
report.</p><script>Article 2</script></body></html>"""
YAML = """slug: x
title: Convention
articles:
- kind: preamble
  provisions:
  - {eid: preamble__intro, kind: chapeau, texts: {en: 'The Parties to this Convention,'}}
  - {eid: preamble__subpara_1, kind: subparagraph, texts: {en: 'Recalling this,'}}
  - {eid: preamble__wrapup, kind: closing, texts: {en: 'Have agreed as follows:'}}
- kind: article
  number: 1
  heading: Scope
  provisions:
  - eid: art_1__para_1
    kind: paragraph
    number: 1
    texts: {en: 'Each Party shall:', fr: 'Chaque Partie :'}
    provisions:
    - {eid: art_1__para_1__point_a, kind: point, number: (a), texts: {en: act;}}
    - {eid: art_1__para_1__point_b, kind: point, number: (b), texts: {en: refrain.}}
  - {eid: art_1__para_2, kind: paragraph, number: 2, texts: {en: It shall report.}}
"""
AKN = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="treaty">
<preamble><formula name="a"><p>The Parties to this Convention,</p></formula><p>Recalling this,</p>
<p>Have agreed as follows:</p></preamble><body><article eId="art_1"><num>Article 1</num>
<heading>Scope</heading><paragraph eId="art_1__para_1"><num>1.</num>
<list eId="art_1__para_1__list_1"><intro><p>Each Party shall:</p></intro>
<point eId="art_1__para_1__list_1__point_a"><num>(a)</num><content><p>act;</p></content></point>
<point eId="art_1__para_1__list_1__point_b"><num>(b)</num>
<content><p>refrain.</p></content></point>
</list></paragraph><paragraph eId="art_1__para_2"><num>2.</num>
<content><p>It <i>shall</i> report.</p></content></paragraph></article></body></act></akomaNtoso>"""
NUMBERED = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>'
NUMBERING = """<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/>
<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"""


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def word():
    """The text as Word has it: numbers counted, words deleted and inserted with track changes."""
    deleted = "<w:del><w:r><w:delText>may</w:delText></w:r></w:del>"
    inserted = f"<w:ins>{run('shall')}</w:ins>"
    return papers.docx(
        [
            *("Convention", "Preamble", "The Parties to this Convention,", "Recalling this,"),
            *("Have agreed as follows:", "Article 1", "Scope"),
            NUMBERED.format(0, f"{run('Each Party ')}{deleted}{inserted}{run(':')}"),
            NUMBERED.format(1, run("act;")),
            NUMBERED.format(1, run("refrain.")),
            NUMBERED.format(0, run("It shall report.")),
        ],
        NUMBERING,
    )


def pages():
    """The text as a PDF has it: lines of two pages, with a header, page numbers and a footnote."""
    head = (80, 770, 9, "A/CONF.1/1")
    return papers.pdf(
        [
            [
                head,
                (250, 740, 12, "Preamble"),
                (80, 710, 12, "The Parties to this Convention,"),
                (80, 690, 12, "Recalling this,"),
                (80, 670, 12, "Have agreed as follows:"),
                (270, 640, 12, "Article 1"),
                (280, 625, 12, "Scope"),
                (80, 600, 12, "1. Each Party shall:"),
                (80, 580, 12, "  (a) act;"),
                (80, 40, 8, "1 A note at the foot."),
                (300, 20, 10, "1"),
            ],
            [
                head,
                (80, 740, 12, "  (b) refrain."),
                (80, 720, 12, "2. It shall"),
                (300, 20, 10, "2"),
            ],
            [head, (80, 740, 12, "report."), (300, 20, 10, "3")],
        ]
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text.txt", PLAIN.encode()),
        ("text.txt", PLAIN.encode("utf-16")),
        ("text.txt", PLAIN.replace("\n", "\r\n").encode()),
        ("text.md", MARKDOWN.encode()),
        ("text.html", HTML.encode()),
        ("text.yaml", YAML.encode()),
        ("text.xml", AKN.encode()),
        ("text.docx", word()),
        ("text.pdf", pages()),
    ],
)
def test_formats_give_the_same_outline(name, content):
    read = outline(content, name)
    assert [article.heading for article in read.articles] == ["", "Scope"]
    wordings = {eid: text for eid, text in texts(read).items() if text} or {
        provision.eid: provision.texts["en"] for _article, provision, _parent in read.walk()
    }
    if name == "text.xml":  # a foreign file says less about its preamble
        assert [*wordings.values()] == [*EXPECTED.values()]
    else:
        assert wordings == EXPECTED


def test_interchange_format_brings_all_its_languages():
    read = outline(YAML, "text.yaml")
    assert read.articles[1].provisions[0].texts["fr"] == "Chaque Partie :"


def test_identifiers_of_foreign_files_follow_our_convention():
    found = eids(outline(AKN, "text.xml"))
    assert found[-3:] == ["art_1__para_1__point_a", "art_1__para_1__point_b", "art_1__para_2"]


def test_wrapped_text_is_joined_and_words_are_whole_again():
    words = "information on the co-operation of States Parties in the pre-\nvention of harm"
    text = (
        "Article 1\n\nScope\n\n1. Each Party shall provide to other Parties to this Convention\n"
        f"{words}\nand on prevention, which the secretariat shall make available to all of the\n"
        "Parties within thirty days of its receipt, in the languages of the Convention,\n"
        "and to the depositary, who shall keep a register of it that is open to the public\n"
        "at all reasonable times and without charge of any kind whatsoever to anybody,\n"
        "subject to the rules of procedure.\n\n2. Nothing in paragraph 1 shall affect rights.\n"
    )
    read = outline(text)
    assert eids(read) == ["art_1__para_1", "art_1__para_2"]
    assert "in the prevention of harm and on" in texts(read)["art_1__para_1"]
    assert "co-operation" in texts(read)["art_1__para_1"]


def test_html_lists_have_the_numbers_that_browsers_show():
    page = "<h3>Article 1</h3><h4>Scope</h4><p>Do:</p><ol type='a'><li>act;</li><li>rest.</li></ol>"
    assert eids(outline(page, "text.html")) == ["art_1__intro", "art_1__point_a", "art_1__point_b"]


BOMB = papers.packed({"word/document.xml": b"<w:document>" + b" " * 90_000_000})
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><akomaNtoso>&b;</akomaNtoso>'
DEEP = b"<akomaNtoso><body>%s%s</body></akomaNtoso>" % (b"<list>" * 230, b"</list>" * 230)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.txt", b"  \n ", "The file is empty"),
        ("x.txt", b"\x00\x01\x02" * 99, "character encoding is not supported"),
        ("x.txt", papers.pdf([]), "the file is PDF and not text"),
        ("x.pdf", PLAIN.encode(), "the file is something else and not PDF"),
        ("x.doc", b"\xd0\xcf\x11\xe0", "Files of this kind cannot be read"),
        ("x.docx", b"\xd0\xcf\x11\xe0" + b"x" * 99, "Word 97–2003 (.doc) and not Word"),
        ("x.docx", papers.packed({"a.txt": "x"}), "not a Word document"),
        ("x.docx", word()[:400], "damaged"),
        ("x.docx", word()[:50] + word()[90:], "damaged"),
        ("x.docx", BOMB, "This file is too large to be read once"),
        ("x.pdf", papers.pdf([[]]), "only images of pages"),
        ("x.pdf", papers.pdf([[(9, 9, 9, "x")]], encrypted=True), "encrypted"),
        ("x.pdf", pages()[:200], "damaged"),
        ("x.xml", AKN.encode()[:600], "it is incomplete"),
        ("x.xml", b"<?xml version='1.0'?><other/>", "its root is <other>"),
        ("x.xml", ENTITIES, "its own document type"),
        ("x.xml", DEEP, "too deeply"),
        ("x.yaml", b"a: [", "not YAML"),
        ("x.yaml", b"a: &x 1\nb: *x\n", "not a draft of the interchange format"),
        ("x.yaml", b"[" * 3000, "not a draft of the interchange format"),
        ("x.yaml", b"articles:\n- kind: poem\n", "not a kind of the interchange format"),
        ("x.yaml", b"articles:\n- kind: article\n", "An article has no number"),
        ("x.html", b"<p>Nothing.</p>", "No articles were found"),
    ],
)
def test_what_cannot_be_read_says_why(name, content, said):
    with pytest.raises(Unreadable) as refusal:
        formats.read(content, name)
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "begin", "most"),
    [("x.txt", b"x", 10), ("x.html", b"<p>", 10), ("x.pdf", b"%PDF-", 30)],
)
def test_files_past_the_limit_are_not_looked_at(name, begin, most):
    with pytest.raises(Unreadable, match=f"larger than {most} MB"):
        formats.read(begin.ljust(most * 1_000_000 + 1, b"x"), name)


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"Article {n}\n1. Act.\n" for n in range(1, 102)),
        "Article 1\n" + "".join(f"{n}. Act.\n" for n in range(1, 102)),
    ],
)
def test_texts_of_more_than_can_be_stored_at_once_are_refused(monkeypatch, text):
    assert outline(text)
    monkeypatch.setattr(formats, "MOST_ARTICLES", 100)
    monkeypatch.setattr(formats, "MOST_PROVISIONS", 100)
    with pytest.raises(Unreadable, match="too long to be read"):
        outline(text)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.docx", papers.docx(["<w:p/>" * 1_000_001])),
        ("x.html", b"<p>" * 1_000_001),
        ("x.xml", b"<akomaNtoso>" + b"<p/>" * 1_000_001),
        ("x.md", b"*a **b _c [d](" * 20_001),
        ("x.yaml", b"articles: [" + b"a," * 1_000_001),
        ("x.txt", b"a\n" * 60_001),
    ],
)
def test_files_of_too_many_pieces_are_refused_before_they_unfold(name, content):
    with pytest.raises(Unreadable, match="too long to be read"):
        formats.read(content, name)


def test_struck_words_of_a_page_leave_no_gap_before_the_stop():
    page = b"<h2>Article 1</h2><p>1. Each Party shall act <s>where appropriate</s>.</p>"
    (article,) = formats.read(page, "page.html").articles
    assert article.provisions[0].text == "Each Party shall act."
