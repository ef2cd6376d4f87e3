"""How near redlines are to those that a lawyer marks by hand: `python -m bench.redline_figures`.

What a lawyer marks was decided by reading and is kept in `bench/redline_answers`; its README says
how. Beside ours stand the comparisons of other libraries, of which those run that are installed:
difflib of the standard library and `git diff --word-diff` always, `diff-match-patch`, `redlines`
and `simplediff` where pip has installed them.
"""

import argparse
import difflib
import hashlib
import importlib.util
import json
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import django

from articles.redline import DELETED, INSERTED, KEPT, Run, base_of, compare, proposed_of

ANSWERS = Path(__file__).with_name("redline_answers") / "answers.json"
WORD = re.compile(r"\w+|\s+|[^\w\s]")
COLUMNS = ("precision", "recall", "F1", "changes", "torn", "worse")

Marks = set[tuple[str, int]]  # a side, and a place in its text


class Case(NamedTuple):
    """A provision before and after, and what a lawyer marks in both."""

    name: str
    half: str
    before: str
    after: str
    marks: Marks
    changes: int


class Judgement(NamedTuple):
    """How a redline stands to a lawyer's: marked alike, marked at all, wanted, and changes."""

    alike: int
    marked: int
    wanted: int
    changes: int
    wanted_changes: int
    torn: int  # kept words of less than four letters, or marks, between two changes

    @property
    def precision(self) -> float:
        return self.alike / self.marked if self.marked else 1.0

    @property
    def recall(self) -> float:
        return self.alike / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


# ── cases ────────────────────────────────────────────────────────────────────


def cases() -> Iterator[Case]:
    """Yield the cases whose texts are here and are those that were read."""
    for row in json.loads(ANSWERS.read_text(encoding="utf-8")):
        texts = _texts(row)
        if texts is None:
            continue
        before, after = texts
        digest = hashlib.sha256(f"{before}\n{after}".encode()).hexdigest()[:16]
        assert digest == row["sha256"], f"{row}: the texts are others than those that were read"
        marks = _marks(DELETED, before, row["deleted"]) | _marks(INSERTED, after, row["inserted"])
        name = row.get("name") or " ".join(
            str(row[k]) for k in ("source", "from", "place") if k in row
        )
        runs = _runs_of(before, after, row["deleted"], row["inserted"])
        yield Case(name, row["half"], before, after, marks, count_of_changes(runs))


def _marks(side: str, text: str, spans: Iterable[list[int]]) -> Marks:
    """Return what is marked of a text; white space, which nobody sees marked, does not count."""
    return {
        (side, place)
        for start, end in spans
        for place in range(start, end)
        if not text[place].isspace()
    }


def _texts(row: dict[str, Any]) -> tuple[str, str] | None:
    if "before" in row:
        return row["before"], row["after"]
    if row["source"] == "pi_eff":
        found = _amendments()
        return found[row["place"]] if found else None
    found = _provisions().get(row["source"])
    return found and (found[0][row["from"]], found[1][row["to"]])


@cache
def _provisions() -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    from bench.alignment_pairs import text_pairs

    return {
        pair.law: tuple(
            {row.eid: row.text for rows in side.values() for row in rows}
            for side in (pair.earlier, pair.later)
        )
        for pair in text_pairs()
    }


@cache
def _amendments() -> list[tuple[str, str]]:
    from bench.lineage_pairs import DATA

    path = DATA / "process/pi_eff_amendments.json"
    if not path.exists():
        return []
    rows = json.loads(path.read_text(encoding="utf-8"))["amendments"]
    return [(row["base"], row["proposed"]) for row in rows]


def _runs_of(before: str, after: str, deleted: list, inserted: list) -> list[Run]:
    """Return the runs of a redline whose stretches are given."""
    runs, i, k = [], 0, 0
    removed = {(DELETED, place) for start, end in deleted for place in range(start, end)}
    added = {(INSERTED, place) for start, end in inserted for place in range(start, end)}
    while i < len(before) or k < len(after):
        if (DELETED, i) in removed:
            runs.append(Run(DELETED, before[i]))
            i += 1
        elif (INSERTED, k) in added:
            runs.append(Run(INSERTED, after[k]))
            k += 1
        else:
            runs.append(Run(KEPT, before[i]))
            i, k = i + 1, k + 1
    return runs


# ── judging ──────────────────────────────────────────────────────────────────


def judge(case: Case, runs: list[Run]) -> Judgement:
    """Hold a redline of a case against the lawyer's; it must hold both texts whole."""
    assert base_of(runs) == case.before, case.name
    assert proposed_of(runs) == case.after, case.name
    marks: Marks = set()
    places = {DELETED: 0, INSERTED: 0}
    for op, text in runs:
        for side in places:
            if op in (KEPT, side):
                here = range(places[side], places[side] + len(text))
                seen = (place for place, sign in zip(here, text, strict=True) if not sign.isspace())
                marks |= {(side, place) for place in seen} if op == side else set()
                places[side] += len(text)
    return Judgement(
        len(marks & case.marks),
        len(marks),
        len(case.marks),
        count_of_changes(runs),
        case.changes,
        torn(runs),
    )


def count_of_changes(runs: list[Run]) -> int:
    """Return how many places a redline marks: what is struck and added at one place is one."""
    marked = [run.op != KEPT for run in runs]
    return sum(here and not before for before, here in zip([False, *marked], marked, strict=False))


def torn(runs: list[Run]) -> int:
    """Return how many islands of nothing but short words stand between two changes."""
    return sum(
        run.op == KEPT and len(re.findall(r"\w", run.text)) < 4
        for run in runs[1:-1]
        if run.text.strip()
    )


# ── comparisons ──────────────────────────────────────────────────────────────


