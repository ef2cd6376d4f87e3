"""A search that names an article, a theme or an organisation offers it, and all that was asked."""

import pytest
from django.http import QueryDict

from articles.tests.factories import ArticleFactory, DraftFactory, SuccessionFactory
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
    ThemeFactory,
)
from recommendations.tests.reading import links_of, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/recommendations/"
CITED = 17
NAMED = 15


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
    return [link for link in links_of(page) if "recommendation" in link[1] and "on this" in link[1]]


@pytest.mark.parametrize("words", ["24", "article 24", "Art. 24", "art 24", "Article 24(1)"])
def test_number_of_an_article_leads_to_all_that_was_asked_of_it(client, safeguards, words):
    page = client.get(ADDRESS, {"q": words})
    assert offered(page) == [
        (f"{ADDRESS}?lineage={safeguards.path}", "2 recommendations on this"),
    ]
    assert safeguards.get_absolute_url() in dict(links_of(page))
    assert "Did you mean " not in text_of(page)
    assert "2 recommendations" in text_of(client.get(offered(page)[0][0]))


def test_every_article_that_bore_the_number_is_offered_those_asked_of_first(client, safeguards):
    words = text_of(client.get(ADDRESS, {"q": "article 42"}))
    asked, unasked = words.index("Conditions and safeguards"), words.index("Expedited preservation")
    assert asked < unasked
    assert "2 recommendations on this" in words


@pytest.mark.parametrize("words", ["gender art. 24", "article 24 gender"])
def test_other_words_narrow_what_is_offered(client, safeguards, words):
    page = client.get(ADDRESS, {"q": words})
    ((address, label),) = offered(page)
    assert label == "1 recommendation on this"
    assert "with “gender”" in text_of(page)
    assert "On gender" in text_of(client.get(address))


@pytest.mark.parametrize("words", ["gender", "24 hours", "article 99", "article 24 of the Charter"])
def test_nothing_is_offered_where_no_one_article_is_named(client, safeguards, words):
    assert offered(client.get(ADDRESS, {"q": words})) == []


def test_other_filters_stay(client, safeguards):
    treaty = safeguards.draft.treaty.slug
    state = {"treaty": treaty, "q": "24", "sort": "oldest", "view": "table"}
    ((address, _label),) = offered(client.get(ADDRESS, state))
    del state["q"]
    assert QueryDict(address.partition("?")[2]).dict() == state | {"lineage": safeguards.path}


@pytest.mark.parametrize("rows", [1, 4])
def test_offer_costs_the_same_at_any_size(client, safeguards, rows, django_assert_num_queries):
    submission = safeguards.targets.first().recommendation.submission
    for _ in range(rows):
        RecommendationFactory(
            title="On article 24", articles=[safeguards], submission=submission, published=True
        )
    client.get(ADDRESS, {"q": "article 24"})  # the index is built with the first question
    with django_assert_num_queries(CITED):
        client.get(ADDRESS, {"q": "article 24"})


@pytest.fixture
def interception(drafts):
    """An article, a theme and an organisation of similar names, each with what was asked of it."""
    _first, second = drafts
    article = ArticleFactory(draft=second, number="30", heading="Interception of content data")
    theme = ThemeFactory(name="Interception and collection", slug="interception")
    body = OrganisationFactory(name="Observatory of interception", slug="observatory")
    submission = SubmissionFactory(treaty=second.treaty, drafts=[second], authors=[body])
    for title in ("On courts", "On interception"):
        RecommendationFactory(
            title=title, articles=[article], themes=[theme], submission=submission, published=True
        )
    return article


def named(client, words, **state):
    """Return what is offered above the results, as {label: (total, query)}."""
    page = client.get(ADDRESS, {"q": words, **state})
    assert page.status_code == 200
    return {one.label: (one.total, one.querystring) for one in page.context["matching_names"]}


@pytest.mark.parametrize("words", ["interception", "INTERCEPTION", " intercéption "])
def test_words_of_names_lead_to_articles_themes_and_organisations(client, interception, words):
    assert named(client, words) == {
        "Article 30, Interception of content data": (2, f"lineage={interception.path}"),
        "Interception and collection": (2, "theme=interception"),
        "Observatory of interception": (2, "organisation=observatory"),
    }
    page = client.get(ADDRESS, {"q": words})
    links = links_of(page)
    assert ("/themes/interception/", "Interception and collection") in links
    assert (f"{ADDRESS}?theme=interception", "2 recommendations on this") in links
    assert ("/organisations/observatory/", "Observatory of interception") in links
    assert (f"{ADDRESS}?organisation=observatory", "2 recommendations from it") in links


def test_what_is_offered_by_name_has_as_many_as_it_says(client, interception):
    parent = ThemeFactory(name="Surveillance and interception", slug="surveillance")
    parent.children.add(*type(parent).objects.filter(slug="interception"))
    submission = interception.targets.first().recommendation.submission
    RecommendationFactory(
        articles=[interception], themes=[parent], submission=submission, published=True
    )
    for total, query in named(client, "interception").values():
        assert client.get(f"{ADDRESS}?{query}").context["listing"].total == total
    assert named(client, "surveillance interception")["Surveillance and interception"][0] == 3


def test_filters_stay_where_a_name_is_followed(client, interception):
    submission = SubmissionFactory(treaty=interception.draft.treaty)
    RecommendationFactory(
        articles=[interception], submission=submission, action="delete", published=True
    )
    found = named(client, "interception", action="delete", organisation="observatory")
    total, query = found["Interception and collection"]
    assert (total, QueryDict(query).dict()) == (
        0,
        {"theme": "interception", "action": "delete", "organisation": "observatory"},
    )
    assert found["Observatory of interception"] == (0, "organisation=observatory&action=delete")


def test_few_of_a_kind_are_offered_by_name_those_asked_of_first(client, interception):
    for number in range(1, 4):
        ArticleFactory(
            draft=interception.draft, number=str(number), heading=f"Interception {number}"
        )
        ThemeFactory(name=f"On interception {number}")
    found = list(named(client, "interception"))
    assert found[0] == "Article 30, Interception of content data"
    assert len(found) == 5
    assert found[2] == "Interception and collection"


def test_nothing_hidden_is_offered_by_name(client):
    body = OrganisationFactory(name="Hidden interception body")
    RecommendationFactory(submission=SubmissionFactory(authors=[body]))
    assert named(client, "interception body") == {}


@pytest.mark.parametrize("words", ["i", "x" * 400, "%", "_", "interception nowhere", "\x00", ""])
def test_nothing_is_offered_by_what_is_no_name(client, interception, words):
    assert named(client, words) == {}


@pytest.mark.parametrize("rows", [1, 4])
def test_names_cost_the_same_at_any_size(client, interception, rows, django_assert_num_queries):
    for number in range(rows):
        article = ArticleFactory(
            draft=interception.draft, number=f"{number + 50}", heading=f"Interception {number}"
        )
        submission = SubmissionFactory(
            treaty=interception.draft.treaty,
            authors=[OrganisationFactory(name=f"Interception {number}")],
        )
        themes = [ThemeFactory(name=f"Interception {number}")]
        RecommendationFactory(
            title="Interception",
            articles=[article],
            themes=themes,
            submission=submission,
            published=True,
        )
    client.get(ADDRESS, {"q": "interception"})  # the index is built with the first question
    with django_assert_num_queries(NAMED):
        client.get(ADDRESS, {"q": "interception"})
