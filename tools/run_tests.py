"""Run every test on each database and in a browser, then say plainly what could not run, and why.

Usage: run_tests.py [pytest arguments]. With REQUIRE_ALL=1, as in CI, whatever could not run is a
failure, and so is any skipped test.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from throwaway_postgres import PostgresUnavailable, throwaway_postgres

ROOT = Path(__file__).resolve().parent.parent
SUITES = ["articles", "recommendations", "treatytracker"]
CHROMIUM = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
# By file: each worker has a server of its own, and what a file makes once is made once. Three of
# them, because each waits half of its time for a page to come to rest.
BROWSER = ["-n", "3", "--dist", "loadfile", "e2e"]
NOTHING_SELECTED = (
    5  # pytest's exit status, which ARGS="-k word" meets in a suite without that word
)


def run(title, arguments, database=""):
    """Run pytest once, show all of it, and return whether it passed."""
    print(f"\n──── {title} ────", flush=True)
    command = [sys.executable, "-m", "pytest", "--no-header", *arguments, *sys.argv[1:]]
    environment = {**os.environ, "TESTS_DATABASE_URL": database}
    status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    return status == 0 or (status == NOTHING_SELECTED and len(sys.argv) > 1)


def main():
    """Return the exit status for the whole run."""
    signal.signal(
        signal.SIGTERM, lambda *_: sys.exit(143)
    )  # so that the database server is stopped
    results, missing = {}, []
    results["SQLite"] = run("Every test on SQLite", ["-n", "2", *SUITES])
    try:
        with throwaway_postgres() as url:
            results["PostgreSQL"] = run("Every test on PostgreSQL", ["-n", "2", *SUITES], url)
    except PostgresUnavailable as reason:
        missing.append(f"The tests on PostgreSQL: {reason}.")
    if any(shutil.which(name) for name in CHROMIUM):
        results["Browser"] = run("In a browser", BROWSER)
    else:
        missing.append(
            "The browser tests: Chromium is not installed (Debian: apt install chromium)."
        )
    if not (ROOT.parent / "shared").is_dir():
        missing.append("The comparison with the source documents: ../shared is not here.")
    return closing_statement(results, missing)


def closing_statement(results, missing):
    """Print what ran and what did not; return the exit status."""
    print("\n──── In short ────")
    for name, passed in results.items():
        print(f"{name}: {'all passed' if passed else 'FAILED'}")
    if missing:
        print("Could not run here:")
        print("\n".join(f"  {line}" for line in missing))
    else:
        print("Nothing was left out.")
    required = os.environ.get("REQUIRE_ALL") == "1"
    if required and missing:
        print("REQUIRE_ALL=1 makes that a failure.")
    sys.stdout.flush()
    return int(not all(results.values()) or (required and bool(missing)))


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
