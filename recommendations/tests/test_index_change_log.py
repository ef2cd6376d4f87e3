import pytest
from django.core.management import call_command
from django.db import connection, transaction

from articles.tests.factories import ArticleFactory
from recommendations import publishing
from recommendations.index import change_log, triggers
from recommendations.models import Change, ChangeNumber, Passage, Proposal, Recommendation, Target
from recommendations.tests.factories import RecommendationFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def recommendation():
    return RecommendationFactory(published=True)


def changed_by(act):
    """Return what the log says of an act, as a dict from kind to ids."""
    point = change_log.end()
    act()
    return dict(change_log.since(point)[0])


def test_nothing_changed_takes_one_query(recommendation, django_assert_num_queries):
    point = change_log.end()
    with django_assert_num_queries(1):
        assert change_log.since(point) == ({}, point)


def test_every_way_to_write_is_noted(recommendation):
    target = recommendation.targets.get()
    it = {"recommendation": {recommendation.pk}}
    rows = Recommendation.objects.filter(pk=recommendation.pk)
    proposal = Proposal(target=target, base="shall", proposed="may")

    def type_a_statement():
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE {Target._meta.db_table} SET as_cited = 'Article 7'")

    assert changed_by(lambda: rows.update(title="Anew")) == it
    assert (
        changed_by(
            lambda: Passage.objects.bulk_create(
                [Passage(recommendation=recommendation, position=9, exact="More words")]
            )
        )
        == it
    )
    assert changed_by(lambda: recommendation.themes.add(ThemeFactory())).keys() == {
        "recommendation",
        "theme",
    }
    assert changed_by(lambda: Proposal.objects.bulk_create([proposal])) == it
    assert changed_by(lambda: Proposal.objects.all().delete()) == it
    assert changed_by(type_a_statement) == it
    assert changed_by(lambda: publishing.withdraw(recommendation)) == it
    assert changed_by(lambda: publishing.withdraw(recommendation.submission)) == {
        "submission": {recommendation.submission_id}
    }


def test_what_moves_in_the_text_moves_what_is_asked_of_it(recommendation):
    article = recommendation.targets.get().article

    def move():
        article.position += 10
        article.save()

    assert changed_by(move) == {
        "article": {article.pk},
        "recommendation": {recommendation.pk},
    }


def test_what_moved_to_another_whole_is_noted_for_both(recommendation):
    other = RecommendationFactory()
    passage = recommendation.passages.first()

    def move():
        passage.recommendation, passage.position = other, 5
        passage.save()

    assert changed_by(move) == {"recommendation": {recommendation.pk, other.pk}}


def test_a_rollback_of_what_was_read_is_known(recommendation):
    point = change_log.end()
    with transaction.atomic():
        ArticleFactory()
        _changed, seen = change_log.since(point)
        transaction.set_rollback(True)
    ArticleFactory()
    assert change_log.since(seen) is None
    assert change_log.since(point)[0]["article"]


def test_a_log_that_was_cut_does_not_tell(recommendation):
    point = change_log.end()
    ArticleFactory()
    Change.objects.filter(number__lte=point.number).delete()
    assert change_log.since(point) is None


def test_an_act_on_very_much_does_not_tell(recommendation, monkeypatch):
    monkeypatch.setattr(change_log, "MOST_ROWS_READ", 3)
    point = change_log.end()
    ThemeFactory.create_batch(5)
    assert change_log.since(point) is None


@pytest.mark.django_db(transaction=True)
def test_one_transaction_gets_one_number_on_commit():
    point = change_log.end()
    with transaction.atomic():
        ThemeFactory.create_batch(3)
    assert not Change.objects.filter(number=None).exists()
    changed, end = change_log.since(point)
    assert len(changed["theme"]) == 3
    assert end.number > point.number


@pytest.mark.django_db(transaction=True)
def test_flush_makes_everything_new():
    ThemeFactory()
    point = change_log.end()
    call_command("flush", interactive=False, verbosity=0)
    assert change_log.since(point) is None
    assert change_log.end()
    assert Change.objects.last().kind == triggers.EVERYTHING


def test_numbers_go_on_where_the_count_was_lost(recommendation):
    ChangeNumber.objects.all().delete()
    point = change_log.end()
    ThemeFactory()
    assert change_log.since(point)[0].keys() == {"theme"}


def test_triggers_can_be_removed_and_installed_again(recommendation):
    triggers.remove()
    assert changed_by(ThemeFactory) == {}
    triggers.install()
    assert changed_by(ThemeFactory).keys() == {"theme"}
