"""Every environment variable: what it takes, and that anything else is refused by its name."""

import runpy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

KEY = "kX2v9-Qw7_zR4tY8uI1oP5aS3dF6gH0jK-lZ9xC2vB7nM_4qW1eT"
# Production on PostgreSQL: there every variable is read.
SOUND = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "tracker.example",
    "DATABASE_URL": "postgres://treaty@/treaty?host=/var/run/postgresql",
}
FLAGS = ["ja", "2", "tru", "true false"]
NUMBERS = ["one", "-1", "1.5", "１２", "9" * 5000]
POSITIVE = [*NUMBERS, "0"]
REFUSED = {
    "SECRET_KEY": [""],
    "ALLOWED_HOSTS": ["", ",", "https://tracker.example", "tracker.example:8000", "a b", "a/b"],
    "DATABASE_URL": [
        "garbage",
        "mysql://user:secret@host/name",
        "postgres://user:secret@host:port/name",
        "postgres://user:secret@host",
        "sqlite:///db.sqlite3",
    ],
    "CONN_MAX_AGE": NUMBERS,
    "MEDIA_ROOT": ["media", "~/media", "./media"],
    "STATIC_ROOT": ["static"],
    "SITE_NAME": ["x" * 101, "two\nlines"],
    "OPERATOR": ["x" * 101, "a \x1b sign"],
    "CONTACT_EMAIL": ["CHANGE", "a@b@c", "someone@tracker.example, another"],
    "CONTACT_URL": ["CHANGE", "javascript:alert(1)", "tracker.example"],
    "PROXY_COUNT": [*NUMBERS, "21"],
    "CSRF_TRUSTED_ORIGINS": ["tracker.example", "https://tracker.example/"],
    "SECURE_SSL_REDIRECT": FLAGS,
    "SECURE_HSTS_SECONDS": NUMBERS,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": FLAGS,
    "SECURE_HSTS_PRELOAD": FLAGS,
    "SIGN_IN_ATTEMPTS": POSITIVE,
    "SIGN_IN_ATTEMPTS_PER_ADDRESS": POSITIVE,
    "SIGN_IN_WINDOW_SECONDS": POSITIVE,
    "REQUIRE_TWO_FACTOR": FLAGS,
    "SESSION_HOURS": [*POSITIVE, "9000"],
    "SESSION_IDLE_MINUTES": POSITIVE,
    "REVIEW_OWN_ENTRIES": FLAGS,
    "EXPORTS_AT_ONCE": POSITIVE,
    "EXPORTS_PER_VISITOR": POSITIVE,
    "API_RATE": ["often", "0/min", "600", "600/week"],
    "LOG_LEVEL": ["loud", "30"],
    "DEVELOPMENT": FLAGS,
    "DEBUG": FLAGS,
}
TAKEN = [
    ("ALLOWED_HOSTS", "a.example, .b.example,[::1],*", ["a.example", ".b.example", "[::1]", "*"]),
    ("CONN_MAX_AGE", "0", 0),
    ("MEDIA_ROOT", "/srv/my media", Path("/srv/my media")),
    ("STATIC_ROOT", "/srv/static", Path("/srv/static")),
    ("SITE_NAME", "Água & terra", "Água & terra"),
    ("OPERATOR", "Example Institute", "Example Institute"),
    ("CONTACT_EMAIL", "someone@tracker.example", "someone@tracker.example"),
    ("CONTACT_URL", "https://tracker.example/help", "https://tracker.example/help"),
    ("PROXY_COUNT", " 2 ", 2),
    ("CSRF_TRUSTED_ORIGINS", "https://*.a.example:8443", ["https://*.a.example:8443"]),
    ("SECURE_SSL_REDIRECT", "off", False),
    ("SECURE_HSTS_SECONDS", "0", 0),
    ("SECURE_HSTS_INCLUDE_SUBDOMAINS", "false", False),
    ("SECURE_HSTS_PRELOAD", "false", False),
    ("SIGN_IN_ATTEMPTS", "1", 1),
    ("REQUIRE_TWO_FACTOR", "Yes", True),
    ("REQUIRE_TWO_FACTOR", "0", False),
    ("SESSION_HOURS", "8760", 8760),
    ("API_RATE", "5000/hour", "5000/hour"),
    ("API_RATE", "", ""),
    ("DEBUG", "False", False),
]


@pytest.fixture
def settings_with(settings, monkeypatch, settings_variables):
    """Return a function that reads the settings anew in an environment of these variables."""

    def read(**variables):
        for name in settings_variables:
            monkeypatch.delenv(name, raising=False)
        for name, value in {**SOUND, **variables}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(settings.BASE_DIR / "treatytracker" / "settings.py"))

    return read


def test_table_has_every_variable(settings_variables):
    assert set(REFUSED) == settings_variables


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name, values in REFUSED.items() for value in values],
    ids=lambda text: text[:30],
)
def test_what_a_variable_does_not_take_is_refused_by_its_name(settings_with, name, value):
    with pytest.raises(ImproperlyConfigured, match=rf"environment variable {name}\b") as refusal:
        settings_with(**{name: value})
    assert "write" in str(refusal.value) or "Set the environment variable" in str(refusal.value)
    assert "secret" not in str(refusal.value)
    assert len(str(refusal.value)) < 300


@pytest.mark.parametrize("name", sorted({*REFUSED} - {*SOUND} - {"API_RATE", "LOG_LEVEL"}))
def test_empty_variable_is_as_if_it_were_absent(settings_with, name):
    assert settings_with(**{name: ""})[name] == settings_with()[name]


@pytest.mark.parametrize(("name", "value", "read"), TAKEN)
def test_what_a_variable_takes(settings_with, name, value, read):
    assert settings_with(**{name: value})[name] == read


def test_address_of_the_database_may_be_a_socket_or_a_whole_path(settings_with):
    socket = settings_with()["DATABASES"]["default"]
    assert socket["OPTIONS"] == {"host": "/var/run/postgresql"}
    assert socket["NAME"] == "treaty"
    file = settings_with(DATABASE_URL="sqlite:////srv/a b/db.sqlite3")["DATABASES"]["default"]
    assert file["NAME"] == "/srv/a b/db.sqlite3"


def test_level_of_the_log_is_read_in_any_case(settings_with):
    assert settings_with(LOG_LEVEL="info")["LOGGING"]["root"]["level"] == "INFO"
