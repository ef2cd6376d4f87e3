"""Numbers at the head of a line, and what each may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.reading.provision_numbers import Value, letters, sign_of
from articles.references.numerals import roman, roman_value


@pytest.mark.parametrize(
    ("text", "printed", "first", "rest"),
    [
        ("1. Each Party", "1", Value("1", 1), "Each Party"),
        ("1 Each Party", "1", Value("1", 1), "Each Party"),
        ("(1) Each Party", "(1)", Value("1", 1), "Each Party"),
        ("2 bis. Each Party", "2 bis", Value("1", 2, 1), "Each Party"),
        ("2bis. Each Party", "2bis", Value("1", 2, 1), "Each Party"),
        ("(a) a State;", "(a)", Value("a", 1), "a State;"),
        ("a) a State;", "a)", Value("a", 1), "a State;"),
        ("a)A State;", "a)", Value("a", 1), "A State;"),
        ("a. a State;", "a", Value("a", 1), "a State;"),
        ("(A) a State;", "(A)", Value("A", 1), "a State;"),
        ("(aa) a State;", "(aa)", Value("a", 27), "a State;"),
        ("(xiv) a State;", "(xiv)", Value("i", 14), "a State;"),
        ("– a State;", "–", Value("–", 1), "a State;"),
        ("[2. Each Party]", "2", Value("1", 2), "[Each Party]"),
        ("[(a) a State]", "(a)", Value("a", 1), "[a State]"),
        ("(أ) الدول", "(أ)", Value("a", 1), "الدول"),
        ("(هـ) الدول", "(هـ)", Value("a", 5), "الدول"),
        ("٣. تتعاون", "٣", Value("1", 3), "تتعاون"),
        ("- 3 تتعاون", "3", Value("1", 3), "تتعاون"),
        ("3- تتعاون", "3", Value("1", 3), "تتعاون"),
    ],
)
def test_sign_of_reads_numbers_as_printed(text, printed, first, rest):
    sign, words = sign_of(text)
    assert (sign.printed, words) == (printed, rest)
    assert first in sign.values


@pytest.mark.parametrize(
    "text",
    [
        "Each Party",
        "1982 was a year",
        "24/7 Network",
        "e.g. this",
        "10 of them",
        "(FAIR) x",
        "(ab) x",
    ],
)
def test_sign_of_leaves_words_alone(text):
    assert sign_of(text) == (None, text)


def test_letters_that_are_roman_numbers_have_both_meanings():
    sign, _rest = sign_of("(i) one")
    assert set(sign.values) == {Value("a", 9), Value("i", 1)}


def test_following_counts_on_and_past_insertions():
    assert Value("1", 3).follows(Value("1", 2))
    assert Value("1", 2, 1).follows(Value("1", 2))
    assert Value("1", 3).follows(Value("1", 2, 2))
    assert not Value("1", 4).follows(Value("1", 2))
    assert not Value("a", 3).follows(Value("i", 2))


def test_identifiers_hold_figures_and_small_letters_whatever_is_printed():
    for text, number in [
        ("(ب) نص", "b"),
        ("٢. نص", "2"),
        ("(b bis) text", "bbis"),
        ("2 ter. T", "2ter"),
    ]:
        sign, _rest = sign_of(text)
        assert sign.eid_number(sign.values[0]) == number


@given(st.integers(1, 399))
def test_roman_numbers_are_read_as_they_are_written(value):
    assert roman_value(roman(value)) == value


@pytest.mark.parametrize("text", ["", "iiii", "vx", "a", "ic"])
def test_what_is_no_roman_number_has_no_value(text):
    assert roman_value(text) == 0


@given(st.integers(1, 52))
def test_letters_are_read_as_they_are_counted(value):
    sign, _rest = sign_of(f"({letters(value)}) text")
    assert Value("a", value) in sign.values


@given(st.text())
def test_sign_of_takes_any_text(text):
    sign, rest = sign_of(text)
    assert (sign is None) == (rest == text) or rest == ""


@pytest.mark.parametrize(
    ("before", "after", "eid_number"),
    [
        ("1 bis.", "1 ter.", "1ter"),
        ("1 quinquies.", "1 sexies.", "1sexies"),
        ("1 quinquiès.", "1 sexies.", "1sexies"),
        ("1 decies.", "1 undecies.", "1undecies"),
        ("16 quindecies.", "16 sexdecies.", "16sexdecies"),
        ("1.", "1 مكررا.", "1bis"),
        ("1.", "1 مكرر.", "1bis"),
    ],
)
def test_insertions_follow_one_another_in_the_order_of_their_latin_names(before, after, eid_number):
    first, _rest = sign_of(f"{before} Text")
    second, _rest = sign_of(f"{after} Text")
    assert second.values[0].follows(first.values[0])
    assert second.eid_number(second.values[0]) == eid_number


def test_letters_after_a_figure_go_further_than_suffixes_do():
    sign, _rest = sign_of("2z. Each Party")
    assert sign.eid_number(sign.values[0]) == "2z"
