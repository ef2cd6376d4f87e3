"""Where the provisions of small articles stand in a later text."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.lineage import article_rows
from articles.lineage.alignment import Kind, Place, align
from articles.lineage.article_rows import align_articles
from articles.lineage.provision_words import Side, WholeText, Wording, rarity_of, with_many
from articles.vocabulary import spaced

WORDS = spaced(
    "lighthouse keeper lamp oil tower coast harbour fog signal bell ship captain chart reef anchor "
    "storm beacon mirror lens wick stair gallery pier buoy channel tide current pilot mast sail"
)


def prose(seed, count=20):
    """Return words in an order that no other seed gives."""
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _word in range(count))


def article(number, *texts):
    """Return an article of paragraphs numbered from 1, by its number."""
    eid = f"art_{number}__para_"
    return {number: [Wording(f"{eid}{place}", text) for place, text in enumerate(texts, 1)]}


def told(rows):
    """Return rows as sets of "1(2) → 3(4)" under their kinds."""
    ends = [(_label(row.earlier), _label(row.later), row.kind) for row in rows]
    return {
        kind: {f"{earlier} → {later}" for earlier, later, of in ends if of == kind}
        for kind in Kind
        if any(of == kind for _earlier, _later, of in ends)
    }


def _label(place):
    return place.eid.removeprefix("art_").replace("__para_", ".") if place else ""


A, B, C, D = (prose(seed) for seed in "abcd")


def test_a_paragraph_that_is_put_in_renumbers_those_after_it():
    rows = align(article("1", A, B), article("1", A, C, B))
    assert told(rows) == {
        Kind.SAME: {"1.1 → 1.1"},
        Kind.RENUMBERED: {"1.2 → 1.3"},
        Kind.NEW: {" → 1.2"},
    }


def test_an_article_under_another_number_keeps_its_paragraphs():
    rows = align(article("19", A, B), article("21", A, B))
    assert told(rows) == {Kind.RENUMBERED: {"19.1 → 21.1", "19.2 → 21.2"}}


def test_a_paragraph_moves_to_another_article():
    rows = align(article("1", A, B, C), article("1", A, B) | article("2", C))
    assert told(rows) == {Kind.SAME: {"1.1 → 1.1", "1.2 → 1.2"}, Kind.MOVED: {"1.3 → 2.1"}}


def test_a_paragraph_is_split():
    rows = align(article("1", f"{A} {B}"), article("1", A, B))
    assert told(rows) == {Kind.SPLIT: {"1.1 → 1.1", "1.1 → 1.2"}}
    assert all(row.absorbed == 1 and 0.3 < row.carried < 0.7 for row in rows)


def test_paragraphs_are_merged():
    rows = align(article("1", A, B), article("1", f"{A} {B}"))
    assert told(rows) == {Kind.MERGED: {"1.1 → 1.1", "1.2 → 1.1"}}


def test_what_is_written_once_more_stands_in_two_places():
    rows = align(article("1", A), article("1", A) | article("2", A))
    assert told(rows) == {Kind.SPLIT: {"1.1 → 1.1", "1.1 → 2.1"}}


def test_what_is_like_another_paragraph_of_its_article_is_new():
    half = " ".join(A.split()[::2])
    rows = align(article("1", A, B), article("1", A, B, f"{half} {C[:60]}"))
    assert told(rows) == {Kind.SAME: {"1.1 → 1.1", "1.2 → 1.2"}, Kind.NEW: {" → 1.3"}}


def test_another_matter_under_the_same_number_is_gone_and_new():
    pirates = "No pirate shall be given shelter, food or powder within twelve leagues of here."
    rows = align(article("1", A, B), article("1", A, pirates))
    assert told(rows)[Kind.GONE] == {"1.2 → "}
    assert told(rows)[Kind.NEW] == {" → 1.2"}


OLD = "The keeper shall warn or admonish any master whose conduct endangers the lamp."
ANEW = "An inspector may warn whoever endangers a lamp at sea or in port."


def test_what_was_written_anew_is_known_between_its_neighbours():
    rows = align(article("1", A, OLD, B), article("1", A, ANEW, B))
    assert told(rows) == {Kind.SAME: {"1.1 → 1.1", "1.2 → 1.2", "1.3 → 1.3"}}
    # Among others the same few words are no sign.
    rows = align(article("1", A, OLD, B), article("1", A, C, ANEW, B))
    assert told(rows)[Kind.GONE] == {"1.2 → "}
    assert told(rows)[Kind.NEW] == {" → 1.2", " → 1.3"}


def test_a_sentence_that_became_a_point_of_its_paragraph_is_a_part_of_it():
    sentence = "the nature of the breach and of the lamp"
    before = [Wording("art_1__para_2", f"{A} {sentence} {B}")]
    point = f"{sentence} {' '.join(f'more{letter}' for letter in 'abcdefghijklmno')}"
    after = [Wording("art_1__para_2", f"{A} {B}"), Wording("art_1__para_2__point_a", point)]
    rows = align({"1": before}, {"1": after})
    assert [row.later.eid for row in rows if row.earlier] == [row.eid for row in after]
    elsewhere = [after[0], Wording("art_1__para_3", point)]
    rows = align({"1": before}, {"1": elsewhere})
    assert [row.kind for row in rows] == [Kind.SAME, Kind.NEW]


def test_what_is_gone_is_looked_for_in_the_rest_of_the_later_text():
    rows = align(article("1", A, B), article("1", A), ({}, article("7", D, B)))
    assert told(rows) == {Kind.SAME: {"1.1 → 1.1"}, Kind.MOVED: {"1.2 → 7.2"}}


def test_what_comes_from_elsewhere_is_no_trace_of_what_is_gone():
    rest = article("6", B), article("7", B)
    rows = align(article("1", A, f"{B} {C[:40]}"), article("1", A), rest)
    assert told(rows)[Kind.GONE] == {"1.2 → "}


def test_a_mark_of_deletion_is_no_provision():
    rows = align(article("1", A, B), article("1", A, "[deleted]"))
    assert told(rows) == {Kind.SAME: {"1.1 → 1.1"}, Kind.GONE: {"1.2 → "}}


def test_what_has_no_words_of_its_own_is_known_by_what_lies_in_it():
    points = [("__point_a", A), ("__point_b", B)]
    before = [Wording("art_1__para_2", ""), *(Wording(f"art_1__para_2{e}", t) for e, t in points)]
    after = [Wording("art_1__para_3", ""), *(Wording(f"art_1__para_3{e}", t) for e, t in points)]
    rows = align({"1": before}, {"1": after})
    assert {row.kind for row in rows} == {Kind.RENUMBERED}
    assert (rows[0].earlier, rows[0].later) == (Place("1", before[0].eid), Place("1", after[0].eid))


def test_chinese_is_compared_sign_by_sign():
    before = article("1", "缔约国应当保持灯塔的灯光。", "船长应当在雾中敲钟并减速航行。")
    after = article("1", "船长应当在雾中敲钟并减速行驶。", "缔约国应当保持灯塔的灯光。")
    assert told(align(before, after)) == {Kind.RENUMBERED: {"1.1 → 1.2", "1.2 → 1.1"}}


@pytest.mark.parametrize(("before", "after"), [({}, {}), (article("1", A), {}), ({"1": []}, {})])
def test_an_empty_side_has_no_pairs(before, after):
    rows = align(before, after)
    assert len(rows) == sum(map(len, before.values()))
    assert all(row.kind == Kind.GONE for row in rows)


sentences = st.lists(st.sampled_from(WORDS[:12]), min_size=0, max_size=12).map(" ".join)


@st.composite
def texts(draw):
    """Two or so articles whose paragraphs and points are of few words, so that many are alike."""
    text = {}
    for number in draw(st.lists(st.sampled_from(["1", "2", "3a"]), max_size=2, unique=True)):
        rows = text[number] = []
        for para, body in enumerate(draw(st.lists(sentences, max_size=4)), 1):
            eid = f"art_{number}__para_{para}"
            points = draw(st.lists(sentences, max_size=2))
            rows.append(Wording(eid, body))
            rows += [
                Wording(f"{eid}__point_{sign}", point)
                for sign, point in zip("ab", points, strict=False)
            ]
    return text


def places(text):
    return {Place(number, row.eid) for number, rows in text.items() for row in rows}


@given(texts())
@settings(deadline=None)
def test_a_text_stands_in_itself(text):
    rows = align(text, text)
    assert {row.kind for row in rows} <= {Kind.SAME}
    assert {row.earlier for row in rows} == places(text)


@given(texts(), texts())
@settings(deadline=None)
def test_every_provision_is_told_once_unless_it_has_several_partners(earlier, later):
    rows = align(earlier, later)
    for text, of_rows in (
        (earlier, [(row.earlier, row.kind) for row in rows if row.earlier]),
        (later, [(row.later, row.kind) for row in rows if row.later]),
    ):
        assert {place for place, _kind in of_rows} == places(text)
        single = [place for place, kind in of_rows if kind not in (Kind.SPLIT, Kind.MERGED)]
        assert len(single) == len(set(single))


@given(texts(), texts())
@settings(deadline=None)
def test_the_order_of_articles_does_not_matter(earlier, later):
    turned = dict(reversed(earlier.items())), dict(reversed(later.items()))
    assert align(*turned) == align(earlier, later)


TURNED = {
    Kind.NEW: Kind.GONE,
    Kind.GONE: Kind.NEW,
    Kind.SPLIT: Kind.MERGED,
    Kind.MERGED: Kind.SPLIT,
}


@given(texts(), texts())
@settings(deadline=None)
def test_from_the_later_to_the_earlier_text_all_is_turned(earlier, later):
    forth = {(row.earlier, row.later, row.kind) for row in align(earlier, later)}
    back = {
        (row.later, row.earlier, TURNED.get(row.kind, row.kind)) for row in align(later, earlier)
    }
    assert forth == back


def in_turns(earlier, later, number):
    """Return the rows of one article by `align`, and those by `align_articles`."""
    own = [{key: rows for key, rows in text.items() if key == number} for text in (earlier, later)]
    keys = [text.keys() - {number} for text in (earlier, later)]
    rest = [{key: text[key] for key in text if key != number} for text in (earlier, later)]
    rarity = rarity_of(earlier, later)
    whole = WholeText(earlier, rarity), WholeText(later, rarity)
    return align(*own, rest, rarity), align_articles(whole, own, keys)


@given(texts(), texts())
@settings(deadline=None)
def test_articles_of_whole_texts_are_aligned_as_they_are_alone(earlier, later):
    for number in earlier.keys() | later.keys():
        alone, together = in_turns(earlier, later, number)
        assert together == alone


def test_articles_of_whole_texts_are_looked_for_in_the_rest():
    earlier = article("1", A, B, f"{C} {D[:40]}") | article("3", C)
    later = article("1", A) | article("2", prose("e"), B) | article("3", C)
    alone, together = in_turns(earlier, later, "1")
    assert together == alone
    assert told(together)[Kind.MOVED] == {"1.2 → 2.2"}
    assert told(together)[Kind.GONE] == {"1.3 → "}


@given(texts(), st.sets(st.tuples(*[st.sampled_from(WORDS[:12])] * 3), max_size=9))
@settings(deadline=None, max_examples=300)
def test_a_whole_text_finds_what_a_search_through_it_finds(text, runs):
    text |= article("9", " ".join(" ".join(run) for run in sorted(runs)), prose("f", 30))
    found = Side(with_many(text, runs), {})
    assert WholeText(text, {}).with_many(text, runs).places == found.places
    assert {"9"} >= {place.article for place in WholeText(text, {}).with_many({"9"}, runs).places}


def test_an_edit_of_one_article_leaves_the_rows_of_others_as_they_were(monkeypatch):
    aligned = []

    class Counted(article_rows.Alignment):
        def __init__(self, earlier, later):
            aligned.append(earlier.places[0].article)
            super().__init__(earlier, later)

    monkeypatch.setattr(article_rows, "Alignment", Counted)
    monkeypatch.setattr(article_rows, "kept", article_rows.Cache(10))
    before = article("1", A, B) | article("2", C)
    for end in (C, " ".join(reversed(C.split()))):
        later = article("1", B, A) | article("2", end)
        for number in "12":
            alone, together = in_turns(before, later, number)
            assert together == alone
    assert aligned == ["1", "2", "2"]
