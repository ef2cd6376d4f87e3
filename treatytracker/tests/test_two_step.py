"""Enter your code of signing in: set up, asked for, limited, recovered from, reset, required."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.tests.editors import sign_in
from treatytracker.two_step import devices, pending_sign_in

pytestmark = pytest.mark.django_db

PASSWORD = "a password for tests"
LOGIN, CODE, TWO_STEP = "/admin/login/", "/admin/login/code/", "/admin/two-step/"


@pytest.fixture
def editor(client):
    """An editor without a second step, not signed in."""
    user = sign_in(client)
    client.logout()
    return user


@pytest.fixture
def careful(editor):
    """An editor whose app is set up."""
    app = devices.unconfirmed_authenticator(editor)
    TOTPDevice.objects.filter(pk=app.pk).update(confirmed=True)
    return editor


def shown_by_app(user):
    """Return the code that somebody's app shows now, as if none had been used yet."""
    TOTPDevice.objects.filter(user=user).update(last_t=-1)
    return f"{totp(TOTPDevice.objects.get(user=user).bin_key):06}"


def wrong_for(user):
    app = TOTPDevice.objects.get(user=user)
    right = {totp(app.bin_key, drift=drift) for drift in range(-3, 4)}
    return next(f"{code:06}" for code in range(10) if code not in right)


def first_step(client, password=PASSWORD, leads_to="/admin/"):
    return client.post(
        LOGIN, {"username": "editor", "password": password, "next": leads_to}
    ).headers.get("Location")


def may_work(client):
    return client.get("/admin/").status_code == 200


def codes_on(page):
    return re.findall(r"<li><code>(\w+)</code>", page.text)


def test_without_a_second_step_the_password_is_enough(client, editor):
    assert first_step(client) == "/admin/"
    assert may_work(client)


def test_password_alone_signs_in_to_nothing(client, careful):
    assert first_step(client) == CODE
    assert not may_work(client)
    assert "_auth_user_id" not in client.session
    assert client.get(TWO_STEP)["Location"] == CODE  # nor to another app


@pytest.mark.parametrize("typed", ["{0}", " {0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]} "])
def test_code_of_the_app_signs_in_and_leads_on(client, careful, typed):
    first_step(client, leads_to="/admin/articles/treaty/")
    answer = client.post(CODE, {"code": typed.format(shown_by_app(careful))})
    assert answer["Location"] == "/admin/articles/treaty/"
    assert may_work(client)


def test_code_page_without_the_first_step_leads_to_it(client, careful):
    assert client.get(CODE)["Location"] == LOGIN
    assert client.post(CODE, {"code": shown_by_app(careful)})["Location"] == LOGIN
    assert client.get(TWO_STEP)["Location"] == LOGIN


def test_wrong_code_signs_in_to_nothing(client, careful):
    first_step(client)
    for code in (
        wrong_for(careful),
        "",
        "abc",
        "\0",
        "9" * 41,
        "²²²²²²",
        "１２３４５６",
        "-1",
        "1e3",
    ):
        answer = client.post(CODE, {"code": code})
        assert answer.status_code == 200, code
        devices.TOTPDevice.objects.update(last_t=-1)
        client.cookies.pop("messages", None)
    assert not may_work(client)


def test_code_works_once(client, careful):
    code = shown_by_app(careful)
    first_step(client)
    client.post(CODE, {"code": code})
    client.logout()
    first_step(client)
    assert "already been used" in client.post(CODE, {"code": code}).text
    assert not may_work(client)


def test_wrong_codes_are_limited_whatever_the_address_and_session(careful, settings):
    settings.SIGN_IN_ATTEMPTS = 3
    for number in range(3):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        first_step(client)
        assert "The code is wrong" in client.post(CODE, {"code": wrong_for(careful)}).text
    client = Client(REMOTE_ADDR="192.0.2.9")
    first_step(client)
    answer = client.post(CODE, {"code": shown_by_app(careful)})
    assert "Too many failed attempts to sign in. Try again in 15 minutes." in answer.text
    assert not may_work(client)


