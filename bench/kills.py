"""What is left after a kill in the middle of work: `python -m bench.kills --count 30`.

In turns a server process is killed while people save, the database while people save, an import,
and a confirmation of many rows. After each kill it is looked what stands, and a table printed;
ends with 1 where something is not as it must be.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from bench.cluster import crashing_postgres
from bench.databases import environment
from bench.server import environment as server_environment
from bench.server import free_port

SIZE = 300  # recommendations
COLUMNS = {
    "kills": "kills",
    "during": "in the middle",
    "seconds": "longest till answering, s",
    "errors": "500s",
    "counts": "counts unlike SQL",
    "lost": "saves lost",
    "half": "half-written",
    "files": "orphan files",
    "open": "open transactions",
    "findings": "check_data",
}
NO_FAULTS = {"kills", "during", "seconds"}


def main():
    parser = argparse.ArgumentParser(prog="bench.kills", description=__doc__)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that all is cleaned up
    with crashing_postgres() as cluster, tempfile.TemporaryDirectory() as folder:
        variables = server_environment(folder)
        address = f"http://127.0.0.1:{free_port()}"
        variables["CSRF_TRUSTED_ORIGINS"] = address
        # One key for this process and the server: who is signed in here is so there.
        shared = {name: variables[name] for name in ("SECRET_KEY", "MEDIA_ROOT")}
        os.environ |= environment(cluster.url) | shared
        variables["DATABASE_URL"] = cluster.url
        prepare()
        from bench.kill_rounds import ROUNDS, Site

        chance, table = random.Random(given.seed), defaultdict(Counter)
        with Site(Path(folder), address, variables, cluster) as site:
            for number in range(given.count):
                kind = ROUNDS[number % len(ROUNDS)]
                tally = kind(site, chance)
                add(table[kind.__doc__], tally)
                print(f"{number + 1}. {kind.__doc__}: {dict(tally)}", file=sys.stderr, flush=True)
    sys.exit(0 if report(table) else 1)


def prepare():
    import logging

    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment(debug=False)
    logging.getLogger("django").setLevel(logging.CRITICAL)
    from bench.sections import build_database

    list(build_database(SIZE))
    call_command("set_up_groups", verbosity=0)


def add(totals, tally):
    totals["seconds"] = max(totals["seconds"], tally.pop("seconds", 0))
    totals.update(tally)


def report(table):
    """Print the table; return whether nothing in it is a fault."""
    print("| " + " | ".join(["killed", *COLUMNS.values()]) + " |")
    print("| --- " + "| ---: " * len(COLUMNS) + "|")
    for name, tally in table.items():
        cells = [f"{tally[key]:.1f}" if key == "seconds" else tally[key] for key in COLUMNS]
        print("| " + " | ".join(map(str, [name, *cells])) + " |")
    return not any(
        count for tally in table.values() for key, count in tally.items() if key not in NO_FAULTS
    )


if __name__ == "__main__":
    main()
