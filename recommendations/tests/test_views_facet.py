import pytest
from django.http import QueryDict

from recommendations.listing import Listing
from recommendations.listing.selection import FromDatabase
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
    ThemeFactory,
)
from recommendations.tests.reading import links_of, text_of
from recommendations.views.facet_panel import OPEN_FACETS, VALUES_IN_PANEL, panel

pytestmark = pytest.mark.django_db
ADDRESS = "/recommendations/facets/organisation/"
IN_PLACE = {"HX-Request": "true", "HX-Target": "values-organisation"}


@pytest.fixture
def many():
    """Twelve organisations under one public submission, and one more with a second submission."""
    authors = [OrganisationFactory(name=f"Body {n:02}", slug=f"body-{n:02}") for n in range(12)]
    loud = OrganisationFactory(name="Loud Voices", slug="loud")
    submission = SubmissionFactory(authors=[*authors, loud])
    RecommendationFactory(submission=submission, published=True)
    RecommendationFactory(submission=SubmissionFactory(authors=[loud]), published=True)
    return authors


def facet_of(query, name="organisation"):
    return {facet.name: facet for facet in panel(Listing(QueryDict(query)))}[name]


def test_facet_shows_its_fullest_values_and_how_many_there_are(many):
    facet = facet_of("")
    assert len(facet.values) == VALUES_IN_PANEL
    assert facet.is_large
    assert facet.total == 13
    assert (facet.values[0].label, facet.values[0].count) == ("Loud Voices", "2")


def test_values_tied_at_the_cut_are_the_same_wherever_they_are_shown(client, many):
    for number, author in enumerate(reversed(many)):  # so names go against the order of the ids
        author.name = f"Body {number:02}"
        author.save()
    listing = Listing(QueryDict(""))
    shown = [value.label for value in facet_of("").values]
    assert shown == ["Loud Voices", *(f"Body {number:02}" for number in range(VALUES_IN_PANEL - 1))]
    whole = client.get(ADDRESS).context["page_obj"]
    assert [value.label for value in whole][:VALUES_IN_PANEL] == shown
    in_place = client.get(ADDRESS, headers=IN_PLACE).context["values"]
    assert [value.label for value in in_place] == shown
    assert not listing.invalid_values
    database = FromDatabase(listing.filterset, listing.word_query)
    facet = next(facet for facet in listing.filterset.facets if facet.name == "organisation")
    tallies, more = database.tallies(facet, {}, VALUES_IN_PANEL)
    assert ([tally.label for tally in tallies], more) == (shown, 3)


def test_facet_always_shows_what_is_chosen(many):
    facet = facet_of("organisation=body-11")
    assert (
        len(facet.values) == VALUES_IN_PANEL + 1
    )  # below the cut, and so after what stands above it
    assert (facet.values[-1].label, facet.values[-1].is_chosen) == ("Body 11", True)
    assert facet.chosen_count == 1
    assert facet.is_open


def test_facet_keeps_the_order_of_its_values_whatever_is_chosen(client, many):
    before = [value.label for value in facet_of("").values]
    after = facet_of("organisation=body-03").values
    assert [value.label for value in after] == before
    assert [value.label for value in after if value.is_chosen] == ["Body 03"]
    content = client.get("/recommendations/?organisation=body-03").content.decode()
    names = ("organisation:body-02", "organisation:body-03", "organisation:body-04")
    assert [content.index(f'id="{name}"') for name in names] == sorted(
        content.index(f'id="{name}"') for name in names
    )


def test_search_in_a_facet_shows_what_is_chosen_below_the_cut_too(client, many):
    values = client.get(f"{ADDRESS}?organisation=body-11", headers=IN_PLACE).context["values"]
    assert [value.label for value in values if value.is_chosen] == ["Body 11"]
    assert len(values) == VALUES_IN_PANEL + 1


def test_facets_offer_a_choice_or_are_left_out(many):
    names = [facet.name for facet in panel(Listing(QueryDict("")))]
    assert "organisation" in names
    assert "action" not in names  # both rows amend
    assert "action" in [facet.name for facet in panel(Listing(QueryDict("action=amend")))]


def test_foremost_facets_stand_open(many):
    RecommendationFactory(
        action="delete", themes=[ThemeFactory()], submission__date="2020", published=True
    )
    shown = panel(Listing(QueryDict("")))
    assert [facet.is_open for facet in shown] == [n < OPEN_FACETS for n in range(len(shown))]


def test_facet_page_lists_every_value_with_what_choosing_it_gives(client, many):
    page = client.get(ADDRESS)
    assert len(page.context["page_obj"].object_list) == 13
    for value in page.context["page_obj"].object_list:
        assert client.get(value.address).context["listing"].total == int(value.count)
    assert ("/recommendations/?organisation=loud", "Loud Voices 2") in links_of(page)


