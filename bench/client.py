"""Readers who ask over http as browsers do, on open connections, and see which process answers."""

import gzip
import http.client
import time
from itertools import cycle
from typing import NamedTuple
from urllib.parse import urlsplit

TIMEOUT = 120  # seconds
# Known to this client and to bench/instrumented_app.py alone.
FACETS, PROCESS, READY = "X-Bench-Facets", "X-Bench-Process", "X-Bench-Ready"
QUERIES = "X-Bench-Queries"
ALL, NONE, SQL = "all", "none", "sql"


class UnexpectedAnswer(Exception):
    """An answer other than 200."""


class Answer(NamedTuple):
    """What came back; the body is read whole, as it came over the wire."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def content(self):
        """The body, unpacked where it came packed."""
        packed = self.headers.get("Content-Encoding") == "gzip"
        return gzip.decompress(self.body) if packed else self.body

    @property
    def process(self):
        return self.headers.get(PROCESS)

    @property
    def ready(self):
        return self.headers.get(READY)

    @property
    def queries(self):
        """How often the database was asked for it."""
        return int(self.headers[QUERIES])


class Reader:
    """One open connection."""

    def __init__(self, address):
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=TIMEOUT)

    def ask(self, path, facets=ALL):
        """Return the Answer to a path."""
        headers = {FACETS: facets, "Accept-Encoding": "gzip"}
        self.connection.request("GET", path, headers=headers)
        response = self.connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    def get(self, path, facets=ALL):
        """Return the Answer; UnexpectedAnswer unless it is a 200."""
        answer = self.ask(path, facets)
        if answer.status != http.client.OK:
            raise UnexpectedAnswer(f"{path} answered {answer.status}")
        return answer

    def close(self):
        self.connection.close()


class Readers:
    """A connection to each process of a server, asked in turns."""

    def __init__(self, address, processes):
        self.readers = connected(address, processes)
        self.turns = cycle(self.readers)

    def get(self, path, facets=ALL):
        return next(self.turns).get(path, facets)

    def close(self):
        for reader in self.readers:
            reader.close()


def connected(address, processes, path="/about/", seconds=60):
    """Return one Reader for each process; TimeoutError where not that many answer."""
    by_process, others = {}, []
    end = time.monotonic() + seconds
    while len(by_process) < processes and time.monotonic() < end:
        reader = Reader(address)
        process = reader.get(path).process
        # One that is met again is kept open meanwhile, so that the other processes get their turn.
        if by_process.setdefault(process, reader) is not reader:
            others.append(reader)
    for reader in others:
        reader.close()
    if len(by_process) < processes:
        raise TimeoutError(f"{len(by_process)} of {processes} processes answer at {address}")
    return list(by_process.values())
