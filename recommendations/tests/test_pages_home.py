import pytest

from articles.tests.factories import (
    ArticleFactory,
    DivisionFactory,
    DraftFactory,
    SuccessionFactory,
    TreatyFactory,
)
from recommendations.pages.map import map_of
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from recommendations.tests.reading import links_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return DraftFactory(symbol="A/2", stage=2)


def asked(*articles, **fields):
    submission = SubmissionFactory(treaty=articles[0].draft.treaty)
    return RecommendationFactory(submission=submission, articles=articles, **fields)


def test_home_says_what_this_is_and_leads_to_the_list(client, draft):
    recommendation = asked(ArticleFactory(draft=draft), published=True)
    page = client.get("/")
    assert "Who asked for what in a draft treaty" in text_of(page)
    links = links_of(page)
    assert ("/recommendations/", "1 recommendation") in links
    assert ("/organisations/", "1 organisation") in links
    assert ("/submissions/", "1 submission") in links
    slug = recommendation.submission.slug
    assert (f"/recommendations/?submission={slug}", "1 recommendation") in links


def test_home_without_anything_teaches(client):
    assert "Nothing is published yet" in text_of(client.get("/"))


def test_home_with_cross_cutting_ones_alone_has_no_map(client):
    RecommendationFactory(articles=[], published=True)
    page = client.get("/")
    assert page.context["map"] == []
    assert "article by article" not in text_of(page)


def test_home_shows_nothing_unpublished(client, draft):
    asked(ArticleFactory(draft=draft), published=True)
    hidden = asked(ArticleFactory(draft=DraftFactory(treaty=draft.treaty, stage=9)))
    words = text_of(client.get("/"))
    assert "1 recommendation" in words
    assert hidden.submission.title not in words
    assert client.get("/").context["draft"] == draft


def test_map_counts_over_the_lineage_and_shades_by_the_most(draft):
    chapter = DivisionFactory(draft=draft)
    busy, quiet, idle = (
        ArticleFactory(draft=draft, division=chapter, position=n) for n in range(3)
    )
    older = ArticleFactory(draft=DraftFactory(treaty=draft.treaty, stage=1))
    SuccessionFactory(ancestor=older, descendant=busy)
    for _ in range(4):
        asked(older, published=True)
    asked(busy, older, published=True)
    asked(quiet, published=True)
    [band] = map_of(draft)
    assert band.division == chapter
    assert [(cell.article, cell.count, cell.level) for cell in band.cells] == [
        (busy, 5, 4),
        (quiet, 1, 1),
        (idle, 0, 0),
    ]


def test_map_keeps_the_order_of_the_text(draft):
    annex = ArticleFactory(draft=draft, kind="annex", number="", position=9)
    chapter = DivisionFactory(draft=draft)
    section = DivisionFactory(draft=draft, parent=chapter, kind="section")
    deep = ArticleFactory(draft=draft, division=section, position=2)
    preamble = ArticleFactory(draft=draft, kind="preamble", number="", position=0)
    bands = [(band.division, [cell.article for cell in band.cells]) for band in map_of(draft)]
    assert bands == [(None, [preamble]), (chapter, [deep]), (None, [annex])]


@pytest.mark.parametrize("rows", [1, 3])
def test_home_costs_the_same_at_any_size(client, draft, rows, django_assert_num_queries):
    for _ in range(rows):
        TreatyFactory()
        article = ArticleFactory(draft=draft, division=DivisionFactory(draft=draft))
        asked(article, ArticleFactory(draft=DraftFactory(treaty=draft.treaty)), published=True)
    with django_assert_num_queries(15):
        assert client.get("/").status_code == 200
