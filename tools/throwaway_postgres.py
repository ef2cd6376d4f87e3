"""A PostgreSQL cluster of our own that lives as long as a `with` block. Standard library only."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

OLDEST_MAJOR = 14  # what Django 5.2 supports
START_SECONDS = 30
OPTIONS = [
    "listen_addresses=",  # the socket alone, in a folder that is ours
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "jit=off",  # compiling a query takes longer than any of these tables
    "max_connections=50",
]


class PostgresUnavailable(Exception):
    """PostgreSQL cannot be run here; the message says why, for a person."""


def binaries():
    """Return the folder of the newest PostgreSQL server programs here."""
    # Resolved: a link on the PATH may stand alone, without the other programs beside it.
    folders = [Path(path).resolve().parent for path in [shutil.which("initdb")] if path]
    for pattern in (
        "usr/lib/postgresql/*/bin",
        "usr/pgsql-*/bin",
        "opt/homebrew/opt/postgresql@*/bin",
        "usr/local/opt/postgresql@*/bin",
        "Applications/Postgres.app/Contents/Versions/*/bin",
    ):
        folders += Path("/").glob(pattern)
    versions = [(major_version(folder), folder) for folder in folders]
    if not versions:
        raise PostgresUnavailable("no PostgreSQL server programs (initdb, postgres) were found")
    major, folder = max(versions)
    if major < OLDEST_MAJOR:
        raise PostgresUnavailable(f"PostgreSQL {major} is here, {OLDEST_MAJOR} or newer is needed")
    return folder


def major_version(folder):
    """Return the major version of the server in a folder, 0 where it does not run."""
    try:
        said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True)
        return int("".join(c if c.isdigit() else " " for c in said.stdout).split()[0])
    except (OSError, IndexError):
        return 0


def unprivileged():
    """Return what `subprocess` needs to leave root, which PostgreSQL refuses; else nothing."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            account = pwd.getpwnam(name)
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise PostgresUnavailable("running as root, and there is no unprivileged account to run it")


@contextlib.contextmanager
def throwaway_postgres():
    """Yield the DATABASE_URL of a new cluster, reachable through its own folder only."""
    programs, account = binaries(), unprivileged()
    # Under /tmp: the path of a socket has at most 107 bytes, and home folders are closed to others.
    folder = Path(tempfile.mkdtemp(prefix="treaty-pg-", dir="/tmp"))
    try:
        if account:
            os.chown(folder, account["user"], account["group"])
        make_cluster(programs, folder, account)
        with running(programs, folder, account):
            yield f"postgres://postgres@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_cluster(programs, folder, account):
    """Run initdb; the plain C locale is for systems that lack C.UTF-8."""
    for locale in ("C.UTF-8", "C"):
        done = subprocess.run(
            f"{programs}/initdb --pgdata={folder}/data --username=postgres --auth=trust"
            f" --encoding=UTF8 --locale={locale} --no-sync".split(),
            cwd=folder,
            capture_output=True,
            text=True,
            **account,
        )
        if done.returncode == 0:
            return
    raise PostgresUnavailable(f"initdb failed: {done.stderr.strip()}")


@contextlib.contextmanager
def running(programs, folder, account):
    """Run the server, on a socket in the folder alone, and stop it whatever happens."""
    log = folder / "log"
    options = [part for pair in OPTIONS for part in ("-c", pair)]
    with log.open("w") as out:
        server = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", "-k", folder, *options],
            cwd=folder,
            stdout=out,
            stderr=out,
            start_new_session=True,  # ctrl-C reaches us first, and we stop it in order
            **account,
        )
    try:
        wait_until_ready(programs, folder, server, log)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_until_ready(programs, folder, server, log):
    """Return once the server answers; raise with its log where it does not."""
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        asked = subprocess.run(
            [programs / "pg_isready", "--host", folder, "--quiet"], cwd=folder, check=False
        )
        if asked.returncode == 0:
            return
        time.sleep(0.1)
    raise PostgresUnavailable(f"the server did not start: {log.read_text().strip()}")
