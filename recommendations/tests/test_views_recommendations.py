import re

import pytest

from articles.tests.factories import ProvisionFactory
from recommendations import publishing
from recommendations.models import Recommendation
from recommendations.tests.factories import OutcomeFactory, RecommendationFactory, ThemeFactory
from recommendations.tests.reading import links_of, text_of, words_of

pytestmark = [pytest.mark.core, pytest.mark.django_db]
ADDRESS = "/recommendations/"
IN_PLACE = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "listing"}


def test_symbol_of_a_draft_that_no_words_hold_leads_to_the_draft(client):
    draft = RecommendationFactory(published=True).targets.get().article.draft
    draft.symbol = "A/AC.291/22"
    draft.save()
    page = client.get(ADDRESS, {"q": "A/AC.291/22"})
    assert draft.get_absolute_url() in dict(links_of(page))
    assert "Did you mean" not in text_of(client.get(ADDRESS, {"q": "nowhere to be found"}))


def test_list_states_the_total_in_words_and_shows_each_ask(client):
    recommendation = RecommendationFactory(title="Narrow the scope", published=True)
    page = client.get(ADDRESS)
    words = text_of(page)
    assert "1 recommendation" in words
    assert recommendation.submission.authors[0].name in words
    links = links_of(page)
    assert (recommendation.get_absolute_url(), "Narrow the scope") in links
    target = recommendation.targets.get()
    assert (target.get_absolute_url(), target.label) in links


def test_list_shows_nothing_unpublished(client):
    RecommendationFactory(title="Still a draft")
    gone = RecommendationFactory(title="Withdrawn since", published=True)
    publishing.withdraw(gone)
    words = text_of(client.get(ADDRESS))
    assert "0 recommendations" in words
    assert "Still a draft" not in words
    assert "Withdrawn since" not in words


def test_list_facet_narrows_and_its_chip_lifts_it(client):
    theme = ThemeFactory(name="Encryption", slug="encryption")
    RecommendationFactory(title="On encryption", themes=[theme], published=True)
    RecommendationFactory(title="On scope", published=True)
    assert ("/recommendations/?theme=encryption", "Encryption 1") in links_of(client.get(ADDRESS))
    page = client.get(f"{ADDRESS}?theme=encryption")
    assert "On encryption" in text_of(page)
    assert "On scope" not in text_of(page)
    assert (ADDRESS, "Remove Theme Encryption") in links_of(page)
    assert (ADDRESS, "Chosen, remove: Encryption 1") in links_of(page)


def test_list_facet_counts_are_what_choosing_gives(client):
    for action in ("amend", "amend", "delete"):
        RecommendationFactory(action=action, published=True)
    page = client.get(ADDRESS)
    for facet in page.context["panel"]:
        for value in facet.values:
            chosen = client.get(value.address)
            assert str(chosen.context["listing"].total) == value.count, (facet.name, value)


def test_list_view_can_be_taken_away_as_table_and_data(client):
    RecommendationFactory(action="delete", published=True)
    addresses = [address for address, _words in links_of(client.get(f"{ADDRESS}?action=delete"))]
    assert "/recommendations.csv?action=delete" in addresses
    assert "/api/v1/recommendations/?action=delete" in addresses


def test_list_says_what_it_does_not_know(client):
    RecommendationFactory(published=True)
    page = client.get(f"{ADDRESS}?utm_source=letter")
    assert "that it does not know: utm_source" in text_of(page)
    assert "1 recommendation" in text_of(page)
    page = client.get(f"{ADDRESS}?theme=nope")
    assert "Theme “nope” is not known." in text_of(page)
    assert "0 recommendations" in text_of(page)


def test_list_without_results_says_what_to_do_next(client):
    assert "Nothing is published yet" in text_of(client.get(ADDRESS))
    assert "No recommendations match this" in text_of(client.get(f"{ADDRESS}?q=zebra"))


