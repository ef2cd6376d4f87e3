"""The sections that are measured of one database, one after the other."""

import sys
import time

from django.core.management import call_command
from django.db import connection

from bench import (
    cold_start,
    concurrency,
    datasette,
    directus,
    draft_reading,
    edit_times,
    memory,
    page_times,
)
from bench.client import Readers
from bench.data import build
from bench.list_requests import list_requests
from bench.results import Figure
from bench.server import WORKERS, server
from recommendations.models import Recommendation


def sections(size, wanted):
    """Yield each wanted section with its figures."""
    building = list(build_database(size))
    asked = list_requests()
    with server() as served:
        starting = list(cold_start.start_times(served))
        readers = Readers(served.address, WORKERS)
        yield "data", [*building, *page_times.row_counts(readers, asked)]
        yield "start", starting
        for name, figures in at_server(served, readers, asked).items():
            if name in wanted:
                say(f"measuring: {name}")
                yield name, list(figures())
        readers.close()
    if "directus" in wanted:
        yield "directus", list(directus.figures(say))


def at_server(served, readers, asked):
    """Return what is measured at the server, in an order in which nothing disturbs the next."""
    paths = [question.page for question in asked]
    return {
        "lists": lambda: [*page_times.lists(readers, asked), *page_times.bare_rows()],
        "pages": lambda: page_times.public_pages(readers),
        "sql": lambda: page_times.counted_in_sql(readers, asked),
        "others": lambda: page_times.other_answers(readers, asked),
        "edits": lambda: edit_times.times_after_edits(readers),
        "crowds": lambda: concurrency.readers_at_once(served.address, paths),
        "memory": lambda: memory.of_processes(served.workers),
        "texts": lambda: draft_reading.figures(readers, say),
        "datasette": lambda: datasette.figures(readers, say),
    }


def build_database(size):
    """Make the tables and fill them; yield the figures of that."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    begun = time.perf_counter()
    build(size, say)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    yield Figure("recommendations", size)
    yield Figure("public ones", Recommendation.objects.published().count())
    yield Figure("seconds to build them", time.perf_counter() - begun)


def say(message):
    print(f"  {time.strftime('%H:%M:%S')}  {message}", file=sys.stderr, flush=True)
