"""Tags of answers change when, and only when, the answers do."""

import gzip
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from articles.models import Treaty
from recommendations import publishing
from recommendations.models import Organisation, Theme
from recommendations.tests.factories import RecommendationFactory
from treatytracker.tests.world import make_world

pytestmark = pytest.mark.django_db

API = "/api/v1"
KINDS = [
    f"{API}/",
    f"{API}/treaties/",
    f"{API}/treaties/convention/",
    f"{API}/facets/",
    f"{API}/withdrawn/",
    f"{API}/articles/?format=csv",
    "/api/schema/",
]
ANSWERS = [
    f"{API}/treaties/",
    f"{API}/drafts/",
    f"{API}/organisations/",
    f"{API}/organisations/author-2/",
    f"{API}/submissions/",
    f"{API}/submissions/submission-1/",
    f"{API}/submissions/submission-2/",
    f"{API}/themes/",
    f"{API}/themes/theme-2/",
    f"{API}/recommendations/",
    f"{API}/recommendations/?theme=theme-1",
    f"{API}/recommendations/key1/",
    f"{API}/recommendations/key2/",
    f"{API}/recommendations/?fields=key,updated_at",
    f"{API}/facets/",
    f"{API}/withdrawn/",
]


def tags(client, addresses=ANSWERS):
    return {address: client.get(address)["ETag"] for address in addresses}


def contents(client, addresses=ANSWERS):
    return {address: client.get(address).content for address in addresses}


