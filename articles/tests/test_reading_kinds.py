"""Faults that real documents led readers into: each test stands for its kind."""

import pytest

from articles.reading.outline import account_of, grouped
from articles.tests.reading import eids, messages, numbers, outline, texts

FRONT = "The Parties to this Treaty,\n\nHave agreed as follows:\n\n"


def headings(text, **options):
    """Return number and heading of each article."""
    found = outline(text, **options).articles
    return [(article.number, article.heading) for article in found if article.kind == "article"]


# ── numbers of articles ──────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "number", "heading"),
    [
        ("Article 7 (formerly Article 9)", "7", ""),
        ("Article 7 bis (new)", "7 bis", ""),
        ("Article 7 (MEASURES)", "7", "(MEASURES)"),
        ("Article [7]", "7", ""),
        ("Article (7)", "7", ""),
        ("[Article 7 alt", "7 alt", ""),
        ("Article 7-bis", "7 bis", ""),
        ("Article 7 [ter]", "7 ter", ""),
        ("Article 7 sexdecies", "7 sexdecies", ""),
        ("Article 7 bis A", "7 bis A", ""),
        ("Article 7a", "7a", ""),
        ("Article 1007: Measures", "1007", "Measures"),
        ("Article Seventeen", "17", ""),
        ("Article Twenty-two", "22", ""),
        ("Article 7.2: Measures", "7.2", "Measures"),
        ("[Article 7bis] (MEASURES)", "7 bis", "(MEASURES)"),
    ],
)
def test_articles_are_known_whatever_stands_beside_their_number(line, number, heading):
    text = f"{FRONT}Article 6\n\nEach State acts.\n\n{line}\n\nEach State reports.\n"
    assert headings(text) == [("6", ""), (number, heading)]


@pytest.mark.parametrize(
    ("language", "line", "number"),
    [
        ("es", "ARTÍCULO 2º", "2"),
        ("es", "ARTICULO 2°.- El Consejo se reúne.", "2"),
        ("es", "Artículo 2o. El Consejo se reúne.", "2"),
        ("es", "ARTÍCULO CUARTO", "4"),
        ("es", "ARTÍCULO SEGUNDO BIS", "2 bis"),
        ("fr", "Article 1er", "1"),
        ("fr", "Article premier", "1"),
        ("fr", "Article 46-ter", "46 ter"),
        ("pt", "Artigo 2º", "2"),
        ("de", "Artikel 2a", "2a"),
        ("ru", "Статья 12 bis", "12 bis"),
        ("ar", "المادة ١٢ مكررا", "12 bis"),
        ("zh", "第十二條", "12"),
        ("zh", "第12条", "12"),
        ("zh", "第一百零三条之三", "103 ter"),
    ],
)
def test_numbers_of_each_language_are_read(language, line, number):
    assert numbers(outline(f"{line}\n\n1. Aaa.\n", language=language)) == [number]


def test_insertions_of_chinese_texts_count_from_where_the_text_has_the_first():
    text = "第五条之一\n\n缔约国应合作。\n\n第五条之二\n\n缔约国应报告。\n"
    assert numbers(outline(text)) == ["5 bis", "5 ter"]


def test_decimal_articles_keep_their_identifiers_and_addresses_apart():
    text = "Article 1.1: Aims\n\nText one.\n\nArticle 1.2: Terms\n\nText two.\n"
    text += "Article 2.1: Duties\n\nText three.\n"
    read = outline(text)
    assert [article.eid for article in read.articles] == ["art_1.1", "art_1.2", "art_2.1"]
    assert messages(read) == []


def test_articles_go_on_after_an_annex_that_stands_between_chapters():
    text = (
        "Chapter 1\nAims\nArticle 1.1: Aim\nText.\nArticle 1.2: Terms\nText.\n"
        "Annex 1\nTable\nArticle 1\nOwn words.\n"
        "Chapter 2\nDuties\nArticle 2.1: Acts\nText.\n"
    )
    read = outline(text)
    assert numbers(read) == ["1.1", "1.2", "2.1"]
    assert [division.number for division in read.divisions] == ["1", "2"]


