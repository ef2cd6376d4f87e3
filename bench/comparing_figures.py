"""What comparing two drafts costs: `python -m bench.comparing_figures [--write]`.

Builds a throw-away SQLite database with both texts of two laws, and asks the server for the pages
that compare them. Prints a table; `--write` puts it into docs/performance.md.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

from bench.client import QUERIES, Reader, connected
from bench.databases import DATABASES, environment
from bench.performance_page import PAGE, table, with_tables
from bench.server import ROOT, WORKERS, server, until_answering

ROUNDS = 15  # of each address and worker, once it is kept
BEGIN = "<!-- comparing: written by `python -m bench.comparing_figures --write` -->"
END = "<!-- end of comparing -->"
DEEDS = {
    "suggest": "suggesting successions, s (peak of memory, MB)",
    "compare": "aligning and comparing, all anew, s (peak of memory, MB)",
    "compare again": "the same once more, all of its content kept, s",
    "difflib": "difflib over the same articles, s",
}
FILE = re.compile(r"(?:href|src)=\"(/static/[^\"]+\.(?:css|js))\"")
# The italic is not brought along: nothing in these pages is set in it.
FONT = re.compile(r"@font-face\s*{(?![^}]*italic)[^}]*url\(\"?([^\")]+\.woff2)")


class Asked(NamedTuple):
    """An answer: milliseconds to its first byte and to its last, its bytes, its queries."""

    first_byte: float
    whole: float
    size: int
    queries: int


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.comparing_figures", description=__doc__)
    parser.add_argument("--write", action="store_true", help="into docs/performance.md")
    given = parser.parse_args()
    with DATABASES["SQLite"]() as url:
        os.environ |= environment(url)
        import django

        django.setup()
        lines = figures()
    print(lines)
    if given.write:
        page = with_tables(PAGE.read_text(encoding="utf-8"), lines, BEGIN, END)
        PAGE.write_text(page, encoding="utf-8")


def figures() -> str:
    """Return all figures as tables: what is computed, and what the server answers."""
    from django.core.management import call_command

    from bench.compared_laws import build

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    laws = list(build())
    if not laws:
        sys.exit("The texts of the two laws are not beside the checkout, in ../shared/data.")
    computed = {law.name: {deed: in_process(deed, law.treaty) for deed in DEEDS} for law in laws}
    names = [law.name for law in laws]
    rows = [
        [label, *(spent(computed[name][deed], deed) for name in names)]
        for deed, label in DEEDS.items()
    ]
    with server() as served:
        until_answering(served.address, "/about/", served.process)
        readers = connected(served.address, WORKERS)
        while not all(reader.get("/recommendations/").ready == "words" for reader in readers):
            time.sleep(0.05)
        answered = {law.name: dict(of_pages(readers, law)) for law in laws}
        for reader in readers:
            reader.close()
    for label in answered[names[0]]:
        rows.append([label, *(answered[name][label] for name in names)])
    difflib = [1000 * computed[name]["difflib"][0] for name in names]
    for kind in ("first", "kept"):
        times = [float(answered[name][f"compare, {kind}, ms"].split()[0]) for name in names]
        cells = [f"{base / ours:,.1f}" for base, ours in zip(difflib, times, strict=True)]
        rows.append([f"difflib on each request, times the page, {kind}", *cells])
    return table(["", *names], rows)


def in_process(deed: str, law: str) -> tuple[float, float]:
    """Return the median seconds of a deed, and the most memory that it takes first, in MB."""
    command = [sys.executable, "-m", "bench.comparing_run", deed, law]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    measured = json.loads(done.stdout)
    return statistics.median(measured["seconds"]), (measured["peak"] or 0) / 1e6


def spent(measured: tuple[float, float], deed: str) -> str:
    seconds, peak = measured
    return f"{seconds:.2f} ({peak:.0f})" if "peak" in DEEDS[deed] else f"{seconds:.2f}"


def of_pages(readers: list[Reader], law) -> Iterator[tuple[str, str]]:
    """Yield what the pages of a law cost, under their labels; each worker is asked."""
    first = [ask(reader, law.path) for reader in readers]
    yield "compare, first, ms", told(first)
    kept = [ask(reader, law.path) for _round in range(ROUNDS) for reader in readers]
    yield "compare, kept, ms", told(kept)
    edit(law)
    yield "compare, after an edit of one paragraph, ms", told([ask(r, law.path) for r in readers])
    edit_elsewhere()
    yield "compare, after an edit elsewhere, ms", told([ask(r, law.path) for r in readers])
    yield "compare, first view, kB", f"{first_view(readers[0], law.path) / 1000:.1f}"
    yield "compare, queries, first (kept)", f"{first[0].queries} ({kept[0].queries})"
    drafts = f"from={law.treaty}/{law.earlier}&to={law.treaty}/{law.later}"
    pages = {
        "side by side": f"{law.path}?view=side",
        "narrowed to “shall”": f"{law.path}?words=shall",
        "as CSV": f"{law.path}changes.csv",
        "in the API": f"/api/v1/compare/?{drafts}",
        "drafts in a row": f"/treaties/{law.treaty}/compare/",
        "an article with changes shown": since(law),
    }
    for label, path in pages.items():
        answers = [ask(reader, path) for reader in readers]
        queries = answers[0].queries
        size = f"{answers[0].size / 1000:.1f} kB, {queries} queries"
        yield f"{label}, first, ms", f"{told(answers)}, {size}"


def ask(reader: Reader, path: str) -> Asked:
    begun = time.perf_counter()
    reader.connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = reader.connection.getresponse()
    first_byte = time.perf_counter() - begun
    body = answer.read()
    whole = time.perf_counter() - begun
    if answer.status != 200:
        raise ValueError(f"{path} answered {answer.status}")
    return Asked(1000 * first_byte, 1000 * whole, len(body), int(answer.headers[QUERIES]))


def told(answers: list[Asked]) -> str:
    """Return the median time of answers, and that to their first byte."""
    whole = statistics.median(answer.whole for answer in answers)
    first_byte = statistics.median(answer.first_byte for answer in answers)
    return f"{whole:.1f} (first byte {first_byte:.1f})"


def first_view(reader: Reader, path: str) -> int:
    """Return the bytes of a page with the styles and scripts that it names, and the font."""
    page = reader.get(path)
    total, fonts = len(page.body), set()
    for file in dict.fromkeys(FILE.findall(page.content.decode())):
        answer = reader.get(file)
        total += len(answer.body)
        names = FONT.findall(answer.content.decode()) if file.endswith(".css") else ()
        fonts |= {os.path.normpath(f"{os.path.dirname(file)}/{name}") for name in names}
    return total + sum(len(reader.get(font).body) for font in fonts)


def edit(law) -> None:
    """Change a word in one paragraph of the later text."""
    from articles.models import ProvisionText

    row = ProvisionText.objects.filter(
        provision__draft__treaty__slug=law.treaty, provision__draft__slug=law.later
    ).order_by("-pk")[0]
    row.text += " Amended."
    row.save()


def edit_elsewhere() -> None:
    """Change the text of a treaty of its own."""
    from articles.models import Article, Draft, Provision, Treaty

    number = Treaty.objects.count()
    treaty = Treaty.objects.create(title=f"Other {number}", slug=f"other-{number}")
    draft = Draft.objects.create(treaty=treaty, title="Text", slug="text", kind="informal", stage=1)
    article = Article.objects.create(draft=draft, number="1", slug="article-1")
    row = Provision.objects.create(article=article, draft=draft, kind="paragraph", number="1")
    row.texts.create(text="Of something else.", language="en")


def since(law) -> str:
    """Return the address of the longest article with what changed in it shown."""
    from django.db.models import Count

    from articles.models import Article

    joined = Article.objects.filter(
        draft__treaty__slug=law.treaty, draft__slug=law.later, kind="article"
    )
    article = joined.annotate(size=Count("provisions")).order_by("-size", "pk")[0]
    return f"{article.get_absolute_url()}?since={law.earlier}"


if __name__ == "__main__":
    main()