def with_difflib(before: str, after: str) -> list[Run]:
    a, b = WORD.findall(before), WORD.findall(after)
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    runs = []
    for op, i, j, k, m in matcher.get_opcodes():
        if op == "equal":
            runs.append(Run(KEPT, "".join(a[i:j])))
        else:
            runs += [Run(DELETED, "".join(a[i:j])), Run(INSERTED, "".join(b[k:m]))]
    return [run for run in runs if run.text]


def with_git(algorithm: str) -> Callable[[str, str], list[Run]]:
    """Return the comparison of git, which has every word and every space as a line."""

    def run(before: str, after: str) -> list[Run]:
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder, name) for name in ("before", "after")]
            for path, text in zip(paths, (before, after), strict=True):
                lines = [json.dumps(word) + "\n" for word in WORD.findall(text)]
                path.write_text("".join(lines), encoding="utf-8")
            command = f"git diff --no-index --no-color --diff-algorithm={algorithm} -U9999"
            said = subprocess.run(
                [*command.split(), *map(str, paths)], capture_output=True, text=True, check=False
            ).stdout
        ops = {" ": KEPT, "-": DELETED, "+": INSERTED}
        lines = said.partition("\n@@")[2].splitlines()[1:]
        return [Run(ops[line[0]], json.loads(line[1:])) for line in lines if line[0] in ops]

    return run


def with_diff_match_patch(before: str, after: str) -> list[Run]:
    from diff_match_patch import diff_match_patch

    engine = diff_match_patch()
    found = engine.diff_main(before, after)
    engine.diff_cleanupSemantic(found)
    ops = {0: KEPT, -1: DELETED, 1: INSERTED}
    return [Run(ops[op], text) for op, text in found]


def with_redlines(before: str, after: str) -> list[Run]:
    from redlines import Redlines

    said = Redlines(before, after, markdown_style="none").output_markdown
    ops = {"<del>": DELETED, "<ins>": INSERTED, "": KEPT}
    found = re.findall(r"(<del>|<ins>|)((?:(?!</?(?:del|ins)>).)+)(?:</del>|</ins>|)", said)
    return [Run(ops[op], text) for op, text in found]


def with_simplediff(before: str, after: str) -> list[Run]:
    from simplediff import diff

    found = diff(WORD.findall(before), WORD.findall(after))
    return [Run(op, "".join(words)) for op, words in found if words]


def libraries() -> dict[str, Callable[[str, str], list[Run]]]:
    """Return the comparisons that can run here, ours first."""
    found = {"ours": compare, "difflib": with_difflib}
    found |= {f"git, {name}": with_git(name) for name in ("myers", "patience", "histogram")}
    optional = {
        "diff_match_patch": with_diff_match_patch,
        "redlines": with_redlines,
        "simplediff": with_simplediff,
    }
    return found | {k: v for k, v in optional.items() if importlib.util.find_spec(k)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.redline_figures", description=__doc__)
    parser.add_argument("--each", action="store_true", help="show our redline of each case")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treatytracker.settings")
    os.environ.setdefault("DEVELOPMENT", "1")
    django.setup()
    found = list(cases())
    engines = libraries()
    judged = {name: _judged(engine, found) for name, engine in engines.items()}
    for half in ("tune", "prove"):
        chosen = [case for case in found if case.half == half]
        print(f"\n{half}: {len(chosen)} changed provisions")
        print(f"{'':20}" + "".join(f"{column:>12}" for column in COLUMNS))
        for name in engines:
            rows = [judged[name][case.name] for case in chosen]
            ours = [judged["ours"][case.name] for case in chosen]
            print(f"{name:20}" + "".join(f"{cell:>12}" for cell in _cells(rows, ours)))
    for case in found:
        better = [
            k
            for k, rows in judged.items()
            if rows[case.name].f1 > judged["ours"][case.name].f1 + 0.005
        ]
        row = judged["ours"][case.name]
        if better or arguments.each:
            print(
                f"\n{case.name} ({case.half}): {row.f1:.3f}, {row.changes} of {row.wanted_changes}"
            )
            for name in better:
                print(f"  {name} is nearer: {judged[name][case.name].f1:.3f}")
        if arguments.each:
            from articles.redline import as_marked_text

            print(f"  {as_marked_text(compare(case.before, case.after))}")
    _print_times(found, engines)


def _judged(engine: Callable[[str, str], list[Run]], found: list[Case]) -> dict[str, Judgement]:
    judged = {}
    for case in found:
        runs = engine(case.before, case.after)
        if (base_of(runs), proposed_of(runs)) != (case.before, case.after):
            runs = [Run(DELETED, case.before), Run(INSERTED, case.after)]  # it lost white space
        judged[case.name] = judge(case, runs)
    return judged


def _cells(rows: list[Judgement], ours: list[Judgement]) -> list[str]:
    total = Judgement(*map(sum, zip(*rows, strict=True)))
    worse = sum(mine.f1 > row.f1 + 0.005 for row, mine in zip(rows, ours, strict=True))
    return [
        f"{total.precision:.3f}",
        f"{total.recall:.3f}",
        f"{total.f1:.3f}",
        f"{total.changes}/{total.wanted_changes}",
        str(total.torn),
        str(worse),
    ]


def _print_times(found: list[Case], engines: dict[str, Callable[[str, str], list[Run]]]) -> None:
    from articles.redline import comparison

    engines = engines | {"ours": comparison._compare}  # without what it keeps
    times = {}
    for name in ("ours", "difflib"):
        begin = time.perf_counter()
        for case in found * 20:
            engines[name](case.before, case.after)
        times[name] = time.perf_counter() - begin
    print(f"\nTime of ours to that of difflib: {times['ours'] / times['difflib']:.2f}")


if __name__ == "__main__":
    main()
