"""Those who keep a mirror: what changed since a moment, what was withdrawn, the guide's recipe."""

import contextlib
import csv
import io
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.test import RequestFactory

from recommendations import publishing
from recommendations.models import Recommendation, State, Submission
from recommendations.publishing import Visibility, visibility
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from treatytracker.tests.test_api_guide import SITE, examples
from treatytracker.tests.test_api_hidden import MARK, make_hidden
from treatytracker.tests.world import make_world

pytestmark = pytest.mark.django_db

API = "/api/v1"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PASTS = [
    *({"state": state, "published_at": LONG_AGO} for state in State),
    *({"state": state, "published_at": None} for state in (State.DRAFT, State.IN_REVIEW)),
]


def get(client, address, **parameters):
    answer = client.get(f"{API}/{address}", parameters)
    assert answer.status_code == 200, answer.content
    return answer.json()


def identities(page):
    return [row.get("key") or row.get("identity") or row["slug"] for row in page["results"]]


def long_unchanged():
    Submission.objects.update(updated_at=LONG_AGO)
    Recommendation.objects.update(updated_at=LONG_AGO)


def rows_in_pages(client, url, between=lambda: None):
    """Return the identities on all pages, following `next`; `between` acts after each page."""
    found = []
    while url:
        page = client.get(url).json()
        found += identities(page)
        between()
        url = page["next"]
    return found


@pytest.mark.parametrize("name", ["recommendations", "submissions"])
def test_updated_since_leaves_what_changed_at_or_after_the_moment(client, name):
    changed = make_world(3)[1]
    long_unchanged()
    for thing in (changed, changed.submission):
        thing.touch()
        thing.save()
    for since, count in (
        ("", 3),
        ("2020-01-01", 3),
        ("2020-01-01T00:00:00Z", 3),
        ("2020-01-01T01:00:00+01:00", 3),
        ("2020-01-01T01:00:00 01:00", 3),
        ("2020-01-01T00:00:00.000001Z", 1),
        ("2021-01-01", 1),
        ("9999-12-31", 0),
        ("0001-01-01", 3),
    ):
        assert get(client, f"{name}/", updated_since=since)["count"] == count, since


def test_recommendation_changes_with_its_submission(client):
    changed = make_world(2)[1]
    long_unchanged()
    publishing.withdraw(changed.submission)
    publishing.publish(changed.submission)
    found = get(client, "recommendations/", updated_since="2021-01-01", sort="changes")
    assert identities(found) == [changed.key]


@pytest.mark.parametrize("name", ["recommendations", "submissions", "withdrawn", "facets"])
@pytest.mark.parametrize(
    "since", ["2023", "yesterday", "2026-11-22T09:30:00", "2026-13-01", "\x00", "/key", "9" * 999]
)
def test_what_is_no_moment_is_named(client, name, since):
    answer = client.get(f"{API}/{name}/", {"updated_since": since})
    assert answer.status_code == 400
    assert [each["name"] for each in answer.json()["invalid-params"]] == ["updated_since"]


@pytest.mark.parametrize("name", ["recommendations", "submissions"])
def test_order_of_change_is_that_of_the_moments(client, name):
    first, second, third = make_world(3)
    long_unchanged()
    for thing in (second, first, third):
        for each in (thing, thing.submission):
            each.touch()
            each.save()
    found = identities(get(client, f"{name}/", sort="changes"))
    assert [each[-1] for each in found] == ["2", "1", "3"]


@pytest.mark.parametrize("name", ["recommendations", "submissions"])
@pytest.mark.parametrize("form", ["json", "csv"])
def test_pages_in_the_order_of_change_tell_rows_of_one_moment_apart(client, name, form):
    make_world(5)
    long_unchanged()
    url = f"{API}/{name}/?sort=changes&page_size=2&updated_since=2020-01-01"
    found = []
    while url:
        answer = client.get(f"{url}&format={form}")
        if form == "json":
            found += identities(answer.json())
            url = answer.json()["next"]
        else:
            table = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
            found += [row.get("key") or row["slug"] for row in table]
            link = answer.get("Link", "")
            url = link.partition(">")[0].removeprefix("<") if 'rel="next"' in link else None
    assert [each[-1] for each in found] == ["1", "2", "3", "4", "5"]


def test_nothing_is_skipped_while_rows_before_change_or_go(client):
    rows = make_world(6)
    long_unchanged()
    seen = iter(rows)

    def between():
        one = next(seen, None)
        if one is rows[0]:
            publishing.withdraw(one)
        elif one:
            one.touch()
            one.save()

    url = f"{API}/recommendations/?sort=changes&page_size=2&fields=key"
    found = rows_in_pages(client, url, between)
    assert set(found) == {row.key for row in rows}


@pytest.mark.parametrize("rows", [1, 3])
def test_withdrawn_costs_two_queries(client, django_assert_num_queries, rows):
    for row in make_world(rows):
        publishing.withdraw(row.submission)
    with django_assert_num_queries(2):
        assert get(client, "withdrawn/")["count"] == 2 * rows


def test_withdrawn_names_what_is_gone_and_nothing_else_of_it(client):
    first, second, third = make_world(3)
    long_unchanged()
    publishing.withdraw(first)
    publishing.withdraw(second.submission)
    third.refresh_from_db()
    answer = get(client, "withdrawn/")
    first.refresh_from_db()
    moment = second.submission.updated_at.isoformat().replace("+00:00", "Z")
    assert answer["results"] == [
        {
            "kind": "recommendation",
            "identity": "key1",
            "updated_at": first.updated_at.isoformat().replace("+00:00", "Z"),
        },
        {"kind": "recommendation", "identity": "key2", "updated_at": moment},
        {"kind": "submission", "identity": "submission-2", "updated_at": moment},
    ]
    assert identities(get(client, "withdrawn/", updated_since=moment)) == ["key2", "submission-2"]
    followed = rows_in_pages(client, f"{API}/withdrawn/?page_size=1")
    assert followed == ["key1", "key2", "submission-2"]


