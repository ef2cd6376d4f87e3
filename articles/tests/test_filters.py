"""The filters over treaties, sessions, drafts and articles."""

import pytest
from django.http import QueryDict

from articles.filters import ArticleFilterSet, DraftFilterSet, invalid_values
from articles.models import Article, Draft
from articles.tests.factories import ArticleFactory, DraftFactory

pytestmark = pytest.mark.django_db


def articles(query):
    filterset = ArticleFilterSet(QueryDict(query), queryset=Article.objects.all())
    assert filterset.is_valid()
    return set(filterset.qs)


@pytest.fixture
def draft():
    return DraftFactory(treaty__slug="t", slug="d")


def test_values_of_one_filter_are_ored_and_filters_anded(draft):
    here = ArticleFactory(draft=draft, kind="article", number="1")
    annex = ArticleFactory(draft=draft, kind="annex", number="1")
    there = ArticleFactory(draft__treaty=draft.treaty, draft__slug="e")
    assert articles("draft=t/d") == {here, annex}
    assert articles("draft=t/d&draft=t/e&draft=t/e") == {here, annex, there}
    assert articles("treaty=t&kind=annex") == {annex}
    assert articles("draft=t/d&kind=annex&kind=article") == {here, annex}


def test_words_are_found_in_number_and_heading_without_case_and_accents(draft):
    found = ArticleFactory(draft=draft, number="24 bis", heading="Garanties procédurales")
    ArticleFactory(draft=draft, number="25", heading="Garanties")
    assert articles("q=ARTICLE+24+BIS") == {found}
    assert articles("q=PROCEDURALES garanties") == {found}


def test_values_under_former_slugs_keep_what_bears_the_present_ones(draft):
    article = ArticleFactory(draft=draft)
    draft.slug = "second"
    draft.save()
    draft.treaty.slug = "treaty"
    draft.treaty.save()
    for path in ("treaty/second", "t/second", "treaty/d", "t/d"):
        assert articles(f"draft={path}") == {article}
    assert articles("treaty=t") == {article}


def test_empty_values_keep_everything(draft):
    article = ArticleFactory(draft=draft)
    assert articles("treaty=&draft=&kind=&q=") == {article}


def test_filters_cost_a_query_each_however_many_values(draft, django_assert_num_queries):
    DraftFactory(treaty=draft.treaty, slug="e")
    with django_assert_num_queries(2):
        articles("draft=t/d")
    with django_assert_num_queries(2):
        articles("draft=t/d&draft=t/e")


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("treaty=x", "treaty", "x"),
        ("treaty=x%00", "treaty", "x\N{REPLACEMENT CHARACTER}"),
        (f"treaty={'x' * 5000}", "treaty", "x" * 80),
        ("kind=secret", "kind", "secret"),
        ("kind=negotiating&kind=secret", "kind", "secret"),
    ],
)
def test_unknown_value_is_named(draft, query, name, value):
    filterset = DraftFilterSet(QueryDict(query), queryset=Draft.objects.all())
    (invalid,) = invalid_values(filterset)
    assert (invalid.name, invalid.value) == (name, value)
    assert invalid.reason


def test_each_unknown_value_is_named(draft):
    filterset = DraftFilterSet(
        QueryDict("treaty=t&treaty=a&treaty=b"), queryset=Draft.objects.all()
    )
    assert [invalid.value for invalid in invalid_values(filterset)] == ["a", "b"]


def test_value_that_is_no_path_learns_how_one_is_written(draft):
    filterset = ArticleFilterSet(QueryDict("draft=A-22"), queryset=Article.objects.all())
    assert [invalid.reason for invalid in invalid_values(filterset)] == [
        "Draft “A-22” is not known. Write it as treaty/draft."
    ]
