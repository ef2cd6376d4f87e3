"""The text of an uploaded file is recorded with it, or it is said why not; what is typed stays."""

import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.reading import sandbox
from articles.tests import papers
from articles.tests.editors import filled
from articles.tests.factories import TreatyFactory
from recommendations import passages
from recommendations.admin import text_extraction
from recommendations.models import Submission
from recommendations.tests.factories import SubmissionFactory

pytestmark = pytest.mark.django_db

ADD = reverse("admin:recommendations_submission_add")
PDF = papers.pdf(
    [[(80, 700, 12, "Title")], [(80, 700, 12, "We ask to nar-"), (80, 680, 12, "row it.")]]
)


@pytest.fixture
def desk(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return desk


@pytest.fixture
def save(desk):
    """Return a function that saves a file at an address of the desk, following to the next page."""

    def post(content, name="comments.pdf", address=ADD, **given):
        upload = SimpleUploadedFile(name, content)
        data = filled(desk.get(address), file=upload, **given)
        return desk.post(address, data, follow=True)

    return post


@pytest.fixture
def enter(save):
    treaty = TreatyFactory()
    return lambda *file, **given: save(*file, title="Comments", treaty=treaty.pk, **given)


def told(response):
    return " ".join(str(message) for message in response.context["messages"])


def test_text_of_a_pdf_is_recorded_with_its_pages(enter):
    answer = enter(PDF)
    submission = Submission.objects.get()
    assert submission.text == "Title\fWe ask to nar-\nrow it."
    assert "The text of the file was read. Passages are looked up in it. Pages: 2." in told(answer)
    assert passages.find(submission.text, "We ask to narrow it.")[0].page == 2


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (papers.pdf([[]]), "scan.pdf", "only images of pages"),
        (papers.pdf([[]], encrypted=True), "secret.pdf", "encrypted"),
        (b"\xd0\xcf\x11\xe0", "old.doc", "Files of this kind cannot be read"),
        (b"<p></p>", "x.html", "There is no text in this file"),
    ],
)
def test_file_that_cannot_be_read_is_kept_and_it_is_said_why(enter, content, name, said):
    answer = enter(content, name)
    submission = Submission.objects.get()
    assert submission.text == ""
    with submission.file.open() as kept:
        assert kept.read() == content
    assert "its text could not be read, so passages cannot be checked" in told(answer)
    assert said in told(answer)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"], "could not be read"),
        (["no such program"], "cannot read files right now"),
    ],
)
def test_reading_that_is_killed_leaves_the_file_and_says_so(enter, monkeypatch, command, said):
    monkeypatch.setattr(sandbox, "COMMAND", command)
    assert said in told(enter(PDF))
    submission = Submission.objects.get()
    assert (bool(submission.file), submission.text) == (True, "")


def test_file_that_takes_too_long_is_kept(enter, monkeypatch):
    monkeypatch.setattr(text_extraction, "PATIENCE_SECONDS", 0)
    assert "takes too long to read" in told(enter(PDF))
    assert Submission.objects.get().file


def test_text_of_more_than_a_form_can_hold_is_not_recorded(enter, monkeypatch):
    monkeypatch.setattr(text_extraction, "LARGEST", 10)
    assert "too long to be stored" in told(enter(b"We ask for it.", "x.txt"))
    assert Submission.objects.get().text == ""


def test_text_that_was_typed_stays_and_nothing_is_read(enter, monkeypatch):
    monkeypatch.setattr(sandbox, "COMMAND", ["no such program"])
    assert "text" not in told(enter(PDF, text="Typed."))
    assert Submission.objects.get().text == "Typed."


def test_text_that_was_typed_meanwhile_stays(desk):
    submission = SubmissionFactory(text="")
    submission.file.save("x.txt", SimpleUploadedFile("x.txt", b"Read."))
    Submission.objects.update(text="Typed.")
    text_extraction.read_out(submission)
    assert Submission.objects.get().text == "Typed."


def test_other_file_beside_an_old_text_is_pointed_out(save):
    submission = SubmissionFactory(text="Old.")
    address = reverse("admin:recommendations_submission_change", args=[submission.pk])
    assert "empty the field and choose the file again" in told(
        save(PDF, address=address, _continue="1")
    )
    answer = save(PDF, address=address, text="", all_the_same="on", _continue="1")
    assert "Pages: 2." in told(answer)
    assert "Title\fWe ask" in Submission.objects.get().text


def test_nothing_is_read_of_what_is_refused(enter, desk, monkeypatch):
    monkeypatch.setattr(sandbox, "COMMAND", ["no such program"])
    data = filled(desk.get(ADD), title="", file=SimpleUploadedFile("x.pdf", PDF))
    assert desk.post(ADD, data).status_code == 200


@pytest.mark.parametrize(("text", "is_said"), [("", True), (" ", True), ("We ask.", False)])
def test_form_of_a_recommendation_says_that_passages_cannot_be_checked(desk, text, is_said):
    submission = SubmissionFactory(text=text)
    given = {"submission": submission.pk, "quote": "We ask.\n\nFor it."}
    answer = desk.post(reverse("admin:desk_hints"), given).text
    words = "The text of this submission is not recorded: passages cannot be checked."
    assert answer.count(words) == is_said
