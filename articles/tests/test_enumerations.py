import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.references.enumerations import MOST, split


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("24(2)", ["24(2)"]),
        ("23(2)(c), 24", ["23(2)(c)", "24"]),
        ("Articles 29 and 30", ["29", "30"]),
        ("Articles 23(1), 24 and 29-30", ["23(1)", "24", "29", "30"]),
        ("6 to 8", ["6", "7", "8"]),
        ("47(1)(b), (c) and (f)", ["47(1)(b)", "47(1)(c)", "47(1)(f)"]),
        ("23(1) and (2)(c)", ["23(1)", "23(2)(c)"]),
        ("24, para 2 (b), 25", ["24(2)(b)", "25"]),
        ("24 and 25 of A/AC.291/22", ["24 of A/AC.291/22", "25 of A/AC.291/22"]),
        ("5 of 16; 7 of 19", ["5 of 16", "7 of 19"]),
        ("preamble & chapter IV", ["Preamble", "Chapter IV"]),
        ("24, 24", ["24"]),
        ("24, human rights", ["24", "human rights"]),
        ("paragraph 1 of article 35, point (c) in Article 23(2)", ["35(1)", "23(2)(c)"]),
        ("artículo 31, párrafo 1 b) y 32", ["31(1)(b)", "32"]),
        ("articles 6 à 8 of A/AC.291/19", [f"{n} of A/AC.291/19" for n in (6, 7, 8)]),
        ("1-99999", ["1-99999"]),
        ("24(2)(c)(iii)(zz)", ["24(2)(c)(iii)(zz)"]),
        ("24(2)(c)(bb), 25", ["24(2)(c)(bb)", "25"]),
        ("٢٣-٢٥", ["23", "24", "25"]),
        ("", []),
        (" , and ;", []),
    ],
)
def test_enumeration_is_split_into_places(typed, places):
    assert split(typed) == places


@given(st.text())
def test_any_text_is_split_into_few_places_without_fault(typed):
    assert len(split(typed)) <= MOST


@given(st.lists(st.integers(1, 999), min_size=1, max_size=9, unique=True))
def test_numbers_joined_are_split_again(numbers):
    numbers = [str(number) for number in numbers]
    assert split(", ".join(numbers)) == numbers
