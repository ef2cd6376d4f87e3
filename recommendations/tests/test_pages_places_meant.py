"""A search that names an article offers that article, and what was asked of it in every draft."""

import pytest
from django.http import QueryDict

from articles.tests.factories import ArticleFactory, DraftFactory, SuccessionFactory
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from recommendations.tests.reading import links_of, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/recommendations/"
EXPECTED = 7


@pytest.fixture
def drafts():
    first = DraftFactory(stage=1)
    return first, DraftFactory(treaty=first.treaty, stage=2)


@pytest.fixture
def safeguards(drafts):
    """An article that was number 42 and became 24; another is 42 now."""
    first, second = drafts
    old = ArticleFactory(draft=first, number="42", heading="Conditions and safeguards")
    new = ArticleFactory(draft=second, number="24", heading="Conditions and safeguards")
    ArticleFactory(draft=second, number="42", heading="Expedited preservation")
    SuccessionFactory(ancestor=old, descendant=new)
    submission = SubmissionFactory(treaty=first.treaty, drafts=[first, second])
    RecommendationFactory(title="On courts", articles=[old], submission=submission, published=True)
    RecommendationFactory(title="On gender", articles=[new], submission=submission, published=True)
    return new


def offered(page):
    return [link for link in links_of(page) if "recommendation" in link[1] and "on it" in link[1]]


@pytest.mark.parametrize("words", ["24", "article 24", "Art. 24", "art 24", "Article 24(1)"])
def test_number_of_an_article_leads_to_all_that_was_asked_of_it(client, safeguards, words):
    page = client.get(ADDRESS, {"q": words})
    assert offered(page) == [
        (f"{ADDRESS}?lineage={safeguards.path}", "2 recommendations on it"),
    ]
    assert safeguards.get_absolute_url() in dict(links_of(page))
    assert "Did you mean" not in text_of(page)
    assert "2 recommendations" in text_of(client.get(offered(page)[0][0]))


def test_every_article_that_bore_the_number_is_offered_those_asked_of_first(client, safeguards):
    words = text_of(client.get(ADDRESS, {"q": "article 42"}))
    asked, unasked = words.index("Conditions and safeguards"), words.index("Expedited preservation")
    assert asked < unasked
    assert "2 recommendations on it" in words


@pytest.mark.parametrize("words", ["gender art. 24", "article 24 gender"])
def test_other_words_narrow_what_is_offered(client, safeguards, words):
    page = client.get(ADDRESS, {"q": words})
    ((address, label),) = offered(page)
    assert label == "1 recommendation on it"
    assert "with “gender”" in text_of(page)
    assert "On gender" in text_of(client.get(address))


@pytest.mark.parametrize(
    "words", ["gender", "24 hours", "article 99", "articles 5 and 24", "article 24 of the Charter"]
)
def test_nothing_is_offered_where_no_one_article_is_named(client, safeguards, words):
    assert offered(client.get(ADDRESS, {"q": words})) == []


def test_other_filters_stay(client, safeguards):
    treaty = safeguards.draft.treaty.slug
    state = {"treaty": treaty, "q": "24", "sort": "oldest", "view": "table"}
    ((address, _label),) = offered(client.get(ADDRESS, state))
    del state["q"]
    assert QueryDict(address.partition("?")[2]).dict() == state | {"lineage": safeguards.path}


def test_offer_costs_the_same_at_any_size(client, safeguards, django_assert_num_queries):
    with django_assert_num_queries(EXPECTED):
        client.get(ADDRESS, {"q": "article 24"})
    submission = safeguards.targets.first().recommendation.submission
    for _ in range(3):
        RecommendationFactory(articles=[safeguards], submission=submission, published=True)
    with django_assert_num_queries(EXPECTED):
        client.get(ADDRESS, {"q": "article 24"})
