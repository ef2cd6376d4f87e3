"""Whether a document is here is told by its file, of which nothing is stored."""

import hashlib
import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.tests import papers
from recommendations.models import State, Submission
from recommendations.models.submission import LARGEST_FILE
from recommendations.tests.factories import SubmissionFactory
from recommendations.tests.reading import links_of, text_of
from recommendations.views import exports

pytestmark = pytest.mark.django_db
ADDRESS = "/find-document/"
SENTENCES = [
    "We ask the Committee to narrow the scope of this article to serious offences.",
    "Judicial authorisation has to come before every measure of interception.",
    "States should tell those concerned as soon as that puts no investigation at risk.",
]
FILE = "\n\n".join(SENTENCES).encode()


@pytest.fixture
def submission():
    row = SubmissionFactory(title="Comments of an example", published=True)
    row.sha256 = hashlib.sha256(FILE).hexdigest()
    row.save()
    return row


def ask(client, content, name="comments.txt", **extra):
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)}, **extra)


def test_the_very_file_is_found(client, submission, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    before = set(Path(tempfile.gettempdir()).glob("*.upload*"))
    page = ask(client, FILE)
    assert "Yes, it is here" in text_of(page)
    assert (submission.get_absolute_url(), submission.title) in links_of(page)
    assert list(tmp_path.iterdir()) == []
    assert set(Path(tempfile.gettempdir()).glob("*.upload*")) == before


def test_another_file_with_its_sentences_seems_to_be_it(client, submission):
    Submission.objects.filter(pk=submission.pk).update(text="\n".join(SENTENCES))
    page = ask(client, papers.docx(SENTENCES), "comments.docx")
    assert "It seems to be here" in text_of(page)
    assert (submission.get_absolute_url(), submission.title) in links_of(page)


def test_what_is_not_here_is_said_so(client, submission):
    page = ask(client, b"A document that nobody has entered, and which says much of its own.")
    assert page.status_code == 200
    assert "No, it was not found" in text_of(page)


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"\x00\x01", b"Short."])
def test_what_cannot_be_read_is_compared_by_its_bytes_alone(client, submission, content):
    words = text_of(ask(client, content, "comments.pdf"))
    assert "No, it was not found" in words
    Submission.objects.filter(pk=submission.pk).update(sha256=hashlib.sha256(content).hexdigest())
    assert "Yes, it is here" in text_of(ask(client, content, "comments.pdf"))


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW, State.WITHDRAWN])
def test_what_is_not_public_is_not_told(client, submission, state):
    Submission.objects.filter(pk=submission.pk).update(state=state, text="\n".join(SENTENCES))
    assert "No, it was not found" in text_of(ask(client, FILE))


def test_a_form_without_a_file_says_what_is_missing(client):
    page = client.post(ADDRESS)
    assert page.status_code == 400
    assert "Choose a file." in text_of(page)
    empty = ask(client, b"")
    assert empty.status_code == 400
    assert "The file is empty." in text_of(empty)


def test_what_is_too_large_is_refused_before_it_is_read(client):
    page = client.post(ADDRESS, CONTENT_LENGTH=str(LARGEST_FILE * 2))
    assert page.status_code == 413
    assert "The file is larger than 30.0 MB" in text_of(page)


def test_long_work_is_bounded(client, submission):
    assert exports.slots.take("192.0.2.1")
    try:
        refused = ask(client, FILE, REMOTE_ADDR="192.0.2.1")
    finally:
        exports.slots.give_back("192.0.2.1")
    assert (refused.status_code, refused["Retry-After"]) == (429, "30")
    assert not exports.slots._running
    assert ask(client, FILE, REMOTE_ADDR="192.0.2.1").status_code == 200


def test_a_page_of_another_site_cannot_ask(submission):
    visitor = Client(enforce_csrf_checks=True)
    assert ask(visitor, FILE).status_code == 403
    token = visitor.get(ADDRESS).context["csrf_token"]
    answer = visitor.post(
        ADDRESS, {"file": SimpleUploadedFile("a.txt", FILE), "csrfmiddlewaretoken": str(token)}
    )
    assert "Yes, it is here" in text_of(answer)


def test_the_list_leads_to_it(client):
    assert (ADDRESS, "Or choose its file") in links_of(client.get("/submissions/"))
    assert client.put(ADDRESS).status_code == 405


def test_the_api_finds_a_submission_by_its_sum(client, submission):
    for given in (submission.sha256, submission.sha256.upper()):
        answer = client.get("/api/v1/submissions/", {"sha256": given}).json()
        assert [row["slug"] for row in answer["results"]] == [submission.slug]
    assert client.get("/api/v1/submissions/", {"sha256": "0" * 64}).json()["count"] == 0
    wrong = client.get("/api/v1/submissions/", {"sha256": "zqx"})
    assert wrong.status_code == 400
    assert "sha256" in wrong.content.decode()
