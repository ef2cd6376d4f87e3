"""Two or three editors at once, at random: `python -m bench.concurrent_edits --seed 1 --runs 200`.

On a PostgreSQL of its own. The seed tells who does what and where each pauses within the
transaction; how the pauses meet is the machine's. Ends with 1 where something is not as it must be.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from pathlib import Path

from bench.databases import DATABASES, environment

PATIENCE_SECONDS = 60
LONGEST_PAUSE = 0.05  # seconds
PAUSES = 0.3  # the share of statements that somebody stops after
SOUND = ("200", "302", "404", "imported", "refused")  # whatever else is answered is a fault
STOPS = ("UPDATE", "INSERT", "DELETE", "SAVEPOINT")


def main():
    parser = argparse.ArgumentParser(prog="bench.concurrent_edits", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=200)
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that all is cleaned up
    with DATABASES["PostgreSQL"]() as url, tempfile.TemporaryDirectory() as folder:
        os.environ |= environment(url) | {"MEDIA_ROOT": f"{folder}/media"}
        prepare()
        sys.exit(0 if report(Runs(given.seed, given.runs, Path(folder))) else 1)


def prepare():
    """Set Django and the database up as for tests: what a page was made from can then be asked."""
    import logging

    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment(debug=False)
    logging.getLogger("django").setLevel(logging.CRITICAL)  # the table says what was answered
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("set_up_groups", verbosity=0)


class Editor(threading.Thread):
    """Does one edit on a connection of its own, with pauses; `answer` is what came of it."""

    def __init__(self, edit, begin, seed):
        super().__init__(daemon=True)
        self.edit, self.begin, self.chance = edit, begin, random.Random(seed)
        self.answer, self.trace, self.broken_off = "never answered", "", 0

    def run(self):
        from django.db import connection, connections

        self.begin.wait()
        try:
            with connection.execute_wrapper(self.pause):
                self.answer = self.edit.do()
        except Exception as error:
            self.answer, self.trace = type(error).__name__, traceback.format_exc()
        finally:
            connections.close_all()

    def pause(self, execute, sql, params, many, context):
        from django.db import OperationalError

        try:
            result = execute(sql, params, many, context)
        except OperationalError:
            self.broken_off += 1
            raise
        stops = sql.startswith(STOPS) or "FOR NO KEY UPDATE" in sql
        if stops and self.chance.random() < PAUSES:
            time.sleep(self.chance.random() * LONGEST_PAUSE)
        return result


class Runs:
    """All runs of one seed, and what is counted of them."""

    def __init__(self, seed, count, folder):
        from bench.aftermath import deadlocks, findings

        self.count, self.folder = count, folder
        self.answers, self.wrong, self.broken_off = Counter(), 0, 0
        self.lost = self.unseen = self.held = 0
        for number in range(count):
            self.run(number, random.Random(f"{seed}/{number}"))
        self.findings = findings()
        self.deadlocks = deadlocks()

    def run(self, number, chance):
        from bench.aftermath import open_transactions
        from bench.desk_edits import EDITS, Stage

        stage = Stage(self.folder / str(number))
        self.kinds = chance.choices(EDITS, k=chance.choice([2, 2, 3]))
        edits = [kind(stage, chance) for kind in self.kinds]
        begin = threading.Barrier(len(edits))
        editors = [Editor(edit, begin, chance.random()) for edit in edits]
        for editor in editors:
            editor.start()
        for editor in editors:
            editor.join(PATIENCE_SECONDS)
        self.held += open_transactions()
        for editor in editors:
            self.note(number, editor)
        self.look_at_saves(number, editors)

    def note(self, number, editor):
        self.answers[editor.edit.name, editor.answer] += 1
        self.broken_off += editor.broken_off
        if editor.answer not in SOUND:
            self.wrong += 1
            self.say(number, editor, f"{editor.answer}\n{editor.trace}")

    def say(self, number, editor, words):
        others = " + ".join(kind.__name__ for kind in self.kinds)
        print(f"run {number}, {others}: {editor.edit.name}: {words}", file=sys.stderr, flush=True)

    def look_at_saves(self, number, editors):
        """Count saves that stand nowhere, and those that went over another's unseen."""
        from bench.desk_edits import IMPORTED, SAVED, is_lost

        saved = [e for e in editors if e.edit.row is not None and e.answer in (SAVED, IMPORTED)]
        for editor in saved:
            if is_lost(editor.edit):
                self.lost += 1
                self.say(number, editor, "saved, and stands nowhere")
        # All pages were opened before the first of them was sent: one of them alone can be current.
        at_the_desk = Counter(editor.edit.row for editor in saved if editor.answer == SAVED)
        self.unseen += sum(count - 1 for count in at_the_desk.values())


def report(runs):
    """Print what came of all runs; return whether all is as it must be."""
    for (name, answer), count in sorted(runs.answers.items()):
        print(f"{name:<24}{answer:<20}{count:>6}")
    figures = {
        "runs": runs.count,
        "answers that are none (500 and the like)": runs.wrong,
        "saves that stand nowhere": runs.lost,
        "saves over another, unseen": runs.unseen,
        "transactions left open": runs.held,
        "findings of check_data": len(runs.findings),
    }
    for name, value in figures.items():
        print(f"{name:<44}{value:>6}")
    print(f"{'broken off by the database':<44}{runs.broken_off:>6}")
    print(f"{'deadlocks':<44}{runs.deadlocks:>6}")
    for finding in runs.findings[:20]:
        print(finding)
    return not any(value for name, value in figures.items() if name != "runs")


if __name__ == "__main__":
    main()
