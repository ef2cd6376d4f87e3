"""Where provisions in the database stand in a later draft, over successions."""

import pytest

from articles.lineage.alignment import Kind
from articles.lineage.article_alignment import Cache, NoSuchLanguage, align_article, cached_rows
from articles.models import Article, Succession
from articles.tests.factories import (
    ProvisionFactory,
    SuccessionFactory,
)
from articles.tests.lighthouse_texts import (
    BELLS,
    LAMPS,
    LOG,
    OIL,
    PAY,
    article,
    drafts_in_a_row,
    join,
    short,
)

pytestmark = pytest.mark.django_db
CONFIRMED, SUGGESTED = Succession.State.CONFIRMED, Succession.State.SUGGESTED
ANY = (CONFIRMED, SUGGESTED)


@pytest.fixture
def drafts():
    """Three drafts of one treaty, stage by stage."""
    return drafts_in_a_row(3)


def rows_of(row, later, *arguments, **options):
    """Return rows as (from, to, kind, state), with paragraphs as "1.2"."""
    row = Article.objects.for_list().get(pk=row.pk)
    aligned = align_article(row, later, *arguments, **options).rows
    return [
        (short(row.earlier), short(row.later), row.kind, state and str(state))
        for row, state in aligned
    ]


def test_paragraphs_of_an_article_that_was_split(drafts):
    old = article(drafts[0], "1", LAMPS, BELLS, OIL)
    join(old, article(drafts[1], "1", BELLS), article(drafts[1], "2", PAY, LAMPS))
    assert rows_of(old, drafts[1]) == [
        ("1.1", "2.2", Kind.MOVED, CONFIRMED),
        ("1.2", "1.1", Kind.RENUMBERED, CONFIRMED),
        ("1.3", None, Kind.GONE, CONFIRMED),
        (None, "2.1", Kind.NEW, CONFIRMED),
    ]


def test_what_came_from_another_article_is_not_new(drafts):
    old, other = article(drafts[0], "1", LAMPS), article(drafts[0], "2", BELLS)
    merged = article(drafts[1], "1", LAMPS, BELLS)
    join(old, merged)
    join(other, merged)
    assert rows_of(old, drafts[1]) == [("1.1", "1.1", Kind.SAME, CONFIRMED)]
    assert rows_of(other, drafts[1]) == [("2.1", "1.2", Kind.MOVED, CONFIRMED)]


def test_successions_are_followed_over_the_stages_between(drafts):
    old, last = article(drafts[0], "7", LAMPS), article(drafts[2], "9", LAMPS)
    middle = article(drafts[1], "8", LAMPS)
    join(old, middle)
    join(middle, last)
    assert rows_of(old, drafts[2]) == [("7.1", "9.1", Kind.RENUMBERED, CONFIRMED)]


def test_suggested_successions_are_followed_where_asked_for(drafts):
    old = article(drafts[0], "1", LAMPS, BELLS)
    sure, perhaps = article(drafts[1], "1", LAMPS), article(drafts[1], "2", BELLS)
    join(old, sure)
    join(old, perhaps, state=SUGGESTED)
    assert rows_of(old, drafts[1]) == [
        ("1.1", "1.1", Kind.SAME, CONFIRMED),
        ("1.2", "2.1", Kind.MOVED, None),  # found in the rest of the draft
    ]
    assert rows_of(old, drafts[1], states=ANY) == [
        ("1.1", "1.1", Kind.SAME, CONFIRMED),
        ("1.2", "2.1", Kind.MOVED, SUGGESTED),
    ]


def test_rejected_successions_lead_nowhere(drafts):
    old = article(drafts[0], "1", LAMPS)
    join(old, article(drafts[1], "1", LAMPS), state=Succession.State.REJECTED)
    assert rows_of(old, drafts[1], states=ANY) == []


def test_an_article_of_which_nobody_knows_what_it_became_has_no_rows(drafts):
    old = article(drafts[0], "1", LAMPS)
    article(drafts[1], "1", LAMPS)
    assert rows_of(old, drafts[1]) == []


def test_a_dropped_article_is_looked_for_in_the_whole_draft(drafts):
    old = article(drafts[0], "1", LAMPS, OIL)
    SuccessionFactory(ancestor=old, descendant=None, dropped_in=drafts[1])
    for later in drafts[1:]:
        article(later, "5", LOG, LAMPS)
        assert rows_of(old, later) == [
            ("1.1", "5.2", Kind.MOVED, None),
            ("1.2", None, Kind.GONE, CONFIRMED),
        ]


