"""What changed since a moment: one filter for page, counts, feed, table and submissions."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from django.urls import reverse

from recommendations.listing import Listing
from recommendations.models import Recommendation, Submission
from recommendations.tests.factories import RecommendationFactory

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def changed():
    """One recommendation that changed, beside one that did not."""
    rows = [RecommendationFactory(published=True, key=key) for key in ("changed", "left")]
    Submission.objects.update(updated_at=LONG_AGO)
    Recommendation.objects.update(updated_at=LONG_AGO)
    rows[0].touch()
    rows[0].save()
    return rows[0]


def listing(query):
    return Listing(QueryDict(query))


@pytest.mark.parametrize(
    ("since", "keys"),
    [
        ("2020-01-01", ["changed", "left"]),
        ("2021-01-01", ["changed"]),
        # The place of a row: what has its moment and a later key, and whatever changed later.
        ("2020-01-01/aaa", ["changed", "left"]),
        ("2020-01-01/left", ["changed"]),
    ],
)
def test_listing_leaves_what_changed(changed, since, keys):
    asked = listing(f"updated_since={since}")
    assert sorted(row.key for row in asked.rows) == keys
    assert asked.total == len(keys)


def test_counts_are_of_what_changed(changed):
    asked = listing("updated_since=2021-01-01")
    [action] = asked.facets(["action"])
    assert [(value.value, value.count) for value in action.values] == [("amend", 1)]
    assert "updated_since=2021-01-01" in action.values[0].querystring


def test_chip_lifts_the_filter_and_faults_name_it(changed):
    [chip] = listing("updated_since=2021-01-01").chips()
    assert (chip.name, chip.label, chip.querystring) == ("Changed since", "2021-01-01", "")
    [fault] = listing("updated_since=soon").invalid_values
    assert (fault.name, fault.value) == ("updated_since", "soon")
    assert "“soon” is not a date and time" in fault.reason


def test_order_of_change_is_offered_to_those_alone_who_ask_for_it(changed):
    assert [row.key for row in listing("sort=changes").rows] == ["left", "changed"]
    assert "changes" not in {value for value, *_rest in listing("").sorts}
    assert "changes" in {value for value, *_rest in listing("sort=changes").sorts}


@pytest.mark.parametrize("address", ["/recommendations/", "/recommendations.csv"])
def test_page_and_table_take_it(client, changed, address):
    answer = client.get(f"{address}?updated_since=2021-01-01")
    text = b"".join(answer).decode() if answer.streaming else answer.text
    assert changed.title in text
    assert Recommendation.objects.get(key="left").title not in text


def test_feed_takes_it(client, changed):
    answer = client.get(reverse("recommendations-feed"), {"updated_since": "2021-01-01"})
    assert answer.status_code == 200
    assert changed.title in answer.text
    assert Recommendation.objects.get(key="left").title not in answer.text


def test_page_of_submissions_takes_it(client, changed):
    changed.submission.touch()
    changed.submission.save()
    answer = client.get("/submissions/?updated_since=2021-01-01")
    assert changed.submission.title in answer.text
    assert Recommendation.objects.get(key="left").submission.title not in answer.text


@pytest.mark.parametrize("since", ["soon", "2021-01-01T10:00", "%00", "x" * 5000])
@pytest.mark.parametrize("address", ["/recommendations/", "/submissions/"])
def test_no_moment_is_said_on_the_page_and_breaks_nothing(client, address, since):
    answer = client.get(f"{address}?updated_since={since}")
    assert answer.status_code in (200, 400)