def test_list_that_one_filter_leaves_empty_does_not_speak_of_several(client):
    RecommendationFactory(published=True)
    words = text_of(client.get(f"{ADDRESS}?q=zebra"))
    assert "Remove one of these" not in words
    assert "Try fewer or different words" in words
    assert "Remove one of these" in text_of(client.get(f"{ADDRESS}?q=zebra&action=amend"))


def test_list_without_rows_offers_no_order_of_them(client):
    RecommendationFactory(published=True)
    for query, offered in (("", True), ("?q=zebra", False), ("?theme=nope", False)):
        content = client.get(f"{ADDRESS}{query}").content.decode()
        assert ('id="menu-sort"' in content, 'id="drawer-group"' in content) == (offered, offered)


def test_list_with_a_fault_keeps_its_facets_and_says_it_once(client):
    for action in ("amend", "delete"):
        RecommendationFactory(action=action, published=True)
    page = client.get(f"{ADDRESS}?theme=nope&action=delete")
    assert text_of(page).count("“nope”") == 1
    links = links_of(page)
    assert ("/recommendations/?action=delete", "Remove it") in links
    assert ("/recommendations/?action=delete&action=amend", "amend 1") in links


def test_date_that_cannot_be_read_stays_in_its_field_with_what_is_wrong(client):
    RecommendationFactory(published=True)
    page = client.get(f"{ADDRESS}?after=31-02-2023&before=2024")
    content = page.content.decode()
    assert text_of(page).count("“31-02-2023” is not a date") == 1
    assert (
        'value="31-02-2023" aria-describedby="after-fault date-shape" aria-invalid="true"'
        in content
    )
    assert 'value="2024" aria-describedby="date-shape">' in content
    assert '<details class="facet dates" id="facet-dates" open>' in content
    assert ("#after", "Go to the dates") in links_of(page)
    whole = client.get(ADDRESS).content.decode()
    assert '<details class="facet dates" id="facet-dates">' in whole


def test_several_values_of_a_facet_are_said_to_be_any_of_these(client):
    for action in ("amend", "delete"):
        RecommendationFactory(action=action, published=True)
    assert "any of these" not in text_of(client.get(f"{ADDRESS}?action=amend"))
    assert "any of these" in text_of(client.get(f"{ADDRESS}?action=amend&action=delete"))


def test_row_says_what_is_asked_when_and_whether_with_wording(client):
    row = RecommendationFactory(
        action="amend", aim="narrow", submission__date="2023-07", published=True
    )
    words = text_of(client.get(ADDRESS))
    assert "Amend, to narrow" in words
    assert "July 2023" in words
    assert "with wording" not in words
    row.targets.get().proposals.create(base="May.", proposed="Shall.")
    for view in ("cards", "table"):
        assert "with wording" in text_of(client.get(ADDRESS, {"view": view}))


def test_list_has_pages_of_25(client):
    first = RecommendationFactory(published=True)
    for number in range(26):
        RecommendationFactory(
            submission=first.submission, number=f"x{number}", articles=[], published=True
        )
    page = client.get(f"{ADDRESS}?sort=oldest")
    assert len(page.context["page_obj"].object_list) == 25
    assert ("?sort=oldest&page=2", "Next page") in links_of(page)
    page = client.get(f"{ADDRESS}?sort=oldest&page=2")
    assert len(page.context["page_obj"].object_list) == 2
    assert ("?sort=oldest&page=1", "Previous page") in links_of(page)


@pytest.mark.parametrize("number", ["-1", "0", "999999", "x", "1.5", "%00", "9" * 5000, "²"])
def test_list_of_a_page_that_is_not_there_says_so(client, number):
    RecommendationFactory(title="Narrow the scope", published=True)
    page = client.get(f"{ADDRESS}?page={number}")
    assert page.status_code == 200
    assert "There is no page" in text_of(page)
    assert "this list has 1. This is page 1." in text_of(page)
    assert "Narrow the scope" in text_of(page)


