"""The listing: its facets agree with its rows, whatever is chosen; its address is its state."""

import itertools

import pytest
from django.http import QueryDict

from articles.tests.factories import ArticleFactory, DraftFactory, SessionFactory, SuccessionFactory
from recommendations import publishing
from recommendations.listing import Listing
from recommendations.models import Recommendation
from recommendations.tests.factories import (
    OrganisationFactory,
    OutcomeFactory,
    ProposalFactory,
    RecommendationFactory,
    SubmissionFactory,
    ThemeFactory,
)

pytestmark = [pytest.mark.core, pytest.mark.django_db]


@pytest.fixture(scope="module")
def world(once):
    return once(make_world)


def make_world():
    """Make two submissions on two stages of a text, one article of which was renumbered."""
    session = SessionFactory(slug="fifth")
    treaty = session.treaty
    early = DraftFactory(treaty=treaty, slug="early", stage=1)
    late = DraftFactory(treaty=treaty, slug="late", stage=2)
    old, new = ArticleFactory(draft=early, number="42"), ArticleFactory(draft=late, number="24")
    other = ArticleFactory(draft=late, number="9")
    SuccessionFactory(ancestor=old, descendant=new)
    upper = ThemeFactory(slug="rights")
    lower = ThemeFactory(slug="privacy", parent=upper)
    first = SubmissionFactory(
        treaty=treaty,
        slug="first",
        drafts=[early, late],
        date="2023-04",
        session=session,
        authors=[OrganisationFactory(slug="alpha", name="Álpha"), OrganisationFactory(slug="beta")],
    )
    second = SubmissionFactory(
        treaty=treaty, slug="second", drafts=[late], date="2023", language="es"
    )
    make = RecommendationFactory
    words = "Gender matters: a thing to mainstream."
    aimed_at_both = make(
        submission=first,
        number="1",
        articles=[old],
        themes=[lower],
        passage=words,
        published=True,
    )
    make(submission=first, number="2", articles=[new, other], themes=[upper], published=True)
    make(submission=second, number="3", articles=[new], themes=[lower, upper], published=True)
    make(submission=second, number="4", articles=[], action="delete", aim="narrow", published=True)
    make(submission=second, number="5", articles=[new], language="fr", published=True)
    make(submission=second, number="6", articles=[new])
    OutcomeFactory(recommendation=aimed_at_both, draft=late)
    return treaty


def listing(query=""):
    return Listing(QueryDict(query))


def numbers(query=""):
    return [row.number for row in listing(query).rows]


@pytest.mark.parametrize("words", ["", "q=thing", "theme=rights", "organisation=beta&action=amend"])
def test_facet_counts_equal_what_choosing_the_value_alone_gives(world, words):
    for facet in listing(words).facets():
        for value in facet.values:
            alone = QueryDict(words, mutable=True)
            alone.setlist(facet.name, [value.value])
            chosen = Listing(alone)
            assert value.count == chosen.total == len(chosen.rows), (facet.name, value)


def test_facet_counts_hold_when_two_facets_are_chosen(world):
    values = [(f.name, v.value) for f in listing().facets() for v in f.values]
    for (name, value), (other, chosen) in itertools.combinations(values, 2):
        if name == other:
            continue
        query = f"{other}={chosen}"
        counts = {v.value: v.count for f in listing(query).facets([name]) for v in f.values}
        assert counts.get(value, 0) == listing(f"{query}&{name}={value}").total


def test_article_is_that_article_alone_and_lineage_is_it_in_every_draft(world):
    assert numbers(f"article={world.slug}/late/article-24&sort=article") == ["2", "3", "5"]
    everywhere = numbers(f"lineage={world.slug}/late/article-24&sort=article")
    assert sorted(everywhere) == ["1", "2", "3", "5"]
    assert sorted(numbers(f"lineage={world.slug}/early/article-42")) == sorted(everywhere)


def test_draft_counts_cross_cutting_ones_by_their_submission(world):
    assert sorted(numbers(f"draft={world.slug}/late")) == ["2", "3", "4", "5"]
    assert numbers(f"draft={world.slug}/early") == ["1"]


def test_theme_of_the_upper_level_includes_those_within(world):
    assert sorted(numbers("theme=rights")) == ["1", "2", "3"]
    assert sorted(numbers("theme=privacy")) == ["1", "3"]


def test_values_of_one_facet_are_alternatives_and_facets_narrow_each_other(world):
    assert sorted(numbers("organisation=alpha&organisation=beta&theme=privacy")) == ["1"]
    assert sorted(numbers("language=es&language=fr")) == ["3", "4", "5"]


def test_chosen_article_stands_once_whatever_it_became_since(world):
    chosen = f"{world.slug}/early/article-42"
    (facet,) = listing(f"lineage={chosen}").facets(["lineage"])
    assert [(v.value, v.count) for v in facet.values if v.count == 4] == [(chosen, 4)]
    assert f"{world.slug}/late/article-24" not in [value.value for value in facet.values]


def test_words_are_found_in_any_case_and_accent_and_in_names(world):
    assert sorted(numbers("q=ALPHA")) == ["1", "2"]
    assert numbers("q=%22thing+number+3%22") == ["3"]
    assert numbers("q=nowhere") == []


def test_words_are_found_in_the_proposed_wording():
    proposal = ProposalFactory(proposed="Prior júdicial authorisation is required.")
    recommendation = proposal.target.recommendation
    recommendation.cross_cutting = False
    recommendation.save()
    recommendation.submission.drafts.add(proposal.target.draft)
    recommendation.refresh_folded()
    publishing.publish(recommendation.submission)
    publishing.publish(recommendation)
    assert list(listing("q=judicial").rows) == [recommendation]


