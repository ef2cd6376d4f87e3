"""Failed sign-ins are limited per account and address, and per address on all accounts together."""

import re
import threading

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from articles.http import client_address, network_of
from treatytracker.sign_in import attempt_slots, take_slot

PASSWORD = "a long enough password"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def few_attempts(settings):
    settings.SIGN_IN_ATTEMPTS = 3
    settings.SIGN_IN_WINDOW_SECONDS = 600


@pytest.fixture
def editor():
    return get_user_model().objects.create_user("editor", password=PASSWORD, is_staff=True)


@pytest.fixture
def sign_in(client, editor):
    def attempt(password, username="editor", address="192.0.2.1"):
        return client.post(
            reverse("admin:login"),
            {"username": username, "password": password, "next": "/admin/"},
            REMOTE_ADDR=address,
        )

    return attempt


def test_right_password_signs_in(sign_in):
    assert sign_in(PASSWORD).status_code == 302


def field_of(page, name):
    """Return the mark of a field of the sign-in page."""
    return re.search(rf'<input [^>]*name="{name}"[^>]*>', page.text)[0]


def test_refusal_is_heard_with_the_fields_that_it_is_about(sign_in, client):
    first = client.get(reverse("admin:login"))
    assert 'role="alert"' not in first.text
    for name in ("username", "password"):
        assert "aria-" not in field_of(first, name)
    refused = sign_in("wrong")
    assert '<p class="errornote" role="alert" id="sign-in-error">' in refused.text
    for name in ("username", "password"):
        assert 'aria-invalid="true"' in field_of(refused, name)
        assert 'aria-describedby="sign-in-error"' in field_of(refused, name)


def test_field_left_empty_is_heard_with_what_it_lacks(sign_in):
    page = sign_in("")
    assert 'role="alert"' in page.text
    assert 'aria-describedby="id_password_error"' in field_of(page, "password")
    assert 'id="id_password_error"' in page.text
    assert "aria-" not in field_of(page, "username")


def test_too_many_attempts_say_so_of_fields_that_may_be_right(sign_in):
    for _ in range(3):
        sign_in("wrong")
    page = sign_in(PASSWORD)
    assert 'aria-describedby="sign-in-error"' in field_of(page, "username")
    assert "aria-invalid" not in field_of(page, "username")


def test_desk_says_its_messages_aloud(admin_client):
    form = {"name": "Privacy", "slug": "privacy", "position": 1, "definition": ""}
    page = admin_client.post("/admin/recommendations/theme/add/", form, follow=True)
    assert re.search(r'<div role="status">\s*<ul class="messagelist">', page.text)
    assert 'role="status"' not in admin_client.get("/admin/").text


def test_too_many_failures_refuse_even_the_right_password(sign_in):
    for _ in range(3):
        assert "Please enter the correct" in sign_in("wrong").text
    answer = sign_in(PASSWORD)
    assert answer.status_code == 429
    assert 590 < int(answer.headers["Retry-After"]) <= 600
    assert "Too many failed attempts to sign in. Try again in 10 minutes." in answer.text


def test_refusal_does_not_prolong_itself(sign_in, settings, monkeypatch):
    for _ in range(3):
        sign_in("wrong")
    assert "10 minutes" in sign_in("wrong").text
    import time

    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 595)
    assert "1 minute." in sign_in("wrong").text
    monkeypatch.setattr(time, "time", lambda: now + 605)
    assert sign_in(PASSWORD).status_code == 302


def test_success_opens_the_count_again(sign_in):
    for _ in range(3):
        sign_in("wrong")
        sign_in("wrong")
        assert sign_in(PASSWORD).status_code == 302


def test_account_is_counted_whatever_its_spelling(sign_in):
    for username in ("editor", "EDITOR", "ｅditor"):
        sign_in("wrong", username=username)
    assert "Too many failed attempts" in sign_in(PASSWORD).text


def test_other_accounts_and_addresses_are_not_held_up(sign_in):
    for _ in range(4):
        sign_in("wrong")
    assert "Too many" not in sign_in("wrong", username="someone-else").text
    assert sign_in(PASSWORD, address="192.0.2.2").status_code == 302


def test_empty_form_takes_no_attempt(sign_in):
    for _ in range(5):
        sign_in("")
    assert sign_in(PASSWORD).status_code == 302


@pytest.mark.parametrize("username", ["\x00", "x" * 100_000, "'; drop table", "‮rotide"])
def test_odd_names_are_refused_like_any_other(sign_in, username):
    assert sign_in("wrong", username=username).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.9", "192.0.2.1"),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "made up, 198.51.100.9", "198.51.100.9"),
        (2, "made up, 198.51.100.9, 10.0.0.2", "198.51.100.9"),
        (1, "", "192.0.2.1"),
        (2, "198.51.100.9", "198.51.100.9"),
    ],
)
def test_forwarded_address_is_believed_as_far_as_our_proxies_reach(
    rf, settings, proxies, forwarded, expected
):
    settings.PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": forwarded})
    assert client_address(request) == expected


