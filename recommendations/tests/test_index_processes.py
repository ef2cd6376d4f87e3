"""Several server processes on one database: what one publishes or withdraws, every one knows."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connection, connections

from recommendations import publishing
from recommendations.models import Recommendation
from recommendations.tests.factories import RecommendationFactory

pytestmark = pytest.mark.django_db(transaction=True)
PROCESSES = 3


def database_url():
    """Return the address of the database that this test has."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture(scope="module")
def server(django_db_setup, tmp_path_factory):
    """Serve the tests' database by gunicorn with several workers; yield address and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {**os.environ, "DATABASE_URL": database_url(), "DEVELOPMENT": "1"}
    program = [sys.executable, "-m", "gunicorn", "treatytracker.wsgi", "--bind", address]
    with (tmp_path_factory.mktemp("server") / "log").open("w") as log:
        process = subprocess.Popen(
            [*program, "--workers", str(PROCESSES)],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(address)
            yield f"http://{address}", process
        finally:
            process.terminate()
            process.wait(20)


def read(url):
    """Return an answer of the API, over a connection of its own."""
    with urlopen(url) as answer:
        return json.load(answer)


def wait_for(address):
    for _ in range(200):
        try:
            return read(f"http://{address}/api/v1/")
        except URLError:
            time.sleep(0.1)
    raise AssertionError("The server did not start.")


def workers_of(process):
    """Return the ids of the workers of a gunicorn."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(child) for child in children.read_text().split()]


def answers(address, query, times=PROCESSES * 4):
    """Return every count that so many new connections are given, most likely by all workers."""
    url = f"{address}/api/v1/recommendations/{query}"
    return {read(url)["count"] for _ in range(times)}


def test_every_process_knows_at_once_what_is_public(server):
    address, _process = server
    recommendation = RecommendationFactory(title="Narrow the zebra clause", published=True)
    assert answers(address, "?q=zebras") == {1}
    publishing.withdraw(recommendation)
    assert answers(address, "?q=zebras") == answers(address, "") == {0}
    publishing.publish(recommendation)
    assert answers(address, "?q=zebras&action=amend") == {1}


def test_every_answer_is_right_while_others_write_and_a_process_is_killed(server):
    address, process = server
    rows = [RecommendationFactory(title=f"Ask {n}", published=True) for n in range(6)]
    stop = threading.Event()

    def write():
        try:
            while not stop.is_set():
                for row in rows[2:]:
                    publishing.withdraw(row)
                    publishing.publish(row)
                    stop.wait(0.02)  # SQLite serves whoever asks next, not who waits longest
        finally:
            connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(6):
            # These two are turned here; the writer turns the others meanwhile.
            publishing.withdraw(rows[number % 2])
            for _ in range(PROCESSES * 2):
                answer = read(f"{address}/api/v1/recommendations/?q=ask")
                keys = {row["key"] for row in answer["results"]}
                assert rows[number % 2].key not in keys
                assert rows[1 - number % 2].key in keys
                assert answer["count"] <= len(rows) - 1
            publishing.publish(rows[number % 2])
            if number == 2:
                os.kill(workers_of(process)[0], signal.SIGKILL)
    finally:
        stop.set()
        writer.join()
    expected = Recommendation.objects.published().count()
    assert expected == len(rows)
    assert answers(address, "") == answers(address, "?q=ask") == {expected}
