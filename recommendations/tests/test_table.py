"""The table of a list: its cells, its safety in spreadsheets, and the page that hands it out."""

import csv
import io

import pytest
from django.urls import reverse

from recommendations import publishing
from recommendations.exchange import table
from recommendations.exchange.table import harmless
from recommendations.models import Recommendation, Submission
from recommendations.tests.everything import make_everything
from recommendations.tests.factories import RecommendationFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def cells(recommendation):
    """Return the cells of one recommendation by column."""
    rows = Recommendation.objects.filter(pk=recommendation.pk).for_list()
    [row] = table.table_rows(rows)
    return dict(zip(table.COLUMNS, table.cells(row, "https://example.org"), strict=True))


def read(client, query=""):
    """Return the answer of the page, and its rows as dicts."""
    response = client.get(reverse("recommendations-csv") + query)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return response, list(csv.DictReader(io.StringIO(text)))


def test_row_holds_all_that_is_asked():
    row = cells(make_everything())
    assert row["url"] == f"https://example.org/recommendations/{row['key']}/"
    assert row["organisations"] == "Organisation convention"
    assert row["endorsers"] == "Endorser"
    assert row["targets"] == ("Article 24 bis(2)(c); new 24 ter after Article 24 bis; Chapter I")
    assert row["drafts"] == "convention/draft-1"
    assert row["themes"] == "Upper; Lower"
    assert (row["date"], row["session"], row["language"]) == ("2023-07", "session-6", "ar")
    assert row["pages"] == "7"
    assert row["proposed"].endswith("\n\nnew 24 ter after Article 24 bis: New.")
    assert row["outcomes"] == (
        "convention/draft-2: partly (confirmed); convention/draft-2: moot (suggested)"
    )
    assert row["updated_at"] == "2024-02-29T23:59:59.123456+00:00"


def test_row_names_what_it_is_about_by_the_addresses_that_join_tables():
    recommendation = make_everything()
    at = recommendation.targets.first()
    recommendation.targets.create(article=at.article, as_cited="The same article", position=3)
    row = cells(recommendation)
    assert row["target_articles"] == at.article.path == "convention/draft-1/article-24-bis"
    assert row["target_divisions"] == "convention/draft-1/chapter-i"
    assert row["target_provisions"] == f"{at.article.path}#{at.provision.eid}"
    assert row["theme_slugs"] == "upper-convention; lower-convention"
    assert row["organisation_slugs"] == "organisation-convention"
    assert row["endorser_slugs"] == "endorser-convention"
    slugs = [row[name] for name in ("submission_slug", "treaty", "session")]
    assert slugs == ["comments-convention", "convention", "session-6"]


def test_columns_that_were_there_stay_where_they_were():
    assert table.COLUMNS[25:] == (
        "updated_at",
        "target_articles",
        "target_divisions",
        "target_provisions",
        "theme_slugs",
        "organisation_slugs",
        "endorser_slugs",
        "example",
    )


def test_recommendation_about_the_whole_text_names_no_place():
    row = cells(RecommendationFactory(articles=[], cross_cutting=True))
    names = ("target_articles", "target_divisions", "target_provisions", "endorser_slugs")
    assert [row[name] for name in names] == [""] * 4


def test_single_wording_stands_without_its_place():
    recommendation = RecommendationFactory()
    recommendation.targets.get().proposals.create(base="May.", proposed="Shall.")
    row = cells(recommendation)
    assert (row["base"], row["proposed"]) == ("May.", "Shall.")


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t"])
def test_cell_that_begins_like_a_formula_is_neutralised(first):
    recommendation = RecommendationFactory(title=f"{first}1+2", rationale=f"a{first}")
    row = cells(recommendation)
    assert row["title"] == f"'{first}1+2"
    assert row["rationale"] == f"a{first}"


def test_cell_that_begins_with_a_carriage_return_is_neutralised_too():
    assert harmless("\r=1+2") == "'\r=1+2"


def test_page_streams_the_public_list_with_a_byte_order_mark(client):
    shown = RecommendationFactory(published=True)
    RecommendationFactory(submission=shown.submission)
    publishing.withdraw(RecommendationFactory(published=True))
    response = client.get("/recommendations.csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response.headers["Content-Disposition"]
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbfkey,url,number,")
    _response, rows = read(client)
    assert [row["key"] for row in rows] == [shown.key]
    assert rows[0]["url"] == f"http://testserver/recommendations/{shown.key}/"


def test_page_takes_the_filters_and_the_order_of_the_list(client):
    theme = ThemeFactory(slug="privacy")
    first = RecommendationFactory(themes=[theme], published=True)
    second = RecommendationFactory(themes=[theme], published=True)
    RecommendationFactory(published=True)
    Submission.objects.filter(pk=second.submission_id).update(first_day="1999-01-01")
    _response, rows = read(client, "?theme=privacy&sort=oldest")
    assert [row["key"] for row in rows] == [second.key, first.key]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("?theme=unknown", "unknown"),
        ("?colour=red", "colour"),
        ("?after=31-02-2023", "31-02-2023"),
        ("?page=2", "page"),
        ("?article=%00", "article"),
        ("?%00=%00", "parameter"),
    ],
)
def test_page_refuses_what_it_does_not_know(client, query, named):
    response = client.get("/recommendations.csv" + query)
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert named in response.content.decode()


def test_page_only_reads(client):
    assert client.post("/recommendations.csv").status_code == 405
    assert client.head("/recommendations.csv").status_code == 200


def test_page_costs_the_same_queries_for_one_and_three(client, django_assert_num_queries):
    make_everything("first")
    with django_assert_num_queries(8):
        assert len(read(client)[1]) == 1
    make_everything("second")
    make_everything("third")
    with django_assert_num_queries(8):
        assert len(read(client)[1]) == 3
