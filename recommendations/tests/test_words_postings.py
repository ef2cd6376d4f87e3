"""Bitmaps of words give the very documents that reading every text gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from recommendations.index.words.analysis import FIELDS, tokens
from recommendations.index.words.postings import Postings
from recommendations.index.words.query_parser import ORGANISATION, All, Any, Not, Term, parse

VOCABULARY = [
    "woman",
    "women",
    "right",
    "rights",
    "human",
    "humane",
    "l'accès",
    "气",
    "候",
    "droits",
]
TEXTS = st.lists(st.sampled_from(VOCABULARY), max_size=8).map(" ".join)
DOCUMENTS = st.lists(
    st.lists(st.tuples(st.sampled_from(FIELDS), TEXTS, st.sampled_from(["en", "fr", "zh"]))),
    max_size=6,
)
WORDS = st.sampled_from([*VOCABULARY, "hum*", "acces", "zebra"])
LEAVES = st.one_of(
    WORDS,
    st.lists(WORDS, min_size=2, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
    st.tuples(st.sampled_from([*FIELDS, ORGANISATION]), WORDS).map(":".join),
)
ITEMS = st.one_of(
    LEAVES,
    LEAVES.map("-{}".format),
    st.lists(LEAVES, min_size=2, max_size=3).map(" OR ".join),
)
QUERIES = st.lists(ITEMS, max_size=3).map(" ".join)
CORPUS = [
    (2, [("title", "Women's rights", "en"), ("quote", "States shall respect human rights", "en")]),
    (3, [("title", "L'accès à la justice", "fr"), ("quote", "Les droits des femmes", "fr-CA")]),
    (7, [("title", "Climate-change", "en"), ("rationale", "Rights human", "en")]),
    (8, [("quote", "气候变化 对妇女的影响", "zh"), ("proposal", "women", "en")]),
    (9, [("quote", "Los derechos de la mujer", "es"), ("quote", "y de los niños", "es")]),
    (10, [("quote", "حقوق الإنسان", "ar"), ("title", "Права женщин", "ru")]),
]
EVERYTHING = BitMap(number for number, _ in CORPUS)


def found(q, corpus=CORPUS, **rest):
    everything = BitMap(number for number, _ in corpus)
    return list(Postings.build(corpus).find(parse(q), everything, **rest))


@pytest.mark.parametrize(
    ("q", "numbers"),
    [
        ("", [2, 3, 7, 8, 9, 10]),
        ("woman", [2, 8]),
        ("women right", [2]),
        ("human rights", [2, 7]),
        ('"human rights"', [2]),
        ('"human right*"', [2]),
        ('"women rights"', [2]),
        ("climate-change", [7]),
        ("climate-ch*", [7]),
        ("climate changes", [7]),
        ("ACCES", [3]),
        ("d'accès", [3]),
        ("femme", [3]),
        ("气候", [8]),
        ("变化", [8]),
        ("候气", []),
        ("女", [8]),
        ("mujeres", [9]),
        ("nino", [9]),
        ('"mujer y"', []),
        ("انسان", [10]),
        ("женщина", [10]),
        ("wom*", [2, 8]),
        ("women*", [2, 8]),
        ("d*", [3, 9]),
        ("title:women", [2]),
        ("proposal:woman", [8]),
        ("rationale:rights", [7]),
        ("women -rights", [8]),
        ("-rights", [3, 8, 9, 10]),
        ("-rights -femmes", [8, 9, 10]),
        ("climate OR femmes", [3, 7]),
        ("rights climate OR women", [2, 7]),
        ("zebra", []),
        ("zebra OR climate", [7]),
        ("organisation:women", []),
    ],
)
def test_finds_documents(q, numbers):
    assert found(q) == numbers


def test_organisations_answer_for_their_names():
    asked = []

    def organisations(leaf):
        asked.append(leaf)
        return BitMap([3]) if leaf.text == "Amnesty" else BitMap()

    assert found("Amnesty", signed_by=organisations) == [3]
    assert found("organisation:Amnesty", signed_by=organisations) == [3]
    assert found("title:Amnesty", signed_by=organisations) == []
    assert found("-Amnesty climate", signed_by=organisations) == [7]
    assert Term("Amnesty", "title") not in asked


def test_what_is_not_among_everything_is_not_found():
    postings = Postings.build(CORPUS)

    assert postings.find(parse("women"), BitMap([8])) == BitMap([8])
    assert postings.find(parse("-women"), BitMap([8, 9])) == BitMap([9])
    assert postings.find(parse(""), BitMap([3])) == BitMap([3])


def test_long_texts_and_phrases_across_blocks_of_positions():
    text = " ".join(f"w{place}" for place in range(1000))
    corpus = [(number, [("quote", text, "en"), ("quote", "w0", "en")]) for number in (1, 5)]

    assert found('"w31 w32 w33"', corpus) == [1, 5]
    assert found('"w999 w0"', corpus) == []


def test_frequent_words_find_what_is_added_later_too():
    corpus = [(n, [("quote", f"human rights w{n % 30}", "en")]) for n in range(1000)]
    postings, everything = Postings.build(corpus), BitMap(range(1001))
    postings.add(1000, [("quote", "A human right, w7", "en")])

    assert postings.find(parse("rights"), everything) == everything
    assert postings.find(parse('"human rights"'), everything) == everything
    assert postings.find(parse('"rights w7"'), everything) == BitMap([*range(7, 1000, 30), 1000])
    assert postings.find(parse("w*"), everything) == everything


def test_two_titles_are_no_phrase():
    corpus = [(number, [("title", "human", "en"), ("title", "rights", "en")]) for number in (1, 2)]

    assert found('"human rights"', corpus) == []


def test_building_takes_an_iterator_once_and_nothing_at_all():
    assert Postings.build(iter([])).find(parse("women"), BitMap([1])) == BitMap()
    assert Postings.build(iter(CORPUS)).find(parse("women"), EVERYTHING) == BitMap([2, 8])


@given(DOCUMENTS, QUERIES, st.data())
def test_bitmaps_agree_with_reading_every_text(documents, q, data):
    numbered = list(enumerate(documents, start=3))
    cut = data.draw(st.integers(0, len(numbered)))
    everything = BitMap(number for number, _ in numbered)
    query = parse(q)

    grown = Postings.build(numbered[:cut])
    for number, texts in numbered[cut:]:
        grown.add(number, texts)

    expected = [number for number, texts in numbered if holds(query.tree, number, texts)]
    assert list(grown.find(query, everything, signed)) == expected


@given(DOCUMENTS, QUERIES, QUERIES, LEAVES)
def test_sets_obey_the_grammar(documents, query, other, leaf):
    postings, everything = Postings.build(enumerate(documents)), BitMap(range(len(documents)))

    def find(q):
        return postings.find(parse(q), everything)

    assert find(f"{query} {other}") == find(query) & find(other)
    assert find(f"-{leaf}") == everything - find(leaf)
    assert find(f"{leaf} OR women") == find(leaf) | find("women")


@given(st.lists(WORDS, min_size=2, max_size=3), DOCUMENTS)
def test_a_phrase_is_found_among_its_words(words, documents):
    postings, everything = Postings.build(enumerate(documents)), BitMap(range(len(documents)))
    phrase = postings.find(parse(f'"{" ".join(words)}"'), everything)
    # Within a phrase, only the last star is a star.
    apart = " ".join([*(word.rstrip("*") for word in words[:-1]), words[-1]])

    assert phrase <= postings.find(parse(apart), everything)


@given(st.text(max_size=60))
def test_no_query_breaks_anything(q):
    postings = Postings.build(CORPUS)
    query = parse(q)
    matching = postings.find(query, EVERYTHING)

    assert matching <= EVERYTHING
    assert sum(map(len, postings.ranked(query, matching))) == len(matching)
    assert postings.did_you_mean(query, EVERYTHING) != q


def signed(leaf):
    """Documents of even numbers are signed by an organisation called "human"."""
    return BitMap(range(0, 20, 2)) if leaf.text == "human" else BitMap()


def holds(node, number, texts):
    """Say whether a document is about a query, by reading its texts one by one."""
    match node:
        case All(parts):
            return all(holds(part, number, texts) for part in parts)
        case Any(parts):
            return any(holds(part, number, texts) for part in parts)
        case Not(part):
            return not holds(part, number, texts)
    if node.field in (None, ORGANISATION) and number in signed(node):
        return True
    return any(
        stands(node, text, language)
        for field, text, language in texts
        if node.field in (None, field)
    )


def stands(leaf, text, language):
    """Say whether a term or phrase stands in a text."""
    there, asked = tokens(text, language), tokens(leaf.text, language)
    return any(
        all(
            token.form.startswith(wanted.form)
            if leaf.is_prefix and wanted is asked[-1]
            else token.stem == wanted.stem
            for token, wanted in zip(there[start:], asked, strict=False)
        )
        for start in range(len(there) - len(asked) + 1)
    )
