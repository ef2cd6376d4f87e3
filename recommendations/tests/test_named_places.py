"""Words that name an article or a recommendation bring it first, on the page and in the API."""

import re
from math import ceil

import pytest

from articles.tests.factories import ArticleFactory, DraftFactory, SuccessionFactory
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
)
from recommendations.tests.reading import links_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """Return what is asked of article 42, later 24, and what only speaks of it, by title."""
    first = DraftFactory(stage=1)
    second = DraftFactory(treaty=first.treaty, stage=2)
    old, new = ArticleFactory(draft=first, number="42"), ArticleFactory(draft=second, number="24")
    other = ArticleFactory(draft=second, number="25")
    SuccessionFactory(ancestor=old, descendant=new)
    submission = SubmissionFactory(treaty=first.treaty, drafts=[first, second])
    made = {"submission": submission, "published": True}
    return {
        row.title: row
        for row in (
            RecommendationFactory(title="On courts", number="1", articles=[old], **made),
            RecommendationFactory(title="On gender", number="2", articles=[new], **made),
            RecommendationFactory(
                title="See article 24 as well", number="77", articles=[other], **made
            ),
        )
    }


def titles(client, words, **more):
    answer = client.get("/api/v1/recommendations/", {"q": words} | more).json()
    rows = [row["title"] for row in answer["results"]]
    assert answer["count"] == len(rows)
    return rows


@pytest.mark.parametrize("words", ["article 24", "Art. 24", "24", "art. 24(2)", "ARTICLE 24"])
def test_an_article_brings_what_is_asked_of_it_in_every_draft_first(client, asked, words):
    rows = titles(client, words)
    assert set(rows[:2]) == {"On courts", "On gender"}
    # "Art." is not in its text.
    assert rows[2:] == ([] if "rt." in words else ["See article 24 as well"])


@pytest.mark.parametrize("words", ["title 24", "chapter 24", "titles 24 and 42", "paragraph 2"])
def test_words_that_name_no_article_are_looked_for_in_the_text(client, asked, words):
    RecommendationFactory(title=f"On {words}", published=True)
    answer = client.get("/api/v1/recommendations/", {"q": words})
    assert answer.status_code == 200
    assert answer.json()["named"] == []
    assert f"On {words}" in {row["title"] for row in answer.json()["results"]}


def test_the_earlier_number_brings_the_same(client, asked):
    assert set(titles(client, "article 42")) == {"On courts", "On gender"}


@pytest.mark.parametrize(
    "words",
    ["articles 24 and 25", "art. 24, 25", "articles 24-25", "24 and 25", "article 24, article 25"],
)
def test_several_articles_are_all_first_each_counted(client, asked, words):
    RecommendationFactory(title="Articles 24 and 25 are well made", published=True)
    answer = client.get("/api/v1/recommendations/", {"q": words}).json()
    assert {row["title"] for row in answer["results"][:3]} == set(asked)
    assert [(named["label"], named["count"]) for named in answer["named"]] == [
        ("Article 24", 2),
        ("Article 25", 1),
    ]
    for named in answer["named"]:
        assert client.get(named["list"]).json()["count"] == named["count"]
    page = client.get("/recommendations/", {"q": words})
    assert f"3 recommendations are about “{words}” itself" in text_of(page)
    (address,) = [address for address, label in links_of(page) if label == "2 recommendations"]
    assert client.get(address).context["listing"].total == 2


def test_other_words_narrow_each_of_several(client, asked):
    answer = client.get("/api/v1/recommendations/", {"q": "gender articles 24 and 25"}).json()
    assert [(named["label"], named["count"]) for named in answer["named"]] == [
        ("Article 24", 1),
        ("Article 25", 0),
    ]
    assert answer["named"][1]["list"] is None
    assert client.get(answer["named"][0]["list"]).json()["count"] == 1


def test_nothing_is_named_by_other_words(client, asked):
    for words in ("", "gender", "article 24 of the Charter", "24 hours", '"article 24"'):
        assert client.get("/api/v1/recommendations/", {"q": words}).json()["named"] == []


def drafts_by_stage(asked):
    """Give both drafts what they are called by, and return them."""
    first, second = (
        asked[title].targets.get().article.draft for title in ("On courts", "On gender")
    )
    for draft, title, symbol in (
        (first, "Draft text of the convention (zero draft)", "A/AC.291/16"),
        (second, "Further revised draft", "A/AC.291/22"),
    ):
        draft.title, draft.symbol, draft.slug = title, symbol, re.sub(r"\W", "-", symbol.lower())
        draft.save()
    return first, second


