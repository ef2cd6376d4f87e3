import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import places
from articles.models import Article, Provision
from articles.places.draft_places import DraftPlaces
from articles.tests.factories import (
    ArticleFactory,
    DivisionFactory,
    DraftFactory,
    ProvisionFactory,
    TreatyFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts():
    """Two documents of one treaty; both have an article 5, the second alone a preamble."""
    treaty = TreatyFactory()
    first = DraftFactory(treaty=treaty, symbol="A/AC.291/16", stage=1)
    second = DraftFactory(treaty=treaty, symbol="A/AC.291/19", stage=1)
    ArticleFactory(draft=first, number="5", heading="Respect for human rights")
    ArticleFactory(draft=first, number="24 bis", heading="Conditions")
    ArticleFactory(draft=second, number="5", heading="Scope")
    ArticleFactory(draft=second, kind=Article.Kind.PREAMBLE, number="", heading="")
    DivisionFactory(draft=first, number="IV", heading="Procedural measures", slug="chapter-iv")
    return [first, second]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("24 bis", "Article 24 bis of A/AC.291/16"),
        ("24bis(2)", "Article 24 bis(2) of A/AC.291/16"),
        ("Art. 24 bis (2)(B)", "Article 24 bis(2)(b) of A/AC.291/16"),
        ("article 24 bis, paragraph 2 (b)", "Article 24 bis(2)(b) of A/AC.291/16"),
        ("24 bis para 2, item b", "Article 24 bis(2)(b) of A/AC.291/16"),
        ("24 bis(2 ter)", "Article 24 bis(2ter) of A/AC.291/16"),
        ("24 bis(2), chapeau", "Article 24 bis(2), chapeau of A/AC.291/16"),
        ("preamble", "Preamble of A/AC.291/19"),
        ("  The   Preamble ", "Preamble of A/AC.291/19"),
        ("5 of 16", "Article 5 of A/AC.291/16"),
        ("art 5 in A/AC.291/19", "Article 5 of A/AC.291/19"),
        ("5(1) of the 19", "Article 5(1) of A/AC.291/19"),
        (
            "second subparagraph of article 5(1) of 16",
            "Article 5(1), sub-paragraph 2 of A/AC.291/16",
        ),
        ("inciso b) del párrafo 2 del artículo 24 bis", "Article 24 bis(2)(b) of A/AC.291/16"),
        ("chapter 4", "Chapter IV of A/AC.291/16"),
        ("chapter iv", "Chapter IV of A/AC.291/16"),
        ("Chapter IV: Procedural measures", "Chapter IV of A/AC.291/16"),
    ],
)
def test_place_is_found_as_people_type_it(drafts, typed, text):
    assert places.find(typed, DraftPlaces(drafts)).text == text


def test_text_of_a_place_finds_it_again(drafts):
    provision = ProvisionFactory(
        article=Article.objects.get(number="24 bis"),
        kind=Provision.Kind.CLOSING,
        number="",
        eid="art_24bis__wrapup",
    )
    place = places.find("24 bis, closing words", DraftPlaces(drafts))
    assert place.provision == provision
    for typed in ("5 of 16", "preamble", "chapter IV", "24 bis(1)", place.text):
        place = places.find(typed, DraftPlaces(drafts))
        assert places.find(place.text, DraftPlaces(drafts)) == place


def test_same_article_in_two_drafts_must_be_told_apart(drafts):
    with pytest.raises(places.NotFound, match=r"A/AC\.291/16, A/AC\.291/19.*“Article 5 of"):
        places.find("5", DraftPlaces(drafts))
    assert places.find("5", DraftPlaces(drafts), preferred=drafts[1]).draft == drafts[1]
    assert places.find("24 bis", DraftPlaces(drafts), preferred=drafts[1]).draft == drafts[0]


