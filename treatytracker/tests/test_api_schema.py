"""The OpenAPI document: valid, complete, and kept by the answers themselves."""

from copy import deepcopy

import pytest
import schemathesis
import yaml
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import validate
from schemathesis import GenerationMode

from articles.api.parameters import FIELDS
from recommendations import publishing
from treatytracker.tests.world import make_world
from treatytracker.wsgi import application

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def document(once):
    return once(Client().get, "/api/schema/?format=json").json()


def test_schema_passes_without_a_warning(tmp_path, capsys):
    file = tmp_path / "schema.yaml"
    call_command("spectacular", "--fail-on-warn", "--validate", f"--file={file}")
    assert yaml.safe_load(file.read_text())["openapi"] == "3.1.0"
    assert capsys.readouterr().err == ""


def test_schema_is_valid(document):
    validate(document)


def test_schema_comes_as_yaml_and_json(client, document):
    assert yaml.safe_load(client.get("/api/schema/").content) == document


def test_schema_lists_every_address(document):
    assert set(document["paths"]) == {
        "/api/v1/",
        "/api/v1/alignment/",
        "/api/v1/changes/",
        "/api/v1/compare/",
        "/api/v1/facets/",
        "/api/v1/treaties/",
        "/api/v1/treaties/{slug}/",
        "/api/v1/sessions/",
        "/api/v1/sessions/{treaty}/{session}/",
        "/api/v1/drafts/",
        "/api/v1/drafts/{treaty}/{draft}/",
        "/api/v1/articles/",
        "/api/v1/articles/{treaty}/{draft}/{article}/",
        "/api/v1/lineages/",
        "/api/v1/successions/",
        "/api/v1/organisations/",
        "/api/v1/organisations/{slug}/",
        "/api/v1/submissions/",
        "/api/v1/submissions/{slug}/",
        "/api/v1/themes/",
        "/api/v1/themes/{slug}/",
        "/api/v1/recommendations/",
        "/api/v1/recommendations/{key}/",
        "/api/v1/withdrawn/",
        "/api/v1/wordings/",
    }


def test_everything_is_described_for_people(document):
    for path, item in document["paths"].items():
        operation = item["get"]
        assert operation["summary"], path
        assert operation["description"], path
        for parameter in operation.get("parameters", []):
            assert parameter["description"], (path, parameter["name"])


def test_errors_are_documented(document):
    for path, item in document["paths"].items():
        answers = item["get"]["responses"]
        needed = {"200", "304", "400", "406", "429"} | ({"404"} if "{" in path else set())
        assert needed <= set(answers), path
        for status, answer in answers.items():
            if int(status) >= 400:
                assert list(answer["content"]) == ["application/problem+json"]
    for path in ("/api/v1/recommendations/{key}/", "/api/v1/submissions/{slug}/"):
        assert "410" in document["paths"][path]["get"]["responses"]


def test_wait_for_words_is_documented_where_words_are_searched(document):
    waiting = {p for p, item in document["paths"].items() if "503" in item["get"]["responses"]}
    assert waiting == {"/api/v1/recommendations/", "/api/v1/facets/"}


def test_headers_that_say_how_long_to_wait_are_documented(document):
    answers = document["paths"]["/api/v1/recommendations/"]["get"]["responses"]
    waits = {status for status, each in answers.items() if "Retry-After" in each.get("headers", {})}
    assert waits == {"429", "503"}


def test_docs_are_a_page_from_our_own_files(client):
    page = client.get("/api/docs/")
    assert page.status_code == 200
    assert "<style" not in page.text
    assert "http://" not in page.text
    assert "https://" not in page.text
    script = client.get("/api/docs/?script=")
    assert script["Content-Type"].startswith("application/javascript")
    assert "/api/schema/" in script.text


