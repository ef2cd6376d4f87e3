"""Each facet is defined once: everything that lists facets has it, in its order."""

from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict

from recommendations.index.process_index import index
from recommendations.listing import Listing, RecommendationFilterSet
from recommendations.listing.facets import FACETS, FACETS_IN_PANEL, Facet, facet_named
from recommendations.tests.factories import RecommendationFactory
from recommendations.views.facet_panel import top_facets

NAMES = [facet.name for facet in FACETS]
# Beside the list it would repeat the lineage; it is asked for by address.
NOT_IN_PANEL = {"article"}


def test_a_facet_has_a_name_of_its_own_and_words_for_readers():
    assert len(set(NAMES)) == len(NAMES)
    for facet in FACETS:
        assert facet.label
        assert facet.help_text


def test_a_facet_stands_in_the_panel_at_a_place_of_its_own():
    ranks = [facet.panel_rank for facet in FACETS if facet.panel_rank is not None]
    assert len(set(ranks)) == len(ranks)
    assert set(NAMES) - set(FACETS_IN_PANEL) == NOT_IN_PANEL


def test_a_facet_is_a_parameter_with_its_words():
    filters = RecommendationFilterSet.base_filters
    assert [name for name in filters if name in NAMES] == NAMES
    for facet in FACETS:
        assert filters[facet.name].label == facet.label
        assert filters[facet.name].extra["help_text"] == facet.help_text


def test_a_facet_is_explained_in_the_guide_to_the_api():
    guide = Path(settings.BASE_DIR, "docs", "api.md").read_text()
    table = [line.split("|")[1] for line in guide.splitlines() if line.startswith("| `")]
    assert [name for name in NAMES if not any(f"`{name}`" in cell for cell in table)] == []


@pytest.mark.django_db
def test_a_facet_is_in_the_index_on_the_page_and_in_the_api(client):
    RecommendationFactory(published=True)
    listing = Listing(QueryDict())
    assert index.snapshot().rows.by_key.keys() == set(NAMES)
    assert [counts.name for counts in listing.facets()] == NAMES
    assert [counts.name for counts in top_facets(listing)] == list(FACETS_IN_PANEL)
    answer = client.get("/api/v1/facets/").json()
    assert [facet["name"] for facet in answer["facets"]] == NAMES


def test_a_facet_remembers_nothing_for_the_next_request():
    first, second = facet_named("lineage"), facet_named("lineage")
    first.lineage = "read once"
    assert "lineage" not in vars(second)
    assert isinstance(second, Facet)
