"""The query language: any text is a query, and what it says can be written down again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.index.words.query_parser import All, Any, Not, Phrase, Term, parse

pytestmark = pytest.mark.core

JUNK = [
    "",
    " ",
    "*",
    "-",
    "--",
    "!@#",
    '"',
    '""',
    '"*"',
    "title:*",
    '-"',
    "\0",
    "\u200f\u202e",
    "ــ",
    "( ) , ; |",
]
# Texts made of what means something to the grammar, in any order.
PIECES = st.one_of(
    st.sampled_from(["women", "human rights", "l'accès", "气候", "حقوق", "a-b", "23(2)(c)", "or"]),
    st.sampled_from(["OR", "AND", "title:", "Quote:", "organization:", "foo:", "-", "*", " ", ","]),
    st.sampled_from(['"', "“", "»", "\0", "\u200f", "ـ", "\u3000", "!", "ſ", "İ", "'"]),
)
QUERIES = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map("".join))


def parts(q):
    return parse(q).tree.parts


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("human rights", [Term("human"), Term("rights")]),
        ("human, rights; now", [Term("human"), Term("rights"), Term("now")]),
        ('"human rights"', [Phrase("human rights")]),
        ("“human rights”", [Phrase("human rights")]),
        ("«droits humains»", [Phrase("droits humains")]),
        ('"human rights', [Phrase("human rights")]),
        ('"women"', [Term("women")]),
        ("climate-change", [Phrase("climate-change")]),
        ("23(2)(c)", [Phrase("23(2)(c")]),
        ("气候变化", [Phrase("气候变化")]),
        ("(women)", [Term("women")]),
        ("women's", [Term("women's")]),
        ("discriminat*", [Term("discriminat", is_prefix=True)]),
        ("climate-chang*", [Phrase("climate-chang", is_prefix=True)]),
        ("-torture", [Not(Term("torture"))]),
        ('-"death penalty"', [Not(Phrase("death penalty"))]),
        ("- torture", [Term("torture")]),
        ("title:women", [Term("women", "title")]),
        ("TITLE: women", [Term("women", "title")]),
        ('quote:"human rights"', [Phrase("human rights", "quote")]),
        ("-rationale:cost", [Not(Term("cost", "rationale"))]),
        ("proposal:data*", [Term("data", "proposal", is_prefix=True)]),
        ("organization:access", [Term("access", "organisation")]),
        ("title:", [Term("title")]),
        ("foo:bar", [Phrase("foo:bar")]),
        ("NUL\0within", [Term("NUL"), Term("within")]),
        ("\u200fwomen\u200e", [Term("women")]),
        ("AND", [Term("and")]),
        ("OR", [Term("or")]),
        ("women AND girls", [Term("women"), Term("girls")]),
        ("women and girls", [Term("women"), Term("and"), Term("girls")]),
        ("OR women OR", [Term("or"), Term("women"), Term("or")]),
    ],
)
def test_what_a_reader_types_means(q, expected):
    assert parts(q) == tuple(expected)


def test_or_binds_tighter_than_words_side_by_side():
    assert parts("a b OR c OR -d e") == (
        Term("a"),
        Any((Term("b"), Term("c"), Not(Term("d")))),
        Term("e"),
    )


@pytest.mark.parametrize("q", JUNK)
def test_what_holds_no_word_is_an_empty_query(q):
    assert parse(q).is_empty
    assert parse(q).tree == All(())
    assert parse(q).in_words() == ""


@pytest.mark.parametrize(
    ("q", "words"),
    [
        ("  Women ,  girls ", "Women girls"),
        ('"climate-change"', "climate-change"),
        ("“human rights", '"human rights"'),
        ("a AND b OR c", "a b OR c"),
        ('"title:women"', '"title:women"'),
        ('-Organization:"Access Now', '-organisation:"Access Now"'),
        ('"OR"', '"OR"'),
        ("discriminat* !", "discriminat*"),
    ],
)
def test_a_query_can_be_written_for_a_reader(q, words):
    assert parse(q).in_words() == words


@given(QUERIES)
def test_what_is_written_means_the_same(q):
    query = parse(q)

    assert parse(query.in_words()) == query
    assert query.is_empty == (query.in_words() == "")


@given(QUERIES)
def test_leaves_are_what_is_asked_for(q):
    query = parse(q)

    assert all(isinstance(leaf, Term | Phrase) for leaf in query.leaves())
    assert query.map(lambda leaf: leaf) == query


def test_only_so_much_of_a_query_is_read():
    long = parse("ab " * 5000)

    assert long.cut
    assert len(long.tree.parts) == 167
    assert not parse("x" * 500).cut
    assert parse("x" * 501).cut
    assert parse("x" * 501) == parse("x" * 500)
