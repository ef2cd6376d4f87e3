"""Sessions end: with age, unused, with a new password, with the account, at the person's wish."""

import time

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.tests.editors import sign_in
from treatytracker import sign_in_sessions

# When a session ends is a matter of the clock.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PASSWORD = "a password for tests"
NEW = "quite another password"
DESK = "/admin/"


@pytest.fixture
def editor(client):
    return sign_in(client)


@pytest.fixture
def clock(monkeypatch):
    """Return a function that sets the clock ahead."""
    now = time.time()

    def ahead(**duration):
        seconds = duration.get("hours", 0) * 3600 + duration.get("minutes", 0) * 60
        monkeypatch.setattr(sign_in_sessions.time, "time", lambda: now + seconds)

    return ahead


def may_work(client):
    return client.get(DESK).status_code == 200


def another_client(user):
    client = Client()
    client.force_login(user)
    return client


def test_session_ends_with_age_though_it_is_in_use(client, editor, clock):
    for hours in range(1, 13):
        clock(hours=hours)
        assert may_work(client)
    clock(hours=12, minutes=1)
    assert not may_work(client)
    assert "Your session has ended" in client.get("/admin/login/").text


def test_session_ends_when_it_is_not_used(client, editor, clock):
    clock(minutes=119)
    assert may_work(client)
    clock(minutes=119 + 119)
    assert may_work(client)
    clock(minutes=119 + 119 + 121)
    assert not may_work(client)


def test_session_is_written_once_a_minute_at_most(client, editor, clock, django_assert_num_queries):
    address = "/admin/jsi18n/"
    clock(minutes=0)
    with django_assert_num_queries(2):  # the session and the user
        client.get(address)
    clock(minutes=2)
    client.get(address)
    with django_assert_num_queries(2):
        client.get(address)


def test_session_without_its_stamps_is_over(client, editor):
    session = client.session
    del session[sign_in_sessions.STARTED]
    session.save()
    assert not may_work(client)


def test_ended_session_shows_no_preview_on_public_pages(client, editor, clock):
    from recommendations.tests.factories import RecommendationFactory

    draft = RecommendationFactory().get_absolute_url()
    assert client.get(draft).status_code == 200
    clock(hours=13)
    assert client.get(draft).status_code == 404


def test_new_password_ends_all_other_sessions(client, editor):
    other = another_client(editor)
    assert may_work(other)
    changed = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert client.post("/admin/password_change/", changed).status_code == 302
    assert may_work(client)
    assert not may_work(other)


def test_password_that_an_administrator_sets_ends_all_sessions(client, editor, admin_client):
    address = f"/admin/auth/user/{editor.pk}/password/"
    set_anew = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    assert admin_client.post(address, set_anew).status_code == 302
    assert not may_work(client)


def test_session_ends_with_the_account(client, editor):
    User.objects.update(is_active=False)
    assert not may_work(client)


def test_session_ends_with_the_rights_of_staff(client, editor):
    User.objects.update(is_staff=False)
    assert not may_work(client)


def test_signing_out_takes_a_post(client, editor):
    assert client.get("/admin/logout/").status_code == 405
    assert may_work(client)
    client.post("/admin/logout/")
    assert not may_work(client)


def test_signing_out_forgets_the_session_on_the_server(client, editor):
    key = client.session.session_key
    client.post("/admin/logout/")
    assert not client.session.exists(key)


def test_signing_in_takes_a_new_session_key(client, editor):
    client.logout()
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    client.post("/admin/login/", {"username": "editor", "password": PASSWORD})
    assert may_work(client)
    assert client.session.session_key != planted


def test_sessions_of_one_person_end_and_of_no_other(client, editor):
    other = another_client(User.objects.create_user("other", is_staff=True))
    same = another_client(editor)
    sign_in_sessions.end_sessions(editor, keep=client.session.session_key)
    assert may_work(client)
    assert may_work(other)
    assert not may_work(same)


@pytest.mark.parametrize(
    "password", ["too short", "4823059172340", "qwerty123456", "somebody@example"]
)
def test_weak_passwords_are_refused(client, editor, password):
    editor.email = "somebody@example.org"
    editor.save()
    weak = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
    assert client.post("/admin/password_change/", weak).status_code == 200
    editor.refresh_from_db()
    assert editor.check_password(PASSWORD)


def test_page_that_wants_to_save_is_told_whether_the_session_lasts(editor, clock):
    client = Client(enforce_csrf_checks=True)
    assert client.get("/admin/session/").status_code == 401
    client.force_login(User.objects.get())
    token = client.get("/admin/session/").json()["token"]
    page = client.post("/admin/logout/", {"csrfmiddlewaretoken": token})
    assert page.status_code == 200  # a token that forms may be sent with
    client.force_login(User.objects.get())
    clock(minutes=121)
    answer = client.get("/admin/session/")
    assert (answer.status_code, answer.json()) == (401, {})
    assert "no-store" in answer["Cache-Control"]
