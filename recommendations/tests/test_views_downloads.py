"""Citations of a whole list, read back by a program of each format: the filters of the page."""

import json

import bibtexparser
import pytest
import rispy
from citeproc.source.json import CiteProcJSON

from recommendations import publishing
from recommendations.exchange.citations import CITATION_FORMATS
from recommendations.models import Submission
from recommendations.tests.everything import make_everything
from recommendations.tests.factories import RecommendationFactory, ThemeFactory
from recommendations.tests.reading import links_of

pytestmark = pytest.mark.django_db
EXTENSIONS = sorted(CITATION_FORMATS)
HOST = "http://testserver"


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def answer(client, extension, query=""):
    """Return the answer of the list in a format, and its text."""
    response = client.get(f"/recommendations.{extension}{query}")
    assert response.status_code == 200, response.content
    return response, b"".join(response.streaming_content).decode()


def read_bib(text):
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []  # a key that stands twice is one
    return [(entry.key, entry["url"]) for entry in library.entries]


def read_ris(text):
    assert text.count("ER  - \r\n") == text.count("TY  - ")
    return [(found["id"], found["urls"][0]) for found in rispy.loads(text)]


def read_json(text):
    items = json.loads(text)
    assert list(CiteProcJSON(items)) == [item["id"] for item in items]
    return [(item["id"], item["URL"]) for item in items]


def read_txt(text):
    addresses = [line.rpartition(", ")[2] for line in text.splitlines()]
    return [(f"treatytracker-{address.split('/')[-2]}", address) for address in addresses]


READERS = {"bib": read_bib, "ris": read_ris, "json": read_json, "txt": read_txt}


def expected(*rows):
    return [(f"treatytracker-{row.key}", f"{HOST}{row.get_absolute_url()}") for row in rows]


@pytest.mark.parametrize("extension", EXTENSIONS)
@pytest.mark.parametrize("count", [0, 1, 3])
def test_list_is_read_whole_in_its_order(client, extension, count):
    submission = RecommendationFactory(published=True, title="Twice").submission
    publishing.withdraw(submission)
    rows = [RecommendationFactory(title="Twice", published=True) for _ in range(count)]
    for number, row in enumerate(rows):
        Submission.objects.filter(pk=row.submission_id).update(first_day=f"200{number}-01-01")
    _response, text = answer(client, extension, "?sort=oldest")
    assert READERS[extension](text) == expected(*rows)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_citation_in_a_list_is_that_of_its_page(client, extension):
    row = make_everything()
    own = client.get(f"{row.get_absolute_url()}cite.{extension}").content.decode()
    assert answer(client, extension)[1] == own


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_list_of_citations_takes_the_filters_and_holds_what_is_public(client, extension):
    theme = ThemeFactory(slug="privacy")
    shown = RecommendationFactory(themes=[theme], published=True)
    RecommendationFactory(published=True)
    RecommendationFactory(themes=[theme], submission=shown.submission, title="Still a draft")
    publishing.withdraw(RecommendationFactory(themes=[theme], published=True))
    _response, text = answer(client, extension, "?theme=privacy")
    assert READERS[extension](text) == expected(shown)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_list_of_citations_comes_as_a_file(client, extension):
    response, _text = answer(client, extension)
    assert (
        response.headers["Content-Type"]
        == f"{CITATION_FORMATS[extension].media_type}; charset=utf-8"
    )
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="recommendations.{extension}"'
    )


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
def test_list_of_citations_refuses_what_the_table_refuses(client, query, named):
    table = client.get(f"/recommendations.csv{query}")
    for extension in EXTENSIONS:
        response = client.get(f"/recommendations.{extension}{query}")
        assert response.status_code == 400
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert named in response.content.decode()
        assert response.content == table.content


@pytest.mark.parametrize("extension", ["xml", "BIB", "bibx", "0", "csv-", "json%00"])
def test_format_that_is_none_is_not_found(client, extension):
    assert client.get(f"/recommendations.{extension}").status_code == 404


def test_list_of_citations_only_reads(client):
    assert client.post("/recommendations.bib").status_code == 405
    assert client.head("/recommendations.bib").status_code == 200


def test_page_offers_the_citations_of_its_view(client):
    RecommendationFactory(action="delete", published=True)
    page = client.get("/recommendations/?action=delete&sort=oldest&view=table&group=article")
    links = [link for link, words in links_of(page) if words.startswith("Citations")]
    offered = list(dict.fromkeys(links))  # on a phone they stand in the drawer
    view = "?action=delete&sort=oldest"
    assert offered == [f"/recommendations.{extension}{view}" for extension in CITATION_FORMATS]
    for link in offered:
        assert client.get(link).status_code == 200


def test_crawlers_need_not_read_the_citations_of_a_list(client):
    rules = client.get("/robots.txt").content.decode().splitlines()
    for extension in EXTENSIONS:
        assert f"Disallow: /recommendations.{extension}" in rules


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_list_of_citations_costs_the_same_for_one_and_three(
    client, extension, django_assert_num_queries
):
    make_everything("first")
    with django_assert_num_queries(5):
        assert len(READERS[extension](answer(client, extension)[1])) == 1
    make_everything("second")
    make_everything("third")
    with django_assert_num_queries(5):
        assert len(READERS[extension](answer(client, extension)[1])) == 3


def test_articles_themes_and_organisations_are_downloaded_and_followed_from_their_head(client):
    recommendation = RecommendationFactory(published=True)
    article = recommendation.targets.get().article
    theme, organisation = recommendation.themes.get(), recommendation.submission.authors[0]
    for thing, query in (
        (article, f"lineage={article.path}"),
        (theme, f"theme={theme.slug}"),
        (organisation, f"organisation={organisation.slug}"),
    ):
        page = client.get(thing.get_absolute_url()).content.decode()
        head, body = page.split("</head>")
        feed, table = f"/recommendations.atom?{query}", f"/recommendations.csv?{query}"
        assert f'<link rel="alternate" type="application/atom+xml" href="{feed}"' in head
        actions = body[body.index('class="actions"') : body.index('class="actions"') + 1500]
        assert f'href="{feed}"' in actions
        assert f'href="{table}"' in actions
        assert recommendation.title in client.get(feed).content.decode()
        assert recommendation.title in b"".join(client.get(table)).decode()
