"""The commands that read a draft in and write one out."""

import json
import os
import pty
import re
from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.management.commands import import_draft
from articles.models import Article, ProvisionText
from articles.tests import papers
from articles.tests.factories import ArticleFactory, DraftFactory, SuccessionFactory

pytestmark = pytest.mark.django_db

TEXT = "Article 1\nScope\n1. One.\n2. Two.\nArticle 2\nEnd\nText.\n"
DOUBTFUL = TEXT.replace("2. Two", "3. Three")


@pytest.fixture
def draft():
    return DraftFactory(slug="draft", treaty__slug="treaty")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text(TEXT)
    return path


def read_in(file, **options):
    out = StringIO()
    call_command("import_draft", str(file), treaty="treaty", draft="draft", stdout=out, **options)
    return out.getvalue()


def test_file_is_read_in_and_told(draft, file):
    said = read_in(file)
    assert "2 articles" in said
    assert "3 new, 0 changed, 0 removed, 0 unchanged" in said
    assert ProvisionText.objects.count() == 3
    assert "Nothing to write" in read_in(file)


def test_dry_run_tells_and_writes_nothing(draft, file):
    assert "dry run" in read_in(file, dry_run=True)
    assert not Article.objects.exists()


def test_doubts_and_differences_are_told(draft, file):
    file.write_text(DOUBTFUL)
    assert "The number 3 follows 1: one number is missing." in read_in(file, yes=True)
    file.write_text("Article premier\nChamp\n1. Le un de la loi.\n2. Le deux de la loi.")
    said = read_in(file, language="fr", dry_run=True)
    assert "Article 1(3): has no text in this language" in said


def test_doubtful_text_is_not_written_unasked(draft, file):
    file.write_text(DOUBTFUL)
    with pytest.raises(CommandError, match=r"doubts \(1\) and differences \(0\).*--yes"):
        read_in(file)
    assert not Article.objects.exists()
    assert "Written" in read_in(file, yes=True)
    assert "Nothing to write" in read_in(file)


@pytest.mark.parametrize(("answer", "count"), [("y", 2), ("", 0)])
def test_in_a_terminal_a_doubtful_text_is_asked_about(draft, file, monkeypatch, answer, count):
    file.write_text(DOUBTFUL)
    keyboard, terminal = pty.openpty()
    os.write(keyboard, f"{answer}\n".encode())
    with os.fdopen(terminal) as stdin, suppress(CommandError):
        monkeypatch.setattr("sys.stdin", stdin)
        assert "Import it anyway?" in read_in(file)
    os.close(keyboard)
    assert Article.objects.count() == count


def test_wrong_document_replaces_nothing_unless_told_to(draft, file):
    read_in(file)
    file.write_text("Article 1\nOther\n1. Others.\n2. Things.\nArticle 2\nEnd\nText.\n")
    assert "! Of 3 texts recorded in “en”, 0 would be removed and 2" in read_in(file, dry_run=True)
    with pytest.raises(CommandError, match=r"Nothing was written.*--replace-texts"):
        read_in(file)
    assert ProvisionText.objects.filter(text="One.").exists()
    assert "Written" in read_in(file, replace_texts=True)
    assert not ProvisionText.objects.filter(text="One.").exists()


def test_long_work_says_that_it_goes_on(draft, tmp_path, monkeypatch):
    monkeypatch.setattr(import_draft, "PATIENCE_SECONDS", 0.01)
    file = tmp_path / "text.pdf"
    file.write_bytes(papers.pdf([[(80, 700, 12, "Article 1"), (80, 680, 12, "1. Each")]]))
    said = read_in(file)
    assert re.match(r"Reading \d+ bytes …\n(  … \d+ s\n)+", said)
    assert said.count("bytes") == 1


def test_file_without_end_is_refused_at_the_limit(draft, tmp_path):
    file = tmp_path / "text.pdf"
    with file.open("wb") as opened:
        opened.write(b"%PDF-")
        opened.truncate(1 << 40)
    with pytest.raises(CommandError, match="The file is larger than 30 MB"):
        read_in(file)