def test_protocol_after_the_annexes_is_a_part_of_its_own():
    text = (
        "Article 1\nAim\nText.\n\nANNEX A\nList\n1. Item.\n\nPROTOCOL ON PORTS\n\nArticle 1\nP.\n"
    )
    read = outline(text)
    assert [(one.number, one.heading) for one in read.of_kind("annex")] == [
        ("A", "List"),
        ("Protocol", "PROTOCOL ON PORTS"),
    ]


def test_remark_beside_a_number_is_told():
    read = outline(f"{FRONT}Article 1 (formerly Article 2)\nAim\nText.\n")
    assert messages(read) == ["Article 1: A remark beside a number is left out."]


# ── headings and sentences ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    "sentence",
    [
        "Each Contracting Party shall notify the depositary of its choice.",
        "The States Parties shall meet. They may invite others.",
        "The northern Party shall inform the southern Party of its plans.",
        "[Each State shall provide means to those that need them.]",
        "No Member may be obliged to disclose what it holds secret.",
    ],
)
def test_sentence_under_a_number_is_never_a_heading(sentence):
    text = "".join(f"Article {n}\n\n{sentence}\n\n" for n in range(1, 5))
    assert headings(text) == [(str(n), "") for n in range(1, 5)]
    assert set(texts(outline(text)).values()) == {sentence}
    joined = "".join(f"Article {n}. {sentence}\n" for n in range(1, 5))
    assert headings(joined) == [(str(n), "") for n in range(1, 5)]


def test_first_line_of_a_wrapped_sentence_is_no_heading():
    text = "".join(
        f"ARTICLE {roman}\nThe Contracting Parties shall explore all means, including\n"
        "technical ones, to promote the exchange of goods between them.\n"
        for roman in ("I", "II", "III")
    )
    assert [heading for _number, heading in headings(text)] == ["", "", ""]
    assert all("including technical ones" in words for words in texts(outline(text)).values())


def test_lead_in_that_ends_in_a_dash_belongs_to_its_points():
    read = outline("Article 4\n\nThe office shall—\n\n(a) act; and\n\n(b) report.\n")
    assert (read.articles[0].heading, eids(read)[0]) == ("", "art_4__intro")


# ── before the articles ──────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "first",
    [
        "The Republic of Arcadia and the Kingdom of Ruritania,",
        "The General Conference of the Postal Organization,",
        "[The Parties to this Treaty,",
        "The Duchy of A and the City of B, wishing to share the river,",
    ],
)
def test_preamble_is_one_whoever_the_parties_are(first):
    text = f"TREATY ON POST\n\n{first}\n\nRecalling much,\n\nHave agreed as follows:\n\n"
    read = outline(f"{text}Article 1\n\nText here.\n")
    assert read.title == "TREATY ON POST"
    assert list(texts(read).values())[:3] == [first, "Recalling much,", "Have agreed as follows:"]


def test_list_of_contents_is_no_text():
    entries = (
        "CONTENTS\n\nPreamble\nArticle 1 Aim\nArticle 2 Terms\nArticle 3 End\nAnnex I List\n\n"
    )
    body = (
        "Preamble\n\nThe Parties,\n\nHave agreed:\n\nArticle 1\nAim\nOne.\nArticle 2\nTerms\nTwo.\n"
    )
    body += "Article 3\nEnd\nThree.\nAnnex I\nList\n1. Item.\n"
    read = outline(f"TREATY\n\n{entries}{body}")
    assert (read.title, read.contents) == ("TREATY", ["1", "2", "3"])
    assert headings(f"TREATY\n\n{entries}{body}") == [("1", "Aim"), ("2", "Terms"), ("3", "End")]
    assert texts(read)["art_3__subpara_1"] == "Three."
    assert numbers(read, "annex") == ["I"]


