"""Reads one file from standard input and writes its outline or text as JSON; run by `confined`.

The arguments are the limits: seconds of the processor, bytes of memory, bytes of the answer. No
settings of the site are loaded, so there is no database to reach and no secret to tell.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

import django
from django.conf import settings
from django.utils import translation

from articles.reading.lines import Unreadable, too_long

APPS = ["django.contrib.auth", "django.contrib.contenttypes", "simple_history", "articles"]


def main():
    seconds, memory, largest = map(int, sys.argv[1:])
    limit(seconds, memory, largest)
    settings.configure(INSTALLED_APPS=APPS, LOCALE_PATHS=[Path(__file__).parents[2] / "locale"])
    django.setup()
    asked = json.loads(sys.stdin.buffer.readline())
    with translation.override(asked.pop("speaks")):
        written = json.dumps(answer(sys.stdin.buffer.read(), **asked))
    if len(written) > largest:
        written = json.dumps({"fault": str(too_long())})
    sys.stdout.write(written)


def limit(seconds, memory, largest):
    """Let the system end this process when it takes too much; where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the caller's patience is the limit
        return
    for kind, soft, hard in (
        # The soft limit ends it with a signal of its own, by which the caller tells why.
        (resource.RLIMIT_CPU, seconds, seconds + 5),
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_FSIZE, largest, largest),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        with suppress(ValueError):  # where the system allows less already
            resource.setrlimit(kind, (soft, hard))
    os.nice(5)  # pages come first


def answer(content, name, wanted, language):
    """Return the outline of a file as data, or its text, or what is wrong with it."""
    # What this imports needs Django set up.
    from articles.reading import formats

    try:
        if wanted == "text":
            return {"text": formats.text(content, name)}
        return {"outline": formats.read(content, name, language).as_data()}
    except Unreadable as error:
        return {"fault": str(error)}
    except MemoryError:
        return {"fault": str(too_long())}


if __name__ == "__main__":
    main()
