from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.draft_texts import akoma_ntoso_writer, recorded_text
from articles.draft_texts.recorded_text import Tangled, outline_of
from articles.models import Draft


class Command(BaseCommand):
    help = "Write the text of a draft in one language as an Akoma Ntoso 3.0 document."

    def add_arguments(self, parser):
        parser.add_argument("--treaty", required=True, metavar="SLUG")
        parser.add_argument("--draft", required=True, metavar="SLUG")
        parser.add_argument("--language", help="BCP 47; that of the headings if left out")
        parser.add_argument(
            "--structure-only", action="store_true", help="numbers and headings without the texts"
        )
        parser.add_argument("--format", choices=["akn"], default="akn")
        parser.add_argument("--output", help="a file; standard output if left out")

    def handle(self, *args, treaty, draft, language, output, structure_only, **options):
        rows = Draft.objects.select_related("treaty")
        row = rows.filter(treaty__slug=treaty, slug=draft).first()
        if row is None:
            raise CommandError(f"There is no draft “{treaty}/{draft}”.")
        held = recorded_text.texts_held(row)
        language = (
            language or recorded_text.language_of_structure(row, held) or row.language or "en"
        )
        if language not in held and not structure_only:
            raise CommandError(missing(row, language, held))
        try:
            outline = outline_of(row, language, with_texts=not structure_only)
            content = akoma_ntoso_writer.dump(outline, akoma_ntoso_writer.facts_of(row))
            if output:
                Path(output).write_bytes(content)
                return
        except Tangled as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from None
        self.stdout.write(content.decode())


def missing(draft, language, held):
    """Return what to say of a draft that has no text in a language, with those that it has."""
    there = f"its texts are in {', '.join(sorted(held))}" if held else "it has no text at all"
    return (
        f"“{draft.path}” has no text in “{language}”: {there}. "
        "With --structure-only, numbers and headings are written without texts."
    )
