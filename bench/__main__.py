"""`make bench`: builds databases, measures the tracker over them, writes the figures down."""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.databases import DATABASES, PostgresUnavailable, environment
from bench.performance_page import PAGE, tables, with_tables
from bench.results import SECTIONS, DatabaseRun
from bench.server import ROOT

SIZES = (10_000, 250_000)
MILLION = 1_000_000


def arguments():
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    add = parser.add_argument
    add("--million", action="store_true", help="build and measure 1,000,000 as well")
    add("--sizes", type=int, nargs="+", default=SIZES, help="other numbers of recommendations")
    add("--databases", nargs="+", choices=DATABASES, default=list(DATABASES))
    add("--directus", action="store_true", help="compare the API with Directus as well; needs npm")
    add("--only", nargs="+", choices=SECTIONS, help="some sections; then the paper stays as it is")
    add("--keep-paper", action="store_true", help="print the figures, leave the paper as it is")
    return parser.parse_args()


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that all is cleaned up
    given = arguments()
    usual = [name for name in SECTIONS if name != "directus" or given.directus]
    sizes = [*given.sizes, *([MILLION] if given.million else [])]
    runs = []
    for size in sizes:
        for database in given.databases:
            try:
                runs.append(measured(database, size, given.only or usual))
            except PostgresUnavailable as reason:
                print(f"Not measured: {reason}.", file=sys.stderr)
    print(tables(runs))
    if not (given.only or given.keep_paper):
        PAGE.write_text(with_tables(PAGE.read_text(), tables(runs)))
        print(f"Written to {PAGE.relative_to(ROOT)}.", file=sys.stderr)


def measured(database, size, sections):
    """Return the DatabaseRun of a new database, which is gone afterwards."""
    print(f"{database}, {size:,} recommendations", file=sys.stderr, flush=True)
    with DATABASES[database]() as url, tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "figures.json")
        command = [
            sys.executable,
            "-m",
            "bench.database_run",
            database,
            str(size),
            str(file),
            *sections,
        ]
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment(url))
        try:
            status = process.wait()
        finally:
            process.terminate()
            process.wait()
        if status:
            sys.exit(f"Measuring {database} at {size:,} failed.")
        return DatabaseRun.from_json(json.loads(file.read_text()))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
