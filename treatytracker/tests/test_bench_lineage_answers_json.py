"""The answers to lineage as pairs of numbers, and that the lists of them are whole."""

from collections import Counter

import pytest

from bench.lineage_answers_json import ANSWERS, pairs, rows

NAMES = sorted(file.stem for file in ANSWERS.glob("*.csv"))


def row(unit="article", source="1", target="2", required="yes"):
    return {"unit": unit, "from": source, "to": target, "required": required}


def test_pairs_are_those_of_a_unit_with_both_ends():
    answers = pairs(
        [
            row(),
            row(target="3", required="no"),
            row(source="", target="4"),
            row(source="5", target=""),
            row(unit="annex", source="I", target="I"),
        ]
    )
    assert answers == {"required": [["1", "2"]], "also_acceptable": [["1", "3"]]}


@pytest.mark.parametrize("name", NAMES)
def test_every_pair_stands_once_and_every_kind_is_what_its_rows_say(name):
    answers = rows(name)
    ends = Counter((row["unit"], row["from"], row["to"]) for row in answers)
    assert set(ends.values()) == {1}
    required = [row for row in answers if row["required"] == "yes" and row["from"] and row["to"]]
    outs = Counter((row["unit"], row["from"]) for row in required)
    ins = Counter((row["unit"], row["to"]) for row in required)
    for row in required:
        several = outs[row["unit"], row["from"]] > 1, ins[row["unit"], row["to"]] > 1
        expected = {
            (True, True): "split",
            (True, False): "split",
            (False, True): "merged",
            (False, False): "same" if row["from"] == row["to"] else "renumbered",
        }
        assert row["kind"] == expected[several]


@pytest.mark.parametrize("name", NAMES)
def test_what_was_dropped_or_is_new_has_no_required_pair(name):
    answers = rows(name)
    required = [row for row in answers if row["required"] == "yes" and row["from"] and row["to"]]
    lived_on = {(row["unit"], row["from"]) for row in required}
    came = {(row["unit"], row["to"]) for row in required}
    for row in answers:
        if row["kind"] == "dropped":
            assert (row["unit"], row["from"]) not in lived_on
        if row["kind"] == "new":
            assert (row["unit"], row["to"]) not in came
