"""What stops a command from outside, in one line: settings, or a database not ready for it."""

import re

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError

from articles.locking import sqlstate_of, was_broken_off

STOPPED = (ImproperlyConfigured, OperationalError, ProgrammingError)
# The codes of PostgreSQL for an undefined table and column, and the words of SQLite.
UNDEFINED = {"42P01", "42703"}
MISSING = re.compile(r"no such (table|column)|has no column named")
UNREACHABLE = re.compile(r"unable to open database file|readonly database")


def explanation(error):
    """Return why a command stopped, as one line; "" where only a traceback tells."""
    message = " ".join(str(error).split())
    if isinstance(error, ImproperlyConfigured):
        return message
    if was_broken_off(error):
        return (
            f"Others were changing the same records. Nothing is changed: run it again. ({message})"
        )
    if sqlstate_of(error) in UNDEFINED or MISSING.search(message):
        return f"Tables are missing in the database: run migrate and createcachetable. ({message})"
    if _is_of_connection(error) or UNREACHABLE.search(message):
        return f"The database cannot be reached: look at DATABASE_URL. ({message})"
    return ""


def _is_of_connection(error):
    """Return whether PostgreSQL was not even asked: what it answers bears a code."""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", "") is None
