import re
from html import unescape

import pytest

from articles.tests.factories import (
    ArticleFactory,
    DivisionFactory,
    DraftFactory,
    SuccessionFactory,
    TreatyFactory,
)
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory, ThemeFactory
from recommendations.tests.reading import counted_links, links_of, text_of, total_of
from recommendations.views import home
from recommendations.views.home import grid_of

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


def test_home_shows_the_draft_of_the_treaty_that_moved_last(client):
    ended = ArticleFactory(draft=DraftFactory(symbol="A/OLD/9", stage=9, date="2001-05"))
    moving = ArticleFactory(draft=DraftFactory(symbol="A/NEW/2", stage=2, date="2024"))
    DraftFactory(treaty=moving.draft.treaty, stage=3, date="")  # the newest is what nobody asked on
    for article in (ended, moving):
        asked(article, published=True)
    assert home.latest_asked() == moving.draft
    assert "A/NEW/2" in text_of(client.get("/"))


def test_home_without_anything_teaches(client):
    assert "Nothing is published yet" in text_of(client.get("/"))


def test_home_with_cross_cutting_ones_alone_has_no_grid(client):
    RecommendationFactory(articles=[], published=True)
    page = client.get("/")
    assert page.context["grid"] is None
    assert "<table" not in page.content.decode()


def test_home_shows_nothing_unpublished(client, draft):
    asked(ArticleFactory(draft=draft), published=True)
    hidden = asked(ArticleFactory(draft=DraftFactory(treaty=draft.treaty, stage=9)))
    page = client.get("/")
    assert "1 recommendation" in text_of(page)
    assert hidden.submission.title not in text_of(page)
    assert page.context["draft"] == draft


def test_grid_counts_over_lineage_and_themes_and_shades_by_the_most(draft):
    chapter = DivisionFactory(draft=draft)
    busy, quiet, _idle = (
        ArticleFactory(draft=draft, division=chapter, position=n) for n in range(3)
    )
    older = ArticleFactory(draft=DraftFactory(treaty=draft.treaty, stage=1))
    SuccessionFactory(ancestor=older, descendant=busy)
    first, second, _unused = (ThemeFactory(position=n) for n in range(3))
    inner = ThemeFactory(parent=first)
    for _ in range(4):
        asked(older, themes=[inner], published=True)
    asked(busy, older, themes=[first, inner, second], published=True)
    asked(quiet, themes=[second], published=True)
    asked(busy, themes=[second])
    grid = grid_of(draft)
    [section] = grid.sections
    assert grid.themes == [first, second]
    assert section.division == chapter
    assert [(row.article, row.total.count) for row in section.rows] == [(busy, 5), (quiet, 1)]
    shades = [[(cell.count, cell.level) for cell in row.cells] for row in section.rows]
    assert shades == [[(5, 4), (1, 1)], [(0, 0), (1, 1)]]
    assert [cell.count for cell in grid.cells] == [5, 2]
    assert grid.total.count == 6


def test_grid_keeps_the_order_of_the_text_and_leaves_out_what_nobody_asked_about(draft):
    annex = ArticleFactory(draft=draft, kind="annex", number="", position=9)
    chapter = DivisionFactory(draft=draft)
    section = DivisionFactory(draft=draft, parent=chapter, kind="section")
    deep = ArticleFactory(draft=draft, division=section, position=2)
    preamble = ArticleFactory(draft=draft, kind="preamble", number="", position=0)
    asked(annex, deep, preamble, published=True)
    silent = DivisionFactory(draft=draft)
    ArticleFactory(draft=draft, division=silent, position=5)
    sections = [
        (section.division, [row.article for row in section.rows])
        for section in grid_of(draft).sections
    ]
    assert sections == [(None, [preamble]), (chapter, [deep]), (None, [annex])]


def test_each_number_of_the_grid_leads_to_a_list_of_as_many(client, draft):
    older = ArticleFactory(draft=DraftFactory(treaty=draft.treaty, stage=1))
    article, other = (ArticleFactory(draft=draft) for _ in range(2))
    SuccessionFactory(ancestor=older, descendant=article)
    outer, second = ThemeFactory(), ThemeFactory()
    inner = ThemeFactory(parent=outer)
    asked(older, themes=[inner], published=True)
    asked(article, other, themes=[outer, inner, second], published=True)
    submission = SubmissionFactory(treaty=draft.treaty)
    RecommendationFactory(submission=submission, articles=[], themes=[second], published=True)
    RecommendationFactory(articles=[], themes=[outer], published=True)  # of another treaty
    numbers = counted_links(client.get("/"))
    assert len(numbers) > 9
    for address, number in numbers:
        assert total_of(client, address) == number, address


def test_each_number_of_the_grid_is_heard_with_its_row_and_its_column(client, draft):
    article = ArticleFactory(draft=draft, number="24")
    asked(article, themes=[ThemeFactory(name="Oversight & courts")], published=True)
    page = client.get("/").content.decode()
    names = [unescape(name) for name in re.findall(r'<td[^>]*><a [^>]*aria-label="([^"]*)"', page)]
    assert names == [
        "1: Article 24, Oversight & courts",
        "1: Article 24, All themes",
        "1: The whole treaty, Oversight & courts",
        "1: The whole treaty, All themes",
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_home_costs_the_same_at_any_size(client, draft, rows, django_assert_num_queries):
    for _ in range(rows):
        TreatyFactory()
        article = ArticleFactory(draft=draft, division=DivisionFactory(draft=draft))
        asked(article, ArticleFactory(draft=DraftFactory(treaty=draft.treaty)), published=True)
    with django_assert_num_queries(18):
        assert client.get("/").status_code == 200
