"""The files that an import stores, noted where the next one finds them should this one be killed.

The transaction takes back the rows of an import that is killed; nobody takes back its files. So
their names stand in a journal in MEDIA_ROOT, locked as long as the import runs: the system lifts
the lock of a process that is gone.
"""

import fcntl
import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from recommendations.models import Submission

PREFIX = ".import-"


class StoredFiles:
    """The files that one import has put into the storage."""

    def __init__(self):
        self._names, self._journal = [], None

    def save(self, name, content, max_length):
        """Store a file; return its name in the storage. OSError where it cannot be stored."""
        name = default_storage.get_available_name(name, max_length)
        self._note(name)
        saved = default_storage.save(name, content, max_length)
        if saved != name:  # somebody took the name meanwhile
            self._note(saved)
            self._names.remove(name)
        return saved

    def remove(self):
        """Take back the files, after the transaction has taken back the rows."""
        for name in self._names:
            default_storage.delete(name)

    def close(self):
        """Forget the journal: rows and files now agree."""
        if self._journal:
            os.unlink(self._journal.name)
            self._journal.close()
            self._journal = None

    def _note(self, name):
        if not self._journal:
            self._journal = _new_journal()
        self._names.append(name)
        self._journal.write(f"{name}\n")
        self._journal.flush()
        os.fsync(self._journal.fileno())


def _new_journal():
    """Return a new file, locked; one that was cleared away before it was is made anew."""
    while True:
        path = Path(settings.MEDIA_ROOT, PREFIX + secrets.token_hex(8))
        path.parent.mkdir(parents=True, exist_ok=True)
        journal = path.open("x", encoding="utf-8")
        fcntl.flock(journal, fcntl.LOCK_EX)
        if path.exists():
            return journal
        journal.close()


def remove_files_of_killed_imports():
    """Delete what imports have stored that were killed before they told the database of it."""
    for path in Path(settings.MEDIA_ROOT).glob(f"{PREFIX}*"):
        with suppress(FileNotFoundError, BlockingIOError), path.open(encoding="utf-8") as journal:
            fcntl.flock(journal, fcntl.LOCK_EX | fcntl.LOCK_NB)  # BlockingIOError: it still runs
            for name in journal.read().splitlines():
                if not _is_known(name):
                    default_storage.delete(name)
            path.unlink()


def _is_known(name):
    """Tell whether a submission has this file, or had it: its history can bring it back."""
    managers = (Submission.objects, Submission.history)
    return any(manager.filter(file=name).exists() for manager in managers)
