"""What later drafts have in a place of an earlier one, whatever its number."""

import pytest

from articles.lineage.alignment import Kind
from articles.lineage.places_now import PlaceBefore, places_now
from articles.models import Article, Draft, Succession
from articles.redline import as_marked_text
from articles.tests.factories import ProvisionFactory, SuccessionFactory
from articles.tests.lighthouse_texts import (
    BELLS,
    LAMPS,
    LOG,
    OIL,
    PAY,
    ROUNDER,
    article,
    drafts_in_a_row,
    join,
    short,
)

pytestmark = pytest.mark.django_db
SUGGESTED = Succession.State.SUGGESTED


@pytest.fixture
def drafts():
    return drafts_in_a_row(3)


def now(row, place=None, with_parts=True, **options):
    row = Article.objects.for_list().get(pk=row.pk)
    [found] = places_now(
        [PlaceBefore(row, place and f"{row.eid}__para_{place}", with_parts)], **options
    )
    return found


def told(found):
    return [
        (short(row.later), row.kind, as_marked_text(row.runs)) for _article, row in found.provisions
    ]


def test_a_place_is_followed_to_the_last_draft_through_those_between(drafts):
    rows = [
        article(drafts[0], "4", LAMPS, BELLS),
        article(drafts[1], "6", LAMPS, BELLS),
        article(drafts[2], "5", OIL, ROUNDER),
    ]
    join(rows[0], rows[1])
    join(rows[1], rows[2])
    found = now(rows[0], "2")
    assert (found.draft, found.articles, found.language) == (drafts[2], [rows[2]], "en")
    assert told(found) == [
        ("5.2", Kind.RENUMBERED, BELLS.replace("twice", "[-twice-]{+three times+}"))
    ]
    assert found.choices == drafts[1:]
    assert found.unknown is None
    found = now(rows[0], "2", wanted="d2")
    assert (found.draft, told(found)) == (drafts[1], [("6.2", Kind.RENUMBERED, BELLS)])


def test_what_is_gone_from_the_text_is_told(drafts):
    old, new = article(drafts[0], "4", LAMPS, OIL), article(drafts[1], "4", LAMPS)
    join(old, new)
    found = now(old, "2")
    assert (found.provisions, [*map(short, found.gone)]) == ([], ["4.2"])
    assert not found.is_dropped
    assert found.is_compared


def test_what_moved_to_an_article_that_is_no_successor_is_found(drafts):
    old, new = article(drafts[0], "4", LAMPS, LOG), article(drafts[1], "4", LAMPS)
    other = article(drafts[1], "9", OIL, LOG)
    join(old, new)
    found = now(old, "2")
    [(there, row)] = found.provisions
    assert (there, short(row.later), row.kind) == (other, "9.2", Kind.MOVED)
    assert found.articles == [new]


def test_a_split_and_a_merge_are_followed_to_each_part(drafts):
    old = article(drafts[0], "4", LAMPS, BELLS)
    halves = article(drafts[1], "4", LAMPS), article(drafts[1], "5", BELLS)
    join(old, *halves)
    found = now(old)
    assert found.articles == [*halves]
    assert [row[0] for row in told(found)] == ["4.1", "5.1"]
    assert [row[0] for row in told(now(old, "2"))] == ["5.1"]


def test_parts_of_a_provision_belong_to_it_where_it_is_meant_with_them(drafts):
    old, new = article(drafts[0], "4", LAMPS), article(drafts[1], "4", LAMPS)
    for row in (old, new):
        point = ProvisionFactory(
            article=row,
            parent=row.provisions.get(),
            number="(a)",
            kind="point",
            eid="art_4__para_1__point_a",
        )
        point.texts.create(language="en", text=OIL)
    join(old, new)
    assert len(now(old, "1").provisions) == 2
    assert [row[0] for row in told(now(old, "1", with_parts=False))] == ["4.1"]


def test_suggestions_are_not_followed(drafts):
    old, new = article(drafts[0], "4", LAMPS), article(drafts[1], "6", LAMPS)
    join(old, new, state=SUGGESTED)
    found = now(old)
    assert (found.draft, found.articles, found.provisions) == (None, [], [])
    assert found.unknown == drafts[2]


def test_a_draft_without_text_counts_less_than_one_with(drafts):
    rows = [
        article(draft, "4", text) for draft, text in zip(drafts, (LAMPS, LAMPS, ""), strict=True)
    ]
    join(rows[0], rows[1])
    join(rows[1], rows[2])
    assert now(rows[0]).draft == drafts[1]
    found = now(rows[0], wanted="d3")
    assert (found.draft, found.articles, found.is_compared) == (drafts[2], [rows[2]], False)


def test_an_article_that_was_dropped_has_nothing(drafts):
    old = article(drafts[0], "4", LAMPS)
    SuccessionFactory(ancestor=old, descendant=None, dropped_in=drafts[1])
    found = now(old)
    assert (found.draft, found.is_dropped, found.unknown) == (drafts[1], True, None)


def test_the_last_article_before_it_was_dropped_is_asked_for_by_name(drafts):
    old, new = article(drafts[0], "4", LAMPS), article(drafts[1], "6", LAMPS)
    join(old, new)
    SuccessionFactory(ancestor=new, descendant=None, dropped_in=drafts[2])
    assert (now(old).draft, now(old).is_dropped) == (drafts[2], True)
    assert now(old, wanted="d2").articles == [new]


def test_what_is_not_known_of_a_later_draft_is_told_beside_what_is(drafts):
    old, new = article(drafts[0], "4", LAMPS), article(drafts[1], "6", LAMPS)
    join(old, new)
    found = now(old)
    assert (found.draft, found.unknown) == (drafts[1], drafts[2])
    Draft.objects.filter(pk=drafts[2].pk).update(partial=True)
    assert now(old).unknown is None
    found = now(old, wanted="d3")
    assert (found.draft, found.unknown) == (None, drafts[2])


def test_texts_are_compared_in_a_language_that_both_have(drafts):
    old, new = article(drafts[0], "4", LAMPS), article(drafts[1], "6", LAMPS)
    join(old, new)
    for row in (old, new):
        row.provisions.get().texts.create(language="fr", text="Le gardien allume la lampe.")
    assert now(old).language == "en"
    assert now(old, languages=["fr", "en"]).language == "fr"
    new.provisions.get().texts.filter(language="fr").delete()
    assert now(old, languages=["fr"]).language == "en"


def test_the_cost_is_the_same_at_any_size(drafts, django_assert_num_queries):
    places = []
    for number, text in enumerate((LAMPS, BELLS, PAY)):
        old, new = article(drafts[0], f"4{number}", text), article(drafts[1], f"5{number}", text)
        join(old, new)
        places.append(PlaceBefore(Article.objects.for_list().get(pk=old.pk)))
    for size in (1, 3):
        with django_assert_num_queries(6):
            assert len(places_now(places[:size])) == size
    with django_assert_num_queries(0):
        assert places_now([]) == []
