"""An import with faults: all of them at once, each at its place, and nothing written."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from articles.models import Article, Draft, Treaty
from recommendations.exchange.interchange.exporting import export_folder
from recommendations.exchange.interchange.faults import Faulty
from recommendations.exchange.interchange.importing import import_folder
from recommendations.models import Organisation, Submission, Theme
from recommendations.tests.everything import AWKWARD, forget_everything, make_everything
from recommendations.tests.factories import RecommendationFactory

pytestmark = pytest.mark.django_db
FILE = "submissions/comments-convention.yaml"
DRAFT = "treaties/convention/drafts/draft-1.yaml"
SUCCESSIONS = "treaties/convention/successions.yaml"


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="module")
def sound(once, tmp_path_factory):
    """A sound folder of data."""
    folder = tmp_path_factory.mktemp("sound")
    with override_settings(MEDIA_ROOT=folder / "media"):
        for act in (make_everything, lambda: export_folder(folder / "data"), forget_everything):
            once(act)
    return folder / "data"


@pytest.fixture
def folder(sound, tmp_path):
    """A copy of a sound folder, for one test to spoil; the database is empty."""
    return Path(shutil.copytree(sound, tmp_path / "data"))


def faults_of(folder):
    """Import a folder that is faulty; return its faults as text."""
    with pytest.raises(Faulty) as refusal:
        import_folder(folder)
    return [str(fault) for fault in refusal.value.faults]


def edit(folder, file, *replacements):
    path = folder / file
    text = path.read_text()
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text)


def line_of(folder, file, text):
    """Return the number of the first line that holds a text."""
    lines = (folder / file).read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_all_faults_of_all_files_are_reported_at_once_and_nothing_is_written(folder):
    edit(folder, "organisations.yaml", ("country: NO", "country: Norway"))
    edit(folder, DRAFT, ("kind: informal", "kind: secret"))
    edit(folder, SUCCESSIONS, ("to: draft-2/article-6-10", "to: draft-2/article-7"))
    edit(folder, FILE, ("  title: no\n", ""), ("- lower-convention", "- higher"))
    (folder / "themes.yaml").write_text("- slug: [\n")
    found = faults_of(folder)
    files = {fault.split(":")[0] for fault in found}
    assert files == {"organisations.yaml", "themes.yaml", DRAFT, SUCCESSIONS, FILE}
    assert any("draft-2/article-7" in fault for fault in found)
    assert not Organisation.objects.exists()
    assert not Treaty.objects.exists()


def test_fault_names_file_line_and_path(folder):
    edit(folder, FILE, ("relation: after", "article: x\n    relation: after"))
    edit(
        folder,
        FILE,
        ("article: convention/draft-1/article-24-bis\n    article: x", "article: a/b/c"),
    )
    line = line_of(folder, FILE, "article: a/b/c")
    assert faults_of(folder) == [
        f"{FILE}:{line} recommendations[0].targets[1].article: no article “a/b/c”"
    ]


def test_what_depends_on_a_faulty_row_is_no_fault_of_its_own(folder):
    edit(folder, DRAFT, ("stage: 1", "stage: first"))
    line = line_of(folder, DRAFT, "stage")
    assert faults_of(folder) == [f"{DRAFT}:{line} stage: “first” is not a whole number"]


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (FILE, "treaty: convention", "treaty: other", "no treaty “other”"),
        (FILE, "session: session-6", "session: session-9", "no session “convention/session-9”"),
        (FILE, "- draft-1", "- draft-9", "drafts[0]: no draft “convention/draft-9”"),
        (FILE, "organisation: endorser-convention", "organisation: x", "no organisation “x”"),
        (FILE, "- lower-convention", "- lowest", "themes[0]: no theme “lowest”"),
        (FILE, "__point_c", "__point_d", "no provision “convention/draft-1#"),
        (FILE, "article: convention/draft-1/article-24-bis\n    provision",
         "division: convention/draft-1/chapter-i\n    provision",
         "a provision must be given with its article"),
        (FILE, "division: convention/draft-1/chapter-i", "new_label: Chapter I",
         "A target is an article or a division. Choose one."),
        (FILE, "draft: convention/draft-2", "draft: convention/draft-9", "no draft “convention/d"),
        (FILE, "date: 2023-07", "date: July", "date: Enter a date as 2023, 2023-07 or 2023-07-19"),
        (FILE, "sha256: ", "sha256: 0", "sha256: the file has a different SHA-256"),
        (FILE, "file: asked.pdf", "file: ../../x.pdf", "file: no file “submissions/files/"),
        (FILE, "- key: key", "- key: k/", "is not a key"),
        (FILE, "slug: comments-convention", "slug: comments", "and the name “comments-convention”"),
        (FILE, "source_url: https:", "source_url: javascript:", "source_url: Enter a valid URL"),
        (FILE, "state: published\npublished_at: 2024-02-29T23:59:59.123456Z", "state: withdrawn",
         "state: What is published must have its publication date."),
        (FILE, "  number: 6.10\n  state: published\n  published_at: 2024-02-29T23:59:59.123456Z",
         "  number: 6.10\n  state: draft", "state: What is published must have its "
                                           "publication date."),
        (FILE, "language: fr\n      proposed", "language: fr\n      base: X\n      proposed",
         "base: An insertion has no base wording. Leave it empty."),
        (DRAFT, "division: chapter-i", "division: chapter-x", "no division “convention/draft-1/c"),
        (DRAFT, "- session-6", "- session-7", "sessions[0]: no session “convention/session-7”"),
        (DRAFT, "basis: sourced\nsource: 'A/AC.291/22: page 3'", "basis: sourced",
         "Enter the source, or mark this as unverified."),
        (DRAFT, "eid: art_24bis__para_2\n", "eid: art_25__para_2\n", "eId must begin with that of"),
        (SUCCESSIONS, "to: draft-2/article-6-10", "to: draft-1/article-24-bis", "to a later stage"),
        (SUCCESSIONS, "  to: draft-2/article-6-10\n", "", "either to an article or to the draft"),
        (SUCCESSIONS, "- from: draft-1/article-24-bis\n  to", "- to", "[1]: missing key “from”"),
        (SUCCESSIONS, "new: draft-2/article-6-10", "new: draft-2/article-7",
         "new: no article “convention/draft-2/article-7”"),
        (SUCCESSIONS, "- new: draft-2", "- from: draft-1/article-24-bis\n  new: draft-2",
         "new: what is “new” came from nothing: it has no from, to, dropped_in"),
        (SUCCESSIONS, "score: 0.625", "score: 1.5", "score: “1.5” is not a number from 0 to 1"),
        (SUCCESSIONS, "dropped_in: draft-2", "to: draft-2/article-6-10", "is described twice"),
        ("organisations.yaml", "country: NO", "country: no", "[1]: Enter the country as"),
        ("organisations.yaml", "slug: endorser", "slug: é", "slug: Enter a valid “slug”"),
        ("organisations.yaml", "slug: endorser-convention", "slug: organisation-convention",
         "[1].slug: “organisation-convention” is described twice, first at organisations.yaml:1"),
        ("themes.yaml", "name: Lower", f"name: {'x' * 200}", "at most 120 characters"),
        ("themes.yaml", "  children", "  parent: x\n  children", "unknown key “parent”"),
        ("treaties/convention/treaty.yaml", "ends_on: 2023-09-01", "ends_on: 2022-09-01",
         "A session cannot end before it starts."),
    ],
)  # fmt: skip
def test_fault_is_reported_in_words(folder, file, old, new, fault):
    edit(folder, file, (old, new))
    found = faults_of(folder)
    assert any(line.startswith(file) and fault in line for line in found), found
    assert not Organisation.objects.exists()


def test_fault_of_many_places_is_told_once_with_their_number(folder):
    path = folder / "organisations.yaml"
    path.write_text("".join(f"- slug: organisation-{n}\n" for n in range(370)))
    with pytest.raises(CommandError) as refusal:
        call_command("import_data", str(folder))
    heading, *lines = str(refusal.value).splitlines()
    at = lines.index("organisations.yaml:1 [0]: missing key “name”")
    assert lines[at + 1 : at + 4] == [
        "  also at organisations.yaml:2 [1]",
        "  also at organisations.yaml:3 [2]",
        "  and at 367 places more",
    ]
    assert len(lines) < 10
    assert int(heading.split()[0]) >= 370


def test_file_that_cannot_be_stored_is_a_fault(folder, settings):
    Path(settings.MEDIA_ROOT).parent.mkdir(exist_ok=True)
    Path(settings.MEDIA_ROOT).touch()  # no folder can be made there
    [fault] = faults_of(folder)
    assert fault.startswith(f"{FILE}:{line_of(folder, FILE, 'file: ')} file: cannot be stored")
    assert not Submission.objects.exists()


def test_published_recommendation_must_be_publishable(folder):
    edit(folder, FILE, ("  themes:\n  - lower-convention\n  - upper-convention\n", ""))
    line = line_of(folder, FILE, "  state: published")
    assert faults_of(folder) == [
        f"{FILE}:{line} recommendations[0].state: It needs at least one theme."
    ]


def test_change_must_not_undo_what_is_published(folder):
    import_folder(folder)
    edit(folder, FILE, ("role: author", "role: endorser"))
    assert "needs at least one author" in faults_of(folder)[0]
    assert Submission.objects.get().authors


def test_draft_taken_away_must_not_undo_what_the_file_does_not_mention(folder):
    import_folder(folder)
    submission = Submission.objects.get()
    articles = [Article.objects.get(draft__slug="draft-2")]
    RecommendationFactory(
        submission=submission, key="other", articles=articles, passage=AWKWARD, published=True
    )
    edit(folder, FILE, ("title: 'Comments", "title: 'Remarks"))
    found = faults_of(folder)
    assert len(found) == 1
    assert "the published other: The submission does not comment on the draft of" in found[0]


def test_key_of_another_submission_is_refused(folder):
    import_folder(folder)
    text = (folder / FILE).read_text()
    text = text.replace("slug: comments-convention", "slug: copy", 1).replace(
        "file: asked.pdf\n", ""
    )
    (folder / "submissions/copy.yaml").write_text(text)
    found = faults_of(folder)
    assert any("is described twice" in fault for fault in found)
    (folder / FILE).unlink()
    assert "is that of a recommendation in “comments-convention”" in faults_of(folder)[0]
    assert Submission.objects.count() == 1


def test_number_of_a_recommendation_that_is_kept_is_refused(folder):
    import_folder(folder)
    RecommendationFactory(submission=Submission.objects.get(), number="7", articles=[])
    edit(folder, FILE, ("number: 6.10", "number: 7"))
    assert "This submission already has a recommendation with this number." in faults_of(folder)[0]


def test_files_stored_before_a_fault_are_taken_back(folder, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "other-media"
    edit(folder, FILE, ("- lower-convention", "- lowest"))
    faults_of(folder)
    assert not [path for path in (tmp_path / "other-media").rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", ["organisation.yaml", "submissions/x.yml", "treaties/x.yaml"])
def test_file_of_no_known_name_is_a_fault(folder, name):
    (folder / name).write_text("- slug: a\n")
    assert faults_of(folder) == [f"{name}: this is not a file name of the format"]


def test_hidden_and_other_files_are_left_alone(folder):
    (folder / ".draft.yaml").write_text("[")
    (folder / "submissions/files/notes.yaml").write_text("[")
    (folder / "README.md").write_text("[")
    import_folder(folder)
    assert Submission.objects.count() == 1


def test_folder_must_be_one_and_hold_data(tmp_path):
    assert faults_of(tmp_path / "absent") == [f"{tmp_path / 'absent'}: this is not a folder"]
    (tmp_path / "empty").mkdir()
    assert faults_of(tmp_path / "empty") == [
        f"{tmp_path / 'empty'}: there is no data in this folder"
    ]


def test_file_that_is_not_text_is_a_fault(folder):
    (folder / "themes.yaml").write_bytes(b"\xff\xfe")
    found = faults_of(folder)
    assert found[-1] == "themes.yaml: cannot be read: it is not UTF-8 text"


def test_fault_in_an_update_leaves_the_rows_as_they_were(folder):
    import_folder(folder)
    edit(folder, "themes.yaml", ("name: Upper", "name: Topmost"))
    edit(folder, DRAFT, ("stage: 1", "stage: x"))
    faults_of(folder)
    assert Theme.objects.get(slug="upper-convention").name == "Upper"
    assert Draft.objects.get(slug="draft-1").stage == 1


def test_command_lists_the_faults_and_fails(folder):
    edit(folder, "organisations.yaml", ("country: NO", "country: Norway"))
    with pytest.raises(CommandError) as refusal:
        call_command("import_data", str(folder))
    first, *rest = str(refusal.value).splitlines()
    assert first.endswith("; nothing was imported.")
    assert rest[0].startswith("organisations.yaml:")


def test_command_says_what_it_did(folder, capsys):
    call_command("import_data", str(folder))
    call_command("import_data", str(folder))
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Imported: ")
    assert second == "Nothing to import: all of it is already recorded."