def test_work_at_the_desk_does_not_move_what_is_withdrawn(client):
    first, second = make_world(2)
    publishing.withdraw(first)
    publishing.withdraw(second.submission)
    before = get(client, "withdrawn/")
    for row in (first, second, first.submission, second.submission):
        row.refresh_from_db()
        row.touch()
        row.save()
    second.refresh_from_db()
    publishing.withdraw(second)
    after = get(client, "withdrawn/")
    assert after["results"] == before["results"]
    last = before["results"][-1]["updated_at"]
    assert len(get(client, "withdrawn/", updated_since=last)["results"]) == 2
    publishing.publish(second.submission)
    publishing.publish(second)
    publishing.publish(first)
    assert get(client, "withdrawn/")["results"] == []
    first.refresh_from_db()
    second.submission.refresh_from_db()
    assert (first.withdrawn_at, second.submission.withdrawn_at) == (None, None)


def test_withdrawn_holds_what_answers_410_and_no_more(client):
    """For every state of a recommendation and of its submission, public together or never."""
    request = RequestFactory().get("/")
    request.user = type("Nobody", (), {"is_staff": False})()
    for number, (outer, inner) in enumerate(product(PASTS, PASTS)):
        submission = SubmissionFactory(slug=f"s{number}")
        for key, since in ((f"k{number}", LONG_AGO), (f"never{number}", None)):
            row = RecommendationFactory(submission=submission, key=key)
            Recommendation.objects.filter(pk=row.pk).update(**inner, public_since=since)
        Submission.objects.filter(pk=submission.pk).update(**outer)
    gone = {
        identity
        for model, identify in ((Submission, "slug"), (Recommendation, "key"))
        for thing in model.objects.all()
        if visibility(thing, request.user) is Visibility.GONE
        for identity in [getattr(thing, identify)]
    }
    assert set(identities(get(client, "withdrawn/", page_size="200"))) == gone
    submissions, recommendations = 3 * len(PASTS), len(PASTS) ** 2 - 1  # one pair is public
    assert len(gone) == submissions + recommendations
    assert not any(identity.startswith("never") for identity in gone)


def test_withdrawn_does_not_tell_what_never_was_public(client):
    make_hidden(make_world()[0])
    text = client.get(f"{API}/withdrawn/").text
    for word in ("title", "rationale", "passage", f"{MARK}-draft", f"{MARK}-in_review"):
        assert word not in text
    for key in (f"{MARK}indr", f"{MARK}inin", f"{MARK}ofdr", f"{MARK}ofin"):
        assert key not in text


def without_counts(mirror):
    """Return a mirror without the counts, which are those of the moment."""
    return {
        kind: {
            identity: {name: value for name, value in row.items() if not name.endswith("_count")}
            for identity, row in held.items()
        }
        for kind, held in mirror.items()
    }


@pytest.fixture
def recipe(live_server):
    """The names of the program in the guide, which starts a mirror of this live server."""

    def start():
        (program,) = (
            text for text, _printed in examples("python", "text") if "bring_up_to_date" in text
        )
        names = {}
        with contextlib.redirect_stdout(io.StringIO()):
            exec(program.replace(SITE, live_server.url), names)
        return names

    return start


@pytest.mark.django_db(transaction=True)
def test_mirror_is_equal_after_changes_and_withdrawals(recipe):
    kept, changed, withdrawn, with_all, back = make_world(5)
    publishing.withdraw(back)
    names = recipe()
    mirror, bring_up_to_date = names["mirror"], names["bring_up_to_date"]
    assert (len(mirror["recommendation"]), len(mirror["submission"])) == (4, 5)
    for row in mirror["recommendation"].values():
        row["read"] = "before"
    since = datetime.now(UTC).isoformat()

    changed.title = "Asked for in other words"
    changed.touch()
    changed.save()
    publishing.withdraw(withdrawn)
    publishing.withdraw(with_all.submission)
    publishing.publish(back)
    articles = [kept.targets.first().article]
    RecommendationFactory(
        submission=kept.submission, key="new", number="3", articles=articles, published=True
    )
    next_time = bring_up_to_date(mirror, since)

    # What did not change was not read again …
    assert mirror["recommendation"][kept.key].pop("read") == "before"
    # … and the mirror is what a new one would be.
    assert not any("read" in row for row in mirror["recommendation"].values())
    assert without_counts(mirror) == without_counts(recipe()["mirror"])
    assert set(mirror["recommendation"]) == {kept.key, changed.key, back.key, "new"}
    assert datetime.fromisoformat(next_time) < datetime.now(UTC) - timedelta(minutes=59)


@pytest.mark.django_db(transaction=True)
def test_mirror_finds_by_counting_what_bears_no_moment_of_its_own(recipe):
    first, second = make_world(2)
    names = recipe()
    since = datetime.now(UTC).isoformat()
    imported = RecommendationFactory(submission=first.submission, number="9", published=True)
    Recommendation.objects.filter(pk=imported.pk).update(updated_at=LONG_AGO)
    Submission.objects.filter(pk=second.submission.pk).update(slug="renamed")
    Submission.objects.update(updated_at=LONG_AGO)
    names["bring_up_to_date"](names["mirror"], since)
    assert imported.key in names["mirror"]["recommendation"]
    assert without_counts(names["mirror"])["recommendation"].keys() == (
        recipe()["mirror"]["recommendation"].keys()
    )
