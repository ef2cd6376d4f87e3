"""Where uploaded files lie: a folder in which no file is ever half there."""

import os
from contextlib import suppress
from copy import copy

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Takes back what it has written of a file that there is no room for; then raises OSError."""

    def _save(self, name, content):
        names = [name]
        # A copy for this file alone: Django tries another name where somebody takes one meanwhile,
        # and what lies under that name is not ours to delete.
        storage = copy(self)

        def available_name(*given, **options):
            names.append(self.get_available_name(*given, **options))
            return names[-1]

        storage.get_available_name = available_name
        try:
            return super(WholeFileStorage, storage)._save(name, content)
        except OSError:
            with suppress(OSError):
                os.remove(self.path(names[-1]))
            raise