@pytest.mark.parametrize("address", KINDS)
def test_answer_that_is_held_already_is_not_sent_again(client, address):
    make_world()
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    for name in ("ETag", "Cache-Control", "Vary"):
        assert again[name] == first[name]
    assert first["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("held", ["*", '{tag}, "other"', '"other", W/{tag}', "W/{tag}"])
def test_tag_is_compared_weakly_and_among_several(client, held):
    tag = client.get(f"{API}/themes/")["ETag"].removeprefix("W/")
    headers = {"if-none-match": held.format(tag=tag)}
    assert client.get(f"{API}/themes/", headers=headers).status_code == 304


@pytest.mark.parametrize("held", ["junk", '"unclosed', ",,,", 'W/"other"', "\x00"])
def test_foreign_tags_bring_the_whole_answer(client, held):
    answer = client.get(f"{API}/themes/", headers={"if-none-match": held})
    assert answer.status_code == 200


@pytest.mark.parametrize("address", [f"{API}/recommendations/none/", f"{API}/themes/?x=1"])
def test_errors_bear_no_tag(client, address):
    answer = client.get(address, headers={"if-none-match": "*"})
    assert answer.status_code in (400, 404)
    assert "ETag" not in answer


def test_nothing_changed_leaves_every_tag(client):
    world = make_world(2)
    before = tags(client)
    draft = RecommendationFactory(
        submission=world[0].submission, articles=[], themes=list(world[0].themes.all())
    )
    assert not draft.is_public
    for row in Organisation.objects.all():
        row.save()
    assert tags(client) == before


def publish_another(world):
    RecommendationFactory(
        submission=world[1].submission,
        articles=[world[1].targets.first().article],
        themes=list(world[1].themes.all()),
        published=True,
    )


def withdraw_one(world):
    publishing.withdraw(world[1])


def rename_organisation(world):
    row = Organisation.objects.get(slug="author-2")
    row.name = "Another name"
    row.save()


def rename_theme(world):
    row = Theme.objects.get(slug="theme-2")
    row.name = "Another name"
    row.save()


# What is done, addresses whose answer it changes, and addresses whose answer it leaves.
ACTS = [
    (
        publish_another,
        ["recommendations/", "submissions/submission-2/", "themes/theme-2/", "facets/"],
        [
            "recommendations/key1/",
            "recommendations/key2/",
            "submissions/submission-1/",
            "withdrawn/",
        ],
    ),
    (
        withdraw_one,
        ["recommendations/", "submissions/", "organisations/", "themes/", "facets/", "withdrawn/"],
        ["recommendations/key1/", "recommendations/?theme=theme-1", "submissions/submission-1/"],
    ),
    (
        rename_organisation,
        [
            "organisations/",
            "recommendations/",
            "recommendations/key2/",
            "submissions/submission-2/",
        ],
        ["recommendations/key1/", "themes/", "recommendations/?fields=key,updated_at"],
    ),
    (
        rename_theme,
        ["themes/", "themes/theme-2/", "recommendations/", "recommendations/key2/"],
        ["recommendations/?theme=theme-1", "organisations/", "submissions/", "drafts/"],
    ),
]


@pytest.mark.parametrize(("act", "changed", "left"), ACTS)
def test_tags_change_when_and_only_when_the_answers_do(client, act, changed, left):
    world = make_world(2)
    tags_before, contents_before = tags(client), contents(client)
    act(world)
    answers = {address: client.get(address) for address in ANSWERS}
    for address, answer in answers.items():
        same = answer.content == contents_before[address]
        if answer.status_code == 200:
            assert (answer["ETag"] == tags_before[address]) == same, address
    for address in changed:
        assert answers[f"{API}/{address}"].content != contents_before[f"{API}/{address}"], address
    for address in left:
        assert answers[f"{API}/{address}"].content == contents_before[f"{API}/{address}"], address


def test_tag_of_before_brings_the_new_answer(client):
    make_world()
    before = client.get(f"{API}/treaties/")["ETag"]
    Treaty.objects.update(title="Another title")
    answer = client.get(f"{API}/treaties/", headers={"if-none-match": before})
    assert answer.status_code == 200
    assert answer["ETag"] != before


def test_pages_fields_sorts_and_formats_have_tags_of_their_own(client):
    make_world(3)
    queries = [
        "",
        "page_size=1",
        "page_size=1&page=2",
        "fields=key",
        "fields=key,title",
        "sort=updated",
        "format=csv",
        "format=csv&fields=key",
    ]
    found = tags(client, [f"{API}/recommendations/?{query}" for query in queries])
    assert len(set(found.values())) == len(queries)


@pytest.mark.parametrize("address", KINDS)
def test_answers_vary_by_what_they_are_chosen_by_and_never_by_who_asks(client, address):
    make_world()
    vary = {name.strip() for name in client.get(address)["Vary"].split(",")}
    assert {"Accept", "Accept-Encoding"} <= vary <= {"Accept", "Accept-Encoding", "Accept-Language"}


def test_compressed_answer_has_the_same_weak_tag(client):
    make_world()
    address = f"{API}/recommendations/"
    plain = client.get(address)
    zipped = client.get(address, headers={"accept-encoding": "gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert plain["ETag"] == zipped["ETag"]
    assert plain["ETag"].startswith('W/"')
    assert plain["Vary"] == zipped["Vary"]
    again = {"accept-encoding": "gzip", "if-none-match": zipped["ETag"]}
    answer = client.get(address, headers=again)
    assert (answer.status_code, answer["ETag"]) == (304, zipped["ETag"])


PROGRAM = """
import django, sys
django.setup()
from django.test import Client
for address in sys.argv[1:]:
    print(Client().get(address, headers={"host": "localhost"})["ETag"])
"""


@pytest.mark.any_database  # the orders are those of Python's own sets
@pytest.mark.django_db(transaction=True)
def test_processes_agree_on_tags(client):
    """Other processes, whose sets and hashes have other orders, give the tags of this one."""
    make_world(2)
    local = {"host": "localhost"}
    here = [client.get(address, headers=local)["ETag"] for address in ANSWERS]
    for seed in ("1", "2"):
        process = subprocess.run(
            [sys.executable, "-c", PROGRAM, *ANSWERS],
            env=os.environ | {"DATABASE_URL": database_url(), "PYTHONHASHSEED": seed},
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=True,
        )
        assert process.stdout.splitlines() == here


def database_url():
    """Return the address of the database of this test."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    url = os.environ["DATABASE_URL"]
    base, question, query = url.partition("?")
    return f"{base.rpartition('/')[0]}/{name}{question}{query}"
