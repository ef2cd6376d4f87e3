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


@given(units, units)
def test_every_unit_has_an_edge_or_is_told(before, after):
    suggested = suggest(before, after)
    assert {edge.earlier for edge in suggested.edges} | set(suggested.dropped) == {
        row.key for row in before
    }
    assert {edge.later for edge in suggested.edges} | set(suggested.new) == {
        row.key for row in after
    }
    assert all(0 <= edge.score <= 1 for edge in suggested.edges)
    kinds = {row.key: row.kind for row in before}, {row.key: row.kind for row in after}
    assert all(kinds[0][edge.earlier] == kinds[1][edge.later] for edge in suggested.edges)
