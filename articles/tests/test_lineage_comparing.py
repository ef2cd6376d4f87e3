"""Two small drafts compared: which article became which, and what is said of each provision."""

import pytest

from articles.kinds import ArticleKind
from articles.lineage.alignment import Kind
from articles.lineage.compared_articles import ArticleChange
from articles.lineage.comparing import DraftComparison, languages_in_both
from articles.models import Succession
from articles.redline import base_of, proposed_of
from articles.tests.factories import (
    ArticleFactory,
    DraftFactory,
    ProvisionFactory,
    SuccessionFactory,
)

pytestmark = pytest.mark.django_db
LAMP = "Each Party shall keep a lamp burning in every lighthouse on its coast at night."
FOG = "A signal shall be sounded in fog at least once in each minute by the keeper."
FEES = "No fee may be asked of ships for the light of a tower that they pass."
BOATS = "Pilot boats carry two lanterns and a flag of the harbour that sent them out."


@pytest.fixture
def drafts():
    earlier = DraftFactory(stage=1)
    return earlier, DraftFactory(treaty=earlier.treaty, stage=2)


def article(draft, number, *texts, **fields):
    row = ArticleFactory(draft=draft, number=number, heading=fields.pop("heading", "Light"))
    for place, text in enumerate(texts, 1):
        provision = ProvisionFactory(article=row, number=str(place), position=place)
        provision.texts.create(text=text, language=fields.get("language", "en"))
    return row


def became(earlier, later, **fields):
    return SuccessionFactory(ancestor=earlier, descendant=later, **fields)


def compared(drafts, states=(Succession.State.CONFIRMED,)):
    return DraftComparison(*drafts, "en", states).articles


def changes(drafts):
    return {row.main.number: row.change for row in compared(drafts)}


def test_each_article_has_its_kind_of_change(drafts):
    first, second = drafts
    pairs = {"1": "1", "2": "2", "3": "4", "5": "6"}
    texts = {"1": LAMP, "2": FOG, "3": FEES, "5": BOATS}
    for before, after in pairs.items():
        text = texts[before] if before != "2" else FOG.replace("minute", "hour")
        became(article(first, before, texts[before]), article(second, after, text))
    SuccessionFactory(ancestor=article(first, "9"), descendant=None, dropped_in=second)
    SuccessionFactory(ancestor=None, descendant=article(second, "10"))
    article(first, "11")
    article(second, "12")
    assert changes(drafts) == {
        "1": ArticleChange.UNCHANGED,
        "2": ArticleChange.CHANGED,
        "4": ArticleChange.RENUMBERED,
        "6": ArticleChange.RENUMBERED,
        "9": ArticleChange.DROPPED,
        "10": ArticleChange.NEW,
        "11": ArticleChange.UNDECIDED,
        "12": ArticleChange.UNDECIDED,
    }


def test_split_and_merged_articles_stand_together(drafts):
    first, second = drafts
    whole = article(first, "1", LAMP, FOG)
    halves = article(second, "1", LAMP), article(second, "2", FOG)
    for half in halves:
        became(whole, half)
    parts = article(first, "5", FEES), article(first, "6", BOATS)
    joined = article(second, "7", FEES, BOATS)
    for part in parts:
        became(part, joined)
    split, merged = compared(drafts)
    assert (split.change, split.earlier, split.later) == ("split", [whole], [*halves])
    assert (merged.change, merged.earlier, merged.later) == ("merged", [*parts], [joined])
    assert (split.word_count, merged.word_count) == ((0, 0, 16), (0, 0, 15))


def test_article_that_left_its_place_among_others_has_moved(drafts):
    first, second = drafts
    rows = [article(first, str(number), text) for number, text in enumerate((LAMP, FOG, FEES), 1)]
    for number, row in enumerate((rows[2], rows[0], rows[1]), 1):
        became(row, article(second, str(number)))
    assert [row.change for row in compared(drafts)].count(ArticleChange.MOVED) == 1


def test_what_is_gone_stands_where_it_stood(drafts):
    first, second = drafts
    rows = [article(first, number) for number in "123"]
    later = [article(second, number) for number in "12"]
    became(rows[0], later[0])
    became(rows[2], later[1])
    SuccessionFactory(ancestor=rows[1], descendant=None, dropped_in=second)
    assert [row.main for row in compared(drafts)] == [later[0], rows[1], later[1]]


def test_paragraph_that_went_to_another_article_is_said_on_both_sides(drafts):
    first, second = drafts
    became(article(first, "1", LAMP, FOG), article(second, "1", LAMP))
    became(article(first, "2", FEES), article(second, "2", FEES, FOG))
    left, reached = compared(drafts)
    leaving = left.provisions[-1]
    assert leaving.is_leaving
    assert leaving.later.label == "Article 2(2)"
    arriving = reached.provisions[-1]
    assert (arriving.kind, arriving.earlier.label) == (Kind.MOVED, "Article 1(2)")
    assert (left.word_count, reached.word_count) == ((0, 0, 0), (0, 0, 16))


def test_redlines_give_both_texts_back(drafts):
    first, second = drafts
    became(article(first, "1", LAMP, FEES), article(second, "1", LAMP.upper(), BOATS, FEES))
    [row] = compared(drafts)
    earlier = [base_of(p.runs) for p in row.provisions if p.earlier]
    later = [proposed_of(p.runs) for p in row.provisions if p.later]
    assert sorted(earlier) == sorted([LAMP, FEES])
    assert later == [LAMP.upper(), BOATS, FEES]


