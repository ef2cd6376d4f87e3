"""Citations on the public pages are links, where the draft has what they cite."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.tests.factories import ArticleFactory, DraftFactory, ProvisionFactory, TreatyFactory
from recommendations.tests.factories import (
    RecommendationFactory,
    SubmissionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return DraftFactory(treaty=TreatyFactory(slug="uncc"), slug="second")


@pytest.fixture
def article(draft):
    ArticleFactory(draft=draft, number="36")
    return ArticleFactory(draft=draft, number="24", heading="Safeguards")


def asked(article, quote, **fields):
    fields["submission"] = fields.get("submission") or SubmissionFactory(
        treaty=article.draft.treaty, drafts=[article.draft]
    )
    recommendation = RecommendationFactory(articles=[article], published=True, **fields)
    recommendation.passages.all().delete()
    recommendation.passages.create(exact=quote)
    return recommendation


def link(words, address):
    return f'<a class="cites" href="/treaties/uncc/second/{address}">{words}</a>'


def test_article_links_what_its_text_and_its_notes_cite(client, article):
    provision = ProvisionFactory(article=article, eid="art_24__para_2")
    provision.texts.create(text="Subject to paragraph 1 and article 36(1), not article 99.")
    asked(article, "As in <i>Articles 36</i> and 17 of the ICCPR; see article 36.")
    page = client.get(article.get_absolute_url()).content.decode()
    own = link("paragraph 1", "article-24/#art_24__para_1")
    other = link("article 36(1)", "article-36/#art_36__para_1")
    assert f"Subject to {own} and {other}, not article 99." in page
    assert f"of the ICCPR; see {link('article 36', 'article-36/')}." in page
    assert "<i>" not in page


def test_recommendation_links_what_its_words_and_the_reason_for_it_cite(client, article):
    shown = asked(article, "Delete article 36.", rationale="Article 36(2) is <b>vague</b>.")
    page = client.get(shown.get_absolute_url()).content.decode()
    assert f"Delete {link('article 36', 'article-36/')}." in page
    reason = link("Article 36(2)", "article-36/#art_36__para_2")
    assert f"{reason} is &lt;b&gt;vague&lt;/b&gt;." in page


def test_words_about_two_drafts_are_not_guessed_at(client, article):
    shown = asked(article, "Delete article 36.")
    shown.targets.create(article=ArticleFactory(draft=DraftFactory(treaty=article.draft.treaty)))
    assert "cites" not in client.get(shown.get_absolute_url()).content.decode()


def test_wordings_proposed_link_what_they_cite_in_the_draft_of_their_own_place(client, article):
    shown = asked(article, "As below.")
    other = ArticleFactory(draft=DraftFactory(treaty=article.draft.treaty), number="36")
    elsewhere = shown.targets.create(article=other, position=1)
    for target, words in ((shown.targets.first(), "paragraph 1"), (elsewhere, "paragraph 1")):
        target.proposals.create(base=f"See article 36, and {words}.", proposed="See article 36.")
    page = client.get(shown.get_absolute_url()).content.decode()
    own = link("paragraph 1", "article-24/#art_24__para_1")
    assert f"See {link('article 36', 'article-36/')}, and {own}.</p>" in page
    assert f'See article 36, and <a class="cites" href="{other.get_absolute_url()}#' in page
    notes = client.get(article.get_absolute_url()).content.decode()
    assert f"See {link('article 36', 'article-36/')}.</p>" in notes


def test_words_of_what_is_inserted_do_not_mean_the_article_beside(client, article):
    shown = asked(article, "As below.")
    shown.targets.update(relation="after", new_label="24 bis")
    shown.targets.get().proposals.create(proposed="Paragraph 1 and article 36 apply.")
    page = client.get(shown.get_absolute_url()).content.decode()
    assert f"Paragraph 1 and {link('article 36', 'article-36/')} apply." in page


def addresses_of_lists(recommendation):
    submission = recommendation.submission
    organisation = submission.signatures.first().organisation
    return [
        submission.get_absolute_url(),
        organisation.get_absolute_url(),
        recommendation.themes.get().get_absolute_url(),
    ]


@pytest.mark.parametrize(("rows", "queries"), [(1, [14, 17, 12]), (3, [14, 17, 12])])
def test_lists_link_what_their_quotes_cite(
    client, article, rows, queries, django_assert_num_queries
):
    theme, first = ThemeFactory(), None
    for _number in range(rows):
        made = asked(
            article, "See article 36.", submission=first and first.submission, themes=[theme]
        )
        first = first or made
    for address, most in zip(addresses_of_lists(first), queries, strict=True):
        with django_assert_num_queries(most):
            page = client.get(address).content.decode()
        assert page.count(f"See {link('article 36', 'article-36/')}.") == rows


def test_related_recommendations_link_what_their_quotes_cite(client, article):
    shown = asked(article, "No more than this.")
    asked(article, "See article 36.")
    page = client.get(shown.get_absolute_url()).content.decode()
    assert f"See {link('article 36', 'article-36/')}." in page


def test_quotes_about_the_whole_text_mean_the_one_draft_of_their_submission(client, article):
    submission = SubmissionFactory(treaty=article.draft.treaty, drafts=[article.draft])
    shown = RecommendationFactory(submission=submission, articles=[], published=True)
    shown.passages.create(exact="See article 36.")
    assert "cites" in client.get(submission.get_absolute_url()).content.decode()
    submission.drafts.add(DraftFactory(treaty=article.draft.treaty))
    assert "cites" not in client.get(submission.get_absolute_url()).content.decode()


def test_quotes_in_lists_are_escaped(client, article):
    shown = asked(article, "<script>article 36</script>")
    page = client.get(shown.submission.get_absolute_url()).content.decode()
    assert f"&lt;script&gt;{link('article 36', 'article-36/')}&lt;/script&gt;" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_links_cost_the_same_at_any_size(client, article, rows, django_assert_num_queries):
    for number in range(rows):
        provision = ProvisionFactory(article=article, eid=f"art_24__para_{number}")
        provision.texts.create(text="Subject to article 36.")
        shown = asked(article, "See article 36 and the preamble.", rationale="Article 36.")
        shown.passages.create(exact="Article 36 again.", position=1)
    with django_assert_num_queries(21):
        assert client.get(article.get_absolute_url()).content.count(b"cites") == 3 * rows


def test_where_citations_lead_is_read_once_and_anew_after_a_change(
    client, article, django_assert_num_queries
):
    shown = asked(article, "See article 36.").get_absolute_url()

    def addresses_read():
        with CaptureQueriesContext(connection) as queries:
            page = client.get(shown).content.decode()
        return page, sum('FROM "articles_division"' in row["sql"] for row in queries)

    addresses_read()
    page, reads = addresses_read()
    assert link("article 36", "article-36/") in page
    assert reads == 0
    cited = Article.objects.get(draft=article.draft, number="36")
    cited.number = "37"
    cited.save()
    page, reads = addresses_read()
    assert 'class="cites"' not in page
    assert reads == 1
