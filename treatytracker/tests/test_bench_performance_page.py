"""Figures become tables: every one is there, and what is not as wanted stands out."""

import pytest

from bench.client import Answer
from bench.performance_page import BEGIN, END, PAGE, cell, tables, with_tables
from bench.ratios import Ratio, ratios
from bench.results import DatabaseRun, Figure
from bench.timing import Times, in_turns


def run(size=10_000, database="PostgreSQL", all_facets=15.0, no_facets=12.0):
    pages = [
        Figure("unfiltered, all facets", all_facets, 21.0),
        Figure("unfiltered, no facets", no_facets, 13.25),
    ]
    return DatabaseRun(database, size, "2 processors", {"pages": pages})


def row(text, name):
    return next(line for line in text.splitlines() if line.startswith(f"| {name} |"))


def test_tables_hold_every_figure_of_every_run():
    text = tables([run(), run(250_000, all_facets=1500)])
    assert "| | PostgreSQL, 10,000 | PostgreSQL, 250,000 |" in text.replace("|  |", "| |")
    assert row(text, "unfiltered, all facets").endswith("| 15 (21) | 1,500 (21) |")
    assert row(text, "unfiltered, no facets").endswith("| 12 (13.2) | 12 (13.2) |")


def test_machine_is_told_once_a_database():
    text = tables([run(), run(250_000), run(database="SQLite")])
    assert text.count("- PostgreSQL: 2 processors") == 1
    assert text.count("- SQLite: 2 processors") == 1


def test_ratio_that_is_not_as_wanted_is_bold():
    text = tables([run(), run(250_000, all_facets=24)])
    assert row(text, "unfiltered: all facets to none").endswith("| at most 1.5 | 1.25 | **2.00** |")


def test_ratio_of_what_was_not_measured_is_left_out():
    assert "Datasette" not in tables([run()])


def test_growth_is_against_the_smallest_size_of_the_same_database():
    runs = [run(1_000_000, all_facets=45), run(), run(10_000, "SQLite", all_facets=1)]
    growth = ratios(runs)[-1]
    assert [growth.of(measured) for measured in runs] == [3, 1, 1]
    assert not growth.holds(3)


def test_single_size_has_no_growth():
    assert all(isinstance(ratio, Ratio) for ratio in ratios([run()]))


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (None, "–"),
        (Figure("a", 12.34, 56.78), "12.3 (56.8)"),
        (Figure("a", 1234.5), "1,234"),
        (Figure("a", 7, note="3 queries"), "7, 3 queries"),
        (Figure("a", None, note="/x answered 404"), "/x answered 404"),
    ],
)
def test_cell_shows_median_percentile_and_note(figure, text):
    assert cell(figure) == text


def test_paper_keeps_all_but_what_is_between_its_markers():
    paper = f"Before\n\n{BEGIN}\nold\n{END}\n\nAfter\n"
    once = with_tables(paper, "new")
    assert once == f"Before\n\n{BEGIN}\n\nnew\n\n{END}\n\nAfter\n"
    assert with_tables(once, "new") == once


@pytest.mark.parametrize("paper", ["", BEGIN, END])
def test_paper_without_markers_is_refused(paper):
    with pytest.raises(ValueError, match="marker"):
        with_tables(paper, "new")


def test_paper_of_the_project_has_its_markers():
    assert with_tables(PAGE.read_text(), "x")


def test_run_survives_json():
    measured = run()
    sections = {
        name: [list(figure) for figure in figures] for name, figures in measured.sections.items()
    }
    assert DatabaseRun.from_json(measured._asdict() | {"sections": sections}) == measured


def test_times_are_median_and_95th_percentile_in_milliseconds():
    assert Times.of([0.001 * n for n in range(1, 102)]) == pytest.approx((51, 96, 101))


def test_calls_are_made_in_turns_and_the_first_round_is_not_counted():
    made = []
    taken = in_turns({"a": lambda: made.append("a"), "b": lambda: made.append("b")}, rounds=2)
    assert made == ["a", "b", "a", "b", "a", "b"]
    assert [times.calls for times in taken.values()] == [2, 2]


def test_slow_calls_end_early_but_not_at_once():
    taken = in_turns({"a": lambda: None}, rounds=50, seconds=0, least=3)
    assert taken["a"].calls == 3


def test_answer_names_its_process():
    assert Answer(200, {"X-Bench-Process": "7"}, b"").process == "7"
