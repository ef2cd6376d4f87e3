"""A passage says whether it stands in the text of its document, whichever of the two changes."""

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from recommendations import data_checks, publishing
from recommendations.exchange.interchange.exporting import export_folder
from recommendations.exchange.interchange.faults import Faulty
from recommendations.exchange.interchange.importing import import_folder
from recommendations.models import Passage, Recommendation, State, Submission
from recommendations.tests.everything import forget_everything
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

TEXT = "First page.\fWe ask that article 24 be narrowed.1 We ask for review."
WORDS = "We ask that article 24 be narrowed."
FOUND, NOT_FOUND, NOT_CHECKED = Passage.Check.values


@pytest.fixture
def submission():
    return SubmissionFactory(text=TEXT)


def check_of(recommendation):
    return Passage.objects.get(recommendation=recommendation).text_check


@pytest.mark.parametrize(
    ("text", "words", "check"),
    [
        (TEXT, WORDS, FOUND),
        (TEXT, f"{WORDS} We ask for review.", FOUND),
        (TEXT, "We ask that article … ask for review.", FOUND),
        (TEXT, "reveiw", NOT_FOUND),
        ("", WORDS, NOT_CHECKED),
        (" \n", WORDS, NOT_CHECKED),
    ],
)
def test_passage_is_judged_when_it_is_saved(text, words, check):
    recommendation = RecommendationFactory(submission=SubmissionFactory(text=text), passage=words)
    assert check_of(recommendation) == check


def test_passage_is_judged_again_when_its_words_change(submission):
    recommendation = RecommendationFactory(submission=submission, passage=WORDS)
    passage = recommendation.passages.get()
    passage.exact = "reveiw"
    passage.save(update_fields=["exact"])
    assert check_of(recommendation) == NOT_FOUND


@pytest.mark.parametrize(
    "change",
    [
        lambda row, text: Submission.objects.filter(pk=row.pk).update(text=text),
        lambda row, text: Submission.objects.filter(text=row.text).update(text=text),
        lambda row, text: (setattr(row, "text", text), row.save()),
        lambda row, text: (setattr(row, "text", text), row.save(update_fields=["text"])),
        lambda row, text: Submission.objects.bulk_update(
            [Submission(pk=row.pk, text=text)], ["text"]
        ),
    ],
)
def test_all_passages_are_judged_again_when_the_text_changes(submission, change):
    inside = RecommendationFactory(submission=submission, passage=WORDS, published=True)
    outside = RecommendationFactory(submission=submission, passage="reveiw")
    before = inside.updated_at
    change(submission, "Quite another: reveiw")
    assert (check_of(inside), check_of(outside)) == (NOT_FOUND, FOUND)
    inside.refresh_from_db()
    assert inside.state == State.PUBLISHED
    assert inside.updated_at > before
    change(Submission.objects.get(), "")
    assert {check_of(inside), check_of(outside)} == {NOT_CHECKED}


def test_saving_anything_else_judges_nothing(submission):
    RecommendationFactory(submission=submission, passage=WORDS)
    Passage.objects.update(text_check=NOT_FOUND)
    Submission.objects.defer("text").get().save()
    submission.save()
    submission.save(update_fields=["title"])
    assert Passage.objects.get().text_check == NOT_FOUND


def test_what_is_not_found_is_published_with_a_reason_alone(submission):
    recommendation = RecommendationFactory(submission=submission, passage="reveiw")
    publishing.publish(submission)
    with pytest.raises(publishing.Refused, match="“reveiw” is not in the text of the document"):
        publishing.publish(recommendation)
    recommendation.passages.update(not_found_reason="The scan was read wrongly.")
    publishing.publish(recommendation)
    assert recommendation.is_public


def test_what_cannot_be_checked_is_published():
    assert RecommendationFactory(published=True).is_public


def test_what_is_public_stays_so_and_is_listed(submission):
    recommendation = RecommendationFactory(submission=submission, passage=WORDS, published=True)
    Submission.objects.update(text="Quite another.")
    stored = Recommendation.objects.get(pk=recommendation.pk)
    assert publishing.broken_standing_rules(stored) == []
    assert [str(finding) for finding in data_checks.recommendations()] == [
        f"recommendation {recommendation.key}: “{WORDS}” is not in the text of the document. "
        "Correct the words, or ask a reviewer to give the reason at the passage."
    ]


