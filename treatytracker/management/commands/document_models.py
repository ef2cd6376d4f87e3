"""Write the part of docs/data-model.md that is read off the models."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from treatytracker.model_tables import model_tables

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "data-model.md"
MARK = "<!-- Below this line `manage.py document_models` writes. -->\n"


def renewed(text):
    """Return the document with the part below the mark written anew."""
    return text.partition(MARK)[0] + MARK + "\n" + model_tables()


class Command(BaseCommand):
    help = "Write the diagram and tables of docs/data-model.md anew from the models."

    def handle(self, *args, **options):
        DOCUMENT.write_text(renewed(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
        self.stdout.write(f"Written: {DOCUMENT.relative_to(settings.BASE_DIR)}")
