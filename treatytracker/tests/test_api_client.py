"""A client that a public generator writes from our schema works against a live server."""

import importlib
import json
import subprocess
import sys

import pytest

from treatytracker.api.views import document
from treatytracker.tests.world import make_world

# A client reads what the API's own tests have asked of each database.
pytestmark = pytest.mark.any_database


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """Generate the client into a folder and import it from there; nothing asks the network."""
    folder = tmp_path_factory.mktemp("generated")
    (folder / "schema.json").write_text(json.dumps(document()))
    (folder / "config.yaml").write_text("post_hooks: []\n")  # nobody reads its format
    process = subprocess.run(
        [
            *(sys.executable, "-m", "openapi_python_client", "generate", "--meta=none"),
            *("--path=schema.json", "--config=config.yaml", "--output-path=tracker_client"),
            "--fail-on-warning",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stdout + process.stderr
    sys.path.insert(0, str(folder))
    yield lambda name: importlib.import_module(f"tracker_client.{name}")
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == "tracker_client"]:
        del sys.modules[name]


@pytest.fixture
def client(generated, live_server):
    make_world(3)
    with generated("client").Client(live_server.url) as client:
        yield client


@pytest.mark.django_db(transaction=True)
def test_it_lists_filters_and_reads_a_recommendation(generated, client):
    api, models = generated("api.recommendations"), generated("models")
    recommendations_list = generated("api.recommendations.recommendations_list")
    recommendations_retrieve = generated("api.recommendations.recommendations_retrieve")
    assert api.__name__.startswith("tracker_client")

    everything = recommendations_list.sync(client=client)
    assert isinstance(everything, models.PaginatedRecommendationList)
    assert everything.count == 3
    assert {each.key for each in everything.results} == {"key1", "key2", "key3"}

    found = recommendations_list.sync(
        client=client,
        theme=["theme-2", "upper-3"],
        action=[models.RecommendationsListActionItem.AMEND],
        page_size=1,
    )
    assert (found.count, len(found.results)) == (2, 1)
    assert "page=2" in found.next_

    one = recommendations_retrieve.sync("key1", client=client)
    assert isinstance(one, models.RecommendationDetail)
    assert one.submission.slug == "submission-1"
    assert one.targets[0].proposal.redline[1] == ["-", "may"]
    assert one.published_at.tzinfo is not None


@pytest.mark.django_db(transaction=True)
def test_it_reads_one_of_everything(generated, client):
    api = {
        "treaties": ["convention"],
        "sessions": ["convention", "session-1"],
        "drafts": ["convention", "draft-1"],
        "articles": ["convention", "draft-1", "article-24"],
        "organisations": ["author-1"],
        "submissions": ["submission-1"],
        "themes": ["theme-1"],
    }
    for name, address in api.items():
        listed = generated(f"api.{name}.{name}_list").sync(client=client)
        assert listed.count == len(listed.results) >= 1
        detail = generated(f"api.{name}.{name}_retrieve").sync(*address, client=client)
        assert detail.recommendation_count >= 1
    assert generated("api.withdrawn.withdrawn_list").sync(client=client).count == 0
    assert generated("api.facets.facets_retrieve").sync(client=client).count == 3


@pytest.mark.django_db(transaction=True)
def test_it_is_told_what_is_wrong(generated, client):
    recommendations_list = generated("api.recommendations.recommendations_list")
    answer = recommendations_list.sync_detailed(client=client, theme=["nothing"])
    assert answer.status_code == 400
    assert answer.parsed.detail == "Theme “nothing” is not known."
    assert answer.parsed.invalid_params[0].name == "theme"
