"""An import that is killed leaves no files: the next one takes them away."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from recommendations.exchange.interchange.exporting import export_folder
from recommendations.exchange.interchange.importing import import_folder
from recommendations.exchange.interchange.importing.stored_files import (
    PREFIX,
    StoredFiles,
    remove_files_of_killed_imports,
)
from recommendations.models import Submission
from recommendations.tests.everything import make_everything
from recommendations.tests.factories import SubmissionFactory

pytestmark = pytest.mark.django_db
KILLED = """
import django, os, signal
django.setup()
from django.core.files.base import ContentFile
from recommendations.exchange.interchange.importing.stored_files import StoredFiles
StoredFiles().save("submissions/a/a.pdf", ContentFile(b"of an import"), 300)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def killed(media, settings):
    """Let a process store a file as an import does, and be killed."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED],
        cwd=settings.BASE_DIR,
        env=os.environ | {"MEDIA_ROOT": str(media)},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert (media / "submissions/a/a.pdf").exists()


def files(media):
    return [path.name for path in Path(media).rglob("*") if path.is_file()]


def test_next_import_removes_the_files_of_a_killed_one(killed, media, tmp_path):
    make_everything()
    (tmp_path / "data").mkdir()
    export_folder(tmp_path / "data")
    import_folder(tmp_path / "data")
    assert "a.pdf" not in files(media)
    assert not [name for name in files(media) if name.startswith(PREFIX)]
    assert files(media)  # those of the submission


def test_file_that_a_submission_has_or_had_stays(killed, media):
    submission = SubmissionFactory(file="submissions/a/a.pdf")
    submission.file = ""
    submission.save()
    assert Submission.history.filter(file="submissions/a/a.pdf").exists()
    remove_files_of_killed_imports()
    assert files(media) == ["a.pdf"]


def test_files_of_an_import_that_runs_stay(media):
    stored = StoredFiles()
    name = stored.save("submissions/b/b.pdf", ContentFile(b"b"), 300)
    remove_files_of_killed_imports()
    assert default_storage.exists(name)
    stored.remove()
    stored.close()
    assert files(media) == []