def test_what_is_gone_does_not_stand_in_a_recital(drafts):
    old, recital = article(drafts[0], "1", LAMPS), article(drafts[1], "5", LAMPS)
    SuccessionFactory(ancestor=old, descendant=None, dropped_in=drafts[1])
    assert [row[2] for row in rows_of(old, drafts[1])] == [Kind.MOVED]
    Article.objects.filter(pk=recital.pk).update(kind=Article.Kind.RECITAL)
    assert [row[2] for row in rows_of(old, drafts[1])] == [Kind.GONE]


def test_what_is_dropped_later_stands_until_then(drafts):
    old, kept = article(drafts[0], "1", LAMPS), article(drafts[1], "1", LAMPS)
    join(old, kept)
    SuccessionFactory(ancestor=kept, descendant=None, dropped_in=drafts[2])
    assert [row[2] for row in rows_of(old, drafts[1])] == [Kind.SAME]
    article(drafts[2], "3", LOG)
    assert [row[2] for row in rows_of(old, drafts[2])] == [Kind.GONE]


def test_stubs_are_left_out_unless_they_hold_a_wording(drafts):
    old = article(drafts[0], "1", LAMPS, "", "")
    holder = old.provisions.get(number="2")
    inner = ProvisionFactory(
        article=old, parent=holder, eid=f"{holder.eid}__point_a", kind="point", number="(a)"
    )
    inner.texts.create(language="en", text=BELLS)
    join(old, article(drafts[1], "1", LAMPS, BELLS))
    assert [row[0] for row in rows_of(old, drafts[1])] == ["1.1", "1.2", "1.2__point_a"]


def test_the_language_is_one_that_both_drafts_have(drafts):
    old = article(drafts[0], "1", LAMPS)
    new = article(drafts[1], "1", LAMPS)
    join(old, new)
    for row in (old, new):
        row.provisions.get().texts.create(language="fr", text="Le gardien allume la lampe du phare")
    old.provisions.get().texts.create(language="es", text="El guardián enciende la lámpara")
    assert align_article(old, drafts[1]).language == "en"
    assert align_article(old, drafts[1], "fr").language == "fr"
    old.draft.language = "fr"
    assert align_article(old, drafts[1]).language == "fr"
    with pytest.raises(NoSuchLanguage) as caught:
        align_article(old, drafts[1], "es")
    assert caught.value.languages == ["en", "fr"]


def test_drafts_without_a_language_in_common_have_no_rows(drafts):
    old = article(drafts[0], "1", LAMPS)
    join(old, article(drafts[1], "1", "Le gardien allume la lampe", language="fr"))
    assert align_article(old, drafts[1]) == ("", [])


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_four_queries(drafts, django_assert_num_queries, number):
    pairs = [
        (article(drafts[0], str(n), LAMPS, f"{BELLS} {n}"), article(drafts[1], str(n), LAMPS))
        for n in range(1, number + 1)
    ]
    for pair in pairs:
        join(*pair)
    old = Article.objects.for_list().get(pk=pairs[0][0].pk)
    for _again in range(2):
        with django_assert_num_queries(4):
            align_article(old, drafts[1])


def test_rows_are_computed_once_and_anew_after_any_change(drafts, monkeypatch):
    old, new = article(drafts[0], "1", LAMPS, BELLS), article(drafts[1], "1", LAMPS, BELLS)
    join(old, new)
    first = rows_of(old, drafts[1])
    with monkeypatch.context() as patch:
        patch.setattr("articles.lineage.article_alignment.align", None)
        assert rows_of(old, drafts[1]) == first
    new.provisions.filter(number="2").get().texts.update(text=OIL)
    assert rows_of(old, drafts[1]) != first
    # What stands elsewhere in the later draft counts as well.
    article(drafts[1], "2", BELLS)
    assert ("1.2", "2.1", Kind.MOVED, None) in rows_of(old, drafts[1])


def test_no_more_rows_are_held_than_the_cache_takes():
    cache = Cache(2)
    for number in range(4):
        cache({str(number): []}, {}, ({}, {}))
    assert len(cache._rows) == 2
    assert cached_rows is not cache
