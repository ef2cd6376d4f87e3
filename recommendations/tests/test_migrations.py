"""Steps of migrations that move data, on the rows that they are meant for."""

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps

from recommendations import publishing
from recommendations.models import Recommendation, Submission
from recommendations.tests.factories import RecommendationFactory

pytestmark = pytest.mark.django_db
EARLY, LATE = datetime(2024, 3, 1, tzinfo=UTC), datetime(2024, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("own", "of_submission", "since"),
    [
        (EARLY, LATE, LATE),
        (LATE, EARLY, LATE),
        (EARLY, None, None),
        (None, EARLY, None),
        (None, None, None),
    ],
)
def test_what_bears_both_dates_of_publication_is_public_since_the_later(own, of_submission, since):
    RecommendationFactory()
    Recommendation.objects.update(published_at=own)
    Submission.objects.update(published_at=of_submission)
    step = import_module("recommendations.migrations.0007_public_since").date_by_publication
    step(apps, schema_editor=None)
    assert Recommendation.objects.get().public_since == since


def test_what_is_withdrawn_is_dated_by_the_later_change_of_the_two():
    gone, public = RecommendationFactory(published=True), RecommendationFactory(published=True)
    publishing.withdraw(gone.submission)
    Recommendation.objects.update(updated_at=EARLY, withdrawn_at=None)
    Submission.objects.update(updated_at=LATE, withdrawn_at=None)
    step = import_module("recommendations.migrations.0012_withdrawn_at").date_by_change
    step(apps, schema_editor=None)
    for row in (gone, public, gone.submission, public.submission):
        row.refresh_from_db()
    assert gone.withdrawn_at == gone.submission.withdrawn_at == LATE
    assert public.withdrawn_at is public.submission.withdrawn_at is None
