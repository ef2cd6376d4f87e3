from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles import akoma_ntoso
from articles.models import Draft
from articles.reading.recorded import Tangled, outline_of


class Command(BaseCommand):
    help = "Write the text of a draft in one language as an Akoma Ntoso 3.0 document."

    def add_arguments(self, parser):
        parser.add_argument("--treaty", required=True, metavar="SLUG")
        parser.add_argument("--draft", required=True, metavar="SLUG")
        parser.add_argument("--language", default="en", help="BCP 47; en if left out")
        parser.add_argument("--format", choices=["akn"], default="akn")
        parser.add_argument("--output", help="a file; standard output if left out")

    def handle(self, *args, treaty, draft, language, output, **options):
        rows = Draft.objects.select_related("treaty")
        row = rows.filter(treaty__slug=treaty, slug=draft).first()
        if row is None:
            raise CommandError(f"There is no draft “{treaty}/{draft}”.")
        try:
            content = akoma_ntoso.dump(outline_of(row, language), akoma_ntoso.facts_of(row))
            if output:
                Path(output).write_bytes(content)
                return
        except Tangled as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from None
        self.stdout.write(content.decode())
