import re

import pytest

from articles.models import ProvisionText, Succession
from articles.tests.factories import (
    ArticleFactory,
    ProvisionFactory,
    SuccessionFactory,
)
from recommendations.tests.compared_drafts import (
    ADDRESS,
    articles_in_both,
    joined_articles,
    two_drafts,
)
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from recommendations.tests.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts():
    return two_drafts()


@pytest.fixture
def pair(drafts):
    return joined_articles(drafts)


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
    answer = client.get("/treaties/lamps/compare/second/first/?view=side")
    assert (answer.status_code, answer.url) == (302, f"{ADDRESS}?view=side")


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
    assert "perhaps renumbered" in words
    assert "nobody has confirmed them" in words
    Succession.objects.update(state=Succession.State.CONFIRMED)
    assert "perhaps" not in text_of(client.get(f"{ADDRESS}?state=suggested"))


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
    assert ADDRESS not in client.get(drafts[0].get_absolute_url()).content.decode()


def test_both_texts_stand_side_by_side(client, pair):
    page = client.get(f"{ADDRESS}?view=side")
    words = text_of(page)
    assert "First: Article 3(1) Lamps burn. Second: Article 5(1) Lamps" in words
    html = page.content.decode()
    assert html.count('class="sides"') == 1
    assert html.index("Lamps burn.") < html.index("<ins>")


def test_every_link_of_the_page_keeps_its_state(client, pair):
    state = "kind=renumbered&words=shall&view=side"
    html = client.get(f"{ADDRESS}?{state}").content.decode()
    queries = re.findall(rf'href="{ADDRESS}\?([^"#]*)"', html)
    assert queries
    for query in queries:
        kept = [part for part in state.split("&") if part in query.replace("&amp;", "&")]
        assert len(kept) >= 2, query  # all but what the link itself changes


FIGURES = [
    ("added", "Lamps"),
    ("removed", None),
    ("moved", None),
    ("shall", "Lamps"),
    ("must", None),
    ("opened", None),
]


@pytest.mark.parametrize(("words", "left"), FIGURES)
def test_figures_narrow_the_page_to_where_they_changed(client, pair, words, left):
    shown = text_of(client.get(f"{ADDRESS}?words={words}"))
    assert ("Lamps burn" in shown.replace("inserted: shall end of insertion ", "")) == bool(left)
    assert ("No changes match" in shown) == (left is None)


def test_figures_say_how_much_changed_and_where(client, pair):
    ProvisionText.objects.filter(text__contains="shall").update(text="[Lamps] shall burn.")
    words = text_of(client.get(ADDRESS))
    assert "1 added in 1 article" in words
    assert "“shall” before: 0 → now: 1 in 1 article" in words
    assert "1 opened in 1 article" in words


def test_what_nobody_has_decided_is_folded_under_one_line(client, pair, drafts):
    for number in "6789":
        ArticleFactory(draft=drafts[1], number=number, heading="Boats")
    words = text_of(client.get(ADDRESS))
    assert "Not decided: Article 6 to Article 9 (4), Second" in words


def test_provisions_that_say_the_same_are_folded_beside_a_change(client, pair):
    for article in pair:
        for number in "2345":
            row = ProvisionFactory(article=article, number=number, position=int(number))
            row.texts.create(text=f"Keepers keep watch number {number} on the tower.")
    words = text_of(client.get(ADDRESS))
    assert "The same words: Article 5(2) to Article 5(5)" in words


def test_one_article_alone_leads_back_to_all(client, pair, drafts):
    ArticleFactory(draft=drafts[1], number="9", heading="Boats")
    page = client.get(f"{ADDRESS}?article=article-3&view=side")
    words = text_of(page)
    assert "Only Article 5 is shown." in words
    assert "Boats" not in words
    assert f'href="{ADDRESS}?view=side#article-5"' in page.content.decode()
    assert "“article-77” cannot be chosen" in text_of(client.get(f"{ADDRESS}?article=article-77"))


def test_articles_of_one_number_are_each_shown_alone(client, drafts):
    for draft in drafts:
        row = ArticleFactory(draft=draft, number="1", heading="Lamps")
        ProvisionFactory(article=row, number="1").texts.create(text=f"Of {draft.slug}.")
    headers = {"HX-Request": "true"}
    for name, words in (("article-1", "Of second."), ("article-1--earlier", "Of first.")):
        part = client.get(f"{ADDRESS}?article={name}", headers=headers).content.decode()
        assert (part.count("<section"), words in part) == (1, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_at_any_size(client, drafts, rows, django_assert_num_queries):
    articles_in_both(drafts, rows)
    client.get("/about/")
    with django_assert_num_queries(15):
        client.get(ADDRESS)


def test_article_leads_to_its_page_with_the_changes(client, pair):
    address = f"{pair[1].get_absolute_url()}?since=first"
    assert f'href="{address}"' in client.get(ADDRESS).content.decode()
    assert "Show changes since" in text_of(client.get(address))
    # Suggested successions are not followed there.
    assert address not in client.get(f"{ADDRESS}?state=suggested").content.decode()


def test_no_change_left_leads_to_all_in_the_same_view(client, pair):
    html = client.get(f"{ADDRESS}?kind=split&view=side").content.decode()
    assert "No changes match" in html
    assert f'href="{ADDRESS}?view=side"' in html
