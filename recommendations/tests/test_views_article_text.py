"""The text on the page of an article: how it is set, in which languages, and what leads where."""

import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.tests.factories import (
    ArticleFactory,
    DivisionFactory,
    DraftFactory,
    ProvisionFactory,
    TreatyFactory,
)
from recommendations.display_names import language_direction, own_language_name
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from recommendations.tests.reading import links_of, text_of
from recommendations.views.article import neighbours_of
from recommendations.views.article_text import LanguageSwitch

ADDRESS = "/treaties/sea/final/article-14/"
WORDS = {
    "en": "Parties shall cooperate.",
    "fr": "Les Parties coopèrent.",
    "es": "Las Partes cooperarán.",
    "ar": "تتعاون الأطراف.",
}


@pytest.fixture
def article(db):
    draft = DraftFactory(treaty=TreatyFactory(slug="sea"), slug="final", symbol="A/14")
    return ArticleFactory(draft=draft, number="14", heading="Cooperation", position=5)


def provision_in(article, *languages, **fields):
    provision = ProvisionFactory(article=article, **fields)
    for language in languages:
        provision.texts.create(language=language, text=WORDS[language])
    return provision


def asked(article, provision, **fields):
    submission = SubmissionFactory(treaty=article.draft.treaty)
    recommendation = RecommendationFactory(
        submission=submission, articles=[article], published=True, **fields
    )
    recommendation.targets.update(provision=provision)
    return recommendation


def wordings(page):
    """Return the texts on a page as (direction, language, words)."""
    pattern = r'<div class="wording" dir="(\w+)">.*?<p class="legal" lang="(\S+)">(.*?)(?:&nbsp;|<)'
    return re.findall(pattern, page.content.decode(), re.DOTALL)


def page_in(client, language):
    return client.get(f"{ADDRESS}?language={language}").content.decode()


def test_number_hangs_and_what_has_none_shows_none(client, article):
    provision_in(article, "en", kind="chapeau", number="", eid="art_14__intro", position=0)
    provision_in(article, "en", number="1", eid="art_14__para_1", position=1)
    content = client.get(ADDRESS).content.decode()
    assert re.findall(r'<span class="sign">(.*?)</span>', content) == ["1."]
    assert 'class="piece depth-1 unnumbered bare" id="art_14__intro"' in content
    assert 'class="piece depth-1 bare" id="art_14__para_1"' in content


def test_every_provision_has_a_link_of_its_own(client, article):
    provision_in(article, "en", number="2", eid="art_14__para_2")
    provision_in(article, "en", number="3", eid="art_14__para_3")
    page = client.get(ADDRESS)
    assert ("#art_14__para_2", "¶ Link to Article 14(2)") in links_of(page)
    assert ("#art_14__para_3", "¶ Link to Article 14(3)") in links_of(page)
    assert 'data-says="Link to Article 14(2) copied."' in page.content.decode()


def test_text_is_read_in_the_language_asked_for(client, article):
    provision_in(article, *WORDS)
    assert wordings(client.get(ADDRESS)) == [("ltr", "en", WORDS["en"])]
    for language, direction in (("fr", "ltr"), ("ar", "rtl"), ("ES", "ltr")):
        page = client.get(f"{ADDRESS}?language={language}")
        tag = language.lower()
        assert wordings(page) == [(direction, tag, WORDS[tag])]
        assert (f"?language={tag}", own_language_name(tag)) in links_of(page)
        assert "notice" not in page.content.decode()


def test_two_languages_stand_side_by_side(client, article):
    provision_in(article, "en", "ar", number="1")
    provision_in(article, "en", number="2", eid="art_14__para_2")
    page = client.get(f"{ADDRESS}?language=en&beside=ar")
    assert wordings(page)[:2] == [("ltr", "en", WORDS["en"]), ("rtl", "ar", WORDS["ar"])]
    assert text_of(page).count("Not in العربيّة.") == 1
    assert ("?language=ar&beside=en", "العربيّة") in links_of(page)  # they change places
    assert ("?language=en", "English alone") in links_of(page)


