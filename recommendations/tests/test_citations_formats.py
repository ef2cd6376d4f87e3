"""Citations in every format, read back by a program of that format: what went in comes out."""

import json
import warnings

import bibtexparser
import pytest
import rispy
from bibtexparser import middlewares
from citeproc.source.json import CiteProcJSON
from pylatexenc import latex2text
from pylatexenc.macrospec import std_macro

from recommendations.exchange.citations import (
    CITATION_FORMATS,
    citation_rows,
    of_recommendation,
    of_submission,
)
from recommendations.exchange.citations.citation_data import CitationData
from recommendations.exchange.printable import FORBIDDEN
from recommendations.models import Recommendation, Submission
from recommendations.tests.everything import make_everything
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
    ThemeFactory,
)

URL = "https://example.org/recommendations/k3f9x2/"
AWKWARD = [
    "Delete {article} 78",
    "an opening { alone",
    "a closing } alone }}",
    r"back\slash, \textbf{bold}, \{ and a last \\",
    "100 % of $5 & #1_a^b~c",
    "“curly”, \"straight\", 'single', ''two'', `back`, ``two``, ?` and !`",
    "dashes - -- --- – —",
    "<script>alert(1)</script> <b>&amp;</b>",
    "المادة ٢٤: حماية الحق في الخصوصية",
    "条约草案 第二十四条 é ı ﬁ Ω 🜚",
    "@misc{other, title = {no}}",
    "ER  - TY  - JOUR",
    "A, B and C and others",
    "=1+2",
    "%00 \\u003c \\n",
]
LINES = "one\ntwo\r\nTY  - JOUR\x0bthree\u2028four\x85five\x1csix\x07\x08 seven\t\teight"
ONE_LINE = "one two TY - JOUR three four five six seven eight"


def entry(text, **changes):
    """Return an entry with the text in every place that takes any."""
    values = {
        "key": "treatytracker-k3f9x2",
        "title": text,
        "container": text,
        "number": "6.1",
        "pages": [2, 3, 13],
        "authors": [text, f"The {text}"],
        "occasion": text,
        "date": "2023-07-09",
        "language": "ar",
        "quote": text,
        "keywords": [text],
        "url": URL,
        "words": text,
    }
    return CitationData(**(values | changes))


def latex_decoder():
    """Return a decoder of LaTeX that knows the names of LaTeX's own characters, which its lacks."""
    names = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    names |= {"textless": "<", "textgreater": ">"}
    texts = latex2text.get_default_latex_context_db()
    macros = [latex2text.MacroTextSpec(name, simplify_repl=text) for name, text in names.items()]
    texts.add_context_category("names", prepend=True, macros=macros)
    walker = latex2text.latexwalker.get_default_latex_context_db()
    known = [std_macro(name, False, 0) for name in names]
    walker.add_context_category("names", prepend=True, macros=known)
    return latex2text.LatexNodes2Text(latex_context=texts), walker


def read_bibtex(text):
    """Return the one entry of a BibTeX text: its key, type and fields, decoded from LaTeX."""
    library = bibtexparser.parse_string(text, append_middleware=[middlewares.SeparateCoAuthors()])
    assert library.failed_blocks == []
    [found] = library.entries
    decoder, walker = latex_decoder()

    def decoded(value):
        if not isinstance(value, str):
            return [decoded(each) for each in value]
        nodes, *_ = latex2text.latexwalker.LatexWalker(
            value, latex_context=walker
        ).get_latex_nodes()
        return decoder.nodelist_to_text(nodes)

    fields = {
        field.key: field.value if field.key in ("url", "month") else decoded(field.value)
        for field in found.fields
    }
    return {"key": found.key, "type": found.entry_type, **fields}


def read_ris(text):
    [found] = rispy.loads(text)
    return found


def read_csl(text):
    """Return the one item of a CSL-JSON text; a name that CSL does not have is an error."""
    [item] = json.loads(text)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        source = CiteProcJSON([item])
    assert list(source) == [item["id"]]
    return item


@pytest.mark.parametrize("text", AWKWARD)
def test_bibtex_gives_back_what_was_put_in(text):
    found = read_bibtex(CITATION_FORMATS["bib"].write(entry(text)))
    assert found["title"] == found["booktitle"] == found["abstract"] == found["note"] == text
    assert found["author"] == [text, f"The {text}"]
    assert found["url"] == URL


@pytest.mark.parametrize("text", AWKWARD)
def test_bibtex_holds_as_many_opening_as_closing_braces(text):
    written = CITATION_FORMATS["bib"].write(entry(text))
    depths, depth = [], 0
    for char in written:
        depth += {"{": 1, "}": -1}.get(char, 0)
        depths.append(depth)
    assert min(depths) == depths[-1] == 0


