"""A PostgreSQL of our own that can be crashed and started again, with all that it has promised."""

import os
import shutil
import subprocess
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg

import bench.databases  # noqa: F401  tools/ is on the path by it

# isort: split
from throwaway_postgres import binaries, make_cluster, running, unprivileged


class Cluster:
    """The server of one folder: `url` leads to it whenever it runs."""

    def __init__(self, folder):
        self.programs, self.account, self.folder = binaries(), unprivileged(), folder
        self.url = f"postgres://postgres@/postgres?host={folder}"
        self.running = ExitStack()

    def start(self):
        self.running.enter_context(running(self.programs, self.folder, self.account))

    def crash(self):
        """Stop it at once, as a crash does: what it has not written down is gone."""
        command = f"{self.programs}/pg_ctl stop --mode=immediate --pgdata={self.folder}/data"
        subprocess.run(
            command.split(), cwd=self.folder, check=True, capture_output=True, **self.account
        )
        self.running.close()


@contextmanager
def crashing_postgres():
    """Yield a new Cluster that keeps what it has answered as kept, unlike those of the tests."""
    folder = Path(tempfile.mkdtemp(prefix="treaty-pg-", dir="/tmp"))
    cluster = Cluster(folder)
    try:
        if cluster.account:
            os.chown(folder, cluster.account["user"], cluster.account["group"])
        make_cluster(cluster.programs, folder, cluster.account)
        cluster.start()
        with psycopg.connect(cluster.url, autocommit=True) as server:
            server.execute("ALTER DATABASE postgres SET synchronous_commit = on")
        yield cluster
    finally:
        cluster.running.close()
        shutil.rmtree(folder, ignore_errors=True)
