"""A place that only unpublished things are about is nowhere to be seen: it may be a slip."""

import pytest

from articles.places.stubs import provision_at
from articles.tests.factories import ArticleFactory, ProvisionFactory
from recommendations import publishing
from recommendations.models import Target
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from recommendations.tests.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    article = ArticleFactory(number="24", heading="Safeguards")
    first = ProvisionFactory(article=article, number="1")
    first.texts.create(language="en", text="Each State shall.")
    return article


@pytest.fixture
def recommendation(article):
    """A draft on the point (z) of a paragraph 99 that nobody else knows."""
    submission = SubmissionFactory(treaty=article.draft.treaty)
    RecommendationFactory(articles=[article], submission=submission, published=True)
    recommendation = RecommendationFactory(articles=[article], submission=submission)
    place = provision_at(article, ("99", "z"))
    recommendation.targets.update(provision=place)
    return recommendation


def eids(client, article):
    answer = client.get(f"/api/v1/articles/{article.path}/")
    return [provision["eid"] for provision in answer.json()["provisions"]]


def suggested(client):
    return client.get("/suggestions/", {"q": "24(99)(z)"}).content.decode()


def test_place_of_a_draft_is_not_shown_until_it_is_public(client, article, recommendation):
    address = article.get_absolute_url()
    assert "Article 24(99)" not in text_of(client.get(address))
    assert eids(client, article) == ["art_24__para_1"]
    assert "art_24__para_99" not in suggested(client)

    publishing.publish(recommendation)
    assert "(z) Link to Article 24(99)(z) Wording not entered yet" in text_of(client.get(address))
    place = "art_24__para_99__point_z"
    assert eids(client, article) == ["art_24__para_1", "art_24__para_99", place]
    assert f"#{place}" in suggested(client)

    publishing.withdraw(recommendation.submission)
    assert "Article 24(99)" not in text_of(client.get(address))
    assert eids(client, article) == ["art_24__para_1"]


def test_wording_is_shown_with_all_that_it_lies_in(client, article):
    point = provision_at(article, ("7", "a"))
    assert eids(client, article) == ["art_24__para_1"]
    point.texts.create(language="en", text="a point;")
    assert eids(client, article) == ["art_24__para_1", "art_24__para_7", point.eid]
    assert "a point;" in text_of(client.get(article.get_absolute_url()))


def test_public_targets_are_those_of_public_recommendations(recommendation):
    assert recommendation.targets.get() not in Target.objects.public()
    publishing.publish(recommendation)
    assert recommendation.targets.get() in Target.objects.public()