def test_points_of_an_arabic_text_have_its_letters(client, article):
    for number, kind in (
        ("(a)", "point"),
        ("(b)", "point"),
        ("(i)", "subpoint"),
        ("3", "paragraph"),
    ):
        provision_in(article, "ar", "en", number=number, kind=kind, eid=f"art_14__{number}")
    for place, letter in enumerate("cde", 3):
        point = provision_in(article, "ar", number=f"({letter})", kind="point", eid=f"e{place}")
    provision_in(article, "ar", parent=point, number="(i)", kind="subpoint", eid="f")
    signs = re.findall(r'<span class="sign">(.*?)</span>', page_in(client, "ar"))
    assert signs == ["(أ)", "(ب)", "(i)", "3.", "(ج)", "(د)", "(هـ)", "(i)"]
    assert '<span class="sign">(a)</span>' in page_in(client, "en")


def test_heading_in_another_language_than_the_text_is_told(client, article):
    provision_in(article, "en", "fr")
    told = "Headings are kept in the language"
    assert told in page_in(client, "fr")
    assert told not in page_in(client, "en")


def test_what_is_not_in_the_language_stands_in_another_and_says_so(client, article):
    provision_in(article, "fr", number="1")
    provision_in(article, "en", number="2", eid="art_14__para_2")
    page = client.get(f"{ADDRESS}?language=fr")
    assert [language for _direction, language, _words in wordings(page)] == ["fr", "en"]
    assert text_of(page).count("Not in français.") == 1


@pytest.mark.parametrize(
    "given",
    ["xx", "\x00", "en\x00", "9" * 5000, "<script>", "zh-Hans", "fr-CA", "é", "-", "\u202e", "de"],
)
@pytest.mark.parametrize("parameter", ["language", "beside"])
def test_unknown_language_is_told_and_never_a_fault(client, article, parameter, given):
    provision_in(article, "en", "fr")
    page = client.get(f"{ADDRESS}?{parameter}={quote(given)}")
    assert page.status_code == 200
    assert "There is no text of this article in “" in text_of(page)
    assert "It is shown in English." in text_of(page)
    assert "<script>" not in page.content.decode()
    assert wordings(page) == [("ltr", "en", WORDS["en"])]


def test_language_is_told_where_the_article_has_no_text(client, article):
    page = client.get(f"{ADDRESS}?language=fr&beside=fr")
    assert "There is no text of this article in “French”." in text_of(page)
    assert "It is shown" not in text_of(page)


def test_language_does_not_stand_beside_itself(client, article):
    provision_in(article, "en", "fr")
    page = client.get(f"{ADDRESS}?language=fr&beside=FR")
    assert "The text is already shown in French" in text_of(page)
    assert len(wordings(page)) == 1


@pytest.mark.parametrize("query", ["", "?language=fr", "?language=ar&beside=en", "?language=xx"])
@pytest.mark.parametrize("languages", [(), ("en",), ("fr", "ar"), ("ar",)])
def test_no_language_hides_a_note(client, article, languages, query):
    provision_in(article, "en", "fr", number="1")
    paragraph = provision_in(article, *languages, number="2", eid="art_14__para_2")
    shown = asked(article, paragraph, title="Name the judge")
    page = client.get(f"{ADDRESS}{query}")
    assert (shown.get_absolute_url(), "Name the judge") in links_of(page)
    link = ("#art_14__para_2--asked", "1 recommendation on Article 14(2)")
    assert link in links_of(page)
    assert 'id="art_14__para_2--asked"' in page.content.decode()


