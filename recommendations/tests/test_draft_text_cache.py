"""Texts of drafts that are kept in memory, and forgotten when one of them changes."""

import pytest

from articles.models import ProvisionText
from articles.tests.factories import DraftFactory, ProvisionFactory, TreatyFactory
from articles.tests.lighthouse_texts import LAMPS, article
from recommendations.index.process_index import index
from recommendations.listing.draft_text_cache import MOST_KEPT, DraftTextCache

pytestmark = pytest.mark.django_db


@pytest.fixture
def cache():
    cache = DraftTextCache()
    index.listeners.append(cache.forget)
    yield cache
    index.listeners.remove(cache.forget)


@pytest.fixture
def drafts():
    treaty = TreatyFactory()
    drafts = [DraftFactory(treaty=treaty, stage=stage) for stage in range(1, 4)]
    for draft in drafts:
        article(draft, "4", LAMPS)
    return drafts


def words(text):
    return [row.text for rows in text.provisions.values() for row in rows]


def test_texts_are_read_once(cache, drafts, django_assert_num_queries):
    kept = cache.current()
    first = kept.texts("en", *drafts[:2])
    assert kept.languages(drafts) == {draft.pk: {"en"} for draft in drafts}
    with django_assert_num_queries(1):  # of the log
        kept = cache.current()
        assert kept.texts("en", drafts[1], drafts[0]) == (first[1], first[0])
        assert kept.languages(drafts[:1]) == {drafts[0].pk: {"en"}}
    with django_assert_num_queries(2):
        assert kept.texts("en", *drafts)[:2] == first


def test_a_change_of_the_text_is_seen_by_whoever_asks_next(cache, drafts):
    cache.current().texts("en", *drafts)
    cache.current().languages(drafts)
    ProvisionText.objects.filter(provision__draft=drafts[0]).update(text="Another.")
    assert words(cache.current().texts("en", drafts[0])[0]) == ["Another."]
    provision = ProvisionFactory(article=drafts[1].articles.get())
    provision.texts.create(language="fr", text="Un autre.")
    assert cache.current().languages(drafts)[drafts[1].pk] == {"en", "fr"}
    assert words(cache.current().texts("fr", drafts[1])[0]) == ["Un autre."]


def test_what_is_read_while_something_changes_is_not_kept(cache, drafts, monkeypatch):
    kept = cache.current()
    monkeypatch.setattr(
        "recommendations.listing.draft_text_cache.StoredTexts.texts",
        lambda self, language, *rows: (cache.forget(None), "old")[1:],
    )
    assert kept.texts("en", drafts[0]) == ("old",)
    monkeypatch.undo()
    assert words(kept.texts("en", drafts[0])[0]) == [LAMPS]


def test_no_more_is_kept_than_memory_has_room_for(cache, drafts):
    for number in range(MOST_KEPT + 2):
        cache.current().texts(f"x{number}", drafts[0])
    assert len(cache._texts) == MOST_KEPT


def test_while_the_index_is_built_the_database_answers(cache, drafts, monkeypatch):
    monkeypatch.setattr(index, "snapshot", lambda: None)
    assert cache.current() is not cache
    assert words(cache.current().texts("en", drafts[0])[0]) == [LAMPS]
