"""Texts to measure the reading of: real ones where they are, else one that is as a treaty is."""

import sys
from pathlib import Path

import pytest

from articles.models import Provision
from articles.reading import formats
from articles.tests.factories import DraftFactory
from bench import draft_reading, text_run
from bench.memory import Peak, children


@pytest.fixture
def absent(monkeypatch):
    monkeypatch.setattr(draft_reading, "REAL", Path("nowhere"))


def test_generated_text_is_of_the_size_wanted_and_read_without_a_doubt():
    text = draft_reading.generated(20_000).encode()
    read = formats.read(text, "generated.txt")
    assert 20_000 <= len(text) < 25_000
    assert read.doubts == []
    assert {provision.kind for _article, provision, _parent in read.walk()} == {
        "paragraph",
        "point",
    }


def test_largest_of_each_format_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(draft_reading, "REAL", tmp_path)
    for name, size in (("a.txt", 3), ("b.txt", 5), ("c.txt", 4), ("d.pdf", 1)):
        (tmp_path / name).write_bytes(b"x" * size)
    with draft_reading.largest(print) as files:
        assert [file.name for file in files] == ["d.pdf", "b.txt"]


def test_absence_of_real_texts_is_said_and_one_is_generated(absent):
    said = []
    with draft_reading.largest(said.append) as files:
        assert [file.suffix for file in files] == [".txt"]
        assert files[0].stat().st_size >= draft_reading.GENERATED_BYTES
    assert said == [
        "there are no real treaties in ../shared/data: a generated text is read instead"
    ]


@pytest.mark.django_db
def test_text_is_read_and_stored_and_then_nothing_is_new(tmp_path):
    file = tmp_path / "text.txt"
    file.write_text(draft_reading.generated(3000))
    figures = text_run.measured(file, DraftFactory())
    assert set(figures["seconds"]) == set(draft_reading.STEPS)
    assert figures["provisions"] == Provision.objects.count() > 10


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of a process")
def test_peak_is_what_a_block_takes_and_not_what_was_before():
    with Peak() as much:
        held = bytearray(b"x" * 60_000_000)
    del held
    with Peak() as little:
        pass
    assert much.bytes > 50_000_000 > little.bytes
    assert children() == []
