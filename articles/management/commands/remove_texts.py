from django.core.management.base import BaseCommand, CommandError

from articles.draft_texts import removal
from articles.management.confirmation import is_agreed
from articles.models import Draft


class Command(BaseCommand):
    help = "Remove the texts of one language from a draft; its places and headings stay."

    def add_arguments(self, parser):
        parser.add_argument("--treaty", required=True, metavar="SLUG")
        parser.add_argument("--draft", required=True, metavar="SLUG")
        parser.add_argument("--language", required=True, help="of the texts to remove (BCP 47)")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be removed")
        parser.add_argument("--yes", action="store_true", help="remove them without a question")

    def handle(self, *args, treaty, draft, language, dry_run, yes, **options):
        row = Draft.objects.filter(treaty__slug=treaty, slug=draft).first()
        if row is None:
            raise CommandError(f"There is no draft “{treaty}/{draft}”.")
        try:
            self._tell(removal.Removal(row, language))
            if dry_run:
                self.stdout.write("Nothing was removed: this was a dry run.")
                return
            if not yes and not is_agreed(self.stdout, "Remove them?"):
                raise CommandError("Nothing was removed. If these are the right texts, add --yes.")
            removal.remove(row, language)
        except removal.Forbidden as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write("Removed. Their history is kept.")

    def _tell(self, removal):
        """Say what would go and what stays; Forbidden where nothing may."""
        removal.check()
        going, pointed = len(removal.texts), len({row.pk for row, _other in removal.pointed})
        staying = {tag: count for tag, count in removal.held.items() if tag != removal.language}
        self.stdout.write(f"Texts in “{removal.language}” that would go: {going}")
        self.stdout.write(f"  of places that something points to: {pointed}")
        stay = ", ".join(f"{count} in “{tag}”" for tag, count in sorted(staying.items()))
        self.stdout.write(f"Texts that stay: {stay or 'none'}")
