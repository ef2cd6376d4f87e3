"""Marked words and excerpts say why a text matches, and leave the text as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommendations.index.words.analysis import FIELDS
from recommendations.index.words.highlighting import excerpt, mark
from recommendations.index.words.query_parser import parse
from recommendations.tests.test_words_postings import QUERIES, TEXTS

LONG = "Some words come before. " * 40 + "Then women have human rights. " + "More follows. " * 40


def marked(text, language, q, field="quote"):
    return [piece for piece, is_marked in mark(text, language, parse(q), field) if is_marked]


@pytest.mark.parametrize(
    ("text", "language", "q", "expected"),
    [
        ("The Woman’s rights", "en", "women", ["Woman’s"]),
        ("Human rights and humans", "en", "human right", ["Human", "rights", "humans"]),
        ("Human rights and humans", "en", '"human right"', ["Human rights"]),
        ("human, rights", "en", '"human right"', ["human, rights"]),
        ("human rights human", "en", '"human rights human"', ["human rights human"]),
        (
            "Discriminating, discrimination",
            "en",
            "discriminati*",
            ["Discriminating", "discrimination"],
        ),
        ("climate change", "en", "climate-ch*", ["climate change"]),
        ("à l’accès", "fr", "acces", ["l’accès"]),
        ("cafe\u0301 noir", "fr", "café", ["cafe\u0301"]),
        ("права женщин", "ru", "женщина", ["женщин"]),
        ("حقوق الإنسان", "ar", "انسان", ["الإنسان"]),
        ("应对气候变化", "zh", "气候", ["气候"]),
        ("women and men", "en", "women -men", ["women"]),
        ("women and men", "en", "zebra OR men", ["men"]),
        ("women", "en", "title:women", []),
        ("women", "en", "quote:women", ["women"]),
        ("women", "en", "organisation:women", []),
        ("women", "en", "", []),
        ("", "en", "women", []),
    ],
)
def test_words_of_the_query_are_marked(text, language, q, expected):
    assert marked(text, language, q) == expected


@given(st.one_of(TEXTS, st.text()), QUERIES, st.sampled_from(["en", "fr", "zh"]))
def test_pieces_join_to_the_text(text, q, language):
    for field in FIELDS:
        pieces = mark(text, language, parse(q), field)

        assert "".join(piece for piece, _ in pieces) == text
        assert all(piece for piece, _ in pieces)


def test_a_snippet_shows_the_words_in_their_surroundings():
    best = excerpt(parse("human rights"), [("quote", LONG, "en")])
    text = "".join(piece for piece, _ in best.pieces)

    assert best.field == "quote"
    assert [piece for piece, is_marked in best.pieces if is_marked] == ["human", "rights"]
    assert len(text) <= 242
    assert text.startswith("…")
    assert text.endswith("…")
    assert text.strip("…") in LONG
    assert f" {text.strip('…').strip()} " in LONG


def test_a_short_text_is_shown_whole():
    best = excerpt(parse("women"), [("title", "Protect women", "en")])

    assert best.pieces == [("Protect ", False), ("women", True)]


@pytest.mark.parametrize(
    ("q", "field"),
    [
        ("women", "title"),
        ("human rights", "quote"),
        ("women torture", "rationale"),
        ("rationale:women", "rationale"),
    ],
)
def test_the_field_that_shows_most_is_chosen(q, field):
    texts = [
        ("rationale", "Women and torture", "en"),
        ("quote", "women and human rights", "en"),
        ("title", "Human women", "en"),
    ]

    assert excerpt(parse(q), texts).field == field


def test_the_window_with_most_of_the_query_is_chosen():
    text = "women " * 3 + "and so on " * 60 + "human women rights " + "and so on " * 60
    best = excerpt(parse("human women rights"), [("quote", text, "en")])

    assert [piece for piece, is_marked in best.pieces if is_marked] == ["human", "women", "rights"]


def test_without_a_mark_there_is_no_snippet():
    assert excerpt(parse("zebra"), [("quote", LONG, "en")]) is None
    assert excerpt(parse("-zebra"), [("quote", LONG, "en")]) is None
    assert excerpt(parse("women"), []) is None


@given(
    st.lists(st.tuples(st.sampled_from(FIELDS), TEXTS, st.just("en"))), QUERIES, st.integers(1, 30)
)
def test_a_snippet_is_a_marked_part_of_a_text(texts, q, length):
    best = excerpt(parse(q), texts, length)
    if best:
        shown = "".join(piece for piece, _ in best.pieces)
        assert any(is_marked for _, is_marked in best.pieces)
        assert len(shown) <= length + 2
        assert any(
            field == best.field and shown.removeprefix("…").removesuffix("…") in text
            for field, text, _ in texts
        )
