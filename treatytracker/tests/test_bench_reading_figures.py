"""What the figures of reading count as right, on made-up answers and outlines."""

import pytest

from articles.reading.outline import Outline, ReadArticle, ReadDivision, ReadProvision
from bench import reading_figures
from bench.reading_figures import Score, Unit, score

ANSWER = [
    Unit("preamble", "", (0,), 40),
    Unit("part", "I", (7,)),
    Unit("article", "1", (5,), 100),
    Unit("article", "1 bis", (0, 9), 50),
    Unit("article", "2", (0,), 10),
    Unit("annex", "I", (12,), 200),
]


def test_reading_that_equals_the_answer_is_wholly_right():
    figures = score(ANSWER, ANSWER, (400, 500), doubts=2)
    assert figures == Score(
        articles=(3, 3),
        extra=0,
        others=(2, 2),
        divisions=(1, 1),
        headings=(3, 3),
        in_place=(400, 400),
        of_all=(400, 500),
        doubts=2,
    )


def test_missing_article_takes_its_heading_and_words_with_it():
    figures = score(ANSWER, [unit for unit in ANSWER if unit.number != "1"])
    assert figures.articles == (2, 3)
    assert figures.headings == (2, 3)
    assert figures.in_place == (300, 400)


def test_article_that_is_not_there_is_extra_and_its_heading_wrong():
    invented = [Unit("article", "3", (20,), 30), Unit("article", "2", (0,), 30)]
    figures = score(ANSWER, ANSWER + invented)
    assert (figures.articles, figures.extra) == ((3, 3), 2)
    assert figures.headings == (3, 4)


@pytest.mark.parametrize(("length", "right"), [(5, 3), (0, 2), (6, 2)])
def test_heading_is_right_where_its_length_is(length, right):
    read = [unit._replace(headings=(length,)) if unit.number == "1" else unit for unit in ANSWER]
    assert score(ANSWER, read).headings == (right, 3)


def test_either_of_two_lengths_of_a_heading_is_right():
    for length in (0, 9):
        read = [
            unit._replace(headings=(length,)) if "bis" in unit.number else unit for unit in ANSWER
        ]
        assert score(ANSWER, read).headings == (3, 3)


def test_words_under_another_article_are_not_in_place():
    words = {"1": 0, "2": 110}
    read = [unit._replace(words=words.get(unit.number, unit.words)) for unit in ANSWER]
    figures = score(ANSWER, read)
    assert figures.in_place == (300, 400)


@pytest.mark.parametrize("number", ["1bis", "1 BIS", "1-bis"])
def test_number_is_the_same_however_its_suffix_is_joined(number):
    assert Unit("article", number, ()).key == Unit("article", "1 bis", ()).key


def test_number_before_zero_is_another_one():
    assert Unit("recital", "-12a", ()).key != Unit("recital", "12a", ()).key


def test_units_of_an_outline_count_numbers_and_texts_of_all_provisions():
    point = ReadProvision("point", "a", "", "four words are here")
    paragraph = ReadProvision("paragraph", "1", "", "three more words", [point])
    outline = Outline(
        "en",
        divisions=[ReadDivision("part", "I", "part-i", "General")],
        articles=[ReadArticle("article", "1", " (Use  of terms) ", provisions=[paragraph])],
    )
    assert reading_figures.units_read(outline) == [
        Unit("part", "I", (7,)),
        Unit("article", "1", (12,), 9),
    ]
    assert reading_figures.words_read(outline) == 13


@pytest.mark.parametrize(
    ("text", "count"),
    [("Two words.", 2), ("co\xadoperate", 1), ("第一條 宗旨", 5), ("本公約 Party 1", 5), ("", 0)],
)
def test_words_are_counted_as_in_the_answers(text, count):
    assert reading_figures.word_count(text) == count


def test_totals_and_table():
    total = Score(articles=(1, 2), of_all=(50, 100)) + Score(articles=(2, 2), of_all=(1, 100))
    assert total == Score(articles=(3, 4), of_all=(51, 200))
    head, row = reading_figures.table([("all", total)]).splitlines()
    assert head.split()[0] == "articles"
    assert row.split()[:2] == ["all", "3/4"]
    assert "25.50 %" in row


def test_answers_are_whole():
    for document in reading_figures.documents():
        assert document.half in reading_figures.HALVES
        for answer in document.answers:
            keys = [unit.key for unit in answer if unit.kind in ("article", "annex", "recital")]
            assert keys
            assert len(keys) == len(set(keys))
            assert document.words >= sum(unit.words for unit in answer) > 0


def test_other_texts_of_a_file_are_no_part_of_the_answer():
    path = reading_figures.ANSWERS / "manytreaties_FRA-GBRBGM_1996A_txt.csv"
    numbers = [unit.number for unit in reading_figures.units(path) if unit.kind == "article"]
    assert numbers == ["1", "2", "3", "4"]


def test_absence_of_the_documents_is_said(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(reading_figures, "DATA", tmp_path)
    monkeypatch.setattr("sys.argv", ["reading_figures"])
    reading_figures.main()
    assert "no real treaties" in capsys.readouterr().out