def test_check_that_is_not_up_to_date_is_found(submission):
    RecommendationFactory(submission=submission, passage=WORDS)
    Passage.objects.update(text_check=NOT_CHECKED)
    assert [f.message for f in data_checks.recommendations()] == ["text_check is not up to date"]


def test_migration_judges_what_is_there(submission):
    recommendations = [
        RecommendationFactory(submission=submission, passage=WORDS),
        RecommendationFactory(submission=submission, passage="reveiw"),
        RecommendationFactory(),
    ]
    Passage.objects.update(text_check=NOT_CHECKED)
    import_module("recommendations.migrations.0009_passage_checks").judge(apps, None)
    assert [check_of(row) for row in recommendations] == [FOUND, NOT_FOUND, NOT_CHECKED]


@pytest.fixture
def public(submission):
    recommendation = RecommendationFactory(submission=submission, passage="reveiw", articles=[])
    recommendation.passages.update(not_found_reason="The scan was read <wrongly>.")
    publishing.publish(submission)
    publishing.publish(recommendation)
    return recommendation


MARK = "Not found in the document’s text: The scan was read &lt;wrongly&gt;."


def test_readers_see_it_beside_the_passage(client, public):
    unchecked = RecommendationFactory(published=True, articles=[])
    for address in (
        public.get_absolute_url(),
        reverse("recommendations"),
        public.submission.get_absolute_url(),
    ):
        assert client.get(address).content.decode().count(MARK) == 1
    page = client.get(unchecked.get_absolute_url()).content.decode()
    assert "Not checked: no text of the document is stored." in page
    assert "Not checked" not in client.get(public.get_absolute_url()).content.decode()
    feed = client.get(reverse("recommendations-feed")).content.decode()
    assert "The scan was read" in feed


def test_readers_see_it_in_the_margin_of_an_article(client, submission):
    recommendation = RecommendationFactory(submission=submission, passage="reveiw")
    recommendation.passages.update(not_found_reason="The scan was read <wrongly>.")
    publishing.publish(submission)
    publishing.publish(recommendation)
    article = recommendation.targets.get().article
    assert MARK in client.get(article.get_absolute_url()).content.decode()


def test_of_several_passages_the_one_that_is_not_found_is_named(client, public):
    public.passages.create(exact=WORDS, position=1)
    page = client.get(public.get_absolute_url()).content.decode()
    assert "“<bdi>reveiw</bdi>”:" in page
    assert page.count("Not found in") == 1


def edited(folder, *pairs):
    """Change the one file of a submission in a folder; return the file."""
    [file] = (folder / "submissions").glob("*.yaml")
    text = file.read_text()
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    file.write_text(text)
    return file


def test_import_publishes_what_is_not_found_with_a_reason_alone(public, tmp_path):
    export_folder(tmp_path)
    edited(tmp_path, ("    not_found_reason: The scan was read <wrongly>.\n", ""))
    forget_everything()
    with pytest.raises(Faulty, match="“reveiw” is not in the text of the document"):
        import_folder(tmp_path)
    assert not Passage.objects.exists()


def test_import_of_other_words_into_what_is_public_names_their_line(public, tmp_path):
    export_folder(tmp_path)
    file = edited(
        tmp_path,
        ("exact: reveiw", "exact: reviwe"),
        ("    not_found_reason: The scan was read <wrongly>.\n", ""),
    )
    with pytest.raises(Faulty) as raised:
        import_folder(tmp_path)
    [fault] = raised.value.faults
    assert "“reviwe” is not in the text" in fault.message
    assert "exact: reviwe" in file.read_text().splitlines()[fault.place.line - 1]
    assert fault.place.path == "recommendations[0].passages[0].exact"


def test_import_leaves_what_was_public_as_it_is(public, tmp_path):
    Passage.objects.update(not_found_reason="")
    export_folder(tmp_path)
    edited(tmp_path, ("title: Recommendation", "title: Another"))
    assert import_folder(tmp_path)
    assert Recommendation.objects.get().is_public


def test_api_tells_how_each_passage_stands(client, public):
    answer = client.get(f"/api/v1/recommendations/{public.key}/").json()
    assert answer["passages"] == [
        {
            "exact": "reveiw",
            "prefix": None,
            "suffix": None,
            "page": None,
            "check": "not_found",
            "not_found_reason": "The scan was read <wrongly>.",
        }
    ]
