"""What an import writes, keeps and removes."""

import re
from pathlib import Path

import pytest
from django.utils import timezone

from articles.models import Article
from articles.tests.factories import ArticleFactory
from recommendations import publishing
from recommendations.exchange.interchange.exporting import export_folder
from recommendations.exchange.interchange.importing import import_folder
from recommendations.models import Organisation, Recommendation, State, Submission, Target
from recommendations.tests.everything import AWKWARD, MOMENT, forget_everything, make_everything
from recommendations.tests.factories import OrganisationFactory, RecommendationFactory

pytestmark = pytest.mark.django_db
FILE = "submissions/comments-convention.yaml"


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def recommendation():
    return make_everything()


@pytest.fixture
def folder(recommendation, tmp_path):
    """The whole of `make_everything` as a folder of data."""
    export_folder(tmp_path / "data")
    return tmp_path / "data"


def edit(folder, file, *replacements):
    """Replace texts, each of which must be there, in a file of the folder."""
    path = Path(folder) / file
    text = path.read_text()
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text)


def test_import_updates_only_the_row_that_differs(folder):
    edit(folder, "organisations.yaml", ("name: Endorser\n", "name: Endorsed\n"))
    assert import_folder(folder) == {"changed": 1}
    row = Organisation.objects.get(slug="endorser-convention")
    assert (row.name, row.folded, row.history.count()) == ("Endorsed", "endorsed", 2)
    assert row.history.first().history_change_reason == "Imported"
    assert Organisation.objects.get(slug="organisation-convention").history.count() == 1


def without_keys(folder):
    path = Path(folder) / FILE
    path.write_text(re.sub(r"^- key: \w+\n  ", "- ", path.read_text(), flags=re.MULTILINE))


def test_recommendation_without_key_is_known_by_its_number(folder, recommendation):
    without_keys(folder)
    assert not import_folder(folder)
    assert Recommendation.objects.get().key == recommendation.key


def test_recommendation_without_key_gets_one_and_keeps_it(folder):
    without_keys(folder)
    forget_everything()
    assert import_folder(folder)["given a key"] == 1
    key = Recommendation.objects.get().key
    assert key
    assert not import_folder(folder)
    assert Recommendation.objects.get().key == key


def test_number_does_not_name_a_recommendation_whose_key_the_file_has(folder, recommendation):
    entry = re.search(r"^- key: \w+\n(?:  .*\n|- (?!key).*\n)+", (folder / FILE).read_text(), re.M)[
        0
    ]
    other = re.sub(r"key: \w+\n  ", "", entry)
    text = (folder / FILE).read_text()
    moved = entry.replace("number: ", "number: 9", 1)
    (folder / FILE).write_text(text.replace(entry, moved + other))
    assert import_folder(folder)["given a key"] == 1
    recommendation.refresh_from_db()
    assert recommendation.number.startswith("9")
    assert Recommendation.objects.count() == 2


def test_what_is_published_without_a_date_is_dated_now_and_once(folder):
    before = timezone.now()
    path = folder / FILE
    path.write_text(re.sub(r"^ *published_at: .*\n", "", path.read_text(), flags=re.MULTILINE))
    forget_everything()
    import_folder(folder)
    dates = {row.published_at for row in (Submission.objects.get(), Recommendation.objects.get())}
    assert len(dates) == 1
    assert before <= dates.pop() <= timezone.now()
    assert not import_folder(folder)


def test_key_left_out_empties_the_field(folder):
    edit(folder, "organisations.yaml", ("  acronym: ON\n", ""))
    import_folder(folder)
    assert Organisation.objects.get(slug="organisation-convention").acronym == ""


def test_import_keeps_what_the_files_do_not_mention(folder, recommendation):
    OrganisationFactory(slug="another")
    ArticleFactory(draft=recommendation.targets.first().article.draft, number="99")
    other = RecommendationFactory(submission=recommendation.submission, number="99", articles=[])
    assert not import_folder(folder)
    assert Organisation.objects.filter(slug="another").exists()
    assert Article.objects.filter(number="99").exists()
    assert Recommendation.objects.filter(pk=other.pk).exists()


