"""Datasette is measured with the indexes that its facets need."""

import sqlite3

import pytest

from bench import datasette


@pytest.fixture
def database(tmp_path):
    file = tmp_path / "data.db"
    actions, aims = ("amend", "amend", "amend", "retain"), ("narrow", "clarify", "")
    rows = [
        (f"{n}", "", actions[n % 4], aims[n % 3], f"s/{n % 5}", "2023", "", "[]", "[]")
        for n in range(500)
    ]
    datasette.write(file, rows)
    database = sqlite3.connect(file)
    yield database
    database.close()


@pytest.mark.parametrize("facet", ["action", "aim", "session"])
@pytest.mark.parametrize("where", ["action = 'amend'", "action = 'retain' AND session = 's/3'"])
def test_datasette_counts_facets_in_indexes_alone(database, where, facet):
    query = f"SELECT {facet}, count(*) FROM recommendations WHERE {where} GROUP BY {facet}"
    plan = database.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    assert "USING COVERING INDEX" in plan[0][-1]