@pytest.mark.parametrize("text", AWKWARD)
def test_ris_gives_back_what_was_put_in(text):
    found = read_ris(CITATION_FORMATS["ris"].write(entry(text)))
    assert found["title"] == found["secondary_title"] == found["abstract"] == text
    # Readers split the name of a person at its comma; an organisation has none.
    assert found["authors"] == [name.replace(",", "") for name in (text, f"The {text}")]
    assert (found["notes"], found["keywords"]) == ([text], [text])


@pytest.mark.parametrize("text", AWKWARD)
def test_csl_json_gives_back_what_was_put_in(text):
    found = read_csl(CITATION_FORMATS["json"].write(entry(text)))
    assert found["title"] == found["container-title"] == found["abstract"] == text
    assert found["author"] == [{"literal": text}, {"literal": f"The {text}"}]


@pytest.mark.parametrize("text", AWKWARD)
def test_csl_json_is_indented_as_json_itself_indents(text):
    written = CITATION_FORMATS["json"].write_entry(entry(text))
    assert written == json.dumps(json.loads(written), ensure_ascii=False, indent=2)


def test_what_python_takes_for_printable_is_never_forbidden():
    signs = (chr(code) for code in range(0x110000))
    assert FORBIDDEN.search("".join(sign for sign in signs if sign.isprintable())) is None


@pytest.mark.django_db
def test_every_format_says_the_same_of_a_recommendation():
    make_everything()
    recommendation = Recommendation.objects.for_list().get()
    cited = of_recommendation(recommendation, URL)
    bib, ris = (
        read_bibtex(CITATION_FORMATS["bib"].write(cited)),
        read_ris(CITATION_FORMATS["ris"].write(cited)),
    )
    csl = read_csl(CITATION_FORMATS["json"].write(cited))
    title, submission = recommendation.title, recommendation.submission
    assert bib["title"] == ris["title"] == csl["title"] == f"[{title}]"
    assert bib["booktitle"] == ris["secondary_title"] == submission.title
    assert csl["container-title"] == submission.title
    assert (bib["type"], ris["type_of_reference"], csl["type"]) == (
        "incollection",
        "CHAP",
        "chapter",
    )
    assert bib["key"] == ris["id"] == csl["id"] == f"treatytracker-{recommendation.key}"
    assert bib["author"] == ris["authors"] == ["The Organisation"]
    assert bib["pages"] == ris["start_page"] == csl["page"] == "7"
    assert bib["chapter"] == ris["section"] == csl["chapter-number"] == "6.10"
    assert (bib["year"], bib["month"], ris["date"]) == ("2023", "jul", "2023/07//")
    assert csl["issued"] == {"date-parts": [[2023, 7]]}
    assert bib["language"] == ris["language"] == csl["language"] == "ar"
    assert bib["note"] == csl["event"] == "Convention, Sixth session"
    assert bib["url"] == ris["urls"][0] == csl["URL"] == URL
    assert bib["keywords"] == csl["keyword"] == ", ".join(ris["keywords"]) == "Upper, Lower"
    quote = " ".join(recommendation.quote.split())
    assert bib["abstract"] == ris["abstract"] == csl["abstract"] == quote


@pytest.mark.django_db
def test_citations_of_a_list_are_the_very_ones_of_each():
    make_everything()
    names = ["A, B & C", "Δ “x”", "", "line\nbreak", "--``''", "\x07bell"]
    for number, text in enumerate(names):
        organisations = OrganisationFactory.create_batch(number + 1)
        submission = SubmissionFactory(
            title=text or "t", authors=organisations, date=["", "2023", "2023-07-19"][number % 3]
        )
        submission.signatures.filter(position__gt=0).update(name_as_signed=text)
        submission.signatures.create(organisation=OrganisationFactory(), role="endorser")
        row = RecommendationFactory(
            submission=submission,
            title=text or "t",
            language=["", "fr"][number % 2],
            themes=ThemeFactory.create_batch(number),
        )
        for page in (9, 2, None, 9)[: number + 1]:
            row.passages.create(exact=f"{text} words", page=page, position=page or 0)
    rows = Recommendation.objects.for_list().order_by("pk")
    urls = [f"https://example.org{row.get_absolute_url()}" for row in rows]
    of_each = [of_recommendation(row, url) for row, url in zip(rows, urls, strict=True)]
    of_list = [row.entry("https://example.org") for row in citation_rows(rows)]
    assert of_list == of_each


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_citations_of_a_list_cost_four_queries(rows, django_assert_num_queries):
    RecommendationFactory.create_batch(rows)
    with django_assert_num_queries(4):
        for row in citation_rows(Recommendation.objects.for_list()):
            row.entry("https://example.org")


