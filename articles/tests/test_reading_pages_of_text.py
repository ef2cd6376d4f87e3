"""Numbers of pages that a program left in a text, and what stands around them."""

from articles.models.article import article_slug
from articles.tests.reading import outline, texts
from articles.tests.test_reading_left_out import left

SENTENCE = "Each Party shall keep the light of every tower on its coast in good order at night"


def pages(numbers, articles=40, per_page=10):
    """Return a wrapped text whose pages end with these numbers, each alone on its line."""
    rows = []
    for number in range(1, articles + 1):
        rows += [f"Article {number}", "Duties", *(SENTENCE for _ in range(6)), f"{SENTENCE}."]
    out, numbers = [], iter(numbers)
    for place, row in enumerate(rows, 1):
        out.append(row)
        if place % per_page == 0 and (number := next(numbers, None)):
            out.append(str(number))
    return "\n".join(out)


def numbers_left_out(read):
    return [text for kind, text in left(read) if kind == "furniture"]


def test_pages_of_which_some_are_missing_are_no_words_of_the_text():
    counted = [*range(2, 6), *range(49, 70), *range(71, 80)]
    read = outline(pages(counted).encode(), "x.txt")
    assert read.count("article") == 40
    assert numbers_left_out(read) == [str(number) for number in counted]
    assert not any(character.isdigit() for text in texts(read).values() for character in text)


def test_numbers_that_begin_anew_in_each_article_are_its_paragraphs():
    article = [f"{n}\n{SENTENCE} again and again.\n" * 1 for n in (1, 2, 3)]
    rows = [f"Article {number}\n\nDuties\n\n" + "\n".join(article) for number in range(1, 12)]
    read = outline("\n".join(rows).encode(), "x.txt")
    assert numbers_left_out(read) == []
    assert "art_11__para_3" in texts(read)


def test_an_annex_stands_after_a_number_of_a_page_and_has_its_own_articles():
    text = (
        pages(range(1, 36))
        + "\n103\nAnnex 1\nRULES OF PROCEDURE\nArticle 1: General\nThe court sits."
    )
    read = outline(text.encode(), "x.txt")
    assert [annex.number for annex in read.of_kind("annex")] == ["1"]
    assert "The court sits." in " ".join(texts(read).values())


def test_a_comma_in_the_number_of_an_article_is_its_stop():
    text = "Article 9.1: Aim\n\nThe aim is light.\n\nArticle 9,2: Means\n\nThe means are lamps."
    read = outline(text.encode(), "x.txt")
    assert [article.number for article in read.articles] == ["9.1", "9.2"]


def test_an_annex_that_is_named_again_goes_on_and_its_appendix_is_a_part_of_it():
    text = (
        "Article 1\n\nAim\n\nThe aim is light.\n\nANNEX IX\n\nSPECIAL MEASURES\n\nThe first words."
        "\n\nANNEX IX\n\nSPECIAL MEASURES\n\nAppendix 3\n\nThe last words."
    )
    read = outline(text.encode(), "x.txt")
    assert [annex.number for annex in read.of_kind("annex")] == ["IX"]
    assert [item for item in texts(read).values() if "last words" in item]
    assert left(read) == []


def test_an_appendix_in_a_text_without_annexes_stands_for_itself():
    text = "Article 1\n\nAim\n\nThe aim is light.\n\nAppendix 1\n\nForms\n\nThe form is blue."
    read = outline(text.encode(), "x.txt")
    assert [annex.number for annex in read.of_kind("annex")] == ["1"]


def test_what_is_put_in_before_a_recital_an_article_or_an_annex_has_its_own_number():
    paragraphs = [
        "Whereas:",
        "(1) Light is needed.",
        "(-1a) Lamps are needed before.",
        "(1a) Oil is needed.",
        "(2) Towers are needed.",
        "HAVE AGREED AS FOLLOWS:",
        "TITLE IA",
        "LAMPS",
        "Article 1",
        "Aim",
        "The aim is light.",
        "Article -2a",
        "Means",
        "The means are lamps.",
        "Article 2a",
        "Oil",
        "Oil burns.",
        "ANNEX I",
        "Lamps",
        "Red.",
        "ANNEX Ia",
        "Oil",
        "Green.",
    ]
    read = outline("\n\n".join(paragraphs).encode(), "x.txt")
    numbers = {
        kind: [item.number for item in read.of_kind(kind)] for kind in ("recital", "article")
    }
    assert numbers == {"recital": ["1", "-1a", "1a", "2"], "article": ["1", "-2a", "2a"]}
    assert [annex.number for annex in read.of_kind("annex")] == ["I", "Ia"]
    assert [division.number for division in read.divisions] == ["IA"]
    assert len({article.eid for article in read.articles}) == len(read.articles)
    assert len({article_slug(article.kind, article.number) for article in read.articles}) == len(
        read.articles
    )