def test_parts_that_the_file_has_no_more_are_removed_and_others_keep_their_row(
    folder, recommendation
):
    first, after, chapter = recommendation.targets.all()
    edit(folder, FILE, ("  - article: convention/draft-1/article-24-bis\n    relation: after\n"
                        "    new_label: 24 ter\n    proposals:\n    - language: fr\n"
                        "      proposed: New.\n      basis: quoted\n", ""))  # fmt: skip
    import_folder(folder)
    assert list(recommendation.targets.values_list("pk", "position")) == [
        (first.pk, 0),
        (chapter.pk, 2),
    ]
    assert not Target.objects.filter(pk=after.pk).exists()
    assert first.outcomes.count() == 1


def test_outcome_that_the_file_does_not_mention_stays(folder, recommendation):
    text = (folder / FILE).read_text()
    begin = text.index("  outcomes:\n  - draft: convention/draft-2\n    verdict: moot")
    (folder / FILE).write_text(text[:begin])
    assert not import_folder(folder)
    assert recommendation.outcomes.count() == 2


def test_passages_change_places_without_losing_their_rows(folder, recommendation):
    before = {passage.pk for passage in recommendation.passages.all()}
    text = (folder / FILE).read_text()
    begin, end = text.index("  - exact:"), text.index("  targets:")
    first, second = text[begin:end].split("  - exact:")[1:]
    swapped = f"  - exact:{second}  - exact:{first}"
    (folder / FILE).write_text(text[:begin] + swapped + text[end:])
    import_folder(folder)
    assert {passage.pk for passage in recommendation.passages.all()} == before
    assert "يجب" in recommendation.passages.first().exact


def test_changed_part_brings_the_folded_text_up_to_date(folder, recommendation):
    edit(folder, FILE, ("proposed: New.", "proposed: Entirely Other."))
    import_folder(folder)
    recommendation.refresh_from_db()
    assert "entirely other" in recommendation.folded
    assert recommendation.folded == recommendation.derive_folded()


def test_two_recommendations_can_change_numbers(folder, recommendation):
    other = RecommendationFactory(submission=recommendation.submission, number="2", articles=[])
    export_folder(folder)
    edit(folder, FILE, ("number: 6.10\n", "number: 7\n"), ("number: 2\n", "number: 6.10\n"))
    edit(folder, FILE, ("number: 7\n", "number: 2\n"))
    import_folder(folder)
    recommendation.refresh_from_db()
    other.refresh_from_db()
    assert (recommendation.number, other.number) == ("2", "6.10")
    assert recommendation.history.first().number == "2"


def test_moment_of_change_comes_from_the_file_or_else_is_now(folder, recommendation):
    moment = recommendation.submission.updated_at
    stamp = "  updated_at: 2024-02-29T23:59:59.123456Z\n"
    edit(folder, FILE, (stamp, ""), ("  aim: clarify\n", "  aim: oppose\n"))
    import_folder(folder)
    recommendation.refresh_from_db()
    recommendation.submission.refresh_from_db()
    assert recommendation.updated_at > moment
    assert recommendation.submission.updated_at == moment
    after = recommendation.updated_at
    assert not import_folder(folder)
    recommendation.refresh_from_db()
    assert recommendation.updated_at == after


def test_state_comes_from_the_file(folder, recommendation):
    edit(folder, FILE, ("  number: 6.10\n  state: published", "  number: 6.10\n  state: withdrawn"))
    import_folder(folder)
    recommendation.refresh_from_db()
    assert recommendation.state == State.WITHDRAWN
    assert recommendation.history.first().state == State.WITHDRAWN


def test_date_of_what_was_published_stays_where_the_file_leaves_it_out(folder, recommendation):
    dated = recommendation.published_at
    text = (folder / FILE).read_text()
    start = text.index("  published_at", text.index("  number: 6.10"))
    end = text.index("\n", start) + 1
    (folder / FILE).write_text(text[:start] + text[end:])
    edit(folder, FILE, ("  number: 6.10\n  state: published", "  number: 6.10\n  state: draft"))
    import_folder(folder)
    recommendation.refresh_from_db()
    assert (recommendation.state, recommendation.published_at) == (State.DRAFT, dated)


def test_change_of_the_state_alone_is_told_to_those_who_keep_a_mirror(folder, recommendation):
    before = timezone.now()
    text = (folder / FILE).read_text()
    text = re.sub(r"(?m)^ *updated_at: .*\n", "", text)
    (folder / FILE).write_text(text.replace("state: published", "state: withdrawn"))
    import_folder(folder)
    for thing in (recommendation, recommendation.submission):
        thing.refresh_from_db()
        assert thing.state == State.WITHDRAWN
        assert thing.updated_at > before
    after = recommendation.updated_at
    assert not import_folder(folder)
    recommendation.refresh_from_db()
    assert recommendation.updated_at == after


