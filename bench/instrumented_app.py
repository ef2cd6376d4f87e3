"""The tracker as it is measured: the very application, with two things to switch and to see.

A request can say, in a header that only this wrapper knows, that its page is to have no facets, or
that they are to be counted in SQL. An answer says which process gave it, how much that process
has in memory and how often it asked the database.
"""

import itertools
import os
from contextvars import ContextVar

from treatytracker.wsgi import application as tracker  # sets Django up: before what needs it

# isort: split
from django.db import connection

from bench.client import ALL, NONE, PROCESS, QUERIES, READY, SQL
from recommendations.index.process_index import ProcessIndex, index
from recommendations.listing import Listing

wanted = ContextVar("wanted", default=ALL)
count, snapshot = Listing.facets, ProcessIndex.snapshot


def application(environ, start_response):
    """Answer as the tracker does."""
    wanted.set(environ.get("HTTP_X_BENCH_FACETS", ALL))
    queries = itertools.count()

    def counted(execute, *args):
        next(queries)
        return execute(*args)

    def start(status, headers, exc_info=None):
        asked = next(queries)
        seen = [(PROCESS, str(os.getpid())), (READY, readiness()), (QUERIES, str(asked))]
        return start_response(status, [*headers, *seen], exc_info)

    with connection.execute_wrapper(counted):
        return tracker(environ, start)


def readiness():
    """Return what is in memory: "nothing", "counts" or "words"."""
    if index.current is None:
        return "nothing"
    return "words" if index.current.has_words else "counts"


def facets(self, *args, **kwargs):
    return [] if wanted.get() == NONE else count(self, *args, **kwargs)


Listing.facets = facets
ProcessIndex.snapshot = lambda self: None if wanted.get() == SQL else snapshot(self)
