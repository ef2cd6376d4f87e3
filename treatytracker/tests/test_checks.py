"""Production refuses unsafe settings; development does not mind them."""

import subprocess
import sys

import pytest
from django.core.checks import Tags, run_checks

from treatytracker.api.throttling import VisitorRateThrottle

GOOD_KEY = "kX2v9-Qw7_zR4tY8uI1oP5aS3dF6gH0jK-lZ9xC2vB7nM_4qW1eT"


def faults():
    return {fault.id for fault in run_checks(tags=[Tags.security]) if "treatytracker." in fault.id}


@pytest.fixture
def production(settings):
    settings.DEVELOPMENT = False
    settings.DEBUG = False
    settings.SECRET_KEY = GOOD_KEY
    settings.ALLOWED_HOSTS = ["tracker.example"]
    return settings


def test_sound_production_settings_pass(production):
    assert faults() == set()


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("SECRET_KEY", "short", "treatytracker.E001"),
        ("SECRET_KEY", "ab" * 50, "treatytracker.E001"),
        ("SECRET_KEY", "for development only, never for a server " * 2, "treatytracker.E001"),
        ("DEBUG", True, "treatytracker.E002"),
        ("ALLOWED_HOSTS", ["tracker.example", "*"], "treatytracker.E003"),
    ],
)
def test_unsafe_production_setting_is_an_error(production, name, value, fault):
    setattr(production, name, value)
    assert faults() == {fault}


def media_faults():
    checks = run_checks(tags=[Tags.files], include_deployment_checks=True)
    return [fault for fault in checks if fault.id == "treatytracker.E004"]


def test_folder_of_files_that_takes_one_passes_and_stays_empty(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert media_faults() == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["/proc/media", "/nonexistent/media", "a file", "too long" * 99])
def test_folder_that_takes_no_file_is_an_error(settings, tmp_path, place):
    (tmp_path / "a file").touch()
    settings.MEDIA_ROOT = tmp_path / place
    [fault] = media_faults()
    assert f"MEDIA_ROOT, {settings.MEDIA_ROOT}, takes no file" in fault.msg
    assert "Make that folder" in fault.hint


@pytest.mark.parametrize("rate", ["", "1/s", "600/min", "5000/hour", "100000/day"])
def test_rates_that_the_api_reads_pass(production, rate):
    production.API_RATE = rate
    assert (rate == "") == (VisitorRateThrottle().rate is None)


def test_development_is_left_alone(production):
    production.DEVELOPMENT, production.DEBUG, production.ALLOWED_HOSTS = True, True, ["*"]
    assert faults() == set()


def start(settings, **environment):
    """Return the settings' answer to an environment, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "import treatytracker.settings"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("empty", [True, False])
def test_production_does_not_start_without(settings, missing, empty):
    environment = {"SECRET_KEY": GOOD_KEY, "ALLOWED_HOSTS": "tracker.example"}
    environment.pop(missing)
    if empty:
        environment[missing] = ""
    done = start(settings, **environment)
    assert done.returncode != 0
    assert f"Set the environment variable {missing}" in done.stderr


def test_production_starts_with_both(settings):
    done = start(settings, SECRET_KEY=GOOD_KEY, ALLOWED_HOSTS="tracker.example")
    assert done.returncode == 0, done.stderr