@pytest.mark.parametrize("acts", [[publishing.withdraw], []])
def test_what_was_public_once_and_what_never_was_stay_so(folder, recommendation, acts):
    never = RecommendationFactory(
        submission=recommendation.submission, number="9", articles=[], passage=AWKWARD
    )
    publishing.withdraw(recommendation.submission)
    publishing.publish(never)
    for act in acts:
        act(never)
        act(recommendation)
    export_folder(folder)
    forget_everything()
    import_folder(folder)
    since = dict(Recommendation.objects.values_list("key", "public_since"))
    assert since == {recommendation.key: recommendation.public_since, never.key: None}
    assert Recommendation.objects.withdrawn().get().key == recommendation.key


@pytest.mark.parametrize(("state", "since"), [("published", MOMENT), ("withdrawn", None)])
def test_since_when_it_is_public_follows_from_the_dates_of_what_is(folder, state, since):
    edit(folder, FILE, ("  number: 6.10\n  state: published", f"  number: 6.10\n  state: {state}"))
    text = (folder / FILE).read_text()
    (folder / FILE).write_text(re.sub(r"(?m)^ *public_since: .*\n", "", text))
    forget_everything()
    import_folder(folder)
    assert Recommendation.objects.get().public_since == since
    assert not import_folder(folder)


def test_what_is_published_with_its_submission_by_an_import_is_public_since_then(
    folder, recommendation
):
    apart = RecommendationFactory(
        submission=recommendation.submission, number="9", articles=[], passage=AWKWARD
    )
    publishing.publish(apart)
    Recommendation.objects.update(public_since=None)
    Submission.objects.update(state=State.DRAFT, published_at=None)
    edit(folder, FILE, ("  number: 6.10\n  state: published", "  number: 6.10\n  state: withdrawn"))
    text = (folder / FILE).read_text()
    (folder / FILE).write_text(re.sub(r"(?m)^ *public_since: .*\n", "", text))
    import_folder(folder)
    apart.refresh_from_db()
    assert apart.public_since == apart.published_at > MOMENT
    # In the same import the other one was withdrawn: nobody has seen it.
    assert Recommendation.objects.get(number="6.10").public_since is None


def test_entry_without_state_is_a_draft_and_stays_what_it_became(folder, recommendation):
    text = (folder / FILE).read_text()
    (folder / FILE).write_text(text + "- key: new1\n  number: 7\n  title: T\n  action: general\n")
    import_folder(folder)
    assert Recommendation.objects.get(key="new1").state == State.DRAFT
    edit(folder, FILE, ("  state: published\n  published_at", "  published_at"))
    assert not import_folder(folder)


def test_file_is_stored_once(folder, recommendation, settings):
    edit(folder, FILE, ("title: 'Comments: on the draft'", "title: Comments"))
    import_folder(folder)
    stored = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert [path.name for path in stored] == ["asked.pdf"]


def test_file_of_other_content_replaces_the_first(folder, recommendation):
    path = folder / "submissions/files/comments-convention/asked.pdf"
    path.write_bytes(b"Another")
    edit(folder, FILE, (f"sha256: {recommendation.submission.sha256}\n", ""))
    import_folder(folder)
    submission = Submission.objects.get()
    with submission.file.open() as stream:
        assert stream.read() == b"Another"
    assert submission.sha256 != recommendation.submission.sha256


def test_text_is_brought_into_normal_form_without_being_a_change_each_time(folder):
    edit(folder, "organisations.yaml", ("name: Endorser\n", "name: Cafe\u0301\n"))
    assert import_folder(folder) == {"changed": 1}
    assert Organisation.objects.get(slug="endorser-convention").name == "Café"
    assert not import_folder(folder)


def test_other_names_typed_in_a_form_are_no_change(folder):
    Organisation.objects.filter(slug="organisation-convention").update(
        other_names="First name\r\nSecond: name\r\n"
    )
    assert not import_folder(folder)


def test_minimal_hand_written_folder_is_read(tmp_path):
    (tmp_path / "organisations.yaml").write_text("- slug: a\n  name: A\n")
    (tmp_path / "README.md").write_text("Not data.")
    assert import_folder(tmp_path) == {"new": 1}
    assert Organisation.objects.get().kind == "ngo"