@pytest.mark.parametrize(
    "words",
    [
        "article 42 of A/AC.291/16",
        "42 of a/ac.291/16",
        "a-ac-291-16 article 42",
        "article 42 of the zero draft",
        "article 42, Draft text of the convention (zero draft)",
        "article 42 of the earlier draft",
        "article 42 of the first draft",
    ],
)
def test_a_draft_that_is_named_narrows_and_the_page_says_so(client, asked, words):
    first, _second = drafts_by_stage(asked)
    assert titles(client, words) == ["On courts"]
    page = client.get("/recommendations/", {"q": words})
    assert (first.get_absolute_url(), "A/AC.291/16") in links_of(page)
    assert "1 recommendation is about" in text_of(page)
    assert "in any draft" not in text_of(page)
    assert ("is read as every draft before the last one" in text_of(page)) == ("earlier" in words)
    (everywhere,) = [address for address, label in links_of(page) if label == "Look in every draft"]
    assert client.get(everywhere).context["listing"].named_total == 2


@pytest.mark.parametrize("draft", ["A/AC.291/22", "the latest draft", "the further revised draft"])
def test_an_article_that_another_draft_has_is_not_found_in_this(client, asked, draft):
    drafts_by_stage(asked)
    assert titles(client, f"article 24 of {draft}") == ["On gender"]
    assert titles(client, f"article 42 of {draft}") == []
    assert "Look in every draft" in text_of(
        client.get("/recommendations/", {"q": f"article 42 of {draft}"})
    )


def test_documents_of_one_stage_are_named_together(client, asked):
    first, _second = drafts_by_stage(asked)
    beside = DraftFactory(treaty=first.treaty, stage=first.stage, symbol="A/AC.291/19")
    assert titles(client, "article 42 of A/AC.291/19") == ["On courts"]
    page = client.get("/recommendations/", {"q": "article 42 of A/AC.291/19"})
    assert (beside.get_absolute_url(), "A/AC.291/19") in links_of(page)


def test_a_draft_that_there_is_not_narrows_as_other_words_do(client, asked):
    assert titles(client, "article 42 of the gender draft") == ["On gender"]


def test_other_words_beside_it_narrow(client, asked):
    assert titles(client, "gender article 24") == ["On gender"]


def test_what_is_typed_as_a_query_stays_one(client, asked):
    assert titles(client, '"article 24"') == ["See article 24 as well"]


def test_filters_and_facets_hold_beside_it(client, asked):
    draft = asked["On courts"].targets.get().article.draft
    assert titles(client, "article 24", draft=draft.path) == ["On courts"]
    page = client.get("/recommendations/", {"q": "article 24"})
    assert page.context["listing"].total == 3
    words = text_of(page)
    assert "2 recommendations are about “article 24” itself" in words
    assert "Recommendations with these words in their text follow." in words
    assert "No recommendations match" not in words


@pytest.mark.parametrize("page_size", [1, 2])
def test_pages_of_it_agree_with_the_whole(client, asked, page_size):
    answers = [
        client.get(
            "/api/v1/recommendations/", {"q": "article 24", "page_size": page_size, "page": page}
        ).json()["results"]
        for page in range(1, ceil(3 / page_size) + 1)
    ]
    assert [row["title"] for rows in answers for row in rows] == titles(client, "article 24")


def test_a_recommendation_is_found_by_its_key_its_address_and_its_number(client, asked):
    row = asked["On gender"]
    for words in (row.key, f"http://testserver/recommendations/{row.key}/"):
        assert titles(client, words)[0] == "On gender"
    assert titles(client, "77")[0] == "See article 24 as well"


def test_an_article_comes_before_a_recommendation_of_that_number(client, asked):
    other = asked["See article 24 as well"]
    type(other).objects.filter(pk=other.pk).update(number="24")
    rows = titles(client, "24")
    assert set(rows[:2]) == {"On courts", "On gender"}
    assert rows[2] == "See article 24 as well"


@pytest.mark.parametrize("query", ["q=77", "q=article+24&sort=newest"])
def test_the_notice_says_nothing_that_is_not_so(client, asked, query):
    assert "come first" not in text_of(client.get(f"/recommendations/?{query}"))


def test_what_is_not_public_is_not_found_by_its_key(client):
    hidden = RecommendationFactory()
    assert titles(client, hidden.key) == []


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Œuvre des phares", "oeuvre"),
        ("L’Institut d’exemple", "l'institut d'exemple"),
        ("Straße und Fluß", "strasse fluss"),
        ("Ægir Øst", "aegir ost"),
        ("Işık Vakfı", "isik vakfi"),
    ],
)
def test_names_are_found_however_their_letters_are_typed(client, name, typed):
    organisation = OrganisationFactory(name=name)
    submission = SubmissionFactory(authors=[organisation], published=True)
    RecommendationFactory(submission=submission, title=name, published=True)
    assert titles(client, typed) == [name]
    assert name in text_of(client.get("/organisations/", {"q": typed}))
    assert name in text_of(client.get("/suggestions/", {"q": typed}))
