"""`make demo` may be run again and again: it never undoes what an editor did."""

import re
import socket

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

from articles.models import Treaty
from treatytracker.management.commands import demo


@pytest.fixture
def run(capsys):
    def prepare(*arguments):
        call_command("demo", "--no-server", *arguments)
        return capsys.readouterr().out

    return prepare


@pytest.mark.django_db
@pytest.mark.any_database  # importing is tried on each database where it is tested
def test_demo_prepares_data_and_an_editor_once(run, settings):
    first = run()
    password = re.search(r"Password:\s+(\S+)", first)[1]
    editor = authenticate(username="editor", password=password)
    assert editor.is_staff
    assert not editor.is_superuser
    assert {group.name for group in editor.groups.all()} == {"Editor", "Reviewer"}
    assert settings.REVIEW_OWN_ENTRIES
    assert editor.get_all_permissions()

    treaty = Treaty.objects.get(slug="un-cybercrime")
    treaty.title = "A title that an editor chose"
    treaty.save()
    editor.set_password("a password that the editor chose")
    editor.save()

    again = run()
    treaty.refresh_from_db()
    assert treaty.title == "A title that an editor chose"
    assert authenticate(username="editor", password="a password that the editor chose")
    assert "already here" in again
    assert "Sign in   editor" in again
    assert "make demo ARGS=--new-password" in again
    assert password not in again
    assert get_user_model().objects.count() == 1

    anew = re.search(r"Password:\s+(\S+)", run("--new-password"))[1]
    assert authenticate(username="editor", password=anew) == editor


@pytest.mark.django_db
@pytest.mark.any_database
def test_demo_brings_an_example_treaty_unless_it_is_left_out(run):
    assert "Example treaty" not in run("--no-example")
    assert not Treaty.objects.filter(example=True).exists()
    assert "Example treaty: imported" in run()
    assert Treaty.objects.get(example=True).title == "Example Convention on Lighthouses"
    assert "Example treaty: already here" in run()


def test_demo_refuses_production_mode(settings):
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError, match="development mode"):
        call_command("demo", "--no-server")


def test_demo_takes_the_next_free_port(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        first = taken.getsockname()[1]
        monkeypatch.setattr(demo, "FIRST_PORT", first)
        assert demo.free_port() > first


def test_demo_says_that_its_port_is_taken(capsys):
    command = demo.Command()
    command.say_how_to_enter(8001, "secret")
    said = capsys.readouterr().out
    assert "Port 8000 is taken" in said
    assert "http://127.0.0.1:8001/" in said
