"""What was measured on, in general terms."""

import os
import platform
import sqlite3

import django
from django.db import connection


def memory_in_gigabytes():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3


def description():
    """Return processors, memory and versions, as one line."""
    database = f"SQLite {sqlite3.sqlite_version}"
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        database = f"PostgreSQL {connection.pg_version // 10_000}"
    return (
        f"{os.cpu_count()} processors, {memory_in_gigabytes():.0f} GB of memory, "
        f"{platform.system()}, Python {platform.python_version()}, Django {django.__version__}, "
        f"{database}"
    )
