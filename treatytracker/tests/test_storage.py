"""Files that there is no room for: nothing of them stays, and nothing else goes."""

import os
import resource

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile

from treatytracker.storage import WholeFileStorage

ROOM = 100_000  # bytes; a file of more meets what a full disk answers


@pytest.fixture
def storage(tmp_path):
    return WholeFileStorage(location=tmp_path)


@pytest.fixture
def little_room():
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, usual[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, usual)


def stored(folder):
    return [name for _path, _folders, names in os.walk(folder) for name in names]


def test_files_of_the_site_are_stored_whole():
    assert isinstance(default_storage, WholeFileStorage)


def test_file_without_room_leaves_nothing(storage, tmp_path, little_room):
    with pytest.raises(OSError, match="too large"):
        storage.save("submissions/a/a.pdf", ContentFile(b"x" * 2 * ROOM))
    assert stored(tmp_path) == []
    assert storage.save("submissions/a/a.pdf", ContentFile(b"x")) == "submissions/a/a.pdf"


def test_other_file_of_that_name_stays(storage, tmp_path, little_room, monkeypatch):
    storage.save("a.pdf", ContentFile(b"first"))
    # As though the other had come between looking for a name and taking it.
    with pytest.raises(OSError, match="too large"):
        storage._save("a.pdf", ContentFile(b"x" * 2 * ROOM))
    assert stored(tmp_path) == ["a.pdf"]
    assert (tmp_path / "a.pdf").read_bytes() == b"first"


def test_upload_that_lies_in_a_file_is_moved(storage):
    with TemporaryUploadedFile("a.pdf", "application/pdf", 5, None) as upload:
        upload.write(b"whole")
        upload.flush()
        name = storage.save("a.pdf", upload)
    with storage.open(name) as file:
        assert file.read() == b"whole"
