"""Files are read in a process with limits: what would exhaust a server ends there, in words."""

import os
import sys

import pytest

from articles.reading import formats, sandbox
from articles.reading.lines import Unreadable
from articles.tests import papers
from articles.tests.fuzzing import MADE

TEXT = b"Article 1\nScope\n1. Each Party shall act.\n"
# Passes every glance, and takes the grammar some seconds.
LONG = b"Article 1\nScope\n\n" + (b"(a) x; (b) y; " * 1000 + b"\n\n") * 400

limited = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")


@pytest.mark.parametrize("suffix", [".txt", ".docx", ".pdf"])
def test_process_gives_the_outline_that_reading_here_gives(suffix):
    name = f"text{suffix}"
    assert sandbox.read(MADE[suffix], name) == formats.read(MADE[suffix], name)


def test_language_and_odd_names_reach_the_process():
    assert sandbox.read(TEXT, "\x00 \udcff «é».txt", "fr").language == "fr"


def test_process_says_why_it_reads_nothing():
    with pytest.raises(Unreadable, match="This Word document is damaged"):
        sandbox.read(papers.docx(["Article 1"])[:200], "text.docx")


def test_what_a_glance_tells_costs_no_process(monkeypatch):
    monkeypatch.setattr(sandbox, "COMMAND", ["no such program"])
    with pytest.raises(Unreadable, match="Files of this kind cannot be read"):
        sandbox.read(TEXT, "text.exe")


@limited
@pytest.mark.parametrize(
    ("limit", "value", "content", "said"),
    [
        ("PROCESSOR_SECONDS", 1, LONG, "takes too long to read"),
        ("SECONDS", 0.1, TEXT, "takes too long to read"),
        ("LARGEST_ANSWER", 200, TEXT, "too long to be read"),
    ],
)
def test_each_limit_is_told_in_words(monkeypatch, limit, value, content, said):
    monkeypatch.setattr(sandbox, limit, value)
    with pytest.raises(Unreadable, match=said):
        sandbox.read(content, "text.txt")


@limited
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.docx", papers.docx(["<w:p/>" * 900_000])),
        ("x.html", b"<p>" * 900_000),
        ("x.yaml", b"articles: [" + b"a," * 900_000 + b"]"),
    ],
)
def test_memory_that_a_file_unfolds_to_is_not_that_of_the_server(monkeypatch, name, content):
    monkeypatch.setattr(sandbox, "MEMORY", 150_000_000)
    with pytest.raises(Unreadable):
        sandbox.read(content, name)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "{",
        "[]",
        "7",
        '{"outline": []}',
        '{"outline": {"language": "en", "divisions": 1}}',
        "[" * 100_000,
    ],
)
def test_answer_that_is_none_is_a_refusal(monkeypatch, tmp_path, written):
    (tmp_path / "answer").write_text(written)
    command = [sys.executable, "-c", f"print(open({str(tmp_path / 'answer')!r}).read())"]
    monkeypatch.setattr(sandbox, "COMMAND", command)
    with pytest.raises(Unreadable, match="This file could not be read"):
        sandbox.read(TEXT, "text.txt")


def test_a_process_that_is_killed_is_told(monkeypatch):
    end = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    monkeypatch.setattr(sandbox, "COMMAND", [sys.executable, "-c", end])
    with pytest.raises(Unreadable, match="This file could not be read"):
        sandbox.text(TEXT, "text.txt")


def test_a_process_that_hangs_is_ended(monkeypatch, tmp_path):
    pid = tmp_path / "pid"
    hang = f"import os, time; open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(300)"
    monkeypatch.setattr(sandbox, "COMMAND", [sys.executable, "-c", hang])
    monkeypatch.setattr(sandbox, "SECONDS", 3)
    with pytest.raises(Unreadable, match="takes too long to read"):
        sandbox.text(TEXT, "text.txt")
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def test_a_server_that_cannot_start_a_process_says_so(monkeypatch, caplog):
    monkeypatch.setattr(sandbox, "COMMAND", ["no such program"])
    with pytest.raises(Unreadable, match="cannot read files right now"):
        sandbox.text(TEXT, "text.txt")
    assert "no process was started" in caplog.text


def test_process_knows_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    tell = "import json, os; print(json.dumps({'fault': ' '.join(os.environ)}))"
    monkeypatch.setattr(sandbox, "COMMAND", [sys.executable, "-c", tell])
    with pytest.raises(Unreadable) as refusal:
        sandbox.read(TEXT, "text.txt")
    names = set(str(refusal.value).split())
    assert "PATH" in names
    assert not {"SECRET_KEY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"} & names
