"""The table of formats: what help texts, accepted types and documents say of it."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.admin.text_import import UploadForm
from articles.reading import formats
from articles.reading.formats import FORMATS, Format
from articles.reading.lines import Line, Unreadable
from articles.tests import papers

ROOT = Path(__file__).parents[2]
DOCUMENT = Format("OpenDocument", (".odt",), lambda _content: [Line("x")], (b"PK\x03\x04",))


@pytest.fixture
def with_another(monkeypatch):
    """A further format whose files begin as Word's do."""
    monkeypatch.setattr(formats, "FORMATS", [*FORMATS, DOCUMENT])


def test_every_format_is_told_wherever_formats_are_told():
    upload = UploadForm().fields["file"]
    accepted = upload.widget.attrs["accept"].split(",")
    guide = (ROOT / "docs/editing.md").read_text()
    for one in FORMATS:
        assert set(one.suffixes) <= set(accepted)
        assert f"{one.name} ({one.suffixes[0]})" in upload.help_text
        assert f"{one.name} ({', '.join(f'`{suffix}`' for suffix in one.suffixes)})" in guide


def test_command_tells_every_format(capsys):
    with pytest.raises(SystemExit):
        call_command("import_draft", "--help")
    said = " ".join(capsys.readouterr().out.split())
    assert all(suffix in said for one in FORMATS for suffix in one.suffixes[:1])


@pytest.mark.usefixtures("with_another")
def test_two_formats_may_be_archives():
    archive = papers.packed({"mimetype": "x"})
    assert formats.accepted(archive, "text.odt") is DOCUMENT
    assert formats.accepted(archive, "text.docx").name == "Word"
    assert ".odt" in formats.suffixes()
    assert "OpenDocument (.odt)" in formats.names()
    with pytest.raises(Unreadable, match="is ZIP and not text"):
        formats.accepted(archive, "text.txt")
    with pytest.raises(Unreadable, match=r"Kinds that can be read: .*\.odt"):
        formats.accepted(archive, "text.zip")


@pytest.mark.parametrize("suffix", [suffix for one in FORMATS for suffix in one.suffixes])
def test_every_suffix_has_a_reader(suffix):
    with pytest.raises(Unreadable):
        formats.text(b"%PDF-" if suffix == ".pdf" else b"PK\x03\x04", f"x{suffix}")


def test_process_that_reads_loads_nothing_of_django():
    program = (
        "import sys; from articles.reading import sandbox_worker as worker;"
        "before = len(sys.modules);"
        "worker.answer(b'Article 1\\n1. Act.', 'x.txt', 'outline', None); worker.speak('fr');"
        "print(before, *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    empty = subprocess.run(
        [sys.executable, "-c", "import sys; print(len(sys.modules))"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert not {"django", "lxml", "pypdfium2", "yaml"} & set(said)
    # What starts is Python, this module and the packages that it lies in.
    assert int(said[0]) - int(empty) <= 3