@given(
    st.lists(st.sampled_from([*WORDS, "zh-Hans", "mul"]), unique=True),
    st.dictionaries(
        st.sampled_from(["language", "beside", "page"]),
        st.sampled_from([*WORDS, "AR", "zh-hans", ""]) | st.text(max_size=12),
    ),
)
def test_languages_chosen_are_those_of_the_text_and_lead_back(tags, query):
    languages = LanguageSwitch(tags, query)
    assert (languages.main is None) == (not tags)
    assert languages.main is None or languages.main.tag in tags
    assert languages.beside is None or languages.beside.tag in set(tags) - {languages.main.tag}
    assert [choice.language.tag for choice in languages.main_choices] == sorted(tags)
    assert [choice.language for choice in languages.main_choices if choice.is_chosen] == (
        [languages.main] if tags else []
    )
    for parameter in ("language", "beside"):
        asked_for = query.get(parameter, "").strip().lower()
        if asked_for not in ("", *(tag.lower() for tag in tags)):
            assert languages.notices


def test_direction_of_a_language_not_known_is_left_to_its_words():
    assert [language_direction(tag) for tag in ("ar-EG", "fr", "qqq", "")] == [
        "rtl",
        "ltr",
        "auto",
        "auto",
    ]
    assert own_language_name("qqq") == "qqq"


def test_contents_and_neighbours_are_one_step_away_in_the_same_language(client, article):
    provision_in(article, "en", "fr")
    part = DivisionFactory(draft=article.draft, kind="part", number="II", heading="Duties")
    chapter = DivisionFactory(draft=article.draft, parent=part, number="1", heading="Together")
    before = ArticleFactory(draft=article.draft, number="13", position=4, division=chapter)
    after = ArticleFactory(draft=article.draft, number="15", position=6, heading="Costs")
    ArticleFactory(number="99")  # of another draft
    page = client.get(f"{ADDRESS}?language=fr")
    links = links_of(page)
    address = article.draft.get_absolute_url()
    assert (f"{address}#article-14", "Contents") in links
    assert links.count((f"{address}article-15/?language=fr", "Article 15 Costs")) == 1
    assert (f"{address}article-15/?language=fr", "Article 15 Costs →") in links
    assert "Part II Duties · Chapter 1 Together" in text_of(page)
    assert f'rel="prev" href="{before.get_absolute_url()}?language=fr"' in page.content.decode()
    assert f'rel="next" href="{after.get_absolute_url()}?language=fr"' in page.content.decode()
    assert "Article 99" not in text_of(page)
    here = f'<a href="{article.get_absolute_url()}?language=fr" aria-current="page">Article 14 <'
    assert here in page.content.decode()
    assert 'id="article-14"' in client.get(address).content.decode()


def test_first_and_last_article_have_one_neighbour(article):
    last = ArticleFactory(draft=article.draft, number="15", position=5)  # as placed as the first
    assert neighbours_of(article)[:2] == (None, last)
    assert neighbours_of(last)[:2] == (article, None)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("query", ["", "?language=fr&beside=ar", "?language=xx"])
def test_text_costs_the_same_at_any_size(client, article, rows, query, django_assert_num_queries):
    for number in range(15, 15 + rows):
        part = DivisionFactory(draft=article.draft)
        chapter = DivisionFactory(parent=part, draft=part.draft)
        ArticleFactory(draft=article.draft, division=chapter, number=str(number))
        asked(article, provision_in(article, *WORDS))
    with django_assert_num_queries(18):
        assert client.get(f"{ADDRESS}{query}").status_code == 200


@pytest.mark.parametrize("count", [1, 99])
def test_draft_costs_the_same_at_any_length(client, article, count, django_assert_num_queries):
    part = DivisionFactory(draft=article.draft)
    for number in range(100, 100 + count):
        chapter = DivisionFactory(draft=article.draft, parent=part)
        each = ArticleFactory(draft=article.draft, division=chapter, number=str(number))
    asked(each, None)
    with django_assert_num_queries(11):
        page = client.get(article.draft.get_absolute_url())
    assert (
        len(re.findall(r'<li class="entry" id="article-\d+">', page.content.decode())) == count + 1
    )
    assert (f"/recommendations/?article={each.path}", "1 here") in links_of(page)
