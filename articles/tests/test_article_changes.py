"""What changed in an article since an earlier draft, provision by provision."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lineage.alignment import Kind
from articles.lineage.article_alignment import align_article
from articles.lineage.article_changes import changes_since, split_redline
from articles.models import Article, Succession
from articles.redline import as_marked_text, base_of, proposed_of
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
SUGGESTED = Succession.State.SUGGESTED


@pytest.fixture
def drafts():
    return drafts_in_a_row(3)


def changes(row, earlier, language="en"):
    return changes_since(Article.objects.for_list().get(pk=row.pk), earlier, language)


def told(found):
    """Return the provisions as (place, kind, places before, redline), and what is not there."""
    rows = [
        (short(row.later), row.kind, [*map(short, row.earlier)], as_marked_text(row.runs))
        for row in found.provisions.values()
    ]
    departures = [
        (short(row.earlier), [*map(short, row.later)], row.after and short(row.after))
        for row in found.departures
    ]
    return rows, departures


def test_wording_is_compared_where_it_stands_now_whatever_its_number(drafts):
    old = article(drafts[0], "4", LAMPS, BELLS)
    new = article(drafts[1], "6", BELLS.replace("twice", "three times"), OIL, LAMPS)
    join(old, new)
    rows, departures = told(changes(new, drafts[0]))
    assert rows == [
        ("6.1", Kind.RENUMBERED, ["4.2"], BELLS.replace("twice", "[-twice-]{+three times+}")),
        ("6.2", Kind.NEW, [], f"{{+{OIL}+}}"),
        ("6.3", Kind.RENUMBERED, ["4.1"], LAMPS),
    ]
    assert departures == []


def test_what_is_gone_follows_what_it_followed(drafts):
    old = article(drafts[0], "4", LAMPS, OIL, BELLS, PAY)
    new = article(drafts[1], "4", LAMPS, BELLS)
    join(old, new)
    rows, departures = told(changes(new, drafts[0]))
    assert [row[2] for row in rows] == [["4.1"], ["4.3"]]
    assert departures == [("4.2", [], "4.1"), ("4.4", [], "4.2")]


def test_what_is_gone_does_not_follow_what_moved_forward(drafts):
    old = article(drafts[0], "4", LAMPS, BELLS, OIL, PAY)
    new = article(drafts[1], "4", BELLS, OIL, LAMPS)
    join(old, new)
    _rows, departures = told(changes(new, drafts[0]))
    assert departures == [("4.4", [], "4.2")]
    # The first paragraph is the last one now, and says nothing of where the others were.


def test_a_half_has_what_it_took_along_and_says_where_the_rest_is(drafts):
    old = article(drafts[0], "4", LAMPS, BELLS, OIL)
    first, second = article(drafts[1], "4", LAMPS), article(drafts[1], "5", BELLS, OIL)
    join(old, first, second)
    rows, departures = told(changes(second, drafts[0]))
    assert [(row[0], row[2]) for row in rows] == [("5.1", ["4.2"]), ("5.2", ["4.3"])]
    assert departures == [("4.1", ["4.1"], None)]


def test_a_merged_article_says_from_which_one_each_provision_comes(drafts):
    one, other = article(drafts[0], "4", LAMPS), article(drafts[0], "9", LOG, OIL)
    new = article(drafts[1], "4", LAMPS, LOG, OIL)
    join(one, new)
    join(other, new)
    found = changes(new, drafts[0])
    assert [row.number for row in found.predecessors] == ["4", "9"]
    assert [row[2] for row in told(found)[0]] == [["4.1"], ["9.1"], ["9.2"]]
    assert not any(row.is_reworded for row in found.provisions.values())


def test_what_moved_in_from_an_article_that_is_no_ancestor_is_found(drafts):
    old, other = article(drafts[0], "4", LAMPS), article(drafts[0], "9", LOG, OIL, BELLS)
    new, others = article(drafts[1], "4", LAMPS, PAY, OIL), article(drafts[1], "9", LOG, BELLS)
    join(old, new)
    join(other, others)
    rows, _departures = told(changes(new, drafts[0]))
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("4.1", Kind.SAME, ["4.1"]),
        ("4.2", Kind.NEW, []),
        ("4.3", Kind.MOVED, ["9.2"]),
    ]
    # The same row as seen from where it left.
    left = Article.objects.for_list().get(pk=other.pk)
    assert ("9.2", "4.3") in [
        (short(r.row.earlier), r.row.later and short(r.row.later))
        for r in align_article(left, drafts[1]).rows
        if r.row.earlier
    ]


def test_stages_between_are_passed_and_suggestions_are_not_followed(drafts):
    rows = [article(draft, str(number), LAMPS) for number, draft in enumerate(drafts, 1)]
    join(rows[0], rows[1])
    join(rows[1], rows[2], state=SUGGESTED)
    assert told(changes(rows[2], drafts[0])) == ([], [])
    assert changes(rows[2], drafts[0]).predecessors == []
    rows[1].successions.update(state="confirmed")
    assert [row[2] for row in told(changes(rows[2], drafts[0]))[0]] == [["1.1"]]


def test_a_split_provision_is_compared_with_its_share_of_the_words(drafts):
    old = article(drafts[0], "4", f"{LAMPS} {BELLS}")
    new = article(drafts[1], "4", LAMPS, BELLS.replace("twice", "once"))
    join(old, new)
    rows, _departures = told(changes(new, drafts[0]))
    assert rows == [
        ("4.1", Kind.SPLIT, ["4.1"], LAMPS),
        ("4.2", Kind.SPLIT, ["4.1"], BELLS.replace("twice", "[-twice-]{+once+}")),
    ]


def test_a_merged_provision_is_compared_with_all_that_it_comes_from(drafts):
    old, new = article(drafts[0], "4", LAMPS, BELLS), article(drafts[1], "4", f"{LAMPS} {BELLS}")
    join(old, new)
    [row] = changes(new, drafts[0]).provisions.values()
    assert row.kind == Kind.MERGED
    assert base_of(row.runs).split() == f"{LAMPS} {BELLS}".split()
    assert not [run for run in row.runs if run.op != "=" and run.text.strip()]


def test_the_cost_is_the_same_at_any_size(drafts, django_assert_num_queries):
    for size in (1, 3):
        old = article(drafts[0], f"4{size}", *[LAMPS, BELLS, OIL][:size])
        new = article(drafts[1], f"5{size}", *[LAMPS, BELLS, OIL][:size])
        join(old, new)
        row = Article.objects.for_list().get(pk=new.pk)
        with django_assert_num_queries(4):
            assert len(changes_since(row, drafts[0], "en").provisions) == size


@pytest.mark.any_database
@given(st.text("ab .", max_size=30), st.lists(st.text("ab .", max_size=12), min_size=1, max_size=4))
def test_shares_of_a_split_text_are_its_parts_and_together_the_base(base, parts):
    shares = split_redline(base, parts)
    assert [proposed_of(share) for share in shares] == parts
    together = "".join(base_of(share) for share in shares)
    assert "".join(together.split()) == "".join(base.split())


def rewritten(texts, seed):
    """Return some of the texts, in another order, some with another word."""
    random = Random(seed)
    kept = random.sample(texts, random.randint(1, len(texts)))
    return [text.replace("the ", "a ", random.randint(0, 1)) for text in kept]


@pytest.mark.parametrize("seed", range(8))
def test_changes_are_the_rows_of_the_alignment_read_from_the_other_end(drafts, seed):
    texts = [LAMPS, BELLS, OIL, LOG, PAY]
    old = [article(drafts[0], str(n), *rewritten(texts, 10 * seed + n)) for n in (1, 2)]
    new = [article(drafts[1], str(n), *rewritten(texts, 10 * seed + n)) for n in (3, 4, 5)]
    for earlier, later in Random(seed).sample([(o, n) for o in old for n in new], 3):
        join(earlier, later)
    articles = Article.objects.for_list()
    forward = {
        (row.earlier, row.later)
        for one in articles.filter(draft=drafts[0])
        for row, _state in align_article(one, drafts[1]).rows
        if row.earlier and row.later
    }
    back, joined = set(), set()
    for one in articles.filter(draft=drafts[1]):
        found = changes_since(one, drafts[0], "en")
        joined |= {one.slug} if found.predecessors else set()
        for change in found.provisions.values():
            back |= {(place, change.later) for place in change.earlier}
            assert proposed_of(change.runs) in {
                t.text for p in one.provisions.all() for t in p.texts.all()
            }
    assert back <= forward
    # Where words stand once more than their own partner tells, the partner alone is shown.
    told = {later for _earlier, later in back}
    assert {later for _e, later in forward if later.article in joined} == told
