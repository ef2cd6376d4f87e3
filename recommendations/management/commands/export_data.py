from django.core.management.base import BaseCommand, CommandError

from articles.models import Treaty
from recommendations.exchange.interchange.exporting import export_folder
from recommendations.exchange.interchange.exporting.folder import leftover
from recommendations.exchange.interchange.faults import Faulty


class Command(BaseCommand):
    help = "Write everything as a folder of the interchange format (data/README.md)."

    def add_arguments(self, parser):
        parser.add_argument("folder", help="the folder, made where it is absent")
        parser.add_argument("--treaty", metavar="SLUG", help="only what belongs to this treaty")

    def handle(self, *args, folder, treaty, **options):
        if treaty is not None and not Treaty.objects.filter(slug=treaty).exists():
            raise CommandError(f"There is no treaty “{treaty}”.")
        try:
            written = export_folder(folder, treaty)
        except Faulty as error:
            raise CommandError(f"Exported without these files.\n{error}") from None
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror}") from None
        self.stdout.write(f"Exported: {len(written)} files.")
        for file in leftover(folder, written):
            self.stderr.write(f"Not of this export, left as it was: {file}")
