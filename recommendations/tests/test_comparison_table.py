"""The table of what changed between two drafts."""

import csv
import io

import pytest

from articles.models import ProvisionText
from articles.tests.factories import ArticleFactory, ProvisionFactory
from recommendations.exchange.comparison_table import COLUMNS
from recommendations.tests.compared_drafts import ADDRESS, joined_articles, two_drafts

pytestmark = pytest.mark.django_db
TABLE = f"{ADDRESS}changes.csv"


@pytest.fixture
def drafts():
    return two_drafts()


@pytest.fixture
def pair(drafts):
    return joined_articles(drafts)


def rows(client, query=""):
    answer = client.get(f"{TABLE}{query}")
    assert answer.status_code == 200, answer.content
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_row_says_what_became_of_a_provision(client, pair):
    [row] = rows(client)
    assert tuple(row) == COLUMNS
    assert row == {
        "change": "renumbered",
        "state": "confirmed",
        "from": "lamps/first/article-3",
        "to": "lamps/second/article-5",
        "from_label": "Article 3",
        "to_label": "Article 5",
        "heading_before": "Lamps",
        "heading_after": "Lamps",
        "provision_change": "renumbered",
        "provision_from": "lamps/first/article-3#art_3__para_1",
        "provision_to": "lamps/second/article-5#art_5__para_1",
        "provision_from_label": "Article 3(1)",
        "provision_to_label": "Article 5(1)",
        "words_added": "1",
        "words_removed": "0",
        "words_moved": "0",
        "text_before": "Lamps burn.",
        "text_after": "Lamps shall burn.",
        "language": "en",
        "example": "false",
    }


def test_article_without_provisions_has_a_row(client, pair, drafts):
    ArticleFactory(draft=drafts[1], number="9", heading="Boats")
    last = rows(client)[-1]
    assert (last["change"], last["to"], last["provision_to"]) == (
        "undecided",
        "lamps/second/article-9",
        "",
    )


def test_filters_of_the_page_narrow_the_table(client, pair, drafts):
    for number in "67":
        row = ArticleFactory(draft=drafts[1], number=number)
        ProvisionFactory(article=row, number="1").texts.create(text="Boats row.")
    assert [row["change"] for row in rows(client)] == ["renumbered", "undecided", "undecided"]
    assert len(rows(client, "?kind=undecided")) == 2
    assert len(rows(client, "?words=shall&view=side")) == 1
    assert len(rows(client, "?article=article-7")) == 1


@pytest.mark.parametrize("query", ["kind=odd", "words=odd", "language=xx", "utm_source=x"])
def test_what_is_not_understood_is_refused(client, pair, query):
    answer = client.get(f"{TABLE}?{query}")
    assert answer.status_code == 400
    assert query.split("=")[query.split("=")[0] != "utm_source"] in answer.content.decode()


def test_cells_do_no_harm_in_a_spreadsheet(client, pair):
    ProvisionText.objects.filter(text__contains="shall").update(text="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in {row["text_after"] for row in rows(client)}


def test_page_leads_to_its_table(client, pair):
    html = client.get(f"{ADDRESS}?kind=renumbered&view=side").content.decode()
    assert f'href="{TABLE}?kind=renumbered"' in html


def test_drafts_the_wrong_way_round_give_the_same_table(client, pair):
    answer = client.get("/treaties/lamps/compare/second/first/changes.csv")
    assert "lamps-first-second.csv" in answer["Content-Disposition"]
    assert client.get("/treaties/lamps/compare/first/first/changes.csv").status_code == 404
