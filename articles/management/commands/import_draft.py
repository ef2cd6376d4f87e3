import json
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.draft_texts import plan_report
from articles.draft_texts.plan import Plan
from articles.draft_texts.writing import Refused, store
from articles.management.confirmation import is_agreed
from articles.models import Draft
from articles.reading import formats, sandbox
from articles.reading.lines import Unreadable

# Doubts that a preview in a terminal lists; the desk shows them all.
SHOWN = 40
PATIENCE_SECONDS = 5


class Command(BaseCommand):
    help = "Import the text of a draft from a document: all of it, or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", help=formats.names())
        parser.add_argument("--treaty", required=True, metavar="SLUG")
        parser.add_argument("--draft", required=True, metavar="SLUG")
        parser.add_argument("--language", help="of the text (BCP 47); detected if left out")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument(
            "--json", action="store_true", help="with --dry-run: the account as JSON, and no more"
        )
        parser.add_argument(
            "--yes", action="store_true", help="import without a question, whatever the warnings"
        )
        parser.add_argument(
            "--replace-texts",
            action="store_true",
            help="import even if recorded texts are removed, or more than half of those in a "
            "language change",
        )

    def handle(self, *args, file, treaty, draft, language, **options):
        as_json = options.pop("json")
        row = Draft.objects.filter(treaty__slug=treaty, slug=draft).first()
        if row is None:
            raise CommandError(f"There is no draft “{treaty}/{draft}”.")
        self.loud = options["verbosity"] > 0 and not as_json
        if as_json and not options["dry_run"]:
            raise CommandError("--json needs --dry-run.")
        try:
            with Path(file).open("rb") as opened:
                content = opened.read(formats.LARGEST + 1)
            with self._doing(f"Reading {len(content):,} bytes …"):
                outline = sandbox.read(content, file, language)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None
        except Unreadable as error:
            raise CommandError(f"{file}: {error}") from None
        if as_json:
            data = plan_report.as_data(Plan(outline, row, Path(file).name))
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
            return
        self.store_outline(outline, row, Path(file).name, **options)

    def store_outline(self, outline, draft, source, dry_run, replace_texts, yes, **_options):
        plan = Plan(outline, draft, source)
        for line in plan_report.lines(plan, SHOWN):
            self._say(line)
        if plan.obstacles:
            faults = "\n".join(plan_report.obstacles(plan))
            raise CommandError(f"What goes with this text is pointed to; stopped.\n{faults}")
        for line in plan_report.losses(plan):
            self._say(f"  ! {line}")
        if dry_run:
            self._say("Nothing was written: this was a dry run.")
            return
        self._stop_unless_told(plan, replace_texts, yes)
        try:
            with self._doing("Writing …"):
                done = store(outline, draft, source, plan.token, may_replace=replace_texts)
        except Refused as error:
            raise CommandError(str(error)) from None
        self._say(
            "Written."
            if done.changes_something
            else "Nothing to write: all of it is already recorded."
        )

    def _stop_unless_told(self, plan, replace_texts, yes):
        if plan.losses and not replace_texts:
            raise CommandError(
                "Nothing was written: recorded texts would be removed, or most of them would "
                "change. If this is the whole document in the right language, add "
                "--replace-texts."
            )
        if yes or not (plan.is_doubtful and plan.changes_something):
            return
        if not is_agreed(self.stdout, "Import it anyway?"):
            doubts, differences = len(plan.outline.doubts), len(plan.differences)
            raise CommandError(
                f"Nothing is written: look at the doubts ({doubts}) and differences "
                f"({differences}) first. If all is well, say --yes."
            )

    @contextmanager
    def _doing(self, what):
        """Say what is being done and, as long as that takes, now and then for how long."""
        over, start = threading.Event(), time.monotonic()

        def tell():
            while not over.wait(PATIENCE_SECONDS):
                self._say(f"  … {time.monotonic() - start:.0f} s")

        self._say(what)
        told = threading.Thread(target=tell)
        told.start()
        try:
            yield
        finally:
            over.set()
            told.join()

    def _say(self, text):
        if self.loud:
            self.stdout.write(text)
