"""The words of legal texts, which references and readers of documents derive theirs from."""

import re

import pytest

from articles.kinds import ArticleKind, DivisionKind
from articles.vocabulary import LANGUAGES, SUFFIX_PLACES, SUFFIXES, alternatives, counted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_every_kind(language):
    words = LANGUAGES[language]
    assert set(words.divisions) == set(DivisionKind)
    assert set(words.units) == {*ArticleKind} - {ArticleKind.PREAMBLE}
    assert set(words.steps) == {"paragraph", "subparagraph", "point"}
    nouns = [*words.units.values(), *words.divisions.values(), *words.steps.values()]
    assert all(noun.words == [word.lower() for word in noun.words] for noun in nouns)


def test_suffixes_have_one_place_each():
    assert len(SUFFIX_PLACES) == sum(len(words.split()) for words in SUFFIXES)
    assert [SUFFIX_PLACES[word] for word in ("bis", "quinquies", "sexies", "decies")] == [
        1,
        4,
        5,
        9,
    ]


def test_alternatives_match_the_longest_word_with_or_without_accents():
    pattern = re.compile(alternatives(["título", "título primero", "a.b"]))
    assert pattern.match("titulo  primero").group() == "titulo  primero"
    assert pattern.match("título x").group() == "título"
    assert not pattern.match("aXb")


def test_counted_words_give_each_form_its_number():
    assert counted(["first 1st", "twenty_first"]) == {"first": 1, "1st": 1, "twenty first": 2}
