"""Relevance: title over quote over the rest, a phrase over its words apart."""

import pytest
from hypothesis import given
from pyroaring import BitMap

from recommendations.index.words.postings import Postings
from recommendations.index.words.query_parser import parse
from recommendations.tests.test_words_postings import DOCUMENTS, QUERIES, signed

BEST_FIRST = [
    [("title", "On human rights", "en")],
    [("title", "Rights of every human", "en")],
    [("quote", "Respect human rights", "en"), ("title", "Human", "en")],
    [("quote", "Humans have rights", "en")],
    [("proposal", "… and human rights", "en")],
    [("proposal", "Rights: human", "en")],
    [("rationale", "Since human rights", "en")],
    [("rationale", "Rights, being human", "en")],
    [("title", "Human", "en"), ("quote", "rights", "en")],
]


def tiers(q, documents, **rest):
    postings, query = Postings.build(enumerate(documents)), parse(q)
    matching = postings.find(query, BitMap(range(len(documents))), **rest)
    return [list(tier) for tier in postings.ranked(query, matching, **rest)]


@pytest.mark.parametrize("q", ["human rights", "human right*", "human rights -torture"])
def test_title_before_quote_and_phrase_before_scatter(q):
    assert tiers(q, BEST_FIRST) == [[number] for number in range(len(BEST_FIRST))]


def test_one_word_ranks_by_field():
    assert tiers("human", BEST_FIRST) == [[0, 1, 2, 8], [3], [4, 5], [6, 7]]


def test_with_alternatives_no_phrase_is_looked_for():
    assert tiers("human rights OR torture", BEST_FIRST)[:2] == [[0, 1], [2, 3]]


def test_words_with_a_field_of_their_own_decide_nothing():
    assert tiers("title:human", BEST_FIRST) == [[0, 1, 2, 8]]
    assert tiers("-torture", BEST_FIRST) == [list(range(9))]
    assert tiers("title:human rights", BEST_FIRST) == [[0, 1], [2, 8]]


def test_organisations_come_last():
    documents = [[("title", "Apples", "en")], [("rationale", "Human", "en")]]

    assert tiers("human", documents, signed_by=signed) == [[1], [0]]


@given(DOCUMENTS, QUERIES)
def test_tiers_part_what_was_found(documents, q):
    postings, query = Postings.build(enumerate(documents)), parse(q)
    matching = postings.find(query, BitMap(range(len(documents))), signed)
    ranked = postings.ranked(query, matching, signed)

    assert all(ranked)
    assert sum(map(len, ranked)) == len(matching)
    assert BitMap.union(BitMap(), *ranked) == matching
