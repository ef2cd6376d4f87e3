"""A row of a list in plain values says what the models say."""

import pytest

from articles.tests.factories import ArticleFactory, DivisionFactory, DraftFactory, ProvisionFactory
from recommendations.listing.rows import recommendation_rows
from recommendations.models import Recommendation
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
    TargetFactory,
    ThemeFactory,
)
from recommendations.tests.reading import links_of, text_of

pytestmark = pytest.mark.django_db


def ask_of(recommendation):
    [ask] = recommendation_rows(Recommendation.objects.filter(pk=recommendation.pk))
    return ask


def test_ask_says_of_itself_what_the_model_says():
    row = RecommendationFactory(aim="narrow", language="fr", published=True)
    row.passages.create(exact="And this.", position=9)
    ask = ask_of(row)
    assert (ask.number, ask.title, ask.quote, ask.language) == (
        row.number,
        row.title,
        row.quote,
        "fr",
    )
    assert (str(ask.action), str(ask.aim)) == (row.get_action_display(), row.get_aim_display())
    assert ask.address == row.get_absolute_url()
    assert ask.date == row.submission.date


def test_ask_says_what_is_asked_as_one_phrase():
    amending = ask_of(RecommendationFactory(action="amend", aim="strengthen_safeguards"))
    assert amending.action_and_aim == "Amend, to strengthen safeguards"
    assert ask_of(RecommendationFactory(action="retain", aim="")).action_and_aim == "Retain"


def test_ask_tells_whether_it_comes_with_wording():
    row = RecommendationFactory()
    assert not ask_of(row).has_wording
    row.targets.get().proposals.create(base="May.", proposed="Shall.")
    assert ask_of(row).has_wording


def test_ask_leads_where_the_models_lead():
    provision = ProvisionFactory(article__number="24 bis", eid="art_24bis__para_2__point_c")
    untitled = DraftFactory(symbol="", title="Zero draft")
    row = RecommendationFactory(articles=[], themes=[ThemeFactory(), ThemeFactory()])
    for position, place in enumerate(
        [
            {"article": provision.article, "provision": provision},
            {"article": None, "division": DivisionFactory(number="IV")},
            {"article": ArticleFactory(draft=untitled), "relation": "after", "new_label": "5 bis"},
        ]
    ):
        TargetFactory(recommendation=row, position=position, **place)
    ask, row = ask_of(row), Recommendation.objects.for_list().get()
    assert [(place.label, place.address, place.draft) for place in ask.places] == [
        (target.label, target.get_absolute_url(), str(target.draft)) for target in row.targets.all()
    ]
    within = [target.article or target.division for target in row.targets.all()]
    assert [
        (place.within, place.within_address, place.heading, place.path) for place in ask.places
    ] == [(one.label, one.get_absolute_url(), one.heading, one.path) for one in within]
    assert [(theme.label, theme.address) for theme in ask.themes] == [
        (theme.name, theme.get_absolute_url()) for theme in row.themes.all()
    ]


def test_authors_come_in_the_order_of_signing_without_endorsers():
    first, second = OrganisationFactory(acronym="FO"), OrganisationFactory()
    submission = SubmissionFactory(authors=[first, second])
    submission.signatures.create(organisation=OrganisationFactory(), role="endorser")
    ask = ask_of(RecommendationFactory(submission=submission))
    assert [(author.label, author.address, author.acronym) for author in ask.authors] == [
        (first.name, first.get_absolute_url(), "FO"),
        (second.name, second.get_absolute_url(), second.acronym),
    ]


@pytest.mark.parametrize(
    ("state", "of_submission", "said"),
    [
        ("published", "published", ""),
        ("in_review", "published", "in review"),
        ("published", "draft", "published"),
    ],
)
def test_state_is_said_of_what_is_not_public(state, of_submission, said):
    row = RecommendationFactory(published=True)
    type(row).objects.update(state=state)
    type(row.submission).objects.update(state=of_submission)
    assert str(ask_of(row).state) == said


def test_asks_come_in_the_order_of_the_queryset():
    for number in ("2", "3", "1"):
        RecommendationFactory(number=number)
    found = recommendation_rows(Recommendation.objects.for_list().order_by("-number"))
    assert [ask.number for ask in found] == ["3", "2", "1"]
    assert recommendation_rows(Recommendation.objects.none()) == []


@pytest.mark.parametrize("count", [1, 3])
def test_asks_cost_a_query_for_each_kind_of_part(django_assert_num_queries, count):
    for _row in range(count):
        RecommendationFactory(themes=[ThemeFactory()])
    with django_assert_num_queries(5):
        recommendation_rows(Recommendation.objects.all())


def test_rows_show_some_authors_and_places_and_count_the_others(client):
    authors = [OrganisationFactory() for _author in range(5)]
    submission = SubmissionFactory(authors=authors)
    draft = DraftFactory(treaty=submission.treaty)
    articles = [ArticleFactory(draft=draft) for _article in range(6)]
    RecommendationFactory(submission=submission, articles=articles, published=True)
    for view in ("cards", "table"):
        page = client.get(f"/recommendations/?view={view}")
        shown = {address for address, _words in links_of(page)}
        assert [author.get_absolute_url() in shown for author in authors] == [True] * 3 + [
            False
        ] * 2
        assert [place.get_absolute_url() in shown for place in articles] == [True] * 4 + [False] * 2
        assert text_of(page).count("and 2 more") == 2


def test_names_are_text_in_the_links_of_rows(client):
    author = OrganisationFactory(name="<b>Rights & Co</b>")
    theme = ThemeFactory(name="<i>Theme</i>")
    RecommendationFactory(
        submission=SubmissionFactory(authors=[author]), themes=[theme], published=True
    )
    page = client.get("/recommendations/").content.decode()
    assert "<b>Rights" not in page
    assert "&lt;b&gt;Rights &amp; Co&lt;/b&gt;" in page
    assert "<i>Theme" not in page
