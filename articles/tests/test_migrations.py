"""Steps of migrations that move data, on the rows that they are meant for."""

import os
import sqlite3
import subprocess
import sys
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings

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


@pytest.mark.any_database
def test_addresses_that_are_none_of_the_web_are_listed_before_anything_is_changed(tmp_path):
    file = tmp_path / "old.sqlite3"
    environment = {**os.environ, "DEVELOPMENT": "1", "DATABASE_URL": f"sqlite:///{file}"}

    def migrate(*step):
        program = [sys.executable, "manage.py", "migrate", *step, "--verbosity=0"]
        return subprocess.run(
            program,
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert migrate("articles", "0002").returncode == 0
    with sqlite3.connect(file) as database:
        insert(database, "articles_treaty", {"slug": "t"})
        draft = {"treaty_id": 1, "stage": 1, "partial": 0, "source_url": "ftp://old.example/a"}
        insert(database, "articles_draft", draft | {"basis": "unverified"})
    database.close()
    refused = migrate("articles", "0003")
    assert refused.returncode == 1
    assert "Nothing of this step is changed" in refused.stderr
    assert "draft 1: ftp://old.example/a" in refused.stderr
    assert "Traceback" not in refused.stderr
    with sqlite3.connect(file) as database:
        database.execute("UPDATE articles_draft SET source_url = 'https://new.example/a'")
    database.close()
    assert migrate("articles", "0003").returncode == 0


def insert(database, table, values):
    """Insert a row, in which what is not given is empty."""
    columns = database.execute(f"PRAGMA table_info({table})").fetchall()
    needed = {name: "" for _id, name, _type, required, *_rest in columns if required}
    values = {name: value for name, value in (needed | values).items() if name != "id"}
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values()))