def test_a_partial_date_counts_as_its_whole_month_or_year(world):
    assert sorted(numbers("after=2023-05")) == ["3", "4", "5"]
    assert sorted(numbers("before=2023-04-01")) == ["1", "2", "3", "4", "5"]
    assert numbers("before=2022") == []


@pytest.mark.parametrize("sort", ["newest", "oldest", "article", "updated"])
def test_every_sort_holds_every_row_once(world, sort):
    assert sorted(numbers(f"sort={sort}")) == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("theme=unknown", "theme"),
        ("article=%00", "article"),
        ("article=a/b", "article"),
        ("after=31-02-2023", "after"),
        ("after=2023-02-31", "after"),
        ("before=0000", "before"),
        ("sort=sideways", "sort"),
        ("group=colour", "group"),
        ("view=spiral", "view"),
        ("organisation=" + "x" * 10_000, "organisation"),
        ("language=%F0%9F%92%A9", "language"),
    ],
)
def test_an_unknown_value_is_a_fault_that_names_its_parameter(world, query, parameter):
    asked = listing(query)
    assert [fault.name for fault in asked.invalid_values] == [parameter]
    assert asked.total == 0
    assert list(asked.rows) == []
    assert asked.facets() == []


def test_every_unknown_value_is_named(world):
    faults = listing("theme=a&theme=rights&theme=b").invalid_values
    assert [fault.value for fault in faults] == ["a", "b"]


def test_an_unknown_parameter_is_reported_and_changes_nothing(world):
    asked = listing("utm_source=letter&theme=rights")
    assert asked.unknown == ["utm_source"]
    assert asked.total == 3


def test_repeated_and_empty_values_change_nothing(world):
    assert listing("theme=&theme=rights&theme=rights&q=&after=").total == 3
    assert listing("theme=&theme=rights&theme=rights").querystring() == "theme=rights"


def test_the_last_of_repeated_words_counts_even_when_empty(world):
    asked = listing("q=nowhere&q=")
    assert (asked.total, asked.querystring(), asked.words) == (5, "", "")


def test_no_more_of_the_words_is_kept_than_is_read(world):
    assert listing("q=" + "x" * 10_000).querystring() == "q=" + "x" * 500
    assert listing("q=" + "+" * 500 + "words").querystring() == ""


def test_how_the_rows_are_shown_is_state_but_no_filter(world):
    asked = listing("view=table&group=article&theme=rights")
    assert (asked.view, asked.group, asked.total) == ("table", "article", 3)
    assert asked.querystring() == "theme=rights&group=article&view=table"
    assert [chip.parameter for chip in asked.chips()] == ["theme"]
    assert listing("view=cards&group=&sort=newest").querystring() == ""
    assert listing("view=table").in_words() == "All recommendations"


def test_the_query_of_a_chip_lifts_it_and_that_of_a_value_toggles_it(world):
    asked = listing("theme=rights&action=amend&page=3")
    lifted = {chip.parameter: chip.querystring for chip in asked.chips()}
    assert lifted == {"theme": "action=amend", "action": "theme=rights"}
    (action,) = asked.facets(["action"])
    toggled = {value.value: value.querystring for value in action.values}
    assert toggled["amend"] == "theme=rights"


def test_a_chosen_value_is_shown_even_where_nothing_is_left_of_it(world):
    (action,) = listing("action=retain&theme=rights").facets(["action"])
    assert ("retain", 0, True) in [(v.value, v.count, v.is_chosen) for v in action.values]


def test_nothing_unpublished_is_counted_or_known(world):
    hidden = RecommendationFactory(submission__slug="hidden")
    author = hidden.submission.authors[0]
    assert hidden.title not in [row.title for row in listing().rows]
    for facet in listing().facets():
        assert author.slug not in [value.value for value in facet.values]
    assert listing(f"organisation={author.slug}").invalid_values
    assert listing("submission=hidden").invalid_values


def test_what_is_withdrawn_is_gone_from_rows_and_counts(world):
    publishing.withdraw(Recommendation.objects.get(number="3"))
    assert sorted(numbers("language=es")) == ["4"]


def test_the_list_costs_the_same_queries_for_one_row_and_for_three(
    world, django_assert_num_queries
):
    for query, rows in (("q=gender", 1), ("q=thing", 5)):
        with django_assert_num_queries(9):
            assert len(list(listing(query).rows)) == rows


def test_all_facets_cost_a_fixed_number_of_queries(world, django_assert_num_queries):
    for query in ("q=gender", "q=thing"):
        with django_assert_num_queries(2):
            listing(query).facets()


@pytest.mark.parametrize("sort", ["newest", "article", "updated", "changes"])
def test_all_rows_are_read_while_one_of_them_is_edited(sort):
    submission = SubmissionFactory(published=True)
    rows = RecommendationFactory.create_batch(6, submission=submission, published=True)
    reading = Listing(QueryDict(f"sort={sort}&submission={submission.slug}")).rows.iterator(
        chunk_size=2
    )
    read = [next(reading), next(reading)]
    read[0].title = "Edited meanwhile"
    read[0].touch()
    read[0].save()
    list(Listing(QueryDict()).rows[:1])  # another request takes the change in
    assert {row.pk for row in [*read, *reading]} == {row.pk for row in rows}
