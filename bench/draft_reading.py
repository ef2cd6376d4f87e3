"""Reading a text in: the largest real one of each format; and what its pages ask the database."""

import json
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from django.db.models import Count

from articles.models import Article, Draft
from bench.data.corpus import read_texts
from bench.list_requests import TREATY
from bench.results import Figure
from bench.server import ROOT
from bench.timing import Times, in_turns

REAL = ROOT.parent / "shared/data/treaties"
GENERATED_BYTES = 200_000  # about as long as the longest real one
ROUNDS = 3
WORKER = "articles.reading.sandbox_worker"
STEPS = {
    "read": "read, ms",
    "stored": "stored, ms",
    "stored again": "stored again, nothing new, ms",
}


def figures(readers, say):
    """Measure the queries of the pages that show a text, then the import of texts."""
    yield from queries(readers)
    yield from starting()
    with largest(say) as files:
        for file in files:
            yield from imported(file)


# ── pages ────────────────────────────────────────────────────────────────────


def queries(readers):
    """Count the queries of the pages of the articles and drafts least and most asked about."""
    articles = Article.objects.for_list().filter(draft__treaty__slug=TREATY)
    drafts = Draft.objects.select_related("treaty").filter(treaty__slug=TREATY)
    for noun, rows, targets in (
        ("an article", articles, "targets"),
        ("a draft", drafts, "articles__targets"),
    ):
        asked = rows.annotate(asked=Count(targets)).filter(asked__gt=0).order_by("asked", "pk")
        for name, row in (("least", asked.first()), ("most", asked.last())):
            path = row.get_absolute_url()
            readers.get(path)  # what is read once for all later visitors is read now
            queries_made = readers.get(path).queries
            yield Figure(
                f"page of {noun}, {name} asked about, queries",
                queries_made,
                note=f"targets: {row.asked:,}",
            )


# ── the process that reads ───────────────────────────────────────────────────


def starting():
    """Measure how long the process that reads a file takes to start, beside an empty one."""
    programs = {"an empty interpreter": "pass", "the process that reads": f"import {WORKER}"}
    calls = {
        name: partial(subprocess.run, [sys.executable, "-c", program], check=True, cwd=ROOT)
        for name, program in programs.items()
    }
    taken = in_turns(calls, rounds=20)
    for name, times in taken.items():
        yield Figure.of(f"start of {name}, ms", times)
    empty, reading = (times.median for times in taken.values())
    yield Figure("start of the process that reads, times an empty one", reading / empty)


# ── imports ──────────────────────────────────────────────────────────────────


@contextmanager
def largest(say):
    """Yield the largest real file of each format; a generated one where there are none here."""
    by_suffix = {}
    for file in sorted(REAL.glob("*.*"), key=lambda file: file.stat().st_size):
        by_suffix[file.suffix] = file
    if by_suffix:
        yield [file for _suffix, file in sorted(by_suffix.items())]
        return
    say("there are no real treaties in ../shared/data: a generated text is read instead")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "generated.txt")
        file.write_text(generated(GENERATED_BYTES))
        yield [file]


def generated(size):
    """Return a text of about so many bytes, in articles with paragraphs and points."""
    words, parts, length = iter(read_texts()), [], 0
    while length < size:
        number = len(parts) + 1
        first, *points, last = (next(words).rstrip(".") for _text in range(6))
        listed = "\n\n".join(
            f"({letter}) {text};" for letter, text in zip("abcd", points, strict=True)
        )
        parts.append(
            f"Article {number}\n\nMeasure {number}\n\n1. {first}:\n\n{listed}\n\n2. {last}."
        )
        length += len(parts[-1].encode())
    return "\n\n".join(parts)


def imported(file):
    """Measure reading and storing a file, each time in a new process and an empty draft."""
    runs = [in_process(file) for _round in range(ROUNDS)]
    size, name = file.stat().st_size, file.suffix
    yield Figure(f"{name}: the file, kB", size / 1000, note=file.name)
    yield Figure(f"{name}: provisions", runs[0]["provisions"])
    for step, label in STEPS.items():
        yield Figure.of(f"{name}: {label}", Times.of([run["seconds"][step] for run in runs]))
    if peaks := [run["peak"] for run in runs if run["peak"]]:
        note = f"{max(peaks) / size:,.0f} times the file"
        yield Figure(f"{name}: peak of memory above the program's, MB", max(peaks) / 1e6, note=note)


def in_process(file):
    """Return what `bench.text_run` measured of a file."""
    command = [sys.executable, "-m", "bench.text_run", str(file)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)
