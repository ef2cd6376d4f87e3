import re
import zlib

import pytest

from bench.citation_figures import (
    Listed,
    Place,
    Score,
    anchored,
    compare,
    compare_forms,
    listed_places,
    places_in,
)

pytestmark = pytest.mark.any_database

TEXT = "See Article 5(1)\nand recital 20; article 6(2) too. Paragraph 3 stays."


def test_places_are_counted_without_white_space():
    places = places_in(TEXT, ())
    assert Place(3, 11, "art_5__para_1", False) in places
    assert Place(17, 9, "rec_20", False) in places
    assert "__para_3" in {place.eids for place in places}


def test_score_counts_places_whose_words_and_meaning_are_right():
    found = places_in(TEXT, ())
    wrong = Place(3, 11, "art_5", False)
    score = compare({*found, wrong}, found)
    assert score == Score(len(found) + 1, len(found), len(found))
    assert score.precision == 1
    assert score + Score(1, 2, 0) == Score(len(found) + 2, len(found) + 2, len(found))


def test_places_of_one_form_count_once():
    found = places_in(TEXT, ())
    assert compare_forms(found, found, TEXT).right == len(found) - 1


def test_list_holds_places_that_have_words():
    rows = [row for rows in listed_places().values() for row in rows]
    assert rows
    assert all(row.place.length and row.place.eids and row.words for row in rows)


def test_places_are_found_again_in_a_text_that_lost_words():
    before = "Words that go. See Article 5(1) and recital 20; article 6(2) too, and Article 9 gone."
    signs = re.sub(r"\s+", "", before)
    listed = []
    for place in sorted(places_in(before, ())):
        end = place.start + place.length
        windows = signs[place.start : end], signs[max(0, place.start - 8) : end + 8]
        listed.append(Listed(place, *(f"{zlib.crc32(text.encode()):08x}" for text in windows)))
    after = "Article 5(1) and recital 20; article 6(2) too, new."
    assert anchored(listed, after) == places_in(after, ())
