"""The database away or full: 503 and when to come again, then well again by itself."""

import logging

import pytest
from django.db import connection, connections
from django.urls import reverse

from articles.models import Treaty
from articles.tests.editors import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ["/", "/recommendations/", "/treaties/", "/api/v1/recommendations/", "/api/v1/treaties/"]


def is_refused(answer):
    return (answer.status_code, answer["Retry-After"]) == (503, "60")


@pytest.fixture
def cut():
    """Return a function that ends the connection of this test, as a server that is stopped does."""

    def end():
        connection.ensure_connection()
        other = connections.create_connection("default")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
        other.close()

    yield end
    connection.close()


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("address", PAGES)
def test_a_server_that_goes_away_is_told_and_comes_back(client, cut, address, caplog):
    assert client.get(address).status_code == 200
    cut()
    with caplog.at_level(logging.ERROR, "treatytracker"):
        answer = client.get(address)
    assert is_refused(answer)
    assert [record.getMessage()[:8] for record in caplog.records if record.name == "treatytracker"]
    if "/api/" in address:
        assert answer.json()["status"] == 503
        assert answer["Content-Type"] == "application/problem+json"
    else:
        assert "The site is not available right now" in answer.content.decode()
    connection.close()  # as the end of a request does on a server
    assert client.get(address).status_code == 200


@pytest.mark.only_on("postgresql")
def test_health_says_when_to_come_again(client, cut):
    cut()
    assert is_refused(client.get("/health/"))


@pytest.mark.only_on("sqlite")
def test_a_full_database_refuses_what_is_saved_and_goes_on_when_there_is_room(client):
    sign_in(client)
    address = reverse("admin:articles_treaty_add")
    values = {"title": "T" * 300, "short_title": "T", "slug": "t", "status": "negotiating"}
    page = client.get(address)
    rows = [inline.formset for inline in page.context["inline_admin_formsets"]]
    for formset in rows:
        for field in formset.management_form:
            values[field.html_name] = field.value()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # no room is left within the file
        cursor.execute("PRAGMA max_page_count = 1")  # which means: no larger than it is
        try:
            answers = [
                client.post(address, values | {"slug": f"t{n}", "title": f"{n:02}" * 140})
                for n in range(60)
            ]
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert is_refused(answers[-1])
    assert {answer.status_code for answer in answers} <= {302, 503}
    assert Treaty.objects.count() == sum(answer.status_code == 302 for answer in answers)
    assert client.post(address, values).status_code == 302
