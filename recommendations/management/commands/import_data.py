from django.core.management.base import BaseCommand, CommandError

from recommendations.exchange.interchange.faults import Faulty
from recommendations.exchange.interchange.importing import import_folder


class Command(BaseCommand):
    help = "Import a folder of the interchange format (data/README.md): all of it, or nothing."

    def add_arguments(self, parser):
        parser.add_argument("folder", help="the folder, such as data")

    def handle(self, *args, folder, **options):
        try:
            tally = import_folder(folder)
        except Faulty as error:
            count = len(error.faults)
            heading = "1 fault" if count == 1 else f"{count} faults"
            raise CommandError(f"{heading}; nothing was imported.\n{error}") from None
        done = ", ".join(f"{number} {what}" for what, number in sorted(tally.items()))
        if options["verbosity"]:
            said = (
                f"Imported: {done}."
                if done
                else ("Nothing to import: all of it is already recorded.")
            )
            self.stdout.write(said)
        if options["verbosity"] and tally["given a key"]:
            self.stdout.write(
                "Recommendations without a key are known by their number until the files have "
                "their keys: export_data writes them."
            )
