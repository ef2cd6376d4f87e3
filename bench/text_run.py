"""Reads one text in and stores it, and prints what that took as JSON.

    DATABASE_URL=… python -m bench.text_run FILE

`bench.draft_reading` runs this for each file, in a process of its own: so the peak of its memory is
that of this text alone.
"""

import json
import secrets
import sys
import time
from functools import partial
from pathlib import Path

import django

from bench.memory import Peak

TREATY = {"title": "Texts that are read", "short_title": "Texts", "slug": "texts-that-are-read"}


def main():
    django.setup()
    # What this imports needs Django set up.
    from articles.models import Draft, Treaty

    treaty, _new = Treaty.objects.get_or_create(**TREATY)
    name = secrets.token_hex(8)
    draft = Draft.objects.create(treaty=treaty, title=name, slug=name, kind="informal", stage=1)
    print(json.dumps(measured(Path(sys.argv[1]), draft)))


def measured(file, draft):
    """Read a file into an empty draft, then once more; return seconds, bytes and provisions."""
    from articles.draft_texts.writing import store
    from articles.reading import sandbox

    content, taken = file.read_bytes(), {}
    with Peak() as peak:
        outline = timed("read", taken, partial(sandbox.read, content, file.name))
        timed("stored", taken, partial(store, outline, draft, file.name))
        again = timed("stored again", taken, partial(store, outline, draft, file.name))
    if again.changes_something:
        sys.exit(f"Reading {file.name} twice changes something.")
    provisions = sum(1 for _provision in outline.walk())
    return {"seconds": taken, "peak": peak.bytes, "provisions": provisions}


def timed(name, taken, call):
    """Return what a call returns, and note its seconds under a name."""
    start = time.perf_counter()
    done = call()
    taken[name] = time.perf_counter() - start
    return done


if __name__ == "__main__":
    main()
