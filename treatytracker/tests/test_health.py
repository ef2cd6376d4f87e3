"""The address that programs ask whether the site is well."""

import pytest
from django.db import OperationalError, connection

pytestmark = pytest.mark.django_db


def fail(*args):
    raise OperationalError("server closed the connection, user treaty")


def test_healthy_site_says_so_with_one_question_and_no_cookie(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_database_that_does_not_answer_is_503_without_details(client):
    with connection.execute_wrapper(fail):
        answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (503, b"unavailable\n")


def test_health_is_only_read(client):
    assert client.post("/health/").status_code == 405
    assert client.head("/health/").status_code == 200
