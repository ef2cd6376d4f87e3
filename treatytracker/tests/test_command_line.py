"""What stops a command is said in one plain line, and its status tells that it was stopped."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, connection

from articles.models import Treaty
from recommendations.exchange.interchange.exporting import export_folder
from recommendations.tests.factories import RecommendationFactory
from recommendations.tests.test_broken_off import broken_off
from treatytracker.command_line import explanation


@pytest.fixture
def manage(settings, tmp_path):
    """Return a function that runs manage.py in an environment of its own, from another folder."""

    def run(*arguments, **variables):
        database = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        environment = {"PATH": os.environ["PATH"], "DATABASE_URL": database, "DEVELOPMENT": "1"}
        return subprocess.run(
            [sys.executable, settings.BASE_DIR / "manage.py", *arguments],
            cwd=tmp_path,
            env=environment | variables,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    ("arguments", "variables", "said"),
    [
        (["import_data", "data"], {"DEVELOPMENT": ""}, "Set the environment variable SECRET_KEY"),
        (["import_data", "--help"], {"DEVELOPMENT": ""}, "Set the environment variable SECRET_KEY"),
        (["check_data"], {"SESSION_HOURS": "long"}, "SESSION_HOURS is “long”"),
        (["check_data"], {}, "Tables are missing in the database: run migrate"),
        (["migrate"], {"DATABASE_URL": "sqlite:////nowhere/db.sqlite3"}, "cannot be reached"),
        (["check_data"], {"DATABASE_URL": "postgres://a:b@/c?host=/nowhere"}, "cannot be reached"),
    ],
)
def test_command_says_in_one_line_what_stopped_it(manage, arguments, variables, said):
    done = manage(*arguments, **variables)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert said in done.stderr


def test_import_of_sound_data_says_that_tables_are_missing(manage, settings):
    done = manage("import_data", str(settings.BASE_DIR / "data"))
    assert done.stderr.startswith("Tables are missing in the database: run migrate")
    assert done.stderr.count("\n") == 1


def test_traceback_is_shown_on_demand(manage):
    assert "Traceback" in manage("check_data", "--traceback").stderr


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["SELECT * FROM absent", "SELECT absent FROM articles_treaty"]
)
def test_missing_table_is_known_on_any_database(statement):
    with pytest.raises((OperationalError, ProgrammingError)) as refusal:
        connection.cursor().execute(statement)
    assert explanation(refusal.value).startswith("Tables are missing")


@pytest.mark.django_db
def test_fault_of_the_program_keeps_its_traceback():
    with pytest.raises((OperationalError, ProgrammingError)) as refusal:
        Treaty.objects.extra(where=["nonsense ("]).exists()
    assert explanation(refusal.value) == ""


@pytest.mark.django_db
@pytest.mark.only_on("postgresql")
def test_import_that_the_database_breaks_off_twice_is_said_in_one_line(tmp_path):
    RecommendationFactory()
    export_folder(tmp_path)
    with broken_off(), pytest.raises(OperationalError) as refusal:
        call_command("import_data", tmp_path)
    assert explanation(refusal.value).startswith("Others were changing the same records.")
