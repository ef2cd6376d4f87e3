from django.db import migrations, models

HELP = (
    "Invented, for practice. Its pages say so; figures, feeds of everything and search engines "
    "leave it out."
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_succession_score_and_new")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="example",
            field=models.BooleanField(default=False, help_text=HELP, verbose_name="example"),
        )
        for model in ("historicaltreaty", "treaty")
    ]
