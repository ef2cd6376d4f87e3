"""Data at scale is valid data, of the promised numbers, the same each time."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from django.core.management import call_command
from django.db.models import Count

from articles.models import Article, Draft, Succession, Treaty
from bench import data
from bench.data import corpus, shares
from bench.data.recommendation_rows import key_of, title_of
from bench.list_requests import public_paths
from bench.ratios import PAGES
from recommendations.models import (
    Change,
    Organisation,
    Outcome,
    Proposal,
    Recommendation,
    Submission,
    Target,
    Theme,
)

SIZE = 400
# Triggers are made anew, which PostgreSQL refuses to a transaction that has written.
# Which numbers are built is decided before the database is asked: those tests say so.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def generated_texts(monkeypatch):
    """Keep the build from the real texts, which are not on every machine."""
    monkeypatch.setattr(corpus, "REAL", Path("nowhere.csv"))
    monkeypatch.setattr(corpus, "GENERATED", 500)


@pytest.fixture
def built(generated_texts):
    said = []
    data.build(SIZE, said.append)
    return said


def mean(number):
    return number / SIZE


def test_built_data_breaks_no_rule(built, capsys):
    call_command("check_data")
    assert "Every rule holds." in capsys.readouterr().out


def test_every_kind_of_page_is_asked_and_set_in_proportion(built, client):
    paths = public_paths()
    assert set(paths) == set(PAGES)
    assert all(client.get(path).status_code == 200 for path in paths.values())


def test_real_texts_break_no_rule(capsys):
    if not corpus.REAL.is_file():
        pytest.skip("../shared is not here")
    data.build(SIZE, lambda message: None)
    call_command("check_data")
    assert "Every rule holds." in capsys.readouterr().out


@pytest.mark.any_database
def test_numbers_are_those_promised(built):
    assert Recommendation.objects.count() == SIZE
    assert Submission.objects.count() == shares.counts_for(SIZE).submissions
    assert Organisation.objects.count() == shares.counts_for(SIZE).organisations
    assert (Theme.objects.count(), Theme.objects.filter(parent=None).count()) == (60, 12)
    assert (Treaty.objects.count(), Draft.objects.count(), Article.objects.count()) == (2, 4, 480)


@pytest.mark.parametrize("size", [10_000, 250_000, 1_000_000])
def test_large_sizes_have_two_thousand_organisations_and_five_thousand_submissions(size):
    assert shares.counts_for(size) == (2000, 5000, size)


@pytest.mark.any_database
def test_spread_is_that_promised(built):
    asked = Recommendation.objects.aggregate(themes=Count("themes"))
    assert mean(Recommendation.objects.published().count()) == pytest.approx(0.9, abs=0.06)
    assert mean(Target.objects.count()) == pytest.approx(1.5, abs=0.15)
    assert mean(asked["themes"]) == pytest.approx(2, abs=0.2)
    assert Outcome.objects.exists()
    assert Proposal.objects.exclude(base="").exists()
    years = set(Submission.objects.values_list("first_day__year", flat=True))
    assert len(years) == shares.YEARS


@pytest.mark.any_database
def test_successions_lead_from_stage_to_stage(built):
    stages = Succession.objects.confirmed().values_list(
        "ancestor__draft__stage", "descendant__draft__stage"
    )
    assert Counter(stages) == {(1, 2): 150, (2, 3): 150}


def test_rows_after_the_build_get_numbers_of_their_own(built):
    before = set(Recommendation.objects.values_list("pk", flat=True))
    row = Recommendation.objects.create(
        submission=Submission.objects.first(), number="new", title="New", action="amend"
    )
    assert row.pk not in before


def test_log_of_changes_says_everything_and_notes_what_follows(built):
    last = Change.objects.latest("pk")
    assert last.kind == "everything"
    row = Recommendation.objects.first()
    row.save()
    noted = Change.objects.filter(pk__gt=last.pk).values_list("kind", "row")
    assert list(noted.distinct()) == [("recommendation", row.pk)]


@pytest.mark.any_database
def test_progress_is_told(built):
    assert built[0].endswith("submissions")


@pytest.mark.any_database
def test_same_seed_builds_the_same(generated_texts):
    columns = ("key", "title", "state", "submission__slug", "folded", "themes__slug")
    rows = []
    for _time in range(2):
        data.build(50, lambda message: None)
        rows.append(list(Recommendation.objects.order_by("pk", "themes").values_list(*columns)))
        call_command("flush", interactive=False, verbosity=0)
    assert rows[0] == rows[1]
    assert rows[0]


def test_keys_are_all_different():
    numbers = [*range(1, 3000), 999_999, 1_000_000]
    assert len({key_of(number) for number in numbers}) == len(numbers)


def test_title_ends_with_a_whole_word():
    assert title_of("Ensure remedies.") == "Ensure remedies"
    long = title_of("measure " * 30)
    assert len(long) <= 110
    assert set(long.split()) == {"measure"}


def test_generated_texts_hold_rare_and_broad_words(generated_texts):
    texts = list(corpus.generated(Random(1)))
    words = corpus.words_by_frequency(texts)
    held = {
        name: sum(word[: corpus.STEM] in text.lower() for text in texts)
        for name, word in words.items()
    }
    assert 0 < held["rare"] < held["common"] < held["broad"]
