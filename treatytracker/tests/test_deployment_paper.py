"""The short script of docs/deployment.md does what that paper says of it."""

import os
import re
import subprocess
import sys

import pytest

SCRIPT = re.compile(r"^```\n(#!/bin/sh\n.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = "import os; from django.conf import settings as s; print(os.getcwd(), s.MEDIA_ROOT)"


@pytest.fixture
def tracker(settings, tmp_path):
    """Return a function that writes an environment and runs the script of the paper with it."""
    [script] = SCRIPT.findall((settings.BASE_DIR / "docs" / "deployment.md").read_text())
    for ours, there in (
        (tmp_path / "environment", "/srv/treaty-tracker/environment"),
        (sys.executable, "/srv/treaty-tracker/venv/bin/python"),
        (settings.BASE_DIR / "manage.py", "/srv/treaty-tracker/site/manage.py"),
    ):
        assert there in script
        script = script.replace(there, str(ours))
    (tmp_path / "tracker").write_text(script)

    def run(*arguments, environment):
        (tmp_path / "environment").write_text(environment)
        return subprocess.run(
            ["/bin/sh", tmp_path / "tracker", *arguments],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_script_stays_in_the_folder_and_reads_single_quotes(tracker, tmp_path):
    environment = f"DEVELOPMENT=1\nMEDIA_ROOT='{tmp_path}/my media $HOME'\n"
    done = tracker("shell", "--verbosity=0", "-c", SHOWN, environment=environment)
    assert done.stdout == f"{tmp_path} {tmp_path}/my media $HOME\n", done.stderr


def test_script_stops_at_a_line_that_the_shell_cannot_read(tracker, tmp_path):
    environment = f"DEVELOPMENT=1\nMEDIA_ROOT={tmp_path}/my media\n"
    done = tracker("shell", "--verbosity=0", "-c", SHOWN, environment=environment)
    assert done.returncode != 0
    assert "not found" in done.stderr
    assert done.stdout == ""