# ── numbers within articles ──────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("body", "steps"),
    [
        ("1.1 It acts.\n1.2 It does not:\na) x;\nb) y.", ["para_1.1", "para_1.2", "a", "b"]),
        ("1°) It acts.\n2°) It ends.", ["para_1", "para_2"]),
        ("1/ It acts.\n2/ It ends.", ["para_1", "para_2"]),
        ("2. It acts.\n2a. It ends.\n2b. So.\n3. Yes.", ["para_2", "para_2a", "para_2b", "para_3"]),
        ("1. Acts.\n1.bis. Ends.", ["para_1", "para_1bis"]),
        ("1.\nIt acts on:\n(a)\nthis;\n(b)\nthat.\n2.\nEnd.", ["para_1", "a", "b", "para_2"]),
        ("1. It acts.\n1 Alt. It may act.\n2. End.", ["para_1", "para_1alt", "para_2"]),
        ("(a) x;\n(aa) y;\n(b) z.", ["a", "aa", "b"]),
    ],
)
def test_numbers_are_no_words(body, steps):
    found = [eid.rpartition("__")[2] for eid in eids(outline(f"Article 1\nAim\n{body}\n"))]
    assert [step.removeprefix("point_") for step in found] == steps


def test_chinese_paragraphs_and_points_are_numbered():
    text = (
        "第一条 目的\n\n一、缔约国应：\n（一）合作；\n（二）报告。\n\n二、本公约不限制其他权利。\n"
    )
    assert eids(outline(text)) == [
        *("art_1__para_1", "art_1__para_1__point_1", "art_1__para_1__point_2", "art_1__para_2")
    ]


def test_russian_points_are_lettered():
    text = "Статья 1\nЦель\n\n1. Государства:\nа) сотрудничают;\nб) отчитываются.\n\n2. Конец.\n"
    assert eids(outline(text)) == [
        *("art_1__para_1", "art_1__para_1__point_a", "art_1__para_1__point_b", "art_1__para_2")
    ]


def test_options_are_kept_and_told_as_one_doubt():
    body = "1. Acts.\n\nOption 1:\n\n2. Bans.\n\nOption 2:\n\n2. Regulates.\n\n3. Ends.\n"
    read = outline(f"Article 1\nAim\n{body}")
    assert {"Option 1: Bans.", "Option 2: Regulates."} <= set(texts(read).values())
    [group] = [doubt for doubt in grouped(read.doubts) if "alternative" in doubt.message]
    assert len(group.places) == 2


# ── texts without the word "Article" ─────────────────────────────────────────

DECISION = """Draft decision

The Conference of the Parties,

Recalling the Agreement,

I. Scope

1. Decides that a registry is:

(a) open;

(b) free;

II. Duties

A. Reports

2. Requests the secretariat to report;

B. Means

3. [Urges Parties to pay;]
"""
BILL = """MODEL BILL

PART I
PRELIMINARY

1. Short title

This Act may be cited as the Post Act.

2. Interpretation

(1) In this Act, "post" means letters.

(2) Parcels are included.
"""


def test_decision_is_read_by_its_numbered_paragraphs_and_told():
    read = outline(DECISION)
    assert numbers(read) == ["1", "2", "3"]
    assert [(one.number, one.heading, one.parent) for one in read.divisions] == [
        ("I", "Scope", ""),
        ("II", "Duties", ""),
        ("A", "Reports", "section-ii"),
        ("B", "Means", "section-ii"),
    ]
    assert texts(read)["art_1__point_b"] == "free;"
    assert messages(read)[0].startswith(": This text has no articles")


@pytest.mark.parametrize("text", [BILL, BILL.replace("1. Short", "Section 1. Short")])
def test_bill_is_read_by_its_sections(text):
    text = text.replace("2. Inter", "Section 2. Inter") if "Section 1" in text else text
    text += "\nSection 3. End\n\nIt ends.\n" if "Section 1" in text else "\n3. End\n\nIt ends.\n"
    read = outline(text)
    assert [(one.number, one.heading) for one in read.of_kind("article")] == [
        ("1", "Short title"),
        ("2", "Interpretation"),
        ("3", "End"),
    ]


def test_what_is_not_read_names_the_languages_that_are():
    with pytest.raises(ValueError, match="Languages that can be read: en, fr, es, ar, nl, pt"):
        outline("Neniu artikolo estas ĉi tie.\n")


def test_recital_that_was_put_in_has_its_own_number():
    text = (
        "THE EUROPEAN PARLIAMENT AND THE COUNCIL,\nWhereas:\n(1) First.\n(1a) Put in.\n"
        "(2) Second.\nHAVE ADOPTED THIS REGULATION:\nArticle 1\nAim\nText.\n"
    )
    assert numbers(outline(text), "recital") == ["1", "1a", "2"]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("Article 3. Definitions. In this Treaty post means letters.", "Definitions"),
        ("Article 3. Vessels may fish. They report.", ""),
        ("Article 3.- The goods listed in Decree No. 24 of 1987 and the goods of the Annex.", ""),
    ],
)
def test_heading_on_the_line_is_short_and_no_sentence(line, heading):
    text = f"Article 1. Aim. In short.\nArticle 2. End. It ends.\n{line}\n"
    assert headings(text)[2] == ("3", heading)