def test_facet_page_keeps_what_else_is_chosen_in_the_list(client, many):
    page = client.get(f"{ADDRESS}?action=amend&view=table")
    expected = "/recommendations/?organisation=loud&action=amend&view=table"
    assert (expected, "Loud Voices 2") in links_of(page)
    assert ("/recommendations/?action=amend&view=table", "Back to the list") in links_of(page)
    assert "Counted with these filters: Action amend" in text_of(page)


def test_facet_page_finds_values_by_words_in_any_case_and_accent(client, many):
    page = client.get(f"{ADDRESS}?find=VÓICES loud")
    assert [value.label for value in page.context["page_obj"]] == ["Loud Voices"]
    assert "No value has this name" in text_of(client.get(f"{ADDRESS}?find=zebra"))


def test_facet_page_sorts_by_name_where_asked(client, many):
    labels = [value.label for value in client.get(f"{ADDRESS}?order=name").context["page_obj"]]
    assert labels == sorted(labels)
    assert ("?find=b&order=name", "By name") in links_of(client.get(f"{ADDRESS}?find=b"))


def test_facet_gives_htmx_the_foremost_values_alone(client, many):
    part = client.get(f"{ADDRESS}?find=body&action=amend", headers=IN_PLACE)
    content = part.content.decode()
    assert "<html" not in content
    assert content.count("<li>") == 12
    assert "organisation=body-03&amp;action=amend" in content
    assert len(client.get(ADDRESS, headers=IN_PLACE).context["values"]) == VALUES_IN_PANEL
    assert "No value has this name." in text_of(client.get(f"{ADDRESS}?find=zz", headers=IN_PLACE))
    assert "HX-Request" in part["Vary"]


def test_facet_says_how_many_more_are_called_so(client, many, monkeypatch):
    monkeypatch.setattr("recommendations.views.facet.MOST_FOUND_IN_PANEL", 5)
    part = client.get(f"{ADDRESS}?find=body", headers=IN_PLACE)
    assert "and 7 more" in text_of(part)


def test_facet_page_shows_nothing_unpublished(client, many):
    hidden = SubmissionFactory(authors=[OrganisationFactory(name="Hidden body")])
    RecommendationFactory(submission=hidden)
    assert "Hidden" not in text_of(client.get(f"{ADDRESS}?find=hidden"))


@pytest.mark.parametrize("name", ["colour", "q", "sort", "page", "view"])
def test_facet_of_no_such_name_is_not_there(client, name):
    assert client.get(f"/recommendations/facets/{name}/").status_code == 404


@pytest.mark.parametrize(
    "query",
    ["find=%00", "find=" + "x" * 10_000, "page=0", "page=x", "page=" + "9" * 5000, "order=%00",
     "theme=unknown", "after=31-02-2023", "q=%00", "utm_source=letter", "find=%F0%9F%92%A9"],
)  # fmt: skip
def test_facet_page_answers_nonsense_politely(client, many, query):
    for headers in ({}, IN_PLACE):
        assert client.get(f"{ADDRESS}?{query}", headers=headers).status_code == 200


def test_facet_page_says_what_it_does_not_know(client, many):
    assert "“unknown” is not known" in text_of(client.get(f"{ADDRESS}?theme=unknown"))
    assert "that it does not know: utm_source" in text_of(
        client.get(f"{ADDRESS}?utm_source=letter")
    )
    assert "There is no page" in text_of(client.get(f"{ADDRESS}?page=7"))
    assert "There is no order “colour”" in text_of(client.get(f"{ADDRESS}?order=colour"))
    for order in ("", "count", "name"):
        assert "There is no order" not in text_of(client.get(f"{ADDRESS}?order={order}"))


@pytest.mark.parametrize("rows", [1, 3])
def test_facet_page_costs_the_same_at_any_size(client, rows, django_assert_num_queries):
    for _number in range(rows):
        RecommendationFactory(published=True)
    client.get(ADDRESS)  # the index is built with the first question
    with django_assert_num_queries(1):
        client.get(ADDRESS)


def test_facet_with_one_value_is_offered_where_choosing_it_leaves_less():
    one = RecommendationFactory(aim="narrow", published=True)
    assert "aim" not in {facet.name for facet in panel(Listing(QueryDict()))}
    RecommendationFactory(aim="", submission=one.submission, published=True)
    assert [(value.label, value.count) for value in facet_of("", "aim").values] == [("narrow", "1")]
    assert facet_of("aim=narrow", "aim").chosen_count == 1
