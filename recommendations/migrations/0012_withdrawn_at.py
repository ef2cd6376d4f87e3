"""When something was withdrawn is recorded by itself, and no longer moves with later changes.

What is there is dated as lists of what is gone told it until now: by the latest change of the row
and, of a recommendation, of its submission.
"""

from django.db import migrations, models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Greatest


def date_by_change(apps, schema_editor):
    recommendation = apps.get_model("recommendations", "Recommendation")
    submission = apps.get_model("recommendations", "Submission")
    gone = submission.objects.filter(published_at__isnull=False).exclude(state="published")
    gone.update(withdrawn_at=F("updated_at"))
    own = submission.objects.filter(pk=OuterRef("submission"))
    gone = recommendation.objects.filter(
        ~Q(state="published") | ~Q(submission__state="published"), public_since__isnull=False
    )
    later = Greatest("updated_at", Subquery(own.values("updated_at")[:1]))
    gone.update(withdrawn_at=later)


class Migration(migrations.Migration):

    dependencies = [
        ('recommendations', '0011_folded_texts'),
    ]

    operations = [
        migrations.AddField(
            model_name='recommendation',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn'),
        ),
        migrations.AddField(
            model_name='submission',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn'),
        ),
        migrations.RunPython(date_by_change, migrations.RunPython.noop),
    ]