def test_right_password_does_not_open_the_count_of_codes_again(client, careful, settings):
    settings.SIGN_IN_ATTEMPTS = 2
    for _ in range(2):
        first_step(client)
        client.post(CODE, {"code": wrong_for(careful)})
    first_step(client)
    assert "Too many" in client.post(CODE, {"code": shown_by_app(careful)}).text


def test_first_step_is_forgotten_after_ten_minutes(client, careful, monkeypatch):
    first_step(client)
    now = pending_sign_in.time.time()
    monkeypatch.setattr(pending_sign_in.time, "time", lambda: now + 601)
    assert client.post(CODE, {"code": shown_by_app(careful)})["Location"] == LOGIN


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}, {"password": "!"}])
def test_first_step_is_void_when_the_account_changes(client, careful, change):
    first_step(client)
    User.objects.update(**change)
    assert client.post(CODE, {"code": shown_by_app(careful)})["Location"] == LOGIN


def test_second_step_leads_to_no_other_site(client, careful):
    first_step(client, leads_to="https://evil.example/")
    answer = client.post(CODE, {"code": shown_by_app(careful)})
    assert answer["Location"] == "/admin/"


def test_setting_up_takes_the_password_and_a_code_and_shows_recovery_codes(client, editor):
    client.force_login(editor)
    page = client.get(TWO_STEP)
    assert "no-store" in page["Cache-Control"]
    drawing = re.search(r"<svg.*?</svg>", page.text, re.S)[0]
    assert "style" not in drawing
    assert "script" not in drawing
    # The same secret again when the page is loaded again: the app has it already.
    assert client.get(TWO_STEP).context["secret"] == page.context["secret"]
    code = shown_by_app(editor)
    refused = client.post(TWO_STEP, {"password": "not it", "code": code})
    assert "The password is wrong." in refused.text
    assert devices.authenticator_of(editor) is None
    answer = client.post(TWO_STEP, {"password": PASSWORD, "code": shown_by_app(editor)})
    assert len(codes_on(answer)) == 10
    assert "no-store" in answer["Cache-Control"]
    assert may_work(client)
    client.logout()
    assert first_step(client) == CODE


def test_setting_up_ends_the_other_sessions(client, editor):
    other = Client()
    other.force_login(editor)
    client.force_login(editor)
    client.get(TWO_STEP)
    client.post(TWO_STEP, {"password": PASSWORD, "code": shown_by_app(editor)})
    assert may_work(client)
    assert not may_work(other)


def test_recovery_code_signs_in_once(client, careful):
    codes = devices.make_recovery_codes(careful)
    first_step(client)
    client.post(CODE, {"code": f" {codes[0][:4].upper()}-{codes[0][4:]} "})
    assert "You have used a recovery code. You have 9 left." in unescape(client.get("/admin/").text)
    client.logout()
    first_step(client)
    client.post(CODE, {"code": codes[0]})
    assert not may_work(client)


def test_new_recovery_codes_void_the_former(client, careful):
    former = devices.make_recovery_codes(careful)
    client.force_login(careful)
    answer = client.post(TWO_STEP, {"code": shown_by_app(careful), "_codes": "on"})
    assert len(codes_on(answer)) == 10
    assert not set(codes_on(answer)) & set(former)
    assert devices.device_accepting(careful, former[0]) is None
    assert devices.device_accepting(careful, codes_on(answer)[0])


def test_recovery_codes_of_one_person_open_nobody_elses_account(careful):
    other = User.objects.create_user("other", is_staff=True)
    assert devices.device_accepting(other, devices.make_recovery_codes(careful)[0]) is None


def test_turning_it_off_takes_a_code(client, careful):
    client.force_login(careful)
    client.post(TWO_STEP, {"code": wrong_for(careful), "_off": "on"})
    assert devices.authenticator_of(careful)
    client.post(TWO_STEP, {"code": shown_by_app(careful), "_off": "on"})
    assert devices.authenticator_of(careful) is None
    assert devices.recovery_codes_left(careful) == 0
    assert may_work(client)