EXAMPLES = 8
PLAIN = {"Accept-Encoding": "identity"}  # the WSGI client of schemathesis decompresses nothing
CONFIGURATION = {
    "checks": {
        # A value may be of the right form and name nothing, which is a 400 that says so: no schema
        # can list the slugs of a database.
        "positive_data_acceptance": {"expected-statuses": ["2xx", 400, 404]},
    }
}
PATHS = {
    "/api/v1/": {},
    "/api/v1/alignment/": {},
    "/api/v1/changes/": {},
    "/api/v1/compare/": {},
    "/api/v1/facets/": {},
    "/api/v1/treaties/": {"slug": "convention"},
    "/api/v1/sessions/": {"treaty": "convention", "session": "session-1"},
    "/api/v1/drafts/": {"treaty": "convention", "draft": "draft-1"},
    "/api/v1/articles/": {"treaty": "convention", "draft": "draft-1", "article": "article-24"},
    "/api/v1/lineages/": {},
    "/api/v1/successions/": {},
    "/api/v1/organisations/": {"slug": "author-1"},
    "/api/v1/submissions/": {"slug": "submission-1"},
    "/api/v1/themes/": {"slug": "theme-1"},
    "/api/v1/recommendations/": {"key": "key1"},
    "/api/v1/withdrawn/": {},
    "/api/v1/wordings/": {},
}
QUERIES = {
    "/api/v1/alignment/": {"from": "convention/draft-1/article-24", "to": "convention/draft-2"},
    "/api/v1/changes/": {"article": "convention/draft-2/article-24", "since": "convention/draft-1"},
    "/api/v1/compare/": {"from": "convention/draft-1", "to": "convention/draft-2"},
    "/api/v1/wordings/": {"recommendation": "key1"},
}


@pytest.fixture
def one_connection(document):
    """Requests of a WSGI client leave the connection of the test open, as Django's client does.

    Which connects these signals anew after each request of its own: hence `document` first.
    """
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def make_world_with_something_withdrawn():
    publishing.withdraw(make_world(3)[2].submission)


@pytest.fixture(scope="module")
def made(once):
    once(make_world_with_something_withdrawn)


@pytest.fixture
def world(made, one_connection):
    """A small world with something withdrawn in it."""


def operations(document):
    """Return the operations of a schema by path."""
    schema = schemathesis.openapi.from_dict(
        document, config=schemathesis.Config.from_dict(CONFIGURATION)
    )
    schema.app = application
    return {each.ok().path: each.ok() for each in schema.get_all_operations()}


def for_whole_answers(document):
    """Return the schema without the choice of fields.

    The one exclusion: the schema describes answers in full, which is what a generated client needs;
    an answer with chosen fields lacks required ones. `for_parts_of_answers` makes up for it.
    """
    document = deepcopy(document)
    for item in document["paths"].values():
        parameters = item["get"].get("parameters", [])
        parameters[:] = [each for each in parameters if each["name"] != FIELDS]
    return document


def for_parts_of_answers(document):
    """Return the operations that let choose fields, always with a choice, and nothing required."""
    document = deepcopy(document)
    for path, item in list(document["paths"].items()):
        parameters = item["get"].get("parameters", [])
        fields = [each for each in parameters if each["name"] == FIELDS]
        if not fields:
            del document["paths"][path]
            continue
        fields[0]["required"] = True
        fields[0]["schema"]["minItems"] = 1
        del fields[0]["allowEmptyValue"]
    for shape in document["components"]["schemas"].values():
        shape.pop("required", None)
    return document


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        *((path, GenerationMode.POSITIVE) for path in PATHS),
        # The index takes no parameters, so that no request to it can be wrong by the schema.
        *((path, GenerationMode.NEGATIVE) for path in PATHS if path != "/api/v1/"),
    ],
)
def test_answers_keep_to_the_schema(world, document, path, mode):
    """All checks of schemathesis over lists and details, with requests good and bad."""
    for address, operation in operations(for_whole_answers(document)).items():
        if address.partition("{")[0] == path:
            check(operation, mode, EXAMPLES)


def test_parts_of_answers_keep_to_the_schema(world, document):
    parts = operations(for_parts_of_answers(document))
    assert len(parts) == 18
    for operation in parts.values():
        check(operation, GenerationMode.POSITIVE, EXAMPLES // 2)


def check(operation, mode, examples):
    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def keeps(case):
        case.call_and_validate(headers=PLAIN)

    keeps()


@pytest.mark.parametrize("path", PATHS)
def test_what_is_there_keeps_to_the_schema(world, document, path):
    """The same checks where they find something: details of rows that exist."""
    for address, operation in operations(for_whole_answers(document)).items():
        if address.partition("{")[0] == path:
            parts = PATHS[path] if "{" in address else {}
            case = operation.Case(path_parameters=parts, query=QUERIES.get(path, {}))
            assert case.call_and_validate(headers=PLAIN).status_code == 200
