"""What must hold whatever has happened: of locks, rules, counts in memory and stored files."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db import connection

from articles import data_checks as text_checks
from recommendations import data_checks
from recommendations.models import Submission

# Of others in this database: transactions that are open though nobody is at work, and what waits.
HELD = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND xact_start IS NOT NULL AND backend_type = 'client backend'"
)
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


def number(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def open_transactions() -> int:
    """Return how many transactions of others hold locks though all have been answered."""
    return number(HELD)


def deadlocks() -> int:
    """Return how many deadlocks the database has had to break off."""
    return number(DEADLOCKS)


def findings() -> list[str]:
    """Return what `check_data` finds."""
    return [str(finding) for finding in chain(text_checks.findings(), data_checks.findings())]


def orphans() -> Iterator[str]:
    """Yield the files in MEDIA_ROOT that no submission has or had."""
    root = Path(settings.MEDIA_ROOT)
    known = set(Submission.objects.values_list("file", flat=True))
    known |= set(Submission.history.values_list("file", flat=True))
    for path in sorted(root.rglob("*")):
        if path.is_file() and str(path.relative_to(root)) not in known:
            yield str(path.relative_to(root))
