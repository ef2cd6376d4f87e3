"""Blocks of two sequences that agree: right for any input, and matches with bounded work."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.redline.matcher import Matcher, TooMuch, anchors, at_the_ends, blocks

pytestmark = pytest.mark.core

WORDS = st.lists(st.sampled_from("abcdefg "), max_size=40)
ALIKE = ["a", " "] * 4000


def assert_sound(matches, before, after):
    a = b = 0
    for match in matches:
        assert match.size > 0
        assert match.a >= a
        assert match.b >= b
        a, b = match.a + match.size, match.b + match.size
        assert before[match.a : a] == after[match.b : b]


@given(WORDS, WORDS, st.integers(0, 300))
def test_blocks_agree_stand_in_order_and_never_overlap(before, after, steps):
    assert_sound(blocks(before, after, steps), before, after)


@given(WORDS, WORDS)
def test_short_sequences_are_compared_as_difflib_does(before, after):
    usual = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    assert blocks(before, after) == [match for match in usual if match.size]


@given(WORDS, WORDS)
def test_anchors_occur_once_and_rise(before, after):
    matches = anchors(before, after)
    assert matches == sorted(matches)
    assert sorted(b for _a, b in matches) == [b for _a, b in matches]
    for a, b in matches:
        assert before[a] == after[b]
        assert before.count(before[a]) == after.count(after[b]) == 1


@given(WORDS, WORDS)
def test_ends_that_are_alike_are_found_whole(before, after):
    matches = at_the_ends(before, after)
    assert_sound(matches, before, after)
    if before and after and before[0] == after[0]:
        assert matches[0][:2] == (0, 0)
    if before == after:
        assert sum(match.size for match in matches) == len(before)


def test_long_text_is_taken_apart_where_words_are_its_own():
    before = [word for n in range(3000) for word in (f"w{n}", " ")]
    after = [f"new{n}" if n % 10 == 4 else word for n, word in enumerate(before)]
    matches = blocks(before, after)
    assert_sound(matches, before, after)
    assert sum(match.size for match in matches) == len(before) - 600


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (ALIKE, ["a", " ", "b", " "] * 2000),
        (ALIKE, list(reversed(ALIKE))),
        (["start", *ALIKE, "end"], ["start", *["b", " "] * 4000, "end"]),
    ],
)
def test_words_that_all_repeat_cost_no_more_than_is_given(before, after):
    with pytest.raises(TooMuch):
        Matcher(before, after, 100_000).get_matching_blocks()
    matches = blocks(before, after, 100_000)
    assert_sound(matches, before, after)
    if before[0] == "start":
        assert [matches[0][:2], matches[-1][:2]] == [(0, 0), (len(before) - 1, len(after) - 1)]
