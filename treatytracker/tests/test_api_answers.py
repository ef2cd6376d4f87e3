"""What the API answers: shapes, filters, pages, tables."""

import csv
import io

import pytest
from rest_framework import serializers

from articles import redline
from articles.tests.factories import ProvisionFactory
from recommendations.api import viewsets
from recommendations.api.examples import RECOMMENDATION
from recommendations.api.recommendation_serializers import RecommendationSerializer
from recommendations.exchange.table import COLUMNS
from recommendations.models import Recommendation
from recommendations.tests.factories import OrganisationFactory, RecommendationFactory
from treatytracker.api.views import IndexSerializer
from treatytracker.tests.test_api_queries import DETAILS
from treatytracker.tests.world import make_world

pytestmark = pytest.mark.django_db

RESOURCES = {
    "treaties": viewsets.TreatyViewSet,
    "sessions": viewsets.SessionViewSet,
    "drafts": viewsets.DraftViewSet,
    "articles": viewsets.ArticleViewSet,
    "organisations": viewsets.OrganisationViewSet,
    "submissions": viewsets.SubmissionViewSet,
    "themes": viewsets.ThemeViewSet,
    "recommendations": viewsets.RecommendationViewSet,
}
DETAIL_ADDRESSES = {address.split("/")[0]: address for address in DETAILS}


@pytest.fixture(scope="module", autouse=True)
def world(once):
    once(make_world, 3)


def get(client, address, **parameters):
    answer = client.get(f"/api/v1/{address}", parameters)
    assert answer.status_code == 200, answer.content
    return answer.json()


def assert_shape(serializer, value):
    """Check that a value has the fields of its shape, no more and no fewer, at every depth."""
    needed = {name for name, field in serializer.fields.items() if field.required}
    assert needed <= set(value) <= set(serializer.fields), type(serializer)
    for name, field in serializer.fields.items():
        many = isinstance(field, serializers.ListSerializer)
        shape = field.child if many else field
        if isinstance(shape, serializers.Serializer) and value.get(name) is not None:
            for each in value[name] if many else [value[name]]:
                assert_shape(shape, each)
        elif value.get(name) is None:
            assert field.allow_null or not field.required, f"{type(serializer)}.{name} is null"


@pytest.mark.parametrize("name", RESOURCES)
def test_list_has_the_shape_of_the_schema(client, name):
    answer = get(client, f"{name}/")
    named = {"named"} if name == "recommendations" else set()
    assert set(answer) == {"count", "next", "previous", "results"} | named
    for row in answer["results"]:
        assert_shape(RESOURCES[name].serializer_class(), row)


@pytest.mark.parametrize("name", RESOURCES)
def test_detail_has_the_shape_of_the_schema(client, name):
    resource = RESOURCES[name]
    detail = get(client, DETAIL_ADDRESSES[name])
    assert_shape((resource.detail_serializer_class or resource.serializer_class)(), detail)


def test_example_in_the_schema_has_the_shape_of_an_answer():
    assert_shape(RecommendationSerializer(), RECOMMENDATION)
    for target in RECOMMENDATION["targets"]:
        proposal, runs = target["proposal"], redline.from_json(target["proposal"]["redline"])
        assert redline.compare(proposal["base"], proposal["proposed"]) == runs


def test_index_leads_to_every_list(client):
    index = get(client, "")
    assert set(index) == set(IndexSerializer().fields)
    for url in index.values():
        assert client.get(url).status_code == 200


