import pytest

from articles.models import Succession
from articles.tests.factories import (
    ArticleFactory,
    DraftFactory,
    SuccessionFactory,
)
from recommendations.tests.compared_drafts import (
    ADDRESS,
    articles_in_both,
    joined_articles,
    two_drafts,
)
from recommendations.tests.reading import text_of

pytestmark = pytest.mark.django_db
WAYS = "/treaties/lamps/compare/"


@pytest.fixture
def drafts():
    return two_drafts()


@pytest.fixture
def pair(drafts):
    return joined_articles(drafts)


def test_row_has_an_article_under_its_number_in_each_draft(client, pair):
    page = client.get(WAYS)
    words = text_of(page)
    assert "Article 3 Lamps Article 5 Lamps renumbered : Article 5 +1" in words
    assert f'href="{ADDRESS}?article=article-5"' in page.content.decode()
    assert client.get(f"{ADDRESS}?article=article-5").status_code == 200


def test_what_nobody_has_decided_is_told_apart(client, pair, drafts):
    ArticleFactory(draft=drafts[0], number="9", heading="Boats")
    words = text_of(client.get(WAYS))
    assert "1 article of which nobody has decided" in words
    assert words.index("1 article of which") < words.index("Boats")


def test_drafts_are_chosen(client, pair, drafts):
    third = DraftFactory(treaty=drafts[0].treaty, slug="third", symbol="Third", stage=3)
    SuccessionFactory(ancestor=pair[1], descendant=ArticleFactory(draft=third, number="7"))
    assert "Article 7" in text_of(client.get(WAYS))
    page = client.get(f"{WAYS}?draft=first&draft=third")
    words = text_of(page)
    assert "Article 5" not in words
    assert "What changed since First" in words
    assert "at least two drafts" in text_of(client.get(f"{WAYS}?draft=first"))


def test_suggested_links_are_followed_on_demand(client, pair):
    Succession.objects.update(state=Succession.State.SUGGESTED)
    assert "2 articles of which nobody has decided" in text_of(client.get(WAYS))
    page = client.get(f"{WAYS}?state=suggested")
    assert "nobody has confirmed them" in text_of(page)
    assert "perhaps renumbered" in text_of(page)
    assert f"{ADDRESS}?state=suggested&amp;article=article-5" in page.content.decode()


@pytest.mark.parametrize(
    ("earlier", "later"), [("first", "second"), ("second", "first")], ids=["forth", "back"]
)
def test_two_drafts_to_compare_lead_to_their_comparison(client, pair, earlier, later):
    answer = client.get(f"{WAYS}?from={earlier}&to={later}")
    assert (answer.status_code, answer.url) == (302, ADDRESS)


@pytest.mark.parametrize("query", ["draft=odd", "from=odd", "state=odd", "odd=1"])
def test_what_is_not_understood_is_named(client, pair, query):
    words = text_of(client.get(f"{WAYS}?{query}"))
    assert "odd" in words
    assert "Article 3" in words


def test_drafts_of_one_stage_are_not_compared(client, drafts):
    DraftFactory(treaty=drafts[0].treaty, slug="part", symbol="Part", stage=1)
    words = text_of(client.get(f"{WAYS}?from=first&to=part"))
    assert "First and Part are of one stage" in words


def test_treaty_of_one_draft_says_what_comparing_needs(client):
    draft = DraftFactory(treaty__slug="lone")
    words = text_of(client.get("/treaties/lone/compare/"))
    assert "There is nothing to compare yet" in words
    assert "Compare drafts" not in text_of(client.get(draft.treaty.get_absolute_url()))
    assert client.get("/treaties/none/compare/").status_code == 404


def test_treaty_and_draft_lead_to_comparing(client, drafts):
    html = client.get("/treaties/lamps/").content.decode()
    assert f'action="{WAYS}"' in html
    for address in ("/treaties/lamps/first/", ADDRESS):
        assert f'href="{WAYS}"' in client.get(address).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_at_any_size(client, drafts, rows, django_assert_num_queries):
    articles_in_both(drafts, rows)
    client.get("/about/")
    with django_assert_num_queries(16):
        client.get(WAYS)
