"""Building and catching up: what it costs, what is shown meanwhile, what is done when it fails."""

import threading

import pytest
from django.db import DatabaseError, connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from recommendations import publishing
from recommendations.index import loading
from recommendations.index import process_index as module
from recommendations.index.process_index import index
from recommendations.listing import Listing
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
)


def total(query=""):
    return Listing(QueryDict(query)).total


@pytest.mark.django_db
@pytest.mark.parametrize("edited", [1, 3])
def test_catching_up_costs_the_same_for_any_number_of_edits(edited):
    rows = [RecommendationFactory(published=True) for _ in range(3)]
    assert total() == 3
    for row in rows[:edited]:
        row.title = f"{row.title} anew"
        row.save()
    before = index.current.rows.ids
    # The log, four for what they have, one for their places, three for their words; on PostgreSQL,
    # where the test is one transaction, three more number what it wrote itself.
    own = 3 if connection.vendor == "postgresql" else 0
    with CaptureQueriesContext(connection) as queries:
        index.snapshot()
    assert len(queries) == 9 + own
    assert index.current.rows.ids is before  # caught up, not built anew
    assert total("q=anew") == edited


@pytest.mark.django_db
def test_an_organisation_renamed_is_found_by_its_new_name_alone():
    organisation = OrganisationFactory(name="Plainly Fictional")
    submission = SubmissionFactory(authors=[organisation])
    RecommendationFactory(submission=submission, published=True)
    assert total("q=fictional") == 1
    organisation.name = "Imagined"
    organisation.save()
    assert (total("q=fictional"), total("q=imagined")) == (0, 1)
    (facet,) = Listing(QueryDict()).facets(["organisation"])
    assert [value.label for value in facet.values] == ["Imagined"]


@pytest.mark.django_db
def test_what_is_half_caught_up_is_not_asked(monkeypatch):
    recommendation = RecommendationFactory(published=True)
    assert total() == 1
    publishing.withdraw(recommendation)
    with monkeypatch.context() as broken:
        broken.setattr(loading, "recommendations", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            total()
    assert total() == 0


@pytest.mark.django_db
def test_very_much_at_once_is_built_anew(monkeypatch):
    assert total() == 0
    monkeypatch.setattr(module, "MOST_CHANGED", 2)
    before = index.current.rows.ids
    for _ in range(3):
        RecommendationFactory(published=True)
    assert total() == 3
    assert index.current.rows.ids is not before


@pytest.mark.django_db
def test_numbers_that_nothing_bears_are_cleared_away(monkeypatch):
    recommendation = RecommendationFactory(published=True)
    assert total() == 1
    monkeypatch.setattr(module, "MOST_CHANGED", 3)
    for number in range(6):
        recommendation.title = f"Title {number}"
        recommendation.save()
        assert total(f"q=title+{number}") == 1
    assert len(index.current.rows.ids) < 5


@pytest.mark.django_db
def test_what_becomes_public_while_it_is_built_is_not_missed(monkeypatch):
    RecommendationFactory(published=True)
    late = RecommendationFactory()
    sizes = loading.submission_sizes

    def sizes_before_one_more_is_published():
        counted = sizes()
        if not late.is_public:
            publishing.publish(late.submission)
            publishing.publish(late)
        return counted

    index.reset()
    monkeypatch.setattr(loading, "submission_sizes", sizes_before_one_more_is_published)
    index.snapshot()
    assert total() == 2


def test_a_server_starts_without_its_database(monkeypatch, caplog):
    def fail():
        raise DatabaseError

    monkeypatch.setattr(index, "snapshot", fail)
    monkeypatch.setattr(module.connection, "close", lambda: None)
    index.warm_up()
    assert "waits for a request" in caplog.text


@pytest.fixture
def building(monkeypatch):
    """Let everything be too much to build within a request; yield what lets the building go on."""
    RecommendationFactory(title="Narrow the clause", published=True)
    go_on, build = threading.Event(), module.build

    def wait_and_build(facets, sizes):
        assert go_on.wait(30)
        return build(facets, sizes)

    monkeypatch.setattr(module, "MOST_BUILT_AT_ONCE", 0)
    monkeypatch.setattr(module, "build", wait_and_build)
    index.reset()
    yield go_on
    go_on.set()
    index.builder.join(30)
    index.reset()


@pytest.mark.django_db(transaction=True)
def test_while_it_is_built_the_list_is_whole_and_the_rest_says_so(client, building):
    page = client.get("/recommendations/")
    assert page.status_code == 200
    assert "Narrow the clause" in page.content.decode()
    assert "are being prepared" in page.content.decode()
    assert client.get("/api/v1/recommendations/?action=amend").json()["count"] == 1
    assert client.get("/").status_code == client.get("/themes/").status_code == 200

    page = client.get("/recommendations/?q=clause")
    assert page.status_code == 200
    assert "search by words is being prepared" in page.content.decode()
    for address in ("/api/v1/recommendations/", "/api/v1/facets/", "/recommendations.csv"):
        answer = client.get(address, {"q": "clause"})
        assert answer.status_code == 503
        assert int(answer["Retry-After"]) > 0

    building.set()
    index.builder.join(30)
    assert "being prepared" not in client.get("/recommendations/").content.decode()
    assert client.get("/api/v1/recommendations/?q=clauses").json()["count"] == 1
