"""The edits that the bench lets run at once are each done when they run alone."""

from random import Random

import pytest

from bench import aftermath
from bench.desk_edits import EDITS, IMPORTED, SAVED, Stage, is_lost
from recommendations.tests.factories import SubmissionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.mark.parametrize("kind", EDITS, ids=lambda kind: kind.__name__)
def test_edit_that_is_alone_is_done_and_leaves_nothing_wrong(kind, tmp_path):
    edit = kind(Stage(tmp_path), Random(1))
    assert edit.do() in (SAVED, IMPORTED)
    assert edit.row is None or not is_lost(edit)
    assert aftermath.findings() == []


def test_save_that_never_was_is_lost(tmp_path):
    assert is_lost(EDITS[0](Stage(tmp_path), Random(1)))


def test_file_that_no_submission_has_or_had_is_an_orphan(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    for name in ("has.pdf", "had.pdf", "orphan.pdf"):
        (tmp_path / name).touch()
    submission = SubmissionFactory(file="had.pdf")
    submission.file = "has.pdf"
    submission.save()
    assert list(aftermath.orphans()) == ["orphan.pdf"]
