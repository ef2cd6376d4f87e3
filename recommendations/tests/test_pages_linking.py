"""Citations on the public pages are links, where the draft has what they cite."""

import pytest

from articles.tests.factories import ArticleFactory, DraftFactory, ProvisionFactory, TreatyFactory
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return DraftFactory(treaty=TreatyFactory(slug="uncc"), slug="second")


@pytest.fixture
def article(draft):
    ArticleFactory(draft=draft, number="36")
    return ArticleFactory(draft=draft, number="24", heading="Safeguards")


def asked(article, quote, **fields):
    submission = SubmissionFactory(treaty=article.draft.treaty, drafts=[article.draft])
    recommendation = RecommendationFactory(
        submission=submission, articles=[article], published=True, **fields
    )
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


@pytest.mark.parametrize("rows", [1, 3])
def test_links_cost_the_same_at_any_size(client, article, rows, django_assert_num_queries):
    for number in range(rows):
        provision = ProvisionFactory(article=article, eid=f"art_24__para_{number}")
        provision.texts.create(text="Subject to article 36.")
        shown = asked(article, "See article 36 and the preamble.", rationale="Article 36.")
        shown.passages.create(exact="Article 36 again.", position=1)
    with django_assert_num_queries(16):
        assert client.get(article.get_absolute_url()).content.count(b"cites") == 3 * rows
