"""Environment variables, each read as what it must be, and refused by its name where it is not.

An empty variable counts as absent: its default stands. No refusal repeats a value that may hold a
secret.
"""

import os
import re
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import URLValidator, validate_email

TRUE, FALSE = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LONGEST_TITLE = 100
MOST = 1_000_000_000
RATE = re.compile(r"[1-9][0-9]{0,8}/(s|sec|m|min|h|hour|d|day)")
HOST = re.compile(r"\*|\.?[a-z0-9-]+(\.[a-z0-9-]+)*\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)
ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9.-]+(:[0-9]{1,5})?", re.IGNORECASE)
SCHEMES = ("postgres://", "postgresql://", "psql://", "pgsql://", "sqlite://")


def refuse(name, value, wanted):
    """Raise ImproperlyConfigured, which names the variable, its value and what would do."""
    raise ImproperlyConfigured(f"The environment variable {name} is “{value}”: {wanted}.")


def text(name, default=""):
    return os.environ.get(name, "").strip() or default


def title(name, default):
    """Return a variable as one line that fits a headline."""
    value = text(name, default)
    if len(value) > LONGEST_TITLE or not value.isprintable():
        refuse(name, value[:40], f"write one line of up to {LONGEST_TITLE} characters")
    return value


def flag(name, default=False):
    """Return a variable as a bool; a word that is neither yes nor no must not pass as either."""
    value = text(name).lower()
    if value and value not in TRUE | FALSE:
        refuse(name, value, "write true or false")
    return value in TRUE if value else default


def number(name, default, least=0, most=MOST):
    """Return a variable as an int from `least` to `most`."""
    value = text(name)
    if not value:
        return default
    # More figures than that are beyond every limit, and Python refuses to read the longest.
    whole = value.isascii() and value.isdecimal() and len(value) < 20
    if not whole or not least <= int(value) <= most:
        refuse(name, value[:40], f"write a whole number from {least} to {most}")
    return int(value)


def comma_separated(name, default, pattern, wanted):
    """Return a variable as a list of what stands between commas, each of which fits a pattern."""
    items = [item.strip() for item in text(name).split(",") if item.strip()]
    for item in items:
        if not pattern.fullmatch(item):
            refuse(name, item, f"write {wanted}, divided by commas")
    return items or default


def hosts(name, default):
    return comma_separated(name, default, HOST, "host names alone, such as tracker.example.org")


def origins(name):
    return comma_separated(name, [], ORIGIN, "origins such as https://tracker.example.org")


def rate(name, default):
    """Return a number of requests and a period; "" (set, and empty) is no limit."""
    value = os.environ.get(name, default).strip()
    if value and not RATE.fullmatch(value):
        refuse(name, value, "write it as 600/min, with s, min, hour or day, or leave it empty")
    return value


def log_level(name, default):
    value = text(name, default).upper()
    if value not in LOG_LEVELS:
        refuse(name, text(name), f"write one of {', '.join(LOG_LEVELS)}")
    return value


def email(name):
    return _valid(name, validate_email, "write an e-mail address, or leave it empty")


def web_address(name):
    check = URLValidator(["http", "https"])
    return _valid(name, check, "write an address such as https://example.org/, or leave it empty")


def _valid(name, check, wanted):
    value = text(name)
    try:
        if value:
            check(value)
    except ValidationError:
        refuse(name, value, wanted)
    return value


def folder(name, default):
    """Return a variable as a path; a relative one would depend on where a command is called."""
    value = Path(text(name, str(default)))
    if not value.is_absolute():
        refuse(name, value, f"write the whole path of the folder, such as {default}")
    return value


def database(name, default):
    """Return the settings of a database from its address; that of SQLite is a whole path."""
    address = text(name, default)
    try:
        config = environ.Env.db_url_config(address) if address.startswith(SCHEMES) else {}
    except ValueError:
        config = {}
    place = str(config.get("NAME", ""))
    relative = address.startswith("sqlite") and not (
        place.startswith((":memory:", "file:")) or Path(place).is_absolute()
    )
    if not place or relative:
        # Not its value: an address may hold a password.
        raise ImproperlyConfigured(
            f"The environment variable {name} is no address of a database: write "
            "postgres://user:password@host/name or sqlite:////the/whole/path/db.sqlite3."
        )
    return config
