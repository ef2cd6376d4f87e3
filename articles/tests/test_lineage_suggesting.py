"""What became of articles, suggested from two small texts."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.lineage.suggesting import Reason, suggest
from articles.lineage.unit_words import Unit
from articles.lineage.weighing import words_of
from articles.vocabulary import spaced

WORDS = spaced(
    "lighthouse keeper lamp oil tower coast harbour fog signal bell ship captain chart reef anchor "
    "storm beacon mirror lens wick stair gallery pier buoy channel tide current pilot mast sail"
)


def prose(seed, count=60):
    """Return words in an order that no other seed gives."""
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _word in range(count))


def unit(number, heading, text, kind="article"):
    return Unit(f"{kind} {number}", kind, str(number), heading, text)


def edges(suggestions):
    return [(edge.earlier, edge.later) for edge in suggestions.edges]


BEFORE = [unit(n, f"Heading {WORDS[n]}", prose(n)) for n in range(1, 9)]


def test_an_unchanged_text_leads_to_itself():
    suggested = suggest(BEFORE, BEFORE)
    assert edges(suggested) == [(row.key, row.key) for row in BEFORE]
    assert suggested.dropped == suggested.new == []
    assert all(edge.reasons[Reason.NUMBER] == 1 for edge in suggested.edges)


def test_articles_are_known_under_other_numbers_and_beside_new_ones():
    after = [unit("new", "Something else", prose("new"))]
    after += [row._replace(key=f"later {row.number}", number=f"{row.number}0") for row in BEFORE]
    suggested = suggest(BEFORE, after)
    assert edges(suggested) == [(row.key, f"later {row.number}") for row in BEFORE]
    assert suggested.new == ["article new"]


def test_a_split_leads_to_both_parts():
    first, second = prose("first"), prose("second")
    before = [*BEFORE, unit(9, "Lamps and bells", f"{first} {second}")]
    after = [*BEFORE, unit(9, "Lamps", first), unit(10, "Bells", second)]
    assert set(edges(suggest(before, after))) >= {
        ("article 9", "article 9"),
        ("article 9", "article 10"),
    }


def test_a_merged_article_goes_where_its_words_went():
    first, second = prose("first"), prose("second")
    before = [*BEFORE, unit(9, "Lamps", first), unit(10, "Bells", second)]
    after = [*BEFORE, unit(9, "Lamps and bells", f"{first} {second}")]
    assert set(edges(suggest(before, after))) >= {
        ("article 9", "article 9"),
        ("article 10", "article 9"),
    }


def test_what_is_gone_is_dropped_although_common_phrases_stay():
    phrase = "each party shall take the measures that are needed under its law "
    before = [row._replace(text=phrase + row.text) for row in BEFORE]
    after = [row for row in before if row.number != "4"]
    suggested = suggest(before, after)
    assert suggested.dropped == ["article 4"]
    assert len(suggested.edges) == len(after)


PHRASE = "each party shall take the measures that are needed under its law and report on them "


def test_a_split_is_seen_through_common_phrases_and_draws_no_third_article():
    rows = [row._replace(text=PHRASE + row.text) for row in BEFORE]
    first, second = prose("first"), prose("second")
    before = [*rows, unit(9, "Lamps and bells", f"{PHRASE}{first} {PHRASE}{second}")]
    after = [*rows, unit(9, "Lamps", PHRASE + first), unit(10, "Bells", PHRASE + second)]
    assert edges(suggest(before, after)) == [
        *((row.key, row.key) for row in BEFORE),
        ("article 9", "article 9"),
        ("article 9", "article 10"),
    ]


def test_a_sentence_repeated_between_articles_that_go_on_is_no_edge():
    sentence = prose("repeated", 14)
    before = [row if row.number != "2" else add(row, sentence) for row in BEFORE]
    after = [row if row.number != "7" else add(row, sentence) for row in BEFORE]
    assert edges(suggest(before, after)) == [(row.key, row.key) for row in BEFORE]


def add(row, words):
    return row._replace(text=f"{row.text} {words}")


def test_two_articles_that_change_places_are_followed():
    after = list(BEFORE)
    after[2], after[5] = (
        BEFORE[5]._replace(key="later 3", number="3"),
        BEFORE[2]._replace(key="later 6", number="6"),
    )
    found = dict(edges(suggest(BEFORE, after)))
    assert (found["article 3"], found["article 6"]) == ("later 6", "later 3")


def test_what_is_written_anew_is_known_between_the_same_neighbours():
    # A few words are the same, and not one run of three.
    kept, gone, come = (
        spaced(f"a{letter} b{letter} c{letter} d{letter} e{letter}") for letter in "xyz"
    )
    before = [*BEFORE[:4], unit(9, "", woven(kept, gone, gone[::-1])), *BEFORE[4:]]
    after = [*BEFORE[:4], unit(9, "", woven(kept, come, come[::-1])), *BEFORE[4:]]
    assert edges(suggest(before, after)) == [(row.key, row.key) for row in before]
    # Elsewhere in the text the same words are no sign.
    moved = [*BEFORE, after[4]]
    assert suggest(before, moved).dropped == ["article 9"]


def woven(*columns):
    return " ".join(word for row in zip(*columns, strict=True) for word in row)


def test_a_mark_of_deletion_is_neither_an_end_nor_new():
    after = [row if row.number != "4" else unit(4, "[deleted]", "[deleted]") for row in BEFORE]
    suggested = suggest(BEFORE, after)
    assert (suggested.dropped, suggested.new) == (["article 4"], [])
    back = suggest(after, BEFORE)
    assert (back.dropped, back.new) == ([], ["article 4"])


@pytest.mark.parametrize("kept", [0, 1])
def test_either_of_two_alternatives_in_brackets_may_live_on(kept):
    options = prose("one"), prose("other")
    draft = f"[Option 1: {options[0]}] [Option 2: {options[1]}]"
    before = [*BEFORE, unit(9, "[Lamps] [Lights]", draft)]
    after = [unit(1, "Lamps", options[kept]), *(number_up(row) for row in BEFORE)]
    assert ("article 9", "article 1") in edges(suggest(before, after))


def number_up(row):
    number = int(row.number) + 1
    return row._replace(key=f"article {number}", number=str(number))


def test_an_article_that_keeps_its_number_and_changes_its_matter_is_another():
    after = [
        row if row.number != "4" else row._replace(heading="Pirates", text=prose("pirates"))
        for row in BEFORE
    ]
    suggested = suggest(BEFORE, after)
    assert (suggested.dropped, suggested.new) == (["article 4"], ["article 4"])


def test_headings_alone_say_so_and_are_less_sure():
    bare = [row._replace(text="") for row in BEFORE]
    with_text, without = suggest(BEFORE, BEFORE), suggest(bare, bare)
    assert edges(without) == edges(with_text)
    assert all(Reason.WORDING not in edge.reasons for edge in without.edges)
    assert max(edge.score for edge in without.edges) < min(edge.score for edge in with_text.edges)


def bare(number, heading):
    return unit(number, heading, "")


def test_headings_alone_are_joined_one_to_one_and_between_their_neighbours():
    before = [bare(1, "Scope"), bare(2, "Interference with data"), bare(3, "Interference")]
    after = [bare(1, "Scope"), bare(2, "Interference with data"), bare(3, "Meddling")]
    assert edges(suggest(before, after)) == [(f"article {n}", f"article {n}") for n in (1, 2, 3)]


def test_figures_tell_headings_apart():
    before = [bare(n, f"Amendment of Act {n + 10}") for n in range(1, 5)]
    after = [row._replace(key=f"later {row.number}", number="") for row in before[1:]]
    suggested = suggest(before, after)
    assert edges(suggested) == [(f"article {n}", f"later {n}") for n in (2, 3, 4)]
    assert suggested.dropped == ["article 1"]


def test_articles_without_a_heading_are_known_by_their_number_between_neighbours():
    before = [bare(1, "Scope"), bare(2, ""), bare(3, "Entry into force")]
    after = [bare(1, "Scope"), bare("1a", "Terms"), bare(2, ""), bare(3, "Entry into force")]
    suggested = suggest(before, after)
    assert ("article 2", "article 2") in edges(suggested)
    assert suggested.new == ["article 1a"]


def test_numbers_alone_tell_nothing_and_places_only_a_few():
    stubs = [bare(n, "") for n in range(1, 6)]
    assert edges(suggest(stubs, stubs)) == []
    frame = bare("0", "Scope"), bare("99", "Entry into force")
    before = [frame[0], *(bare(n, f"Heading {WORDS[n]}") for n in range(1, 6)), frame[1]]
    after = [frame[0], *(bare(n, WORDS[n + 10]) for n in range(1, 6)), frame[1]]
    assert edges(suggest(before, after)) == [(row.key, row.key) for row in frame]


def test_kinds_are_never_mixed():
    annex = unit(1, "Heading", BEFORE[0].text, "annex")
    suggested = suggest(BEFORE, [annex])
    assert edges(suggested) == []
    assert suggested.new == [annex.key]


def test_chinese_is_compared_sign_by_sign():
    texts = [
        "缔约国应当保持灯塔的灯光",
        "船长应当在雾中敲钟并减速航行",
        "港口应当公布潮汐和水流的图表",
    ]
    before = [unit(n, "", text) for n, text in enumerate(texts, 1)]
    after = [unit(n + 4, "", text) for n, text in enumerate(texts[::-1], 1)]
    assert dict(edges(suggest(before, after))) == {
        "article 1": "article 7",
        "article 2": "article 6",
        "article 3": "article 5",
    }
    assert words_of("第5条 灯塔") == ["第", "条", "灯", "塔"]


@pytest.mark.parametrize(("before", "after"), [([], []), (BEFORE, []), ([], BEFORE)])
def test_an_empty_text_has_no_edges(before, after):
    suggested = suggest(before, after)
    assert edges(suggested) == []
    assert len(suggested.dropped) == len(before)
    assert len(suggested.new) == len(after)


units = st.lists(
    st.builds(
        Unit,
        st.integers(),
        st.sampled_from(["article", "recital"]),
        st.text(max_size=4),
        st.text(max_size=20),
        st.text(max_size=200),
    ),
    max_size=6,
    unique_by=lambda row: row.key,
)


def keys(rows):
    return {row.key for row in rows if not row.is_deleted}


@given(units, units)
def test_every_unit_has_an_edge_or_is_told(before, after):
    suggested = suggest(before, after)
    assert {edge.earlier for edge in suggested.edges} | set(suggested.dropped) == keys(before)
    assert {edge.later for edge in suggested.edges} | set(suggested.new) == keys(after)
    assert not {edge.earlier for edge in suggested.edges} & set(suggested.dropped)
    assert not {edge.later for edge in suggested.edges} & set(suggested.new)

    assert all(0 <= edge.score <= 1 for edge in suggested.edges)
    kinds = {row.key: row.kind for row in before}, {row.key: row.kind for row in after}
    assert all(kinds[0][edge.earlier] == kinds[1][edge.later] for edge in suggested.edges)
