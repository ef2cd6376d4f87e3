"""Reading the longest texts in: `python -m bench.texts_read [FILE …]`; time and memory of each.

Each file is read and stored in a process of its own, into an empty SQLite database.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TREATIES = Path(__file__).resolve().parents[2] / "shared" / "data" / "treaties"


def main():
    files = [Path(one) for one in sys.argv[1:]] or sorted(TREATIES.glob("*"))
    if not files:
        sys.exit("No treaties are here: name files.")
    print(
        "| file | bytes | provisions | read (s) | store (s) | again (s) | peak (MB) | of the file |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for file in files:
        done = subprocess.run(
            [sys.executable, "-m", "bench.texts_read", "--one", str(file)],
            capture_output=True,
            text=True,
            check=True,
        )
        row = json.loads(done.stdout.splitlines()[-1])
        size = file.stat().st_size
        more = row["peak"] / size
        print(
            f"| {file.name} | {size:,} | {row['provisions']} | {row['read']:.2f} |"
            f" {row['store']:.2f} | {row['again']:.2f} | {row['peak'] / 1e6:.1f} | {more:.0f} × |"
        )


def one(file):
    """Read and store one file twice; print the figures as JSON. Peak is what reading adds."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "treatytracker.settings",
            "DEVELOPMENT": "1",
            "DATABASE_URL": f"sqlite:///{Path(folder, 'one.sqlite3')}",
        }
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], check=True)
        import django

        django.setup()
        measure(file)


def measure(file):
    from articles.models import Draft, Treaty
    from articles.reading import formats
    from articles.reading.storing import store

    treaty = Treaty.objects.create(title="One", short_title="One", slug="one")
    draft = Draft.objects.create(treaty=treaty, title="One", slug="one", kind="informal", stage=1)
    content, before = file.read_bytes(), peak()
    start = time.perf_counter()
    outline = formats.read(content, file.name)
    read = time.perf_counter()
    store(outline, draft, file.name)
    stored = time.perf_counter()
    store(outline, draft, file.name)
    again = time.perf_counter()
    figures = {"read": read - start, "store": stored - read, "again": again - stored}
    count = sum(1 for _one in outline.walk())
    print(json.dumps(figures | {"peak": peak() - before, "provisions": count}))


def peak():
    """Return the most memory that this process held so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(Path(sys.argv[2]))
    else:
        main()
