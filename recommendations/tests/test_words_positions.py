"""Positions lead back to their documents, and rows of them never touch."""

from array import array
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from recommendations.index.words.positions import BEYOND, ROOM, Positions

NUMBERS = st.one_of(st.integers(0, 1000), st.integers(BEYOND - 2, 2**32 - 1))
COUNTS = st.one_of(
    st.integers(1, 5), st.integers(ROOM - 2, ROOM + 2), st.integers(2 * ROOM - 2, 2 * ROOM + 2)
)


@given(st.lists(st.tuples(NUMBERS, COUNTS), unique_by=lambda given: given[0]))
def test_every_position_tells_its_document(documents):
    space = Positions()
    rows = {number: (space.reserve(number, count), count) for number, count in documents}

    for number, (start, count) in rows.items():
        assert space.documents(array("I", range(start, start + count))) == BitMap([number])
    ends = array("I", [start + count - 1 for start, count in rows.values()])
    assert space.documents(ends) == BitMap(rows)


@given(st.lists(st.tuples(NUMBERS, COUNTS), unique_by=lambda given: given[0]))
def test_no_two_rows_touch(documents):
    space = Positions()
    rows = sorted((space.reserve(number, count), count) for number, count in documents)

    for (start, count), (following, _) in pairwise(rows):
        assert start + count < following


def test_no_position_is_in_no_document():
    assert Positions().documents(array("I")) == BitMap()
