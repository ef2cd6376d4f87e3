from django.db import migrations, models

HELP = (
    "Invented, for practice. Its pages say so; figures, feeds of everything and search engines "
    "leave it out."
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_folded_anew")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="example",
            field=models.BooleanField(default=False, help_text=HELP, verbose_name="example"),
        )
        for model in ("historicaltreaty", "treaty")
    ]
