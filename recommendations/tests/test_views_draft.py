import pytest

from articles.tests.factories import (
    ArticleFactory,
    DivisionFactory,
    DraftFactory,
    SuccessionFactory,
    TreatyFactory,
)
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from recommendations.tests.reading import counted_links, links_of, text_of, total_of
from recommendations.views.draft import contents

pytestmark = pytest.mark.django_db
ADDRESS = "/treaties/un-cybercrime/second/"


@pytest.fixture
def treaty():
    return TreatyFactory(slug="un-cybercrime")


@pytest.fixture
def draft(treaty):
    return DraftFactory(treaty=treaty, slug="second", symbol="A/2", title="Second text", stage=2)


def asked(articles, **fields):
    submission = SubmissionFactory(treaty=articles[0].draft.treaty)
    return RecommendationFactory(submission=submission, articles=articles, **fields)


def test_draft_contents_stand_in_order_of_the_text(draft):
    annex = ArticleFactory(draft=draft, kind="annex", number="", position=9)
    chapter = DivisionFactory(draft=draft, position=1)
    empty = DivisionFactory(draft=draft, position=2)
    section = DivisionFactory(draft=draft, parent=chapter, kind="section", position=3)
    second = ArticleFactory(draft=draft, division=section, position=2)
    first = ArticleFactory(draft=draft, division=chapter, position=1)
    preamble = ArticleFactory(draft=draft, kind="preamble", number="", position=0)

    top = contents(draft)
    assert [getattr(e, "article", None) or e.division for e in top] == [
        preamble,
        chapter,
        empty,
        annex,
    ]
    inner = top[1].entries
    assert inner[0].article == first
    assert inner[1].division == section
    assert inner[1].entries[0].article == second


def test_draft_counts_an_article_here_and_over_its_lineage(client, treaty, draft):
    article = ArticleFactory(draft=draft, number="24")
    older = ArticleFactory(draft=DraftFactory(treaty=treaty, stage=1), number="42")
    other = ArticleFactory(draft=older.draft, number="43")
    SuccessionFactory(ancestor=older, descendant=article)
    SuccessionFactory(ancestor=other, descendant=article, state="suggested")
    asked([article], published=True)
    asked([older, article], published=True)  # on both: once over the lineage
    asked([older], published=True)
    asked([other], published=True)
    asked([article])

    page = client.get(ADDRESS)
    assert (f"/recommendations/?article={article.path}", "2 here") in links_of(page)
    assert (f"/recommendations/?lineage={article.path}", "3 in all drafts") in links_of(page)
    numbers = counted_links(page)
    assert len(numbers) == 4
    for address, number in numbers:
        assert total_of(client, address) == number, address


def test_draft_shows_what_is_asked_of_a_division_in_place(client, draft):
    chapter = DivisionFactory(draft=draft)
    for published in (True, False):
        recommendation = RecommendationFactory(
            submission__treaty=draft.treaty, articles=[], title=f"Public is {published}"
        )
        recommendation.cross_cutting = False
        recommendation.save()
        recommendation.targets.create(division=chapter)
        recommendation.targets.create(division=chapter, relation="after", new_label="IV bis")
        recommendation.submission.drafts.add(draft)
        if published:
            from recommendations import publishing

            publishing.publish(recommendation.submission)
            publishing.publish(recommendation)
    words = text_of(client.get(ADDRESS))
    assert "1 recommendation on all of it" in words
    assert words.count("Public is True") == 1
    assert "Public is False" not in words


def test_draft_without_articles_teaches(client, draft):
    assert "No articles are recorded in this draft yet" in text_of(client.get(ADDRESS))


def test_draft_leads_to_the_ones_before_and_after(client, treaty, draft):
    DraftFactory(treaty=treaty, slug="third", symbol="A/3", stage=3)
    DraftFactory(treaty=treaty, slug="first", symbol="A/1", stage=1)
    DraftFactory(slug="foreign", stage=2)
    addresses = [address for address, _words in links_of(client.get(ADDRESS))]
    assert "/treaties/un-cybercrime/first/" in addresses
    assert "/treaties/un-cybercrime/third/" in addresses
    assert not any("foreign" in address for address in addresses)


@pytest.mark.parametrize("rows", [1, 3])
def test_draft_costs_the_same_at_any_size(client, draft, rows, django_assert_num_queries):
    for _ in range(rows):
        chapter = DivisionFactory(draft=draft)
        article = ArticleFactory(draft=draft, division=chapter)
        older = ArticleFactory(draft=DraftFactory(treaty=draft.treaty, stage=1))
        SuccessionFactory(ancestor=older, descendant=article)
        asked([article, older], published=True)
    with django_assert_num_queries(11):
        client.get(ADDRESS)


def test_draft_of_another_treaty_is_404(client, draft):
    TreatyFactory(slug="other")
    assert client.get("/treaties/other/second/").status_code == 404
    assert client.get("/treaties/un-cybercrime/none/").status_code == 404


def test_a_division_shows_the_first_of_much_and_says_how_much_more_there_is(client, draft):
    chapter = DivisionFactory(draft=draft)
    submission = SubmissionFactory(treaty=draft.treaty, published=True)
    for number in range(13):
        recommendation = RecommendationFactory(
            submission=submission, number=str(number), articles=[], published=True
        )
        recommendation.targets.create(division=chapter)
    page = client.get(ADDRESS)
    [entry] = page.context["entries"]
    assert (entry.on_whole.total, len(entry.on_whole.first)) == (13, 10)
    assert "3 more are in the list of the whole draft" in text_of(page)