def test_required_second_step_is_set_up_before_anything_else(client, editor, settings):
    settings.REQUIRE_TWO_FACTOR = True
    assert first_step(client, leads_to="/admin/articles/draft/") == TWO_STEP
    assert not may_work(client)
    assert "_auth_user_id" not in client.session
    page = client.get(TWO_STEP)
    assert "requires two-step sign-in for everybody who works at the desk" in page.text
    answer = client.post(TWO_STEP, {"code": shown_by_app(editor)})
    assert 'href="/admin/articles/draft/"' in answer.text
    assert may_work(client)


def test_required_second_step_ends_sessions_without_it(client, editor, settings):
    client.force_login(editor)
    assert may_work(client)
    settings.REQUIRE_TWO_FACTOR = True
    assert not may_work(client)


def test_required_second_step_cannot_be_turned_off(client, careful, settings):
    settings.REQUIRE_TWO_FACTOR = True
    first_step(client)
    client.post(CODE, {"code": shown_by_app(careful)})
    page = client.post(TWO_STEP, {"code": shown_by_app(careful), "_off": "on"})
    assert 'name="_off"' not in page.text
    assert devices.authenticator_of(careful)
    assert may_work(client)


def administrator(name="administrator"):
    call_command("set_up_groups", verbosity=0)
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name="Administrator"))
    client = Client()
    client.force_login(user)
    return client


def test_administrator_resets_the_second_step_of_somebody(client, careful):
    devices.make_recovery_codes(careful)
    client.force_login(careful)
    desk = administrator()
    page = desk.get(f"/admin/auth/user/{careful.pk}/change/")
    assert "Reset two-step sign-in" in page.text
    answer = desk.post(f"/admin/auth/user/{careful.pk}/act/reset-two-step/", follow=True)
    assert "signs in with a password only" in answer.text
    assert devices.authenticator_of(careful) is None
    assert not may_work(client)
    assert first_step(client) == "/admin/"


def test_nobody_else_resets_it(client, careful):
    client.force_login(User.objects.create_user("other", is_staff=True))
    assert client.post(f"/admin/auth/user/{careful.pk}/act/reset-two-step/").status_code in (
        403,
        404,
    )
    assert devices.authenticator_of(careful)


def test_administrator_does_not_reach_above_themselves(admin_user):
    desk = administrator()
    address = f"/admin/auth/user/{admin_user.pk}"
    assert desk.post(f"{address}/act/reset-two-step/").status_code == 403
    assert desk.post(f"{address}/change/", {"username": "mine"}).status_code == 403
    assert desk.post(f"{address}/password/", {"password1": "x"}).status_code == 403
    assert desk.post(f"{address}/delete/", {"post": "yes"}).status_code == 403
    own = User.objects.get(username="administrator")
    page = desk.get(f"/admin/auth/user/{own.pk}/change/")
    assert not {"is_superuser", "user_permissions"} & {*page.context["adminform"].form.fields}


@pytest.mark.parametrize("path", ["otp_totp/totpdevice/", "otp_static/staticdevice/"])
def test_secrets_have_no_page_at_the_desk(admin_client, path):
    assert admin_client.get(f"/admin/{path}").status_code == 404


def test_session_of_a_device_that_is_gone_proves_nothing(client, careful, settings):
    first_step(client)
    client.post(CODE, {"code": shown_by_app(careful)})
    settings.REQUIRE_TWO_FACTOR = True
    assert may_work(client)
    TOTPDevice.objects.all().delete()
    assert not may_work(client)


def test_first_step_is_forgotten_once_the_second_is_done(client, careful):
    first_step(client)
    assert pending_sign_in.KEY in client.session
    client.post(CODE, {"code": shown_by_app(careful)})
    assert pending_sign_in.KEY not in client.session