@pytest.mark.django_db
@pytest.mark.parametrize("text", [*AWKWARD, "[sic] Narrow] it ["])
def test_title_of_the_editors_is_bracketed_and_that_of_the_document_is_not(text):
    RecommendationFactory(title=text, submission__title=text, articles=[])
    cited = of_recommendation(Recommendation.objects.for_list().get(), URL)
    text = " ".join(text.split())
    assert (cited.title, cited.container) == (f"[{text}]", text)
    assert f": [{text}]. Treaty Tracker" in cited.words
    bib, ris = (
        read_bibtex(CITATION_FORMATS["bib"].write(cited)),
        read_ris(CITATION_FORMATS["ris"].write(cited)),
    )
    csl = read_csl(CITATION_FORMATS["json"].write(cited))
    assert bib["title"] == ris["title"] == csl["title"] == f"[{text}]"
    assert bib["booktitle"] == ris["secondary_title"] == csl["container-title"] == text


@pytest.mark.parametrize(
    ("pages", "listed", "first", "last"),
    [([], None, None, None), ([12], "12", "12", None), ([2, 3, 13], "2, 3, 13", "2", "13")],
)
def test_every_format_says_the_pages(pages, listed, first, last):
    cited = entry("Narrow it", pages=pages)
    bib, ris = (
        read_bibtex(CITATION_FORMATS["bib"].write(cited)),
        read_ris(CITATION_FORMATS["ris"].write(cited)),
    )
    assert bib.get("pages") == read_csl(CITATION_FORMATS["json"].write(cited)).get("page") == listed
    assert (ris.get("start_page"), ris.get("end_page")) == (first, last)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("date", "year", "day", "parts"),
    [
        ("", None, None, None),
        ("2023", "2023", "2023///", [2023]),
        ("2023-07", "2023", "2023/07//", [2023, 7]),
        ("2023-07-09", "2023", "2023/07/09/", [2023, 7, 9]),
    ],
)
def test_every_format_says_the_date_as_far_as_it_is_known(date, year, day, parts):
    SubmissionFactory(date=date)
    cited = of_submission(Submission.objects.for_list().get(), URL)
    bib, ris = (
        read_bibtex(CITATION_FORMATS["bib"].write(cited)),
        read_ris(CITATION_FORMATS["ris"].write(cited)),
    )
    assert (bib["type"], ris["type_of_reference"]) == ("misc", "RPRT")
    assert bib.get("year") == ris.get("year") == year
    assert ris.get("date") == day
    issued = read_csl(CITATION_FORMATS["json"].write(cited)).get("issued")
    assert issued == (parts and {"date-parts": [parts]})
    assert bib.get("day") == (str(parts[2]).zfill(2) if parts and len(parts) == 3 else None)


@pytest.mark.django_db
def test_lines_and_control_characters_do_not_break_a_citation():
    forged = "en\nER  - \nTY  - RPRT"
    SubmissionFactory(title=LINES, authors=[OrganisationFactory(name=LINES)], language=forged)
    cited = of_submission(Submission.objects.for_list().get(), URL)
    assert cited.title == cited.authors[0] == ONE_LINE
    assert read_bibtex(CITATION_FORMATS["bib"].write(cited))["title"] == ONE_LINE
    assert read_ris(CITATION_FORMATS["ris"].write(cited))["title"] == ONE_LINE
    assert read_csl(CITATION_FORMATS["json"].write(cited))["title"] == ONE_LINE
    assert CITATION_FORMATS["txt"].write(cited).count("\n") == 1
    assert read_ris(CITATION_FORMATS["ris"].write(cited))["language"] == "en ER - TY - RPRT"
    assert read_bibtex(CITATION_FORMATS["bib"].write(cited))["language"] == "en ER - TY - RPRT"


@pytest.mark.django_db
def test_all_authors_are_cited_by_programs_and_no_endorser(django_assert_num_queries):
    names = [f"Organisation {letter}" for letter in "ABCDEFG"]
    made = SubmissionFactory(authors=[OrganisationFactory(name=name) for name in names])
    made.signatures.create(organisation=OrganisationFactory(), role="endorser", position=9)
    submission = Submission.objects.for_list().get()
    with django_assert_num_queries(0):
        cited = of_submission(submission, URL)
    assert cited.authors == names
    assert "4 others" in cited.words