def test_link_whose_address_has_brackets_is_its_words():
    text = "### Article 1\n\n1. See the [Copyright Treaty](../wct/(1996)/README.md) of it.\n"
    assert list(texts(outline(text, "x.md")).values()) == ["See the Copyright Treaty of it."]


def test_act_that_approves_a_treaty_is_another_text():
    text = (
        "The President,\n\nDecrees:\n\nArticle 1. - The agreement is approved.\n\n"
        "Article 2. - This decree is published.\n\nAGREEMENT ON FISH\n\n"
        "The Government of A and the Government of B,\n\nWishing to fish,\n\n"
        "Have agreed as follows:\n\nArticle 1\n\nThe Parties fish.\n\nArticle 2\n\nIt ends.\n\n"
        "Article 3\n\nIt is deposited.\n"
    )
    read = outline(text)
    assert (read.title, numbers(read)) == ("AGREEMENT ON FISH", ["1", "2", "3"])
    assert texts(read)["art_1__subpara_1"] == "The Parties fish."
    assert ": The file holds another text, which is left out." in messages(read)


def test_account_of_a_text_adds_up():
    text = (
        "TREATY\n\nCONTENTS\nArticle 1 Aim\nArticle 2 End\n\nThe Parties,\n\nHave agreed:\n\n"
        "PART I\nGENERAL\n\nArticle 1 (new)\nAim\n\n1. One.\n\nArticle 2\nEnd\n\nTwo.\n\n"
        "ANNEX I\nList\n\n1. Item.\n\nDone at Rome.\n"
    )
    words = account_of(outline(text))["words"]
    assert words.pop("missing") == 0
    assert words.pop("document") == sum(words.values())
    assert words["contents"] == 7


def test_options_that_repeat_a_number_are_alternatives_of_one_provision():
    paragraphs = [
        *(
            "Article 1",
            "Aim",
            "1. Each Party shall act.",
            "Option A:",
            "2. Each Party shall ban it.",
        ),
        *("(a) at once;", "Option B:", "2. Each Party may ban it.", "3. Each Party shall report."),
    ]
    read = outline("\n\n".join(paragraphs).encode(), "x.txt")
    assert texts(read) == {
        "art_1__para_1": "Each Party shall act.",
        "art_1__para_2": "Option A: Each Party shall ban it.",
        "art_1__para_2__point_a": "at once;",
        "art_1__para_2__subpara_2": "Option B: Each Party may ban it.",
        "art_1__para_3": "Each Party shall report.",
    }


def test_an_option_alone_at_the_end_stays():
    read = outline(b"Article 1\n\nAim\n\n1. Each Party shall act.\n\nOption 2:", "x.txt")
    assert list(texts(read).values()) == ["Each Party shall act.", "Option 2:"]


def test_more_articles_than_there_are_suffixes_are_put_in_after_one():
    read = outline(
        "第五条 宗旨\n\n缔约国应合作。\n\n第五条之九十九 附则\n\n缔约国应报告。".encode(), "x.txt"
    )
    assert [article.number for article in read.articles] == ["5", "5 99"]


def test_a_hyphen_in_the_number_of_an_article_or_annex_is_part_of_it():
    text = (
        "Статья 10\n\nЦель\n\nЦелью является свет.\n\nСтатья 10-1. Отчёты\n\nГосударства сообщают."
    )
    read = outline(text.encode(), "x.txt")
    assert [(article.number, article.eid) for article in read.articles] == [
        ("10", "art_10"),
        ("10-1", "art_10.1"),
    ]
    text = "Article 1.1: Aim\n\nThe aim is light.\n\nANNEX 1-A\n\nRULES\n\n1. The rules apply."
    read = outline(text.encode(), "x.txt")
    assert [annex.number for annex in read.of_kind("annex")] == ["1-A"]
