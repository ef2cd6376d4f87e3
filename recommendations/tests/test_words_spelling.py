""" "Did you mean": near words, only of what is public."""

import pytest
from pyroaring import BitMap

from recommendations.index.words.postings import Postings
from recommendations.index.words.query_parser import parse

CORPUS = [
    (1, [("title", "Discrimination against women", "en"), ("quote", "a woman’s rights", "en")]),
    (2, [("title", "La protección de los niños", "es"), ("quote", "women", "en")]),
    (3, [("title", "Whistleblowers", "en"), ("quote", "气候变化", "zh")]),
    (4, [("title", "Права женщин в 2030", "ru"), ("quote", "النساء", "ar")]),
]
EVERYTHING = BitMap([1, 2, 3, 4])


def did_you_mean(q, live=EVERYTHING, **rest):
    return Postings.build(CORPUS).did_you_mean(parse(q), live, **rest)


@pytest.mark.parametrize(
    ("q", "better"),
    [
        ("discrimnation", "discrimination"),
        ("discriminatoin wimen", "discrimination women"),
        ("womne", "women"),
        ("rihgts women", "rights women"),
        ("protecsion", "protección"),
        ("женшин", "женщин"),
        ("النساا", "النساء"),
        ('"agianst women"', '"against women"'),
        ('title:whistelblowers OR "zz"', "title:whistleblowers OR zz"),
        ("wistleblowers-rights", "whistleblowers-rights"),
        ("wimen -torture", "women -torture"),
    ],
)
def test_near_words_are_offered(q, better):
    assert did_you_mean(q) == better


@pytest.mark.parametrize(
    "q",
    [
        "",
        "women",
        "discriminating",
        "wimen*",
        "zzzzzz",
        "2031",
        "氣",
        "wx",
        "-wimen",
        "organisation:wimen",
    ],
)
def test_nothing_is_offered_for_what_is_known_or_far_from_everything(q):
    assert did_you_mean(q) is None


def test_the_more_frequent_of_two_near_words_is_offered():
    assert did_you_mean("womin") == "women"
    assert did_you_mean("womax") == "woman"


def test_words_of_what_is_not_public_are_never_offered():
    assert did_you_mean("whistleblowrs") == "whistleblowers"
    assert did_you_mean("whistleblowrs", BitMap([1, 2, 4])) is None
    assert did_you_mean("whistleblowers", BitMap([1, 2, 4])) is None


def test_a_word_of_the_wrong_field_is_not_known_there():
    assert did_you_mean("quote:whistleblower") is None
    assert did_you_mean("title:rihgts") is None


def test_a_pasted_passage_is_no_typing_error():
    assert did_you_mean("wimen " * 12) == " ".join(["women"] * 12)
    assert did_you_mean("wimen " * 13) is None


def test_names_of_organisations_are_known():
    def organisations(leaf):
        return BitMap([1]) if leaf.text == "wimen" else BitMap()

    assert did_you_mean("wimen", signed_by=organisations) is None
    assert did_you_mean("wimen", BitMap([2]), signed_by=organisations) == "women"
