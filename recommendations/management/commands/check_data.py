from itertools import chain

from django.core.management.base import BaseCommand, CommandError

from articles import data_checks as text
from recommendations import data_checks


class Command(BaseCommand):
    help = "Check every rule across rows in the whole database; prints what breaks one."

    def handle(self, *args, **options):
        count = 0
        for finding in chain(text.findings(), data_checks.findings()):
            self.stdout.write(str(finding))
            count += 1
        if count:
            raise CommandError(f"{count} findings." if count > 1 else "1 finding.")
        self.stdout.write("Every rule holds.")