@pytest.mark.parametrize(
    "typed", ["", "99", "24 bis(²)", "5 of 99", "nonsense", "(", "5" * 300, "24 bis" + "(a)" * 9]
)
def test_what_is_no_place_is_refused_in_words(drafts, typed):
    with pytest.raises(places.NotFound) as refusal:
        places.find(typed, DraftPlaces(drafts))
    assert str(refusal.value)


@pytest.fixture
def headings(drafts):
    """Headings that have a word in common, and one with "and" in it."""
    ArticleFactory(draft=drafts[0], number="25", heading="Conditions and safeguards")
    ArticleFactory(draft=drafts[0], number="26", heading="Scope and purpose of measures")
    ArticleFactory(draft=drafts[0], number="27", heading="Conditions of extradition, transfer")
    return drafts


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("Conditions and safeguards", ["Article 25 of A/AC.291/16"]),
        ("Article 25. Conditions and safeguards", ["Article 25 of A/AC.291/16"]),
        ("25 – conditions", ["Article 25 of A/AC.291/16"]),
        ("safeguards", ["Article 25 of A/AC.291/16"]),
        ("conditions", ["Article 24 bis of A/AC.291/16"]),
        ("purpose of measures of 16", ["Article 26 of A/AC.291/16"]),
        ("Conditions of extradition, transfer", ["Article 27 of A/AC.291/16"]),
        ("procedural", ["Chapter IV of A/AC.291/16"]),
        ("safeguards, extradition", ["Article 25 of A/AC.291/16", "Article 27 of A/AC.291/16"]),
        ("25, safeguards and purpose", ["Article 25 of A/AC.291/16", "Article 26 of A/AC.291/16"]),
        ("scope of 19", ["Article 5 of A/AC.291/19"]),
    ],
)
def test_words_of_a_heading_are_tried_whole_before_they_are_split(headings, typed, texts):
    assert [place.text for place in places.find_enumerated(typed, DraftPlaces(headings))] == texts


def test_headings_of_the_same_words_are_named(headings):
    ArticleFactory(draft=headings[0], number="28", heading="Other safeguards")
    message = "Article 25, Article 28 of A/AC.291/16. Say which, for example “Article 28 of"
    for typed in ("safeguards", "23, safeguards", "SAFEGUARDS of 16"):
        with pytest.raises(places.NotFound, match=message if typed != "23, safeguards" else "23"):
            places.find_enumerated(typed, DraftPlaces(headings))


def test_of_many_headings_a_few_are_named(drafts):
    for number in range(60, 70):
        ArticleFactory(draft=drafts[0], number=str(number), heading="Final clause")
    with pytest.raises(places.NotFound, match=r"Article 64, 5 more of A/AC\.291/16"):
        places.find_enumerated("clause", DraftPlaces(drafts))


def test_draft_of_the_treaty_that_the_submission_lacks_is_named(drafts):
    for typed in ("42 of 16", "Conditions of A/AC.291/16", "5 and 42 of 16"):
        with pytest.raises(places.NotFound, match=r"A/AC\.291/16 is not among the drafts"):
            places.find_enumerated(typed, DraftPlaces(drafts[1:]))
    with pytest.raises(places.NotFound, match="“42 of 17” is not in"):
        places.find_enumerated("42 of 17", DraftPlaces(drafts[1:]))


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("typed", "count", "queries"),
    # Several are first looked for as one, which asks for the other drafts of the treaty too.
    [("1", 1, 2), ("1-30", 30, 3), ("1(2)", 1, 3), ("1(2), 2(2), 3(2) and 4-30", 30, 5)],
)
def test_many_places_in_many_drafts_are_read_at_once(
    number, typed, count, queries, django_assert_num_queries
):
    treaty = TreatyFactory()
    drafts = [DraftFactory(treaty=treaty) for _number in range(number)]
    for draft in drafts:
        for figure in range(1, 31):
            article = ArticleFactory(draft=draft, number=str(figure))
            if figure < 4:
                ProvisionFactory(article=article, eid=f"{article.eid}__para_2")
    with django_assert_num_queries(queries):
        places_meant = places.find_enumerated(typed, DraftPlaces(drafts), drafts[0])
        assert len(places_meant) == count
        assert not any(place.is_new for place in places_meant)
        assert [place.text for place in places_meant]


