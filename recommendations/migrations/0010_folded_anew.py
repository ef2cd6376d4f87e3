from django.db import migrations

from articles.migration_steps import fold_anew

COLUMNS = {
    "Organisation": ["folded", "sort_key"],
    "Submission": ["folded"],
    "Recommendation": ["folded", "sort_key"],
}


class Migration(migrations.Migration):
    """Ligatures, apostrophes and dashes are folded as well: "œuvre" is "oeuvre"."""

    dependencies = [("recommendations", "0009_passage_checks")]

    operations = [migrations.RunPython(fold_anew("recommendations", COLUMNS), migrations.RunPython.noop)]
