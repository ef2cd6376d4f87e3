import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.redline import Likeness, liken

OFFICIAL = "Each State Party shall adopt such legislative and other measures as may be necessary."


@pytest.mark.parametrize(
    ("base", "official"),
    [
        (OFFICIAL, OFFICIAL),
        (f"1. {OFFICIAL}", OFFICIAL),
        (f"(a)  {OFFICIAL}", OFFICIAL),
        ("2. It may act;\n(b) It may wait.", "It may act; It may wait."),
        ("It may: (a) act; and (b) wait.", "It may:\nact; and\nwait."),
        ("the “personal data” of a person", 'the "personal data" of a person'),
        ("the personal data of a person", "the “personal data” of a person"),
        ("a person\u2019s data — or its copy", "a person's data - or its copy"),
        ("rights\u2011based\n measures", "rights-based measures"),
    ],
)
def test_what_is_no_wording_is_set_aside(base, official):
    assert liken(base, official) == Likeness.EQUAL
    assert liken(official, base) == Likeness.EQUAL


@pytest.mark.parametrize(
    ("base", "likeness"),
    [
        (OFFICIAL.replace("shall", "may"), Likeness.NEAR),
        (OFFICIAL.replace("Each", "each"), Likeness.NEAR),
        (OFFICIAL.removesuffix("."), Likeness.NEAR),
        ("such legislative and other measures", Likeness.NEAR),
        ("and other measures", Likeness.OTHER),
        ("Confidentiality of communications is protected by law.", Likeness.OTHER),
        ("", Likeness.OTHER),
    ],
)
def test_wording_is_near_or_another(base, likeness):
    assert liken(base, OFFICIAL) == likeness


def test_number_that_is_cited_is_wording():
    assert liken("under paragraph (a) of it", "under paragraph (b) of it") == Likeness.NEAR
    assert liken("in 12 States at most", "in 13 States at most") == Likeness.NEAR


@given(st.text(), st.text())
def test_any_two_texts_are_likened_without_fault_and_alike_both_ways(one, other):
    assert liken(one, one) == Likeness.EQUAL
    assert (liken(one, other) == Likeness.EQUAL) == (liken(other, one) == Likeness.EQUAL)
