"""Builds one database of one size, measures it, and writes the figures to a file as JSON.

    DATABASE_URL=… python -m bench.database_run NAME SIZE FILE SECTION …

`python -m bench` runs this for each database and size, in a process of its own.
"""

import json
import signal
import sys
from pathlib import Path

import django


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers are stopped
    django.setup()
    # What these import needs Django set up.
    from bench.machine import description
    from bench.sections import sections

    database, size, file, *wanted = sys.argv[1:]
    results = {
        "database": database,
        "size": int(size),
        "machine": description(),
        "sections": dict(sections(int(size), wanted)),
    }
    Path(file).write_text(json.dumps(results))


if __name__ == "__main__":
    main()
