"""What became of articles, suggested from what is recorded, stored and told."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from articles.lineage.reasons import edge_reasons
from articles.lineage.suggesting import Reason
from articles.lineage.suggestion_run import ChangedMeanwhile, SuggestionRun, store
from articles.models import ProvisionText, Succession
from articles.tests.factories import (
    ArticleFactory,
    DraftFactory,
    ProvisionFactory,
    SuccessionFactory,
    TreatyFactory,
)
from articles.tests.test_lineage_suggesting import WORDS, prose

pytestmark = pytest.mark.django_db
State = Succession.State


def make_draft(treaty, stage, articles, language="en", **fields):
    """Make a draft of articles given as (number, heading, text)."""
    slug = fields.pop("slug", f"draft-{stage}")
    draft = DraftFactory(treaty=treaty, stage=stage, slug=slug, language=language, **fields)
    for position, (number, heading, text) in enumerate(articles):
        add_article(draft, number, heading, text, position, language)
    return draft


def add_article(draft, number, heading, text, position=99, language="en", kind="article"):
    article = ArticleFactory(
        draft=draft, number=number, heading=heading, position=position, kind=kind
    )
    if text:
        provision = ProvisionFactory(article=article, number="1", position=0)
        provision.texts.create(language=language, text=text)
    return article


BEFORE = [(str(n), WORDS[n], prose(n)) for n in range(1, 6)]
# The second is gone, all behind it stand one earlier, and a last one is new.
AFTER = [
    BEFORE[0],
    *((str(n), WORDS[n + 1], prose(n + 1)) for n in (2, 3, 4)),
    ("5", "Pirates", prose("pirates")),
]


@pytest.fixture
def treaty():
    return TreatyFactory(slug="treaty")


@pytest.fixture
def drafts(treaty):
    return [make_draft(treaty, 1, BEFORE)], [make_draft(treaty, 2, AFTER)]


def told():
    """Return the stored successions as (from, to or None, state), numbers alone."""
    rows = Succession.objects.order_by("ancestor__position", "descendant__position", "pk")
    return sorted(
        (
            row.ancestor.number if row.ancestor else "new",
            row.descendant.number if row.descendant else "dropped",
            str(row.state),
        )
        for row in rows
    )


SUGGESTED = sorted([
    ("1", "1", "suggested"), ("2", "dropped", "suggested"), ("3", "2", "suggested"),
    ("4", "3", "suggested"), ("5", "4", "suggested"), ("new", "5", "suggested"),
])  # fmt: skip


def test_what_became_of_articles_is_stored_as_suggested_with_score_and_reasons(drafts):
    store(*drafts)
    assert told() == SUGGESTED
    edge = Succession.objects.get(ancestor__number="4")
    assert edge.reasons == (
        "the same heading; the same words; between Article 2 and Article 4 as before"
    )
    assert edge.score == 1
    assert edge.history.get().history_change_reason == "Suggested by rule"
    dropped, new = (
        Succession.objects.get(ancestor__number="2"),
        Succession.objects.get(ancestor=None),
    )
    for row in (dropped, new):
        assert 0 < row.score < edge.score
        assert row.reasons.startswith("the nearest is Article ")
    assert dropped.dropped_in == drafts[1][0]


def test_a_second_run_writes_nothing(drafts):
    store(*drafts)
    records = Succession.history.count()
    assert not store(*drafts).changes_something
    assert Succession.history.count() == records


def test_a_run_replaces_its_own_undecided_suggestions_alone(drafts):
    store(*drafts)
    (earlier,), (later,) = drafts
    Succession.objects.get(ancestor__number="1").decide(State.CONFIRMED, None)
    Succession.objects.get(ancestor__number="3").decide(State.REJECTED, None)
    by_hand = SuccessionFactory(
        ancestor=earlier.articles.get(number="5"),
        descendant=later.articles.get(number="1"),
        state="suggested",
    )
    ProvisionText.objects.filter(provision__article=later.articles.get(number="3")).update(
        text=prose("storm")
    )
    later.articles.filter(number="3").update(heading="Storms")
    run = store(*drafts)
    assert told() == sorted([
        ("1", "1", "confirmed"), ("2", "dropped", "suggested"), ("3", "2", "rejected"),
        ("4", "dropped", "suggested"), ("5", "1", "suggested"), ("5", "4", "suggested"),
        ("new", "3", "suggested"), ("new", "5", "suggested"),
    ])  # fmt: skip
    by_hand.refresh_from_db()
    assert (by_hand.score, by_hand.reasons) == (None, "")
    assert [row.ancestor.number for row in run.gone] == ["4"]


def test_what_an_editor_confirmed_as_new_or_dropped_gets_no_edge(drafts):
    (earlier,), (later,) = drafts
    Succession.objects.create(descendant=later.articles.get(number="2"), state="confirmed")
    article = earlier.articles.get(number="5")
    Succession.objects.create(ancestor=article, dropped_in=later, state="confirmed")
    store(*drafts)
    assert ("3", "2", "suggested") not in told()
    assert ("5", "4", "suggested") not in told()


def test_a_partial_later_document_gives_nothing_dropped(drafts):
    drafts[1][0].partial = True
    drafts[1][0].save()
    store(*drafts)
    assert told() == [row for row in SUGGESTED if row[1] != "dropped"]


def test_the_documents_of_one_stage_together_are_the_whole_text(treaty):
    halves = [
        make_draft(treaty, 1, BEFORE[:2], slug="a", partial=True),
        make_draft(treaty, 1, BEFORE[2:], slug="b", partial=True),
    ]
    later = [make_draft(treaty, 2, AFTER)]
    store(halves[1:], later)
    assert not Succession.objects.filter(ancestor=None).exists()
    store(halves, later)
    assert told() == SUGGESTED


def test_what_came_from_another_document_is_not_new(treaty, drafts):
    first = [make_draft(treaty, 0, [("9", "Pirates", prose("pirates"))])]
    store(first, drafts[1])
    store(*drafts)
    assert ("9", "5", "suggested") in told()
    assert ("new", "5", "suggested") not in told()


def test_headings_alone_are_told_and_are_less_sure(treaty, drafts):
    store(*drafts)
    sure = Succession.objects.get(ancestor__number="4").score
    ProvisionText.objects.all().delete()
    store(*drafts)
    edge = Succession.objects.get(ancestor__number="4")
    assert edge.score < sure
    assert edge.reasons.startswith("compared by headings alone, without the text; the same heading")


def test_texts_are_compared_in_the_language_that_both_have(treaty):
    earlier = make_draft(treaty, 1, BEFORE, language="fr")
    later = make_draft(treaty, 2, AFTER, language="en")
    with pytest.raises(ValidationError, match="no language in common"):
        store([earlier], [later])
    for number, _heading, text in BEFORE:
        provision = earlier.provisions.get(article__number=number)
        provision.texts.create(language="en", text=text)
    run = store([earlier], [later])
    assert (run.language, run.compares_headings) == ("en", False)
    assert told() == SUGGESTED
    assert Succession.objects.get(ancestor__number="4").reasons.startswith("the same words")


def test_recitals_and_annexes_are_suggested_as_well(drafts):
    for side, number in zip(drafts, ("3", "4"), strict=True):
        add_article(side[0], number, "", prose("recital"), kind="recital")
        add_article(side[0], "I", "List", prose("annex"), kind="annex")
    store(*drafts)
    kinds = (
        Succession.objects.filter(ancestor__kind="recital"),
        Succession.objects.filter(ancestor__kind="annex"),
    )
    assert [rows.get().descendant.number for rows in kinds] == ["4", "I"]


@pytest.mark.parametrize("extra", [0, 2])
def test_a_run_costs_the_same_queries_at_any_size(drafts, extra, django_assert_num_queries):
    for n in range(extra):
        add_article(drafts[1][0], f"9{n}", f"Extra {n}", prose(f"extra {n}"))
    with django_assert_num_queries(8):
        assert SuggestionRun(*drafts).rows


def test_nothing_is_stored_that_was_not_shown(drafts):
    run = SuggestionRun(*drafts)
    Succession.objects.create(descendant=drafts[1][0].articles.get(number="5"), state="rejected")
    with pytest.raises(ChangedMeanwhile):
        store(*drafts, token=run.token)
    assert Succession.objects.count() == 1
    store(*drafts, token=SuggestionRun(*drafts).token)
    assert Succession.objects.count() == 6


# ── the command ──────────────────────────────────────────────────────────────


def run_command(*arguments):
    out = StringIO()
    call_command("suggest_successions", *arguments, stdout=out)
    return out.getvalue()


OPTIONS = ["--treaty", "treaty", "--from", "draft-1", "--to", "draft-2"]


def test_command_prints_a_table_with_totals_and_stores_it(drafts):
    said = run_command(*OPTIONS, "--dry-run")
    assert not Succession.objects.exists()
    assert "Nothing is written: this was a dry run." in said
    said = run_command(*OPTIONS)
    assert told() == SUGGESTED
    lines = said.splitlines()
    assert lines[0].split() == ["from", "to", "score", "reasons"]
    assert lines[2].split()[:5] == ["Article", "3", "Article", "2", "1.000"]
    assert "4 became, 1 dropped, 1 new: 6 added, 0 changed, 0 taken back, 0 as they were." in said
    assert "Texts and headings compared in “en”." in said
    assert "0 added, 0 changed, 0 taken back, 6 as they were." in run_command(*OPTIONS)


@pytest.mark.parametrize(("arguments", "fault"), [
    ([*OPTIONS[:1], "no-treaty", *OPTIONS[2:]], "--treaty: there is no treaty “no-treaty”."),
    ([*OPTIONS[:3], "no-draft", *OPTIONS[4:]], "--from: “treaty” has no draft “no-draft”."),
    ([*OPTIONS, "--to", "stranger"],
     "--to: “treaty” has no draft “stranger”: it is one of “other”."),
    ([*OPTIONS[:3], "draft-2", "--to", "draft-1"], "--to: It is of no later stage of the text."),
    ([*OPTIONS[:3], "draft-2", "--to", "draft-2"], "--to: It is of no later stage of the text."),
    ([*OPTIONS, "--to", "bare"], "--to: The documents are not of one stage of one treaty."),
    ([*OPTIONS[:5], "bare"], "--to: There are no articles in it."),
])  # fmt: skip
def test_command_names_the_option_at_fault_and_writes_nothing(drafts, treaty, arguments, fault):
    DraftFactory(slug="stranger", treaty__slug="other")
    DraftFactory(slug="bare", treaty=treaty, stage=3)
    with pytest.raises(CommandError) as refusal:
        run_command(*arguments)
    assert str(refusal.value) == fault
    assert refusal.value.returncode == 1
    assert not Succession.objects.exists()


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        ({Reason.HEADING: 1.0, Reason.CARRIED: 1.0, Reason.ABSORBED: 1.0}, "the same words"),
        ({Reason.WORDING: 0.6}, "words that are alike"),
        ({Reason.WORDING: 0.3, Reason.ORDER: 1.0}, "some of its words, in other sentences"),
        ({Reason.CARRIED: 0.4, Reason.ABSORBED: 0.2}, "40 % of its wording stands there"),
    ],
)
def test_reasons_say_how_much_of_the_wording_is_left(reasons, said):
    assert said in edge_reasons(reasons, None, has_text=True)
    assert "headings alone" not in edge_reasons(reasons, None, has_text=True)
