"""Export, import into an empty database, export: the same bytes. And importing twice is once."""

import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from articles.models import Provision, ProvisionText, Treaty
from recommendations.exchange.interchange.exporting import export_folder
from recommendations.exchange.interchange.importing import import_folder
from recommendations.models import Passage, Recommendation, State, Submission
from recommendations.tests.everything import MOMENT, forget_everything, make_everything

pytestmark = [pytest.mark.core, pytest.mark.django_db]
DATA, EXAMPLE = (Path(settings.BASE_DIR) / name for name in ("data", "data-example"))


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def bytes_of(folder, pattern="*"):
    """Return the files of a folder and what is in each."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(Path(folder).rglob(pattern))
        if path.is_file()
    }


def rows_of_everything():
    """Return every row of both applications, those of history among them, by model."""
    models = [
        model
        for label in ("articles", "recommendations")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]
    return {model.__name__: sorted(model.objects.values_list(), key=str) for model in models}


def test_export_import_export_gives_the_same_bytes(tmp_path):
    make_everything("first")
    make_everything("second")
    export_folder(tmp_path / "one")
    forget_everything()
    shutil.rmtree(tmp_path / "media")
    import_folder(tmp_path / "one")
    export_folder(tmp_path / "two")
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")
    assert len(bytes_of(tmp_path / "one")) == 14


def test_import_brings_back_file_moments_and_states(tmp_path):
    make_everything()
    export_folder(tmp_path)
    forget_everything()
    import_folder(tmp_path)
    recommendation = Recommendation.objects.get()
    moments = recommendation.updated_at, recommendation.published_at, recommendation.public_since
    assert moments == (MOMENT,) * 3
    assert (recommendation.state, recommendation.submission.state) == (State.PUBLISHED,) * 2
    with recommendation.submission.file.open() as stream:
        assert stream.read() == b"%PDF of convention"
    assert "مادة" in recommendation.quote
    assert recommendation.folded


def test_import_of_what_is_there_changes_nothing(tmp_path):
    make_everything()
    export_folder(tmp_path)
    before = rows_of_everything()
    assert not import_folder(tmp_path)
    assert rows_of_everything() == before


def test_second_import_of_a_new_database_changes_nothing(tmp_path):
    make_everything()
    export_folder(tmp_path)
    forget_everything()
    import_folder(tmp_path)
    before = rows_of_everything()
    assert not import_folder(tmp_path)
    assert rows_of_everything() == before


def test_export_of_one_treaty_stands_alone(tmp_path):
    make_everything("first")
    make_everything("second")
    export_folder(tmp_path, treaty="first")
    assert (tmp_path / "submissions/comments-first.yaml").exists()
    assert not (tmp_path / "submissions/comments-second.yaml").exists()
    assert not (tmp_path / "treaties/second").exists()
    assert "organisation-second" not in (tmp_path / "organisations.yaml").read_text()
    forget_everything()
    import_folder(tmp_path)
    assert Submission.objects.get().slug == "comments-first"


def test_export_costs_the_same_queries_for_one_and_three(tmp_path):
    counts = []
    for names in (["first"], ["second", "third"]):
        for name in names:
            make_everything(name)
        with CaptureQueriesContext(connection) as captured:
            export_folder(tmp_path / names[0])
        counts.append(len(captured))
    assert counts == [23, 23]


def test_second_import_costs_the_same_queries_however_much_is_in_a_submission(tmp_path):
    recommendation = make_everything()
    counts = []
    for number in ("1", "2"):
        export_folder(tmp_path / number)
        with CaptureQueriesContext(connection) as captured:
            import_folder(tmp_path / number)
        counts.append(len(captured))
        for key in ("a", "b"):
            recommendation.submission.recommendations.create(
                key=key + number, number=key + number, title="T", action="general"
            )
    assert counts[0] == counts[1]


@pytest.mark.parametrize("folder", [DATA, EXAMPLE], ids=["sample", "example"])
def test_our_data_comes_out_as_it_went_in(folder, tmp_path):
    import_folder(folder)
    export_folder(tmp_path / "out")
    assert bytes_of(tmp_path / "out", "*.yaml") == bytes_of(folder, "*.yaml")


def test_example_is_marked_and_every_quote_stands_in_its_document():
    import_folder(EXAMPLE)
    assert Treaty.objects.get().example
    checks = Passage.objects.order_by().values_list("text_check", flat=True)
    assert set(checks) == {Passage.Check.FOUND}
    texts = ProvisionText.objects.order_by().values_list("language").annotate(Count("pk"))
    assert dict(texts) == dict.fromkeys(("en", "fr"), Provision.objects.count())


@pytest.mark.parametrize("folder", [DATA, EXAMPLE], ids=["sample", "example"])
def test_our_data_breaks_no_rule_and_is_imported_once(folder, capsys):
    call_command("import_data", str(folder))
    assert " changed" not in capsys.readouterr().out  # there was nothing to change
    call_command("check_data")
    assert capsys.readouterr().out.splitlines()[-1] == "Every rule holds."
    before = rows_of_everything()
    assert not import_folder(folder)
    assert rows_of_everything() == before