def test_recommendation_reads_as_designed(client):
    answer = get(client, "recommendations/key1/")
    row = Recommendation.objects.get(key="key1")
    submission, targets, outcomes = (answer.pop(n) for n in ("submission", "targets", "outcomes"))
    passages, themes = answer.pop("passages"), answer.pop("themes")
    assert answer == {
        "key": "key1",
        "url": "http://testserver/recommendations/key1/",
        "number": "2.1",
        "title": row.title,
        "quote": "We ask for thing number 2.1.",
        "action": "amend",
        "aim": None,
        "cross_cutting": False,
        "rationale": None,
        "language": "en",
        "example": False,
        "published_at": row.published_at.isoformat().replace("+00:00", "Z"),
        "updated_at": row.updated_at.isoformat().replace("+00:00", "Z"),
    }
    assert passages == [
        {
            "exact": "We ask for thing number 2.1.",
            "prefix": None,
            "suffix": None,
            "page": None,
            "check": "not_checked",
            "not_found_reason": None,
        }
    ]
    assert [theme["slug"] for theme in themes] == ["theme-1"]
    assert (submission["slug"], submission["date"], submission["signatories"]) == (
        "submission-1",
        "2023-07",
        2,
    )
    assert [(o["slug"], o["role"]) for o in submission["organisations"]] == [
        ("author-1", "author"),
        ("endorser-1", "endorser"),
    ]
    provision, chapter = targets
    assert provision["label"] == "Article 24(2)"
    assert provision["article"] == "convention/draft-1/article-24"
    assert provision["provision"] == "art_24__para_2"
    assert provision["proposal"]["redline"] == [
        ["=", "Each State Party "],
        ["-", "may"],
        ["+", "shall"],
        ["=", " adopt measures."],
    ]
    assert [each["language"] for each in provision["proposals"]] == ["en", "es"]
    assert (chapter["division"], chapter["as_cited"]) == (
        "convention/draft-1/chapter-i",
        "the chapter",
    )
    assert [(o["target"], o["verdict"], o["confirmed"]) for o in outcomes] == [
        (None, "partly", False),
        ("Article 24(2)", "adopted", False),
    ]


def test_list_of_recommendations_leaves_endorsers_and_other_languages_to_the_detail(client):
    row = get(client, "recommendations/")["results"][0]
    assert [each["role"] for each in row["submission"]["organisations"]] == ["author"]
    assert row["submission"]["signatories"] == 2
    assert "proposals" not in row["targets"][0]


def test_proposal_is_in_the_language_of_the_recommendation(client):
    Recommendation.objects.update(language="es")
    target = get(client, "recommendations/")["results"][0]["targets"][0]
    assert target["proposal"]["language"] == "es"


def test_article_shows_its_text_as_it_runs_in_every_language(client):
    paragraph = ProvisionFactory(article__number="7", number="1", position=4)
    article = paragraph.article
    point = ProvisionFactory(
        article=article,
        parent=paragraph,
        kind="point",
        number="(a)",
        eid="art_7__para_1__point_a",
        position=0,
    )
    opening = ProvisionFactory(
        article=article, kind="chapeau", number="", eid="art_7__intro", position=1
    )
    point.texts.create(language="fr", text="un point")
    opening.texts.create(language="en", text="The Parties:")
    opening.texts.create(language="ar", text="الأطراف:")
    provisions = get(client, f"articles/{article.path}/")["provisions"]
    assert [(each["eid"], each["parent"], each["depth"]) for each in provisions] == [
        (opening.eid, None, 1),
        (paragraph.eid, None, 1),
        (point.eid, paragraph.eid, 2),
    ]
    assert (provisions[0]["kind"], provisions[0]["number"]) == ("chapeau", None)
    assert provisions[1]["texts"] == {}
    assert provisions[0]["texts"] == {"en": "The Parties:", "ar": "الأطراف:"}
    assert provisions[2]["label"] == "Article 7(1)(a)"
    assert provisions[2]["texts"] == {"fr": "un point"}


def test_article_shows_provisions_and_lineage(client):
    article = get(client, "articles/convention/draft-1/article-24/")
    assert article["division"] == "convention/draft-1/chapter-i"
    provision = article["provisions"][0]
    assert provision["texts"] == {"en": "Each State Party may adopt measures."}
    assert article["lineage"]["articles"][0] == article["path"]
    assert [step["state"] for step in article["lineage"]["successions"]] == ["confirmed"]