@pytest.mark.parametrize(
    "query",
    [
        "article=%00",
        "after=31-02-2023",
        "theme=&theme=",
        "theme=a&theme=a&theme=%F0%9F%92%A9",
        "lineage=a/b/c/d",
        "sort=sideways",
        "before=99999",
        "%00=%00",
        "page=&page=2",
    ],
)
def test_list_answers_nonsense_politely(client, query):
    RecommendationFactory(published=True)
    page = client.get(f"{ADDRESS}?{query}")
    assert page.status_code == 200
    said = page.context["faults"] or page.context["listing"].unknown
    assert said or page.context["dates"].has_fault or "theme=&" in query


@pytest.mark.parametrize("words", ["\x00", "x" * 10_000, "*", "AND", "!@#", '"open', "-", "\u202e"])
def test_list_takes_any_words(client, words):
    RecommendationFactory(published=True)
    page = client.get(ADDRESS, {"q": words})
    assert page.status_code == 200
    assert len(page.content) < 100_000


def test_list_escapes_what_it_repeats(client):
    page = client.get(ADDRESS, {"q": "<script>x", "theme": "<b>", "<i>": "1"})
    for markup in ("<script>x", "<b>", "<i>"):
        assert markup not in page.content.decode()


def test_list_gives_htmx_the_list_alone_and_says_the_total_aloud(client):
    RecommendationFactory(published=True)
    part = client.get(ADDRESS, headers=IN_PLACE)
    content = part.content.decode()
    assert "<html" not in content
    assert "<title>All recommendations · Treaty Tracker</title>" in content
    assert 'id="listing"' in content
    assert (
        'id="announcement" class="visually-hidden" role="status" hx-swap-oob="innerHTML"' in content
    )
    whole = client.get(ADDRESS)
    assert "<html" in whole.content.decode()
    varied = {name.strip() for name in whole["Vary"].split(",")}
    assert {"HX-Request", "HX-Target", "HX-Trigger"} <= varied


def test_list_names_each_card_by_its_heading(client):
    row = RecommendationFactory(published=True)
    content = client.get(ADDRESS).content.decode()
    assert f'<article class="row" aria-labelledby="r-{row.key}">' in content
    assert content.count(f'id="r-{row.key}"') == 1


ANNOUNCED = re.compile(r'id="announcement"[^>]*>(.*?)</p>', re.DOTALL)


def announced(client, query, **headers):
    content = client.get(f"{ADDRESS}{query}", headers=IN_PLACE | headers).content.decode()
    [said] = ANNOUNCED.findall(content)
    return words_of(said)


def test_list_says_aloud_how_many_there_are_and_under_which_filters(client):
    RecommendationFactory(title="Courts", action="delete", published=True)
    assert announced(client, "") == "1 recommendation"
    assert announced(client, "?q=courts&action=delete") == (
        "1 recommendation: Words courts, Action delete"
    )


def test_list_says_aloud_which_page_it_is_where_the_heading_says_how_many(client):
    for trigger in ("page-next", "page-previous"):
        RecommendationFactory(published=True)
        assert announced(client, "", **{"HX-Trigger": trigger}) == "Page 1 of 1"


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_at_any_size(client, rows, django_assert_num_queries):
    for number in range(rows):
        recommendation = RecommendationFactory(published=True)
        target = recommendation.targets.get()
        target.proposals.create(base="May.", proposed=f"Shall {number}.")
        target.provision = ProvisionFactory(article=target.article)
        target.save()
    client.get(ADDRESS)  # the index is built with the first question
    with django_assert_num_queries(6):
        page = client.get(ADDRESS)
    assert len(page.context["page_obj"].object_list) == Recommendation.objects.count() == rows


def test_facet_of_outcomes_says_that_suggested_ones_count(client):
    note = "Includes outcomes that are only suggested."
    RecommendationFactory(published=True)
    assert note not in text_of(client.get(ADDRESS))
    OutcomeFactory(recommendation=RecommendationFactory(published=True))
    assert note in text_of(client.get(ADDRESS))
