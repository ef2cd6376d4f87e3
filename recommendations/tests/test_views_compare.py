import re

import pytest

from articles.models import ProvisionText, Succession
from articles.tests.factories import (
    ArticleFactory,
    DraftFactory,
    ProvisionFactory,
    SuccessionFactory,
    TreatyFactory,
)
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from recommendations.tests.reading import text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/treaties/lamps/compare/first/second/"


@pytest.fixture
def drafts():
    treaty = TreatyFactory(slug="lamps")
    return [
        DraftFactory(treaty=treaty, slug=slug, symbol=slug.title(), stage=stage)
        for stage, slug in enumerate(("first", "second"), 1)
    ]


@pytest.fixture
def pair(drafts):
    rows = []
    for draft, number, text in zip(drafts, "35", ("Lamps burn.", "Lamps shall burn."), strict=True):
        row = ArticleFactory(draft=draft, number=number, heading="Lamps")
        ProvisionFactory(article=row, number="1").texts.create(text=text)
        rows.append(row)
    SuccessionFactory(ancestor=rows[0], descendant=rows[1])
    return rows


def test_page_shows_what_became_of_an_article_and_its_words(client, pair):
    page = client.get(ADDRESS)
    words = text_of(page)
    assert "Article 5" in words
    assert "renumbered was Article 3 +1" in words
    assert "<ins>" in page.content.decode()
    assert "“shall”" in words


def test_articles_of_one_number_that_nothing_joins_are_told_apart(client, drafts):
    for draft in drafts:
        ArticleFactory(draft=draft, number="1", heading="Lamps")
    page = client.get(ADDRESS)
    ids = re.findall(r"id=\"(article-[^\"]*?)\"", page.content.decode())
    assert {name for name in ids if not name.endswith("--name")} == {
        "article-1",
        "article-1--earlier",
    }
    assert "not decided First" in text_of(page)


def test_drafts_the_wrong_way_round_lead_to_the_comparison(client, pair):
    answer = client.get("/treaties/lamps/compare/second/first/")
    assert (answer.status_code, answer.url) == (302, ADDRESS)


@pytest.mark.parametrize(
    "address",
    [
        "/treaties/lamps/compare/first/first/",
        "/treaties/lamps/compare/first/none/",
        "/treaties/none/compare/first/second/",
    ],
)
def test_what_cannot_be_compared_is_404(client, pair, address):
    assert client.get(address).status_code == 404


def test_kinds_of_change_narrow_the_page(client, pair, drafts):
    ArticleFactory(draft=drafts[1], number="9", heading="Boats")
    assert "Boats" in text_of(client.get(ADDRESS))
    assert "Boats" not in text_of(client.get(f"{ADDRESS}?kind=renumbered"))
    assert "Lamps" not in text_of(client.get(f"{ADDRESS}?kind=undecided"))
    assert "No changes match" in text_of(client.get(f"{ADDRESS}?kind=split"))


def test_what_somebody_had_asked_about_narrows_the_page(client, pair, drafts):
    other = [ArticleFactory(draft=draft, heading="Boats") for draft in drafts]
    SuccessionFactory(ancestor=other[0], descendant=other[1])
    submission = SubmissionFactory(treaty=drafts[0].treaty)
    RecommendationFactory(submission=submission, articles=[pair[0]], published=True)
    words = text_of(client.get(f"{ADDRESS}?asked=1"))
    assert "1 recommendation" in words
    assert "Boats" not in words


@pytest.mark.parametrize("query", ["kind=odd", "language=xx", "state=rejected", "utm_source=x"])
def test_what_is_not_understood_is_named(client, pair, query):
    page = client.get(f"{ADDRESS}?{query}")
    assert page.status_code == 200
    assert query.split("=")[query.startswith(("kind", "language", "state"))] in text_of(page)
    assert "Lamps" in text_of(page)


def test_suggested_links_are_followed_on_demand_and_said_to_be_such(client, pair):
    Succession.objects.update(state=Succession.State.SUGGESTED)
    assert "not decided" in text_of(client.get(ADDRESS))
    words = text_of(client.get(f"{ADDRESS}?state=suggested"))
    assert "renumbered" in words
    assert "nobody has confirmed them" in words


def test_comparison_is_fresh_after_any_change(client, pair):
    assert "shall" in text_of(client.get(ADDRESS))
    ProvisionText.objects.filter(text__contains="shall").update(text="Lamps must burn.")
    words = text_of(client.get(ADDRESS))
    assert ("“must”" in words, "“shall”" in words) == (True, False)
    Succession.objects.all().delete()
    assert "not decided" in text_of(client.get(ADDRESS))


def test_one_article_alone_comes_for_its_place_in_the_page(client, pair):
    headers = {"HX-Request": "true"}
    part = client.get(f"{ADDRESS}?article=article-5", headers=headers).content.decode()
    assert part.strip().startswith("<section")
    assert "<html" not in part


def test_draft_leads_to_what_changed(client, pair, drafts):
    assert ADDRESS in client.get(drafts[1].get_absolute_url()).content.decode()
    assert "compare" not in client.get(drafts[0].get_absolute_url()).content.decode()