FILTERS = [
    ("articles/", {"treaty": "convention"}, 6),
    ("articles/", {"draft": "convention/draft-1"}, 1),
    ("articles/", {"draft": ["convention/draft-1", "convention/draft-2"]}, 2),
    ("articles/", {"kind": "annex"}, 0),
    ("articles/", {"draft": ["convention/draft-1", "convention/later-1"]}, 2),
    ("articles/", {"draft": ["convention/draft-1", "convention/later-1"], "q": "ARTICLE 24"}, 1),
    ("drafts/", {"treaty": "convention", "kind": "negotiating"}, 6),
    ("sessions/", {"treaty": "convention"}, 3),
    ("treaties/", {"status": ["adopted", "negotiating"]}, 1),
    ("organisations/", {"q": "organisation"}, 6),
    ("organisations/", {"kind": "state"}, 0),
    ("submissions/", {"organisation": "endorser-2"}, 1),
    ("submissions/", {"session": "convention/session-3"}, 1),
    ("submissions/", {"draft": "convention/draft-2"}, 1),
    ("submissions/", {"after": "2023", "before": "2023-07"}, 3),
    ("submissions/", {"before": "2023-06-30"}, 0),
    ("themes/", {"parent": "upper-1"}, 1),
    ("recommendations/", {"theme": "upper-1"}, 1),
    ("recommendations/", {"lineage": "convention/later-1/article-40"}, 1),
    ("recommendations/", {"outcome": ["adopted", "partly"], "q": "thing"}, 3),
]


@pytest.mark.parametrize(("address", "parameters", "count"), FILTERS)
def test_filter_leaves_what_it_says(client, address, parameters, count):
    assert get(client, address, **parameters)["count"] == count


def test_submissions_are_found_by_words_of_title_and_signatory_without_accents(client):
    organisation = OrganisationFactory(name="Asociación Número Uno")
    RecommendationFactory(
        submission__slug="observaciones",
        submission__title="Observaciones ÚNICAS",
        submission__authors=[organisation],
        published=True,
    )
    assert get(client, "submissions/", q="unicas asociacion")["count"] == 1
    assert get(client, "submissions/", q="unicas otra")["count"] == 0


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("treaties", "treaty"),
        ("sessions", "session"),
        ("drafts", "draft"),
        ("articles", "article"),
        ("organisations", "organisation"),
        ("submissions", "submission"),
        ("themes", "theme"),
    ],
)
def test_count_beside_a_row_is_that_of_the_list(client, name, parameter):
    first, second, third = Recommendation.objects.order_by("key")
    RecommendationFactory(submission=first.submission, articles=[], published=True)
    second.themes.add(first.themes.get())
    RecommendationFactory(submission=third.submission)
    rows = get(client, f"{name}/")["results"]
    assert any(row["recommendation_count"] for row in rows)
    for row in rows:
        value = row.get("path") or row["slug"]
        listed = get(client, "recommendations/", **{parameter: value})
        assert row["recommendation_count"] == listed["count"], value


def test_facets_count_what_the_list_gives(client):
    first = Recommendation.objects.get(key="key1")
    RecommendationFactory(submission=first.submission, articles=[], action="delete", published=True)
    answer = get(client, "facets/", action="amend", sort="oldest")
    assert answer["count"] == 3
    for facet in answer["facets"]:
        for value in facet["values"]:
            listed = get(
                client, "recommendations/", **{"action": "amend"} | {facet["name"]: value["value"]}
            )
            assert value["count"] == listed["count"], (facet["name"], value)


def test_pages_follow_each_other(client):
    seen, url = [], "/api/v1/recommendations/?page_size=2&theme=upper-1&theme=upper-2&theme=upper-3"
    while url:
        page = client.get(url).json()
        assert page["count"] == 3
        seen += [row["key"] for row in page["results"]]
        url = page["next"]
    assert sorted(seen) == ["key1", "key2", "key3"]


def read_table(answer):
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_recommendations_come_as_table(client):
    answer = client.get("/api/v1/recommendations/?format=csv&page_size=2&page=2")
    header, row = read_table(answer)
    assert tuple(header) == COLUMNS
    assert row[header.index("targets")] == "Article 24(2); Chapter I"
    assert 'rel="prev"' in answer["Link"]
    assert 'rel="next"' not in answer["Link"]


@pytest.mark.parametrize("name", ["organisations", "submissions", "articles"])
def test_other_lists_come_as_table(client, name):
    header, *rows = read_table(client.get(f"/api/v1/{name}/", headers={"accept": "text/csv"}))
    assert header == list(RESOURCES[name].serializer_class().fields)
    assert len(rows) == get(client, f"{name}/")["count"]


def test_table_holds_no_formula(client):
    organisation = OrganisationFactory(name="=HYPERLINK(1)")
    RecommendationFactory(
        submission__slug="formula", submission__authors=[organisation], published=True
    )
    answer = client.get("/api/v1/organisations/?format=csv")
    assert "'=HYPERLINK(1)" in answer.text