@pytest.mark.django_db(transaction=True)
def test_attempts_at_the_same_moment_cannot_slip_through(settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache_of_this_test",
        }
    }
    call_command("createcachetable", verbosity=0)
    from django.db import connection

    places, taken = attempt_slots("editor", "192.0.2.1"), []

    def attempt():
        taken.append(take_slot(places) is not None)
        connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [False] * 5 + [True] * 3
    assert len(cache.get_many(places)) == 3


@pytest.fixture
def hashed(settings, monkeypatch):
    """Count how often a password is hashed: what an answer costs, and so how long it takes."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    calls, encode = [], MD5PasswordHasher.encode

    def counted(self, password, salt):
        calls.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return calls


def test_answer_does_not_tell_which_accounts_exist(sign_in, hashed):
    users = get_user_model().objects
    users.create_user("gone-away", password=PASSWORD, is_staff=True, is_active=False)
    users.create_user("no-staff-", password=PASSWORD)
    answers, costs = [], []
    # An account that is none, a wrong password, and right ones of accounts that may not enter.
    for name, password in [
        *(("not-known", "wrong"), ("editor", "wrong"), ("gone-away", "wrong")),
        *(("gone-away", PASSWORD), ("no-staff-", PASSWORD)),
    ]:
        hashed.clear()
        answer = sign_in(password, username=name)
        costs.append(len(hashed))
        body = re.sub(r'csrfmiddlewaretoken" value="\w+', "", answer.text)
        answers.append((answer.status_code, body.replace(name, "…")))
        assert "sessionid" not in answer.cookies
    assert len(set(answers)) == 1
    assert set(costs) == {1}


def test_limit_does_not_tell_which_accounts_exist(sign_in):
    for name in ("not-known", "editor"):
        answers = [sign_in("wrong", username=name).text for _ in range(4)]
        assert ["Too many" in answer for answer in answers] == [False, False, False, True]


def test_nobody_is_locked_out_by_others(sign_in):
    for number in range(20):
        sign_in("wrong", address=f"198.51.100.{number % 5}")
    assert sign_in(PASSWORD).status_code == 302


def test_limit_holds_for_each_account_of_an_address(sign_in):
    for name in ("editor", "another", "editor", "another", "editor", "another"):
        sign_in("wrong", username=name)
    for name in ("editor", "another"):
        assert "Too many" in sign_in("wrong", username=name).text


@pytest.fixture
def many_names(sign_in, settings):
    """Fail on as many names as an address is allowed, each once."""
    settings.SIGN_IN_ATTEMPTS_PER_ADDRESS = 5
    for number in range(5):
        assert sign_in("wrong", username=f"name-{number}").status_code == 200


def test_failures_on_many_names_are_limited_per_address(sign_in, many_names):
    answer = sign_in(PASSWORD)
    assert answer.status_code == 429
    assert 590 < int(answer.headers["Retry-After"]) <= 600
    assert "Too many failed attempts to sign in. Try again in 10 minutes." in answer.text


def test_other_addresses_are_not_touched_by_the_limit_of_one(sign_in, many_names):
    assert sign_in(PASSWORD, address="192.0.2.2").status_code == 302


def test_limit_of_an_address_ends(sign_in, many_names, monkeypatch):
    import time

    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 595)
    assert sign_in(PASSWORD).status_code == 429
    monkeypatch.setattr(time, "time", lambda: now + 605)
    assert sign_in(PASSWORD).status_code == 302


def test_refusal_by_address_takes_no_attempt_of_the_account(sign_in, many_names, settings):
    for _ in range(4):
        assert sign_in("wrong").status_code == 429
    settings.SIGN_IN_ATTEMPTS_PER_ADDRESS = 50
    assert sign_in(PASSWORD).status_code == 302


def test_refusal_by_account_takes_no_attempt_of_the_address(sign_in, settings):
    settings.SIGN_IN_ATTEMPTS_PER_ADDRESS = 4
    for _ in range(9):
        sign_in("wrong", username="another")
    assert sign_in(PASSWORD).status_code == 302


def test_successes_do_not_count_and_open_no_count_of_the_address(sign_in, settings):
    settings.SIGN_IN_ATTEMPTS_PER_ADDRESS = 5
    for number in range(4):
        sign_in("wrong", username=f"name-{number}")
        for _ in range(2):
            assert sign_in(PASSWORD).status_code == 302
    sign_in("wrong", username="name-4")
    assert sign_in(PASSWORD).status_code == 429


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("2001:db8::1", "2001:db8::ffff:1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
    ],
)
def test_addresses_of_one_visitor_are_one(address, other):
    assert network_of(address) == network_of(other)


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("2001:db8:0:1::1", "2001:db8:0:2::1"),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2"),
        ("192.0.2.1", "192.0.2.2"),
        ("unix:", ""),
    ],
)
def test_addresses_of_different_visitors_are_not(address, other):
    assert network_of(address) != network_of(other)


def test_password_is_never_logged_or_repeated(sign_in, caplog):
    secret = "a secret that nobody reads"
    answer = sign_in(secret)
    assert secret not in answer.text
    assert secret not in caplog.text
