"""Databases to build in: each new, and gone when its block ends, however it ends."""

import os
import secrets
import sys
import tempfile
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg

from bench.server import ROOT

sys.path.append(str(ROOT / "tools"))
from throwaway_postgres import PostgresUnavailable, throwaway_postgres

__all__ = ["DATABASES", "PostgresUnavailable", "environment"]


def environment(url):
    """Return the variables of a process that builds and asks, in the database at this address.

    The server that it starts runs in production mode.
    """
    return {
        "DJANGO_SETTINGS_MODULE": "treatytracker.settings",
        "DEVELOPMENT": "1",
        "DATABASE_URL": url,
    }


@contextmanager
def sqlite():
    """Yield the DATABASE_URL of a new file."""
    with tempfile.TemporaryDirectory(prefix="treaty-bench-") as folder:
        yield f"sqlite:///{folder}/bench.sqlite3"


@contextmanager
def postgres():
    """Yield the DATABASE_URL of a new database, in the server of DATABASE_URL or in one of ours."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        with database_in(given) as url:
            yield url
    else:
        with throwaway_postgres() as url:
            yield url


@contextmanager
def database_in(url):
    """Yield the address of a new database beside the one at this address, which is not touched."""
    name = f"treaty_bench_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


DATABASES = {"PostgreSQL": postgres, "SQLite": sqlite}
