import pytest

from articles.tests.factories import ArticleFactory, DivisionFactory, DraftFactory
from recommendations.listing.rows import recommendation_rows
from recommendations.models import Recommendation
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
    TargetFactory,
)
from recommendations.tests.reading import links_of, text_of
from recommendations.views.recommendations import in_groups

pytestmark = pytest.mark.django_db
ADDRESS = "/recommendations/"


def as_lists(rows, by, chosen=()):
    stored = Recommendation.objects.filter(pk__in=[row.pk for row in rows]).order_by("number")
    groups = in_groups(recommendation_rows(stored), by, chosen)
    return [(group.label, [ask.number for ask in group.rows]) for group in groups]


@pytest.fixture
def rows():
    """Four recommendations: on articles 24 and 42, on 42, on a chapter, on the whole text."""
    first, second = OrganisationFactory(name="First"), OrganisationFactory(name="Second")
    both = SubmissionFactory(authors=[first, second])
    draft = DraftFactory(treaty=both.treaty)
    article, later = (ArticleFactory(draft=draft, number=number) for number in ("24", "42"))
    alone = SubmissionFactory(treaty=both.treaty, authors=[second])
    made = [
        RecommendationFactory(submission=both, number="1", articles=[article, later]),
        RecommendationFactory(submission=alone, number="2", articles=[later]),
        RecommendationFactory(submission=alone, number="3", articles=[]),
        RecommendationFactory(submission=both, number="4", articles=[]),
    ]
    chapter = DivisionFactory(draft=draft, number="IV")
    TargetFactory(recommendation=made[2], article=None, division=chapter)
    return made


def test_rows_stand_once_under_their_first_article_division_or_the_whole_text(rows):
    chapter = rows[2].targets.get().division
    assert as_lists(rows, "article") == [
        ("Article 24", ["1"]),
        ("Article 42", ["2"]),
        (chapter.label, ["3"]),
        ("The whole text", ["4"]),
    ]


def test_rows_stand_under_the_article_that_is_chosen(rows):
    later = rows[1].targets.get().article
    assert as_lists(rows[:2], "article", [later.path]) == [("Article 42", ["1", "2"])]


def test_rows_stand_under_their_first_author_or_the_one_that_is_chosen(rows):
    assert as_lists(rows, "organisation") == [("First", ["1", "4"]), ("Second", ["2", "3"])]
    second = rows[1].submission.authors[0]
    chosen = as_lists(rows, "organisation", [second.slug])
    assert chosen == [("Second", ["1", "2", "3", "4"])]


def test_rows_that_are_not_grouped_are_one_group_without_a_name(rows):
    assert as_lists(rows, "") == [("", ["1", "2", "3", "4"])]
    assert in_groups([], "") == in_groups([], "article") == []


def test_list_shows_groups_with_their_numbers_as_cards_and_as_a_table(client):
    row = RecommendationFactory(published=True)
    target = row.targets.get()
    for view in ("cards", "table"):
        page = client.get(f"{ADDRESS}?group=article&view={view}")
        assert (target.article.get_absolute_url(), target.article.label) in links_of(page)
        assert "1 on this page" in text_of(page)
        assert (row.get_absolute_url(), row.title) in links_of(page)


def test_grouping_by_article_follows_the_text_unless_an_order_is_chosen(client):
    RecommendationFactory(published=True)
    grouping = {words: address for address, words in links_of(client.get(ADDRESS))}["Article"]
    assert {"group=article", "sort=article"} == set(grouping.removeprefix(f"{ADDRESS}?").split("&"))
    links = {words: address for address, words in links_of(client.get(f"{ADDRESS}?sort=oldest"))}
    assert "sort=oldest" in links["Article"]


def found(monkeypatch, **values):
    """Let the list say of itself what it says at a certain moment."""
    for name, value in values.items():
        monkeypatch.setattr(f"recommendations.listing.Listing.{name}", value, raising=False)


def test_list_marks_words_where_they_were_found(client, monkeypatch):
    row = RecommendationFactory(
        title="Prior orders", rationale="A judge <decides> first.", published=True
    )
    page = client.get(f"{ADDRESS}?q=judge")
    assert "in the rationale: A judge <decides> first." in text_of(page)
    assert "<mark>judge</mark> &lt;decides&gt;" in page.content.decode()
    page = client.get(f"{ADDRESS}?q=prior&view=table")
    assert "<mark>Prior</mark> orders" in page.content.decode()
    assert "in the title:" not in text_of(page)
    assert (row.get_absolute_url(), "Prior orders") in links_of(page)


def test_list_asks_whether_a_near_word_was_meant(client):
    RecommendationFactory(title="Leave encryption alone", published=True)
    page = client.get(f"{ADDRESS}?q=encrpytion&view=table")
    assert "Did you mean encryption ?" in text_of(page)
    offered = {words: address for address, words in links_of(page)}["encryption"]
    assert client.get(offered).context["listing"].total == 1
    assert "view=table" in offered


def test_list_says_that_words_are_being_prepared(client, monkeypatch):
    RecommendationFactory(published=True)
    found(monkeypatch, awaits_words=True)
    assert "search by words is being prepared" in text_of(client.get(f"{ADDRESS}?q=thing"))


def test_list_offers_the_article_that_the_words_cite_first(client, monkeypatch):
    article = ArticleFactory(number="24", heading="Safeguards")
    found(monkeypatch, cited=article)
    page = client.get(f"{ADDRESS}?q=art+24")
    assert (article.get_absolute_url(), "Article 24, Safeguards") in links_of(page)


def test_list_without_results_says_what_each_filter_keeps_away(client):
    RecommendationFactory(action="amend", published=True)
    RecommendationFactory(action="amend", published=True)
    RecommendationFactory(action="delete", title="Zebra", published=True)
    page = client.get(f"{ADDRESS}?q=zebra&action=amend&after=2030")
    assert "No recommendations match all of these" in text_of(page)
    assert page.context["relaxations"] == []
    page = client.get(f"{ADDRESS}?q=zebra&action=amend")
    ways = [(way.chip.parameter, way.total) for way in page.context["relaxations"]]
    assert ways == [("q", 2), ("action", 1)]
    for way in page.context["relaxations"]:
        assert client.get(f"{ADDRESS}?{way.chip.querystring}").context["listing"].total == way.total


def test_fault_can_be_left_out_of_the_address(client):
    RecommendationFactory(action="amend", published=True)
    page = client.get(f"{ADDRESS}?theme=unheard-of&action=amend")
    assert (f"{ADDRESS}?action=amend", "Remove it") in links_of(page)
