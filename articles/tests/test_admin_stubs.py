import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import references
from articles.models import Provision
from articles.places import stubs
from articles.tests.factories import ArticleFactory, ProvisionFactory

Kind = Provision.Kind


@pytest.mark.django_db
def test_stub_gets_identifier_kind_number_and_all_above_it():
    article = ArticleFactory(number="24")
    point = stubs.provision_at(article, ("2", "b"))
    paragraph = point.parent
    assert (point.eid, point.kind, point.number) == ("art_24__para_2__point_b", Kind.POINT, "(b)")
    assert (paragraph.eid, paragraph.kind, paragraph.number) == (
        "art_24__para_2",
        Kind.PARAGRAPH,
        "2",
    )
    assert paragraph.parent is None
    assert point.label == "Article 24(2)(b)"
    assert not point.texts.exists()
    assert {provision.draft_id for provision in (point, paragraph)} == {article.draft_id}


@pytest.mark.django_db
def test_asking_again_makes_nothing_new():
    article = ArticleFactory(number="24 bis")
    assert stubs.provision_at(article, ("1", "a", "iv")) == stubs.provision_at(
        article, ("1", "a", "iv")
    )
    assert list(article.provisions.values_list("eid", "kind")) == [
        ("art_24bis__para_1", Kind.PARAGRAPH),
        ("art_24bis__para_1__point_a", Kind.POINT),
        ("art_24bis__para_1__point_a__point_iv", Kind.SUBPOINT),
    ]


@pytest.mark.django_db
def test_known_provisions_above_are_used():
    article = ArticleFactory(number="5")
    paragraph = ProvisionFactory(article=article, number="2", position=7)
    point = stubs.provision_at(article, ("2", "c"))
    assert point.parent == paragraph
    assert point.position == 8


@pytest.mark.django_db
@pytest.mark.parametrize("order", list(itertools.permutations(range(5)))[::17])
def test_stubs_stand_in_the_order_of_the_text_in_whatever_order_they_come(order):
    steps = [("1",), ("2", "intro"), ("2", "a"), ("2", "b"), ("10",)]
    article = ArticleFactory(number="3")
    for index in order:
        stubs.provision_at(article, steps[index])
    assert [row.eid.removeprefix("art_3__") for row in article.provisions.order_by("position")] == [
        "para_1",
        "para_2",
        "para_2__intro",
        "para_2__point_a",
        "para_2__point_b",
        "para_10",
    ]
    positions = list(article.provisions.values_list("position", flat=True))
    assert len(set(positions)) == len(positions)


@pytest.mark.django_db
def test_points_may_stand_directly_in_an_article():
    point = stubs.provision_at(ArticleFactory(number="2"), ("g",))
    assert (point.eid, point.kind, point.parent) == ("art_2__point_g", Kind.POINT, None)


@pytest.mark.django_db
@pytest.mark.parametrize("steps", [("²",), ("α",), ("_",), ("a",) * 7])
def test_what_makes_no_identifier_is_refused_and_nothing_is_kept(steps):
    article = ArticleFactory()
    with pytest.raises(references.Uncitable):
        stubs.provision_at(article, steps)
    assert not article.provisions.exists()


@pytest.mark.parametrize(
    ("kind", "number", "eid"),
    [
        (Kind.CHAPEAU, "", "art_1__intro"),
        (Kind.CLOSING, "", "art_1__wrapup"),
        (Kind.PARAGRAPH, "2 bis", "art_1__para_2bis"),
        (Kind.SUBPARAGRAPH, "1", "art_1__subpara_1"),
        (Kind.SUBPOINT, "(iv)", "art_1__point_iv"),
    ],
)
def test_identifier_under_another(kind, number, eid):
    assert references.eid_under("art_1", kind, number) == eid


def test_roman_points_of_points_sort_by_value():
    numerals = ["i", "ii", "iii", "iv", "v", "vi", "ix", "x", "xi", "xix", "xx"]
    eids = [f"art_1__para_1__point_a__point_{numeral}" for numeral in numerals]
    backwards = eids[::-1]
    assert sorted(backwards, key=references.order_key) == eids


def test_what_was_put_in_sorts_by_its_place_and_not_by_its_word():
    suffixes = ["", "bis", "ter", "quater", "quinquies", "sexies", "septies"]
    eids = [f"art_1__para_2{suffix}" for suffix in suffixes] + ["art_1__para_2a", "art_1__para_3"]
    backwards = eids[::-1]
    assert sorted(backwards, key=references.order_key) == eids


STEPS = st.lists(st.from_regex(r"[0-9a-z]{1,3}", fullmatch=True), min_size=1, max_size=4)


@given(STEPS, STEPS)
def test_order_is_total_and_puts_the_whole_before_its_parts(eid, other):
    eid, other = (
        "art_1__" + "__".join(f"point_{step}" for step in steps) for steps in (eid, other)
    )
    keys = references.order_key(eid), references.order_key(other)
    assert (keys[0] < keys[1]) + (keys[1] < keys[0]) + (keys[0] == keys[1]) == 1
    assert references.order_key(eid) < references.order_key(f"{eid}__point_a")
