"""Passages say whether they are found in the text of their document; those that are there are judged.

What is public and not found stays public, without anybody's reason: `check_data` lists it.
"""

import articles.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from recommendations.passages import prepared


def judge(apps, schema_editor):
    Passage = apps.get_model("recommendations", "Passage")
    Submission = apps.get_model("recommendations", "Submission")
    for pk, text in Submission.objects.exclude(text="").values_list("pk", "text").iterator(10):
        source = prepared(text)
        if source is None:
            continue
        found, not_found = [], []
        passages = Passage.objects.filter(recommendation__submission=pk)
        for passage, exact in passages.values_list("pk", "exact"):
            (found if source.find(exact) else not_found).append(passage)
        Passage.objects.filter(pk__in=found).update(text_check="found")
        Passage.objects.filter(pk__in=not_found).update(text_check="not_found")


class Migration(migrations.Migration):

    dependencies = [
        ('recommendations', '0008_undated_last'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalpassage',
            name='accepted_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='accepted by'),
        ),
        migrations.AddField(
            model_name='historicalpassage',
            name='not_found_reason',
            field=articles.fields.NormalisedTextField(blank=True, help_text='Why a passage is right that is not found: readers see it. “The document is a scan”, “a translation by its authors”.', verbose_name='reviewer’s reason'),
        ),
        migrations.AddField(
            model_name='passage',
            name='accepted_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='accepted by'),
        ),
        migrations.AddField(
            model_name='passage',
            name='not_found_reason',
            field=articles.fields.NormalisedTextField(blank=True, help_text='Why a passage is right that is not found: readers see it. “The document is a scan”, “a translation by its authors”.', verbose_name='reviewer’s reason'),
        ),
        migrations.AddField(
            model_name='passage',
            name='text_check',
            field=models.CharField(choices=[('found', 'found in the document’s text'), ('not_found', 'not found in the document’s text'), ('not_checked', 'not checked: no text is stored')], default='not_checked', editable=False, max_length=11, verbose_name='in the document’s text'),
        ),
        migrations.RunPython(judge, migrations.RunPython.noop),
    ]
