import pytest

from articles.tests.factories import ArticleFactory, DraftFactory, ProvisionFactory, TreatyFactory
from recommendations.models import Organisation
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
    ThemeFactory,
)
from recommendations.tests.reading import links_of, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "/suggestions/"
IN_PLACE = {"HX-Request": "true", "HX-Target": "q-suggestions"}


@pytest.fixture
def article():
    draft = DraftFactory(stage=2)
    article = ArticleFactory(draft=draft, number="23", heading="Scope of procedural measures")
    point = ProvisionFactory(article=article, number="c", eid="art_23__para_2__point_c")
    point.texts.create(language="en", text="a point;")
    return article


def suggested(client, words):
    """Return what is suggested, as {name of the group: [addresses]}."""
    page = client.get(ADDRESS, {"q": words})
    assert page.status_code == 200
    return {
        group.name: [one.address for one in group.suggestions] for group in page.context["groups"]
    }


@pytest.mark.parametrize("words", ["23", "art 23", "Art. 23", "Article 23", " article   23 "])
def test_suggestions_begin_with_the_article_that_is_cited(client, article, words):
    assert suggested(client, words)["articles"] == [article.get_absolute_url()]


@pytest.mark.parametrize("words", ["23(2)(c)", "art 23(2)(c)", "article 23 (2) (c)"])
def test_suggestions_lead_to_the_very_provision_that_is_cited(client, article, words):
    page = client.get(ADDRESS, {"q": words})
    address = f"{article.get_absolute_url()}#art_23__para_2__point_c"
    assert (address, "Article 23(2)(c)") in links_of(page)


def test_suggestions_lead_to_the_article_where_the_provision_is_not_recorded(client, article):
    assert suggested(client, "23(9)")["articles"] == [article.get_absolute_url()]


def test_suggestions_put_the_article_of_the_latest_draft_first(client, article):
    earlier = ArticleFactory(draft=DraftFactory(treaty=article.draft.treaty, stage=1), number="23")
    assert suggested(client, "23")["articles"] == [
        article.get_absolute_url(),
        earlier.get_absolute_url(),
    ]


def test_suggestions_know_articles_by_words_of_their_headings(client, article):
    assert suggested(client, "procédural scope")["articles"] == [article.get_absolute_url()]
    assert "articles" not in suggested(client, "procedural nowhere")


@pytest.fixture
def draft():
    treaty = TreatyFactory(short_title="UN cybercrime")
    DraftFactory(treaty=treaty, symbol="A/AC.291/16", title="Earlier text")
    return DraftFactory(treaty=treaty, symbol="A/AC.291/22", title="Draft text of the convention")


@pytest.mark.parametrize(
    "words", ["A/AC.291/22", "a/ac.291/2", "291/22", "convention draft", "22 text", "22", "TÉXT OF"]
)
def test_suggestions_know_drafts_by_symbol_and_title(client, draft, words):
    page = client.get(ADDRESS, {"q": words})
    (group,) = [one for one in page.context["groups"] if one.name == "drafts"]
    label = "A/AC.291/22, Draft text of the convention"
    assert group.suggestions == [(label, "UN cybercrime", draft.get_absolute_url())]


def test_suggestions_name_the_latest_draft_first(client, draft):
    earlier = draft.treaty.drafts.get(symbol="A/AC.291/16")
    earlier.stage, draft.stage = 1, 2
    earlier.save()
    draft.save()
    found = [one.get_absolute_url() for one in (draft, earlier)]
    assert suggested(client, "A/AC.291")["drafts"] == found
    assert suggested(client, "a/ac.291/16")["drafts"] == found[1:]
    revision = DraftFactory(treaty=draft.treaty, symbol="A/AC.291/22/Rev.1", stage=3)
    assert suggested(client, "A/AC.291/22")["drafts"] == [found[0], revision.get_absolute_url()]
    assert "drafts" not in suggested(client, "2")
    assert "drafts" not in suggested(client, "A/AC.291/99")


def test_suggestions_hold_themes_organisations_and_recommendations_in_this_order(client):
    theme = ThemeFactory(name="Encryption", parent=ThemeFactory(name="Technology"))
    ciphers = OrganisationFactory(name="Friends of encryption", slug="friends")
    first = OrganisationFactory(name="Encryption Now", slug="now")
    submission = SubmissionFactory(authors=[ciphers, first])
    row = RecommendationFactory(submission=submission, title="Leave encryption", published=True)
    found = suggested(client, "ENCRYP")
    assert list(found) == ["themes", "organisations", "recommendations"]
    assert found["themes"] == [theme.get_absolute_url()]
    assert found["organisations"] == [first.get_absolute_url(), ciphers.get_absolute_url()]
    assert found["recommendations"] == [row.get_absolute_url()]


def test_suggestions_hold_nothing_that_is_not_public(client):
    organisation = OrganisationFactory(name="Hidden body")
    RecommendationFactory(title="Hidden ask", submission=SubmissionFactory(authors=[organisation]))
    assert suggested(client, "hidden") == {}


def test_suggestions_are_options_to_htmx_and_a_page_without_it(client, article):
    part = client.get(ADDRESS, {"q": "23"}, headers=IN_PLACE)
    content = part.content.decode()
    assert "<html" not in content
    assert 'role="option"' in content
    assert "HX-Request" in part["Vary"]
    whole = client.get(ADDRESS, {"q": "23"})
    assert 'role="option"' not in whole.content.decode()
    assert "Article 23" in text_of(whole)
    assert ("/recommendations/?q=23", "All recommendations with these words") in links_of(whole)


def test_suggestions_say_what_to_do_where_nothing_is_called_so(client):
    page = client.get(ADDRESS, {"q": "zebra crossing"})
    assert "Nothing has this name" in text_of(page)
    assert ("/recommendations/?q=zebra%20crossing", "Search the recommendations") in links_of(page)


@pytest.mark.parametrize(
    "words",
    ["", " ", "x", "\x00", "%", "_", "'", '"', "*", "(", "23(", "9" * 300, "x" * 10_000, "💩",
     "\u202eabc", "art", "a " * 99, "-", "OR", "title:", "<script>"],
)  # fmt: skip
def test_suggestions_take_any_words(client, article, words):
    for headers in ({}, IN_PLACE):
        page = client.get(ADDRESS, {"q": words}, headers=headers)
        assert page.status_code == 200
        assert "<script>x" not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("words", "queries"), [("thing", 8), ("23", 8), ("23(2)(c)", 10)])
def test_suggestions_cost_the_same_at_any_size(
    client, article, words, queries, rows, django_assert_num_queries
):
    for number in range(rows):
        RecommendationFactory(title=f"thing {number} 23 23(2)(c)", published=True)
        ThemeFactory(name=f"thing {number} 23")
        DraftFactory(title=f"thing {number} 23 23(2)(c)")
    Organisation.objects.update(folded="thing 23 23(2)(c)")
    client.get(ADDRESS, {"q": words})  # the index is built with the first question
    with django_assert_num_queries(queries):
        client.get(ADDRESS, {"q": words}, headers=IN_PLACE)