def test_suggested_successions_count_where_they_are_asked_for(drafts):
    first, second = drafts
    became(article(first, "1"), article(second, "2"), state=Succession.State.SUGGESTED)
    assert {row.change for row in compared(drafts)} == {ArticleChange.UNDECIDED}
    [row] = compared(drafts, list(Succession.State))
    assert row.change == ArticleChange.RENUMBERED


def test_articles_are_followed_through_drafts_between(drafts):
    first, second = drafts
    third = DraftFactory(treaty=first.treaty, stage=3)
    one, two, three = article(first, "1"), article(second, "2"), article(third, "3")
    became(one, two)
    became(two, three)
    [row] = compared((first, third))
    assert (row.earlier, row.later, row.former) == ([one], [three], [one])


def test_languages_are_those_of_both(drafts):
    first, second = drafts
    article(first, "1", LAMP, language="fr")
    article(first, "2", LAMP)
    article(second, "1", LAMP, FOG)
    article(second, "2", LAMP, language="ar")
    assert languages_in_both(*drafts) == ["en"]


@pytest.mark.parametrize("rows", [1, 3])
def test_comparison_costs_the_same_at_any_size(drafts, rows, django_assert_num_queries):
    first, second = drafts
    for number in range(1, rows + 1):
        became(article(first, str(number), LAMP), article(second, str(number), FOG))
    with django_assert_num_queries(8):
        assert len(compared(drafts)) == rows


def test_words_of_obligation_are_counted_in_each_text_once(drafts):
    first, second = drafts
    may = "A keeper may rest, may eat and must wake. Done on 25 May 2018. May it burn!"
    whole = article(first, "1", f"{LAMP} {FOG}", may)
    for number, text in (("1", LAMP), ("2", FOG)):
        became(whole, article(second, number, text))
    [row] = compared(drafts)
    assert row.modals == {"shall": (2, 2), "should": (0, 0), "may": (3, 0), "must": (1, 0)}


def test_brackets_are_opened_and_closed_provision_by_provision(drafts):
    first, second = drafts
    ends = article(first, "1", f"[{LAMP}]", FOG), article(second, "1", LAMP, f"[{FOG}] [Or not.]")
    became(*ends)
    [row] = compared(drafts)
    assert row.bracket_count == (2, 1)


def test_nothing_is_counted_of_what_nobody_has_decided(drafts):
    article(drafts[0], "1", f"[{LAMP}]")
    [row] = compared(drafts)
    assert (row.word_count, row.bracket_count) == ((0, 0, 0), (0, 0))


def test_sides_are_both_texts(drafts):
    first, second = drafts
    became(article(first, "1", LAMP), article(second, "1", LAMP.replace("night", "dusk")))
    [provision] = compared(drafts)[0].provisions
    assert "".join(run.text for run in provision.before) == LAMP
    assert "".join(run.text for run in provision.after) == LAMP.replace("night", "dusk")


@pytest.mark.parametrize(("kept", "folds"), [(2, 0), (3, 1)])
def test_what_says_the_same_is_folded_beside_a_change(drafts, kept, folds):
    first, second = drafts
    same = [f"{BOATS} They are number {'i' * number} in the row." for number in range(1, kept + 1)]
    became(article(first, "1", LAMP, *same), article(second, "1", LAMP.upper() + " Now.", *same))
    became(article(first, "2", *same), article(second, "2", *same))
    changed, unchanged = compared(drafts)
    assert sum(stretch.is_folded for stretch in changed.stretches) == folds
    assert not any(stretch.is_folded for stretch in unchanged.stretches)


def test_recitals_are_no_place_for_what_is_gone_from_an_article(drafts):
    first, second = drafts
    became(article(first, "1", LAMP, FOG), article(second, "1", LAMP))
    recital = article(second, "7", FOG)
    recital.kind = ArticleKind.RECITAL
    recital.save()
    gone = compared(drafts)[0].provisions[-1]
    assert (gone.kind, gone.later) == (Kind.GONE, None)


SUGGESTED = Succession.State.SUGGESTED


def test_what_rests_on_a_suggestion_is_marked(drafts):
    first, second = drafts
    became(article(first, "1"), article(second, "1"))
    became(article(first, "2"), article(second, "2"), state=SUGGESTED)
    SuccessionFactory(
        ancestor=article(first, "3"), descendant=None, dropped_in=second, state=SUGGESTED
    )
    SuccessionFactory(ancestor=None, descendant=article(second, "4"), state=SUGGESTED)
    SuccessionFactory(ancestor=article(first, "5"), descendant=None, dropped_in=second)
    SuccessionFactory(ancestor=None, descendant=article(second, "6"))
    article(second, "7")
    rows = compared(drafts, ("confirmed", "suggested"))
    assert {row.main.number: row.state for row in rows} == {
        "1": "confirmed",
        "2": "suggested",
        "3": "suggested",
        "4": "suggested",
        "5": "confirmed",
        "6": "confirmed",
        "7": None,
    }


def test_split_of_which_one_half_is_suggested_is_suggested(drafts):
    first, second = drafts
    whole = article(first, "1", LAMP, FOG)
    became(whole, article(second, "1", LAMP))
    became(whole, article(second, "2", FOG), state=SUGGESTED)
    assert [row.state for row in compared(drafts, ("confirmed", "suggested"))] == ["suggested"]
