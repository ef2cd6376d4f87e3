"""What every test starts from: development mode, a database of its own, nothing of the user's."""

import gc
import itertools
import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent


def variables_in_settings():
    """Return the names of all environment variables that the settings read."""
    source = (ROOT / "treatytracker" / "settings.py").read_text()
    return set(re.findall(r'(?:\benv(?:\.\w+)?|\brequired)\(\s*"([A-Z_]+)"', source))


# The user's own environment must not reach the tests, least of all a DATABASE_URL: these lines
# stand before anything loads the settings. Only the test runner names another database.
for name in variables_in_settings():
    os.environ.pop(name, None)
FOLDER = Path(tempfile.mkdtemp(prefix="treaty-tests-"))
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "treatytracker.settings",
    "DEVELOPMENT": "1",
    "DATABASE_URL": os.environ.get("TESTS_DATABASE_URL")
    or f"sqlite:///{FOLDER / 'unused.sqlite3'}",
    "MEDIA_ROOT": str(FOLDER / "media"),
}

import hypothesis  # noqa: E402  the environment comes first
from django.conf import settings  # noqa: E402

settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as on a server: in memory, threads fail on each other's locks instead of waiting.
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(FOLDER / "test.sqlite3")
    # Nobody needs these rows after a power cut: no waiting for the disk.
    settings.DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"


# No test is about time: a machine with much else to do must not fail one.
hypothesis.settings.register_profile(
    "patient",
    parent=hypothesis.settings(),
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("patient")


@pytest.fixture(autouse=True)
def empty_cache():
    """Keep counts of attempts and cached answers inside one test."""
    from django.core.cache import cache

    cache.clear()


def count_from(number):
    """Let every factory go on at a number, whatever the tests before have made."""
    from factory.django import DjangoModelFactory

    waiting = [DjangoModelFactory]
    for each in waiting:
        waiting += each.__subclasses__()
        each.reset_sequence(number, force=True)


@pytest.fixture(autouse=True)
def same_names_in_any_order():
    """Let a test find the same numbers in the names of its rows whichever tests ran before it.

    They have four digits: no number that a test gives itself, or searches for, is among them.
    """
    count_from(1000)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Make the groups once, as a server does after migrating: everybody at the desk is in one."""
    from django.core.management import call_command

    with django_db_blocker.unblock():
        call_command("set_up_groups", verbosity=0)


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    """Return a function that calls another and keeps the rows it makes until the module ends.

    Each test still undoes what it does itself. Not for modules with transactional tests, which
    wait for locks that are held here.
    """
    from django.db import transaction

    def keep(function, *arguments, **named):
        count_from(next(thousands))
        with django_db_blocker.unblock():
            return function(*arguments, **named)

    thousands = itertools.count(2000, 1000)  # what is kept must not meet what each test makes
    with django_db_blocker.unblock(), transaction.atomic():
        with django_db_blocker.block():
            yield keep
        transaction.set_rollback(True)


@pytest.fixture
def django_assert_num_queries(django_assert_num_queries):
    """Count what a page costs a server that has been asked before: the index is caught up.

    What catching up itself costs is asserted where the index is tested.
    """
    from django.http import QueryDict

    from recommendations.listing import Listing

    def counted(*args, **kwargs):
        Listing(QueryDict()).facets()
        return django_assert_num_queries(*args, **kwargs)

    return counted


@pytest.fixture
def desk(client):
    """A client in which somebody is signed in who enters and reviews."""
    from articles.tests.editors import sign_in

    sign_in(client)
    return client


@pytest.fixture
def settings_variables():
    return variables_in_settings()


def pytest_collection_modifyitems(config, items):
    """Leave out what is about another database; on a second one what would say the same again."""
    from django.db import connection

    is_second = bool(os.environ.get("TESTS_DATABASE_URL"))
    fitting = [
        item
        for item in items
        if is_about(item, connection.vendor) and (asks_the_database(item) or not is_second)
    ]
    if len(fitting) < len(items):
        config.hook.pytest_deselected(items=list(set(items) - set(fitting)))
        items[:] = fitting


def is_about(item, vendor):
    """Return whether a test is about this kind of database, as most are about any."""
    only = item.get_closest_marker("only_on")
    return only is None or only.args == (vendor,)


def asks_the_database(item):
    """Return whether a test can turn out differently on another database.

    Without access to one (pytest-django refuses it to tests that do not ask for it) it cannot.
    """
    asks = item.get_closest_marker("django_db") or {"db", "transactional_db", "once"} & set(
        getattr(item, "fixturenames", ())
    )
    return bool(asks) and not item.get_closest_marker("any_database")


def pytest_collection_finish():
    """Spare the collector the modules and tests, which all live to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_sessionfinish(session):
    """With REQUIRE_ALL=1 a skipped test is a failure: CI must not quietly test less."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("REQUIRE_ALL") == "1" and reporter and reporter.stats.get("skipped"):
        reporter.write_line("\nREQUIRE_ALL=1: a skipped test counts as a failure.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure():
    shutil.rmtree(FOLDER, ignore_errors=True)
