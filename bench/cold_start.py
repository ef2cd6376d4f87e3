"""A cold start: how long until a server answers, and until every process has all in memory."""

import time

from bench.client import connected
from bench.list_requests import LIST
from bench.results import Figure
from bench.server import WORKERS, until_answering

POLL_SECONDS = 0.05
MOST_SECONDS = 600
STATES = {"counts": "counts in memory in every process", "words": "words in memory as well"}


def start_times(server):
    """Measure from the start of a server; the list is asked for at once, as readers do."""
    until_answering(server.address, LIST, server.process)
    yield since(server, "first list answered")
    readers = connected(server.address, WORKERS)
    for reader in readers:
        reader.get(LIST)
    for state, name in STATES.items():
        if until_ready(readers, state):
            yield since(server, name)
    for reader in readers:
        reader.close()


def since(server, name):
    milliseconds = (time.perf_counter() - server.started) * 1000
    return Figure(f"cold start: {name}", milliseconds)


def until_ready(readers, state):
    """Wait until each process says that it is so far; return whether they all did in time."""
    far_enough = list(STATES)[list(STATES).index(state) :]
    end = time.monotonic() + MOST_SECONDS
    for reader in readers:
        while reader.get("/about/").ready not in far_enough:
            if time.monotonic() > end:
                return False
            time.sleep(POLL_SECONDS)
    return True