@pytest.mark.parametrize("typed", ["٥(٢)", "५(2)", "５(２)"])
def test_figures_of_any_script_are_figures(drafts, typed):
    assert places.find_enumerated(typed, DraftPlaces(drafts[:1]))[0].label == "Article 5(2)"


def test_points_within_points_are_one_place(drafts):
    (place,) = places.find_enumerated("24 bis(2)(c)(iii)(zz)", DraftPlaces(drafts))
    assert place.label == "Article 24 bis(2)(c)(iii)(zz)"


def test_submission_without_drafts_says_so():
    with pytest.raises(places.NotFound, match="no draft to search in"):
        places.find("5", DraftPlaces([]))


def test_new_place_is_entered_as_a_stub(drafts):
    place = places.find("5(2)(b) of 16", DraftPlaces(drafts))
    assert place.is_new
    assert not Provision.objects.exists()
    entered = place.enter()
    assert entered.provision.eid == "art_5__para_2__point_b"
    assert not places.find("5(2)(b) of 16", DraftPlaces(drafts)).is_new


def test_suggestions_hold_what_is_typed_what_lies_under_it_and_what_is_called_so(drafts):
    places.find("24 bis(2)(a)", DraftPlaces(drafts)).enter()
    assert [place.text for place in places.suggest("24 bis", DraftPlaces(drafts))] == [
        "Article 24 bis of A/AC.291/16",
        "Article 24 bis(2) of A/AC.291/16",
        "Article 24 bis(2)(a) of A/AC.291/16",
    ]
    assert [place.text for place in places.suggest("HUMAN rights", DraftPlaces(drafts))] == [
        "Article 5 of A/AC.291/16"
    ]
    for typed in ("procedural", "Chapter IV: proc"):
        texts = [place.text for place in places.suggest(typed, DraftPlaces(drafts))]
        assert texts == ["Chapter IV of A/AC.291/16"]
    assert [place.text for place in places.suggest("procedural", DraftPlaces(drafts))] == [
        "Chapter IV of A/AC.291/16"
    ]
    assert places.suggest("nothing of the kind", DraftPlaces(drafts)) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_a_place_of_the_drafts_or_is_not_found(drafts, text):
    suggested = places.suggest(text, DraftPlaces(drafts))
    assert all(place.text for place in suggested)
    with contextlib.suppress(places.NotFound):
        assert places.find(text, DraftPlaces(drafts)).draft in drafts


@pytest.mark.parametrize(
    ("typed", "relation", "rest"),
    [
        ("after 24(3)", "after", "24(3)"),
        ("Before article 7", "before", "article 7"),
        ("après l’article 7", "after", "l’article 7"),
        ("después del artículo 7", "after", "artículo 7"),
        ("Article 22(2a) (new)", "after", "Article 22(2)"),
        (
            "Article 15 – paragraph 1 – point h b (new)",
            "after",
            "Article 15 – paragraph 1 – point h",
        ),
        ("24 bis (new)", "after", "24"),
        ("24(3)", "", "24(3)"),
        ("aftermath", "", "aftermath"),
    ],
)
def test_insertion_is_typed_as_the_place_beside_it(typed, relation, rest):
    assert places.relation_of(typed) == (relation, rest)


@pytest.mark.parametrize(
    ("typed", "label"),
    [("22(2a) (new)", "2a"), ("Article 31 a (new)", "31a"), ("24 bis (new)", "24 bis"), ("24", "")],
)
def test_place_that_is_new_says_what_it_will_be_called(typed, label):
    assert places.new_label_of(typed) == label
