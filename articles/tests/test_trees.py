from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from articles.trees import as_the_text_runs


def row(pk, parent_id=None, position=0):
    return SimpleNamespace(pk=pk, parent_id=parent_id, position=position)


def test_what_lies_within_follows_one_step_deeper():
    rows = [row(1, position=9), row(2, position=1), row(3, 2), row(4, 3), row(5, 2, 7)]
    assert [(row.pk, depth) for row, depth in as_the_text_runs(rows)] == [
        (2, 1),
        (3, 2),
        (4, 3),
        (5, 2),
        (1, 1),
    ]


def test_circles_come_last_and_strangers_are_outermost():
    rows = [row(1, 2), row(2, 1), row(3, 99), row(4)]
    assert [row.pk for row, _depth in as_the_text_runs(rows)] == [3, 4, 1, 2]


@given(st.lists(st.tuples(st.none() | st.integers(0, 9), st.integers(0, 3)), max_size=10))
def test_every_provision_comes_once(parents):
    rows = [row(pk, parent, position) for pk, (parent, position) in enumerate(parents)]
    order = [row.pk for row, _depth in as_the_text_runs(rows)]
    assert sorted(order) == list(range(len(rows)))
