import pytest

from articles.references import (
    Citation,
    article_eid,
    article_label,
    lies_in,
    parse_one,
    provision_label,
)

pytestmark = pytest.mark.core


@pytest.mark.parametrize(
    ("text", "citation"),
    [
        ("24", Citation("article", "24")),
        ("24(2)", Citation("article", "24", ("2",))),
        ("Article 23(2)(c)", Citation("article", "23", ("2", "c"))),
        ("art. 28.4", Citation("article", "28", ("4",))),
        ("24 bis (1)", Citation("article", "24 bis", ("1",))),
        ("24bis", Citation("article", "24 bis")),
        ("the Preamble", Citation("preamble", "")),
        ("recital 26", Citation("recital", "26")),
        ("annex 1", Citation("annex", "1")),
    ],
)
def test_a_citation_is_read_as_people_write_it(text, citation):
    assert parse_one(text) == citation


@pytest.mark.parametrize("text", ["", "safeguards", "24(", "chapter", "(a)", "24 and 25"])
def test_what_is_no_single_citation_is_not_read_as_one(text):
    assert parse_one(text) is None


@pytest.mark.parametrize(
    ("eid", "label"),
    [
        ("art_23__para_2__point_c", "Article 23(2)(c)"),
        ("art_26__intro", "Article 26, chapeau"),
        ("art_24__para_1__subpara_2", "Article 24(1), sub-paragraph 2"),
        ("art_24__wrapup", "Article 24, closing words"),
    ],
)
def test_a_provision_is_labelled_as_it_is_cited(eid, label):
    number = eid.split("__")[0].removeprefix("art_")
    assert provision_label(f"Article {number}", eid) == label


def test_articles_are_named_by_kind_and_number():
    assert article_label("article", "24 bis") == "Article 24 bis"
    assert article_label("preamble", "") == "Preamble"
    assert article_eid("article", "24 bis") == "art_24bis"
    assert article_eid("recital", "26") == "rec_26"
    assert article_eid("preamble", "") == "preamble"


def test_a_provision_lies_in_its_own_article_only():
    assert lies_in("art_24__para_1", "art_24")
    assert not lies_in("art_24bis__para_1", "art_24")
    assert not lies_in("art_24", "art_24")
