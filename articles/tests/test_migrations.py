"""Steps of migrations that move data, on the rows that they are meant for."""

from importlib import import_module

import pytest
from django.apps import apps

from articles.models import Article, Provision
from articles.tests.factories import ArticleFactory, ProvisionFactory

pytestmark = pytest.mark.django_db
DECIMALS = import_module("articles.migrations.0008_decimal_numbers")


def test_decimal_numbers_keep_their_stops_and_former_addresses_lead_on():
    article = ArticleFactory(number="6.10")
    above = ProvisionFactory(article=article, number="1.1", eid="art_6.10__para_1.1")
    ProvisionFactory(article=article, parent=above, number="a", eid="art_6.10__para_1.1__point_a")
    plain = ArticleFactory(draft=article.draft, number="61")
    ProvisionFactory(article=plain, number="2", eid="art_61__para_2")
    present = sorted(Provision.objects.values_list("eid", flat=True))
    Article.objects.filter(pk=article.pk).update(slug="article-610")
    for provision in Provision.objects.all():
        Provision.objects.filter(pk=provision.pk).update(eid=provision.eid.replace(".", ""))
    DECIMALS.rename_articles(apps, schema_editor=None)
    DECIMALS.rename_provisions(apps, schema_editor=None)
    assert sorted(Provision.objects.values_list("eid", flat=True)) == present
    assert Article.objects.get(pk=article.pk).slug == article.slug == "article-6-10"
    assert Article.bearing("article-610", scope=article.draft_id) == article
    assert Article.objects.get(pk=plain.pk).slug == "article-61"
