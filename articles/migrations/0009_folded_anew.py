from django.db import migrations

from articles.folding import fold

COLUMNS = {"Article": ["folded"]}


def fold_anew(apps, schema_editor):
    """Fold what was folded before ligatures, apostrophes and dashes were: "œuvre" is "oeuvre"."""
    for name, columns in COLUMNS.items():
        model = apps.get_model("articles", name)
        rows = model._base_manager.order_by()
        longest = [model._meta.get_field(column).max_length for column in columns]
        for pk, *values in rows.values_list("pk", *columns).iterator():
            anew = [fold(value)[:most] for value, most in zip(values, longest, strict=True)]
            folded = dict(zip(columns, anew, strict=True))
            if list(folded.values()) != values:
                rows.filter(pk=pk).update(**folded)


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_decimal_numbers")]

    operations = [migrations.RunPython(fold_anew, migrations.RunPython.noop)]
