from django.db import migrations

from articles.migration_steps import fold_anew

COLUMNS = {"Article": ["folded"]}


class Migration(migrations.Migration):
    """Ligatures, apostrophes and dashes are folded as well: "œuvre" is "oeuvre"."""

    dependencies = [("articles", "0008_decimal_numbers")]

    operations = [migrations.RunPython(fold_anew("articles", COLUMNS), migrations.RunPython.noop)]