def test_what_vanishes_and_is_pointed_to_is_listed(draft, file):
    article = ArticleFactory(draft=draft, number="9")
    SuccessionFactory(ancestor=article)
    with pytest.raises(CommandError, match=r"(?s)stopped.*Article 9.*succession"):
        read_in(file)


@pytest.mark.parametrize(
    ("name", "draft_slug", "said"),
    [
        ("absent.txt", "draft", "No such file"),
        ("text.txt", "other", "There is no draft “treaty/other”"),
        ("text.odt", "draft", "Files of this kind cannot be read"),
    ],
)
def test_what_is_not_there_is_said_in_words(draft, tmp_path, name, draft_slug, said):
    (tmp_path / "text.txt").write_text(TEXT)
    (tmp_path / "text.odt").write_text(TEXT)
    with pytest.raises(CommandError, match=said):
        call_command("import_draft", str(tmp_path / name), treaty="treaty", draft=draft_slug)


def test_draft_is_written_out(draft, file, tmp_path):
    read_in(file, verbosity=0)
    out = tmp_path / "text.xml"
    call_command("export_draft", treaty="treaty", draft="draft", output=str(out))
    assert b"<num>(1)</num>" not in out.read_bytes()
    assert "Nothing to write" in read_in(out)
    stream = StringIO()
    call_command("export_draft", treaty="treaty", draft="draft", stdout=stream)
    assert stream.getvalue().strip() == out.read_text().strip()
    with pytest.raises(CommandError, match="There is no draft"):
        call_command("export_draft", treaty="treaty", draft="other")


def test_language_that_a_draft_does_not_have_is_not_written_out(draft, file):
    with pytest.raises(CommandError, match="it has no text at all"):
        call_command("export_draft", treaty="treaty", draft="draft")
    read_in(file)
    with pytest.raises(CommandError, match="no text in “de”: its texts are in en"):
        call_command("export_draft", treaty="treaty", draft="draft", language="de")
    stream = StringIO()
    options = {"treaty": "treaty", "draft": "draft", "structure_only": True, "stdout": stream}
    call_command("export_draft", **options)
    assert "Scope" in stream.getvalue()
    assert "One." not in stream.getvalue()


def test_draft_is_written_out_in_the_language_of_its_headings(draft, file):
    file.write_text("Article premier\nChamp\n1. Le texte de la loi.\n")
    read_in(file, language="fr")
    stream = StringIO()
    call_command("export_draft", treaty="treaty", draft="draft", stdout=stream)
    assert "Le texte de la loi." in stream.getvalue()


def test_account_for_programs_says_where_all_words_are(draft, tmp_path):
    page = (
        "<nav>Menu of the site</nav><h1>A Treaty</h1><p>Article 1</p><p>Aim</p>"
        "<p>1. It <del>may</del> acts.</p><p>2. It <s>never</s> ends.</p><p>Done at Rome.</p>"
    )
    path = tmp_path / "text.html"
    path.write_text(page)
    said = json.loads(read_in(path, dry_run=True, json=True))
    assert said["articles"] == ["Article 1"]
    assert said["words"] == {
        **{"document": 16, "text": 6, "headings": 3, "title": 2, "struck": 2, "after": 3},
        "missing": 0,
    }
    assert said["share_in_text"] == 0.5625
    [struck] = [doubt for doubt in said["doubts"] if "Struck" in doubt["message"]]
    assert (struck["count"], struck["places"]) == (2, ["Article 1", "Article 1"])
    assert not Article.objects.exists()
    with pytest.raises(CommandError, match="--dry-run"):
        read_in(path, json=True)


def test_account_tells_articles_of_the_list_of_contents(draft, file):
    entries = "CONTENTS\nArticle 1 Scope\nArticle 2 End\n\n"
    file.write_text(entries + TEXT)
    said = read_in(file, dry_run=True)
    assert "Articles in the list of contents: 2; read: 2." in said
