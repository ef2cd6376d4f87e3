import pytest
from django.db import connection

from articles.models import ProvisionText
from articles.tests.factories import ArticleFactory, ProvisionFactory
from recommendations import publishing
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from recommendations.views import page_cache as module
from recommendations.views.page_cache import page_cache

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    article = ArticleFactory(number="24", heading="Conditions and safeguards")
    ProvisionFactory(article=article, number="1").texts.create(text="Each State shall ensure.")
    submission = SubmissionFactory(treaty=article.draft.treaty)
    recommendation = RecommendationFactory(
        title="Narrow it", submission=submission, articles=[article]
    )
    publishing.publish(submission)
    publishing.publish(recommendation)
    return article


@pytest.fixture
def addresses(article):
    return ["/", article.draft.get_absolute_url(), article.get_absolute_url()]


def test_page_that_has_not_changed_costs_one_query(client, addresses, django_assert_num_queries):
    for address in addresses:
        first = client.get(address)
        with django_assert_num_queries(1):
            second = client.get(address)
        assert second.content == first.content
        assert second.headers == first.headers


def test_pages_are_fresh_after_any_change(client, article, addresses):
    article.heading = "Limits"
    for address in addresses:
        client.get(address)
    article.save()
    assert all("Limits" in client.get(address).content.decode() for address in addresses)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {ProvisionText._meta.db_table} SET text = 'No State may.'")
    assert b"No State may." in client.get(article.get_absolute_url()).content


def test_what_is_withdrawn_is_gone_at_once(client, article):
    assert b"Narrow it" in client.get(article.get_absolute_url()).content
    publishing.withdraw(article.targets.get().recommendation)
    assert b"Narrow it" not in client.get(article.get_absolute_url()).content


def test_page_is_kept_for_its_own_address_host_and_language_alone(client, article, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example", "testserver"]
    address = article.get_absolute_url()
    pages = [
        client.get(address, headers={"host": host}).content.decode()
        for host in ("one.example", "two.example")
    ]
    assert "http://one.example" in pages[0]
    assert "one.example" not in pages[1]
    assert client.get(f"{address}?utm_source=x").content != client.get(address).content
    assert b"utm_source" in client.get(f"{address}?utm_source=x").content


def test_nobody_sees_the_page_of_somebody_signed_in(client, admin_client, article):
    address = article.get_absolute_url()
    assert admin_client.get(address).status_code == 200
    assert not any(address in key[0] for key in page_cache._pages)
    assert client.get(address).status_code == 200
    assert any(address in key[0] for key in page_cache._pages)


def test_no_more_is_kept_than_fits(client, addresses, monkeypatch):
    monkeypatch.setattr(module, "MOST_BYTES", 20_000)
    for address in addresses * 2:
        assert client.get(address).status_code == 200
        assert sum(len(page.content) for page in page_cache._pages.values()) <= 20_000


def test_page_begun_before_a_change_is_not_kept():
    page, edition = module.HttpResponse("as it was"), page_cache.edition
    page_cache.forget({"theme": {1}})
    page_cache.keep(("address",), edition, page)
    assert page_cache.get(("address",)) is None
