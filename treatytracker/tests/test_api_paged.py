"""Real pages of every list fit the schema, as a validator of its own dialect reads it."""

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from recommendations import publishing
from treatytracker.tests.world import LISTS, make_world

pytestmark = [pytest.mark.core, pytest.mark.django_db]

ALL_LISTS = [*LISTS, "successions", "lineages", "withdrawn"]


def make_lists():
    """Make a world in which every list but that of treaties has several rows."""
    for recommendation in make_world(4)[2:]:
        publishing.withdraw(recommendation)


@pytest.fixture(scope="module", autouse=True)
def world(once):
    once(make_lists)


@pytest.fixture(scope="module")
def document(once):
    return once(Client().get, "/api/schema/?format=json").json()


def paged(document):
    """Return the schema of a page by address, for every address that answers with pages."""
    found = {}
    for path, item in document["paths"].items():
        content = item["get"]["responses"]["200"]["content"]
        shape = content["application/json"]["schema"].get("$ref", "").rpartition("/")[2]
        if shape.startswith("Paginated"):
            found[path] = shape
    return found


def validator_of(document, shape):
    reference = {"$ref": f"#/components/schemas/{shape}", "components": document["components"]}
    return Draft202012Validator(reference)


def test_every_list_is_described_as_paged(document):
    assert set(paged(document)) == {f"/api/v1/{name}/" for name in ALL_LISTS}


@pytest.mark.parametrize("name", ALL_LISTS)
def test_first_and_last_page_fit_the_schema(client, document, name):
    path = f"/api/v1/{name}/"
    fits = validator_of(document, paged(document)[path])
    page = client.get(path, {"page_size": 1}).json()
    assert page["previous"] is None
    fits.validate(page)
    assert page["next"] or name == "treaties"
    while page["next"]:
        page = client.get(page["next"]).json()
        fits.validate(page)
    assert page["previous"] or name in {"treaties", "withdrawn"}


@pytest.mark.parametrize("member", ["count", "next", "previous", "results"])
def test_schema_asks_for_every_member_of_a_page(client, document, member):
    page = client.get("/api/v1/themes/").json()
    del page[member]
    shape = paged(document)["/api/v1/themes/"]
    assert not validator_of(document, shape).is_valid(page)


def keys_in(value):
    """Yield every name of a member anywhere in a document."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from keys_in(each)


def test_schema_speaks_its_own_dialect_alone(document):
    """OpenAPI 3.1 says `null` among the types; `nullable` meant it in 3.0 and means nothing now."""
    assert "nullable" not in set(keys_in(document))
