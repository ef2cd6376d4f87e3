"""Datasette over the same public recommendations, as one table with indexes in SQLite."""

import json
import sqlite3
import subprocess
import tempfile
import venv
from collections import defaultdict
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from bench.client import Reader
from bench.list_requests import ACTION_BROAD, ACTION_NARROW, LIST, PAGE_SIZE, median_session
from bench.results import Figure
from bench.server import ROOT, free_port, started, until_answering
from bench.timing import in_turns
from recommendations.models import Passage, Recommendation, Signature

PINNED = ROOT / "bench/datasette.txt"
HOME = ROOT / "var/bench/datasette"
SLOW_ROUNDS = 10
TABLE = "/data/recommendations"
COLUMNS = ("key", "title", "action", "aim", "session", "date", "quote", "organisations", "themes")
# The single ones give the rows of a filter in order, the others count its facets by themselves.
INDEXED = (
    *(("action",), ("aim",), ("session",), ("date",)),
    *(("action", "session", "aim"), ("action", "aim")),
)
# What has one value is a plain facet to Datasette, what has several an array.
THREE = [("_facet", "action"), ("_facet", "aim"), ("_facet", "session")]
FIVE = [*THREE, ("_facet_array", "organisations"), ("_facet_array", "themes")]
FACETS = {"no": [], "three": THREE, "five": FIVE}
# Limits as far up as need be: an answer that gives up is quick, and says less than ours.
SETTINGS = {
    "suggest_facets": "off",
    "default_page_size": PAGE_SIZE,
    "facet_time_limit_ms": 100_000,
    "sql_time_limit_ms": 100_000,
}


def figures(readers, say):
    """Measure its page with no, three and five facets in turns with ours, for three filters."""
    narrow = {"action": ACTION_NARROW, "session": median_session().path}
    asked = {"unfiltered": {}, "narrow": narrow, "broad": {"action": ACTION_BROAD}}
    with tempfile.TemporaryDirectory(prefix="treaty-bench-") as folder:
        file = Path(folder, "data.db")
        say("the same data for Datasette")
        export(file)
        with serving(file) as address:
            reader = Reader(address)
            for name, filters in asked.items():
                say(f"Datasette, {name}")
                calls = {
                    facets: partial(
                        reader.get, f"{TABLE}?{urlencode([*filters.items(), *parameters])}"
                    )
                    for facets, parameters in FACETS.items()
                }
                ours = {"ours": partial(readers.get, f"{LIST}?{urlencode(filters, safe='/')}")}
                taken = in_turns(calls | ours, rounds=SLOW_ROUNDS, seconds=40)
                yield Figure.of(f"{name}, in turns with Datasette", taken.pop("ours"))
                for facets, times in taken.items():
                    yield Figure.of(f"Datasette, {name}, {facets} facets", times)
            reader.close()


def export(file):
    """Write the public recommendations to a new file, newest first, a row each."""
    public = Recommendation.objects.published()
    themes, quotes, signed = defaultdict(list), defaultdict(list), defaultdict(list)
    for pk, name in public.order_by("pk").values_list("pk", "themes__name"):
        themes[pk].append(name)
    for pk, exact in Passage.objects.order_by("position").values_list("recommendation", "exact"):
        quotes[pk].append(exact)
    names = Signature.objects.order_by("position").values_list("submission", "organisation__name")
    for submission, name in names:
        signed[submission].append(name)
    sessions = "submission__session__treaty__slug", "submission__session__slug"
    columns = ("pk", "submission", "key", "title", "action", "aim", *sessions, "submission__date")
    newest = public.order_by("-submission__first_day", "submission__slug", "sort_key", "key")
    rows = (
        (
            *(key, title, action, aim, f"{treaty}/{session}" if session else "", date),
            " […] ".join(quotes[pk]),
            json.dumps(signed[submission]),
            json.dumps(themes[pk]),
        )
        for pk, submission, key, title, action, aim, treaty, session, date in newest.values_list(
            *columns
        ).iterator(chunk_size=10_000)
    )
    write(file, rows)


def write(file, rows):
    with sqlite3.connect(file) as database:
        database.execute(f"CREATE TABLE recommendations ({', '.join(COLUMNS)})")
        places = ", ".join("?" * len(COLUMNS))
        database.executemany(f"INSERT INTO recommendations VALUES ({places})", rows)
        for columns in INDEXED:
            name, listed = "_".join(columns), ", ".join(columns)
            database.execute(f"CREATE INDEX by_{name} ON recommendations ({listed})")
        database.execute("ANALYZE")
    database.close()


@contextmanager
def serving(file):
    """Serve the file, which it is told will not change, as long as the block lasts."""
    port = free_port()
    options = [part for pair in SETTINGS.items() for part in ("--setting", *map(str, pair))]
    command = [installed_program(), "serve", "--immutable", file, "--port", str(port), *options]
    address = f"http://127.0.0.1:{port}"
    with started(command, file.with_suffix(".log")) as process:
        until_answering(address, "/", process)
        yield address


def installed_program():
    """Return Datasette's program, which is installed first where it is not there yet."""
    path = HOME / "bin/datasette"
    if not path.exists():
        venv.create(HOME, clear=True, with_pip=True)
        install = [HOME / "bin/python", "-m", "pip", "install", "--quiet", "-r", PINNED]
        subprocess.run(install, check=True)
    return path
