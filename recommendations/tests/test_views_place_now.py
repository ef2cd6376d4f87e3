"""The wording that now stands in the places of a recommendation, on its page."""

import pytest

from articles.models import Succession
from articles.tests.factories import SuccessionFactory
from articles.tests.lighthouse_texts import (
    BELLS,
    LAMPS,
    LOG,
    OIL,
    PAY,
    ROUNDER,
    article,
    drafts_in_a_row,
)
from recommendations.models import Target
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from recommendations.tests.reading import links_of, text_of

pytestmark = pytest.mark.django_db
REDLINE = "is rung deleted: twice end of deletion inserted: three times end of insertion"


@pytest.fixture
def drafts():
    return drafts_in_a_row(3, slug="lights")


@pytest.fixture
def old(drafts):
    return article(drafts[0], "4", LAMPS, BELLS)


@pytest.fixture
def new(drafts, old):
    """The article in the second draft; nothing is known of it in the third."""
    new = article(drafts[1], "6", OIL, ROUNDER)
    SuccessionFactory(ancestor=old, descendant=new)
    return new


def asked(row, place=None, **fields):
    submission = SubmissionFactory(treaty=row.draft.treaty, published=True)
    recommendation = RecommendationFactory(submission=submission, articles=[row], published=True)
    provision = row.provisions.get(number=place) if place else None
    recommendation.targets.update(provision=provision, **fields)
    return recommendation


def words_on(client, recommendation, **query):
    page = client.get(recommendation.get_absolute_url(), query)
    assert page.status_code == 200
    return text_of(page)


def test_place_shows_what_stands_there_now_whatever_its_number(client, old, new):
    page = client.get(asked(old, "2").get_absolute_url())
    words = text_of(page)
    assert "What is there in A/2, and what changed since A/1 Article 6(2)" in words
    assert REDLINE in words
    assert LAMPS not in words
    links = links_of(page)
    assert (f"{new.get_absolute_url()}#art_6__para_2", "Article 6(2)") in links
    changes = f"{new.get_absolute_url()}?since=d1"
    assert (changes, "Article 6 with what changed since A/1") in links
    assert "Nobody has confirmed yet what became of Article 6 (A/2) in A/3." in words


def test_words_that_stand_as_they_did_are_called_the_same(client, drafts, old):
    SuccessionFactory(ancestor=old, descendant=article(drafts[1], "6", BELLS))
    assert f"Article 6(1) the same words {BELLS}" in words_on(client, asked(old, "2"))


def test_a_place_that_is_gone_or_dropped_is_told(client, drafts, old, new):
    assert "Article 4(1) is gone: no provision of A/2 has its words." in (
        words_on(client, asked(old, "1"))
    )
    SuccessionFactory(ancestor=new, descendant=None, dropped_in=drafts[2])
    words = words_on(client, asked(old, "1"))
    assert "What is there in A/3 Nothing: Article 4 was dropped in A/3." in words
    assert "In each draft: A/2 A/3" in words


def test_what_moved_split_or_merged_is_said(client, drafts, old, new):
    log = article(drafts[0], "9", PAY, LOG)
    other = article(drafts[1], "9", PAY, f"{LAMPS}")
    SuccessionFactory(ancestor=log, descendant=other)
    words = words_on(client, asked(old, "1"))
    assert f"Article 9(2) moved to another article, the same words {LAMPS}" in words
    both = article(drafts[0], "20", f"{LAMPS} {BELLS}")
    SuccessionFactory(ancestor=both, descendant=article(drafts[1], "20", LAMPS, BELLS))
    words = words_on(client, asked(both, "1"))
    assert f"Article 20(1) a part of it, the same words {LAMPS}" in words
    assert f"Article 20(2) a part of it, the same words {BELLS}" in words
    two = article(drafts[0], "30", LOG, OIL)
    SuccessionFactory(ancestor=two, descendant=article(drafts[1], "30", f"{LOG} {OIL}"))
    assert "Article 30(1) merged with Article 30(2)" in words_on(client, asked(two, "1"))


def test_what_nobody_has_confirmed_is_told_and_not_followed(client, old, new):
    Succession.objects.update(state="suggested")
    words = words_on(client, asked(old, "2"))
    assert "Nobody has confirmed yet what became of Article 4 in A/3." in words
    assert REDLINE not in words
    assert "perhaps Article 6 · A/2" in words


def test_nothing_is_told_of_a_place_in_the_last_draft(client, drafts):
    words = words_on(client, asked(article(drafts[2], "4", LAMPS)))
    assert "What is there" not in words


def test_another_draft_can_be_asked_for(client, drafts, old, new):
    last = article(drafts[2], "5", BELLS)
    SuccessionFactory(ancestor=new, descendant=last)
    recommendation = asked(old, "2")
    page = client.get(recommendation.get_absolute_url())
    assert "Article 5(1) the same words" in text_of(page)
    assert ("?draft=d2#now-1", "A/2") in links_of(page)
    assert REDLINE in words_on(client, recommendation, draft="d2")


@pytest.mark.parametrize(("value", "words"), [
    ("d9", "There is no draft “d9” (draft) of this treaty."),
    ("\x00", "(draft) of this treaty."),
    ("d1", "A/1 (draft) is no later draft than this recommendation is about."),
])  # fmt: skip
def test_a_draft_that_cannot_be_asked_for_is_told(client, old, new, value, words):
    page = words_on(client, asked(old, "2"), draft=value)
    assert words in page
    assert REDLINE in page


def test_a_whole_article_is_summed_up_before_it_is_shown(client, drafts):
    old = article(drafts[0], "4", LAMPS, BELLS, OIL, LOG, PAY)
    new = article(drafts[1], "6", LAMPS, ROUNDER, OIL, LOG)
    SuccessionFactory(ancestor=old, descendant=new)
    page = client.get(asked(old).get_absolute_url())
    assert "1 of 4 provisions reworded, 1 gone" in text_of(page)
    assert REDLINE in text_of(page)


def test_texts_that_cannot_be_compared_are_told(client, drafts):
    old = article(drafts[0], "4", LAMPS, language="fr")
    SuccessionFactory(ancestor=old, descendant=article(drafts[1], "6", LAMPS))
    words = words_on(client, asked(old))
    assert "Its words cannot be compared: A/1 and A/2 have no text of it in the same" in words


def test_an_insertion_shows_what_it_was_to_stand_beside(client, old, new):
    recommendation = asked(old, "2", relation=Target.Relation.AFTER, new_label="2 bis")
    words = words_on(client, recommendation)
    assert "The provision beside which it was to be inserted: Article 6(2)" in words


def test_a_division_has_no_wording_of_its_own(client, old, new):
    from articles.tests.factories import DivisionFactory

    recommendation = asked(old)
    recommendation.targets.update(article=None, division=DivisionFactory(draft=old.draft))
    assert "What is there" not in words_on(client, recommendation)


@pytest.mark.parametrize("rows", [1, 3])
def test_wordings_cost_the_same_at_any_size(
    client, drafts, old, new, rows, django_assert_num_queries
):
    articles = [old]
    for number in range(1, rows):
        row = article(drafts[0], f"5{number}", OIL, LOG)
        SuccessionFactory(ancestor=row, descendant=article(drafts[1], f"7{number}", LOG, OIL))
        articles.append(row)
    submission = SubmissionFactory(treaty=drafts[0].treaty, published=True)
    recommendation = RecommendationFactory(submission=submission, articles=articles, published=True)
    client.get("/recommendations/")
    with django_assert_num_queries(19):
        words_on(client, recommendation)
