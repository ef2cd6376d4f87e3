"""A server whose PostgreSQL stops and starts again: each answer says so, and it heals by itself."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings

from tools.throwaway_postgres import binaries, make_cluster, running, unprivileged

# It has a cluster of its own; the mark says that it is about a database at all.
pytestmark = [pytest.mark.django_db, pytest.mark.only_on("postgresql")]
ADDRESSES = ["/", "/recommendations/", "/api/v1/recommendations/", "/api/v1/treaties/", "/health/"]


class Cluster:
    """A PostgreSQL cluster that can be stopped and started."""

    def __init__(self, folder):
        self.programs, self.folder, self.account = binaries(), folder, unprivileged()
        if self.account:
            os.chown(folder, self.account["user"], self.account["group"])
        make_cluster(self.programs, folder, self.account)
        self.process = ExitStack()
        self.url = f"postgres://postgres@/postgres?host={folder}"

    def start(self):
        self.process.enter_context(running(self.programs, self.folder, self.account))

    def stop(self):
        self.process.close()


@pytest.fixture(scope="module")
def cluster():
    folder = Path(tempfile.mkdtemp(prefix="treaty-pg-", dir="/tmp"))  # short, as sockets need it
    cluster = None
    try:
        cluster = Cluster(folder)
        cluster.start()
        yield cluster
    finally:
        if cluster:
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def site(cluster, tmp_path_factory):
    """Serve that database by gunicorn; yield its port and the file of its log."""
    environment = {**os.environ, "DATABASE_URL": cluster.url, "DEVELOPMENT": "1"}
    options = {"cwd": settings.BASE_DIR, "env": environment}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], check=True, **options)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("stopped") / "log"
    program = [sys.executable, "-m", "gunicorn", "treatytracker.wsgi", "--bind"]
    with log.open("w") as out:
        process = subprocess.Popen(
            [*program, f"127.0.0.1:{port}"], stdout=out, stderr=out, **options
        )
        try:
            until_answered(port, 200)
            yield port, log
        finally:
            process.terminate()
            process.wait(20)


def get(port, address):
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.content = answer.read().decode()
    connection.close()
    return answer


def until_answered(port, status):
    """Ask until the site answers so; the last answer is in the failure."""
    answer = None
    for _try in range(150):
        try:
            answer = get(port, "/health/")
        except OSError:
            pass
        else:
            if answer.status == status:
                return
        time.sleep(0.2)
    raise AssertionError(f"no {status}, but {answer and answer.status}")


def test_everything_says_when_to_come_again_and_does_come_back(cluster, site):
    port, log = site
    # Every thread of the worker has a connection that will be dead.
    for address in ADDRESSES * 2:
        assert get(port, address).status == 200, address
    for _time in range(2):
        cluster.stop()
        for address in ADDRESSES:
            before = len(log.read_text().splitlines())
            answer = get(port, address)
            assert (answer.status, answer.headers["Retry-After"]) == (503, "60"), address
            if "/api/" in address:
                assert answer.headers["Content-Type"] == "application/problem+json"
            assert "Traceback" not in answer.content
            lines = log.read_text().splitlines()[before:]
            assert len(lines) == 1, (address, lines)
        cluster.start()
        for address in ADDRESSES * 2:
            assert get(port, address).status == 200, address
