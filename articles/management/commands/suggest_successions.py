from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from articles.lineage.suggestion_run import SuggestionRun, store
from articles.models import Draft, Treaty

NARROWEST = 12


class Command(BaseCommand):
    help = (
        "Suggest what became of the articles of a draft in a later one: became, dropped, new. "
        "What is decided, or entered by hand, stays."
    )

    def add_arguments(self, parser):
        parser.add_argument("--treaty", required=True, metavar="SLUG")
        for option, which in (("--from", "earlier"), ("--to", "later")):
            parser.add_argument(
                option,
                required=True,
                action="append",
                metavar="DRAFT",
                dest=which,
                help=f"slug of the {which} draft; repeated for the documents of one stage",
            )
        parser.add_argument("--dry-run", action="store_true", help="only say what would be stored")

    def handle(self, *args, treaty, earlier, later, dry_run, **options):
        row = Treaty.objects.filter(slug=treaty).first()
        if row is None:
            raise CommandError(f"--treaty: there is no treaty “{treaty}”.")
        drafts = self._drafts(row, "--from", earlier), self._drafts(row, "--to", later)
        try:
            run = SuggestionRun(*drafts) if dry_run else store(*drafts)
            self._tell(run)
        except ValidationError as refusal:
            said = (f"--{side}: {' '.join(text)}" for side, text in refusal.message_dict.items())
            raise CommandError("\n".join(said)) from None
        if dry_run:
            self.stdout.write("Nothing is written: this was a dry run.")

    def _drafts(self, treaty, option, slugs):
        rows = {draft.slug: draft for draft in treaty.drafts.filter(slug__in=slugs)}
        drafts = []
        for slug in dict.fromkeys(slugs):
            if slug in rows:
                drafts.append(rows[slug])
                continue
            elsewhere = Draft.objects.filter(slug=slug).select_related("treaty").first()
            where = f": it is one of “{elsewhere.treaty.slug}”" if elsewhere else ""
            raise CommandError(f"{option}: “{treaty.slug}” has no draft “{slug}”{where}.")
        return drafts

    def _tell(self, run):
        table = [("from", "to", "score", "reasons")]
        table += [
            (
                row.earlier.label if row.earlier else "new",
                row.later.label if row.later else "dropped",
                f"{row.score:.3f}",
                row.reasons,
            )
            for row in run.rows
        ]
        widths = [max(NARROWEST, *(len(row[column]) for row in table)) for column in (0, 1)]
        for earlier, later, score, reasons in table:
            cells = earlier.ljust(widths[0]), later.ljust(widths[1]), score.ljust(5), reasons
            self.stdout.write("  ".join(cells))
        self.stdout.write("")
        for line in run.account():
            self.stdout.write(line)
