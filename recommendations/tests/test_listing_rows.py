"""A row of a list in plain values, and what stands around it, say what the models say."""

import pytest

from articles.tests.factories import ArticleFactory, DivisionFactory, DraftFactory, ProvisionFactory
from recommendations.api.recommendation_serializers import RecommendationSerializer
from recommendations.listing.rows import (
    RelatedValues,
    place_label,
    recommendation_rows,
    target_label,
)
from recommendations.models import Recommendation, Target
from recommendations.tests.factories import (
    OrganisationFactory,
    OutcomeFactory,
    ProposalFactory,
    RecommendationFactory,
    SubmissionFactory,
    TargetFactory,
    ThemeFactory,
)
from recommendations.tests.reading import links_of, text_of

pytestmark = pytest.mark.django_db


def row_of(recommendation):
    [row] = recommendation_rows(Recommendation.objects.filter(pk=recommendation.pk))
    return row


def test_row_says_of_itself_what_the_model_says():
    row = RecommendationFactory(aim="narrow", language="fr", published=True)
    row.passages.create(exact="And this.", position=9)
    listed = row_of(row)
    assert (listed.number, listed.title, listed.quote, listed.language) == (
        row.number,
        row.title,
        row.quote,
        "fr",
    )
    assert (str(listed.action), str(listed.aim)) == (
        row.get_action_display(),
        row.get_aim_display(),
    )
    assert listed.address == row.get_absolute_url()
    assert listed.date == row.submission.date


def test_row_says_what_is_asked_as_one_phrase():
    amending = row_of(RecommendationFactory(action="amend", aim="strengthen_safeguards"))
    assert amending.action_and_aim == "Amend, to strengthen safeguards"
    assert row_of(RecommendationFactory(action="retain", aim="")).action_and_aim == "Retain"


def test_row_tells_whether_it_comes_with_wording():
    row = RecommendationFactory()
    assert not row_of(row).has_wording
    row.targets.get().proposals.create(base="May.", proposed="Shall.")
    assert row_of(row).has_wording


def test_row_leads_where_the_models_lead():
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
    listed, row = row_of(row), Recommendation.objects.for_list().get()
    assert [(place.label, place.address, place.draft) for place in listed.places] == [
        (target.label, target.get_absolute_url(), str(target.draft)) for target in row.targets.all()
    ]
    within = [target.article or target.division for target in row.targets.all()]
    assert [
        (place.within, place.within_address, place.heading, place.path) for place in listed.places
    ] == [(place.label, place.get_absolute_url(), place.heading, place.path) for place in within]
    assert [(theme.label, theme.address) for theme in listed.themes] == [
        (theme.name, theme.get_absolute_url()) for theme in row.themes.all()
    ]


def test_authors_come_in_the_order_of_signing_without_endorsers():
    first, second = OrganisationFactory(acronym="FO"), OrganisationFactory()
    submission = SubmissionFactory(authors=[first, second])
    submission.signatures.create(organisation=OrganisationFactory(), role="endorser")
    listed = row_of(RecommendationFactory(submission=submission))
    assert [(author.label, author.address, author.acronym) for author in listed.authors] == [
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
    assert str(row_of(row).state) == said


def test_asks_come_in_the_order_of_the_queryset():
    for number in ("2", "3", "1"):
        RecommendationFactory(number=number)
    rows = recommendation_rows(Recommendation.objects.for_list().order_by("-number"))
    assert [listed.number for listed in rows] == ["3", "2", "1"]
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


def make_targets():
    """Make a recommendation with one target of each kind, and return it."""
    recommendation = RecommendationFactory(articles=[])
    preamble = ArticleFactory(kind="preamble", number="")
    provision = ProvisionFactory(article__number="24 bis", eid="art_24bis__para_2__point_c")
    chapter = DivisionFactory(number="IV")
    for position, place in enumerate(
        [
            {"article": preamble},
            {"article": provision.article, "provision": provision},
            {"article": None, "division": chapter},
            {"article": preamble, "relation": "before", "new_label": "1 bis"},
            {"article": preamble, "relation": "after", "new_label": ""},
        ]
    ):
        TargetFactory(recommendation=recommendation, position=position, **place)
    return recommendation


def test_label_and_path_of_a_target_are_those_of_the_model():
    recommendation = make_targets()
    read = RelatedValues([recommendation]).targets[recommendation.pk]
    targets = list(Target.objects.order_by("position"))
    assert [target_label(row, place_label(row)) for row in read] == [
        target.label for target in targets
    ]
    [answer] = RecommendationSerializer().represent_rows([recommendation])
    assert [(target["article"], target["division"]) for target in answer["targets"]] == [
        (target.article and target.article.path, target.division and target.division.path)
        for target in targets
    ]


def test_parts_come_in_the_order_of_the_models():
    first, second = OrganisationFactory(slug="first"), OrganisationFactory(slug="second")
    submission = SubmissionFactory(authors=[first, second])
    themes = [ThemeFactory(position=2, slug="later"), ThemeFactory(position=1, slug="earlier")]
    row = RecommendationFactory(submission=submission, themes=themes)
    row.passages.create(exact="Said second.", position=2)
    row.passages.create(exact="Said first.", position=1)
    [answer] = RecommendationSerializer().represent_rows([row])
    assert answer["quote"] == row.quote
    assert [theme["slug"] for theme in answer["themes"]] == ["earlier", "later"]
    assert [author["slug"] for author in answer["submission"]["organisations"]] == [
        "first",
        "second",
    ]


def test_each_row_has_its_own_parts():
    rows = [RecommendationFactory(passage="One."), RecommendationFactory(passage="Two.")]
    OutcomeFactory(recommendation=rows[1], verdict="partly")
    ProposalFactory(target=rows[1].targets.get())
    first, second = RecommendationSerializer().represent_rows(rows)
    assert (first["quote"], second["quote"]) == ("One.", "Two.")
    assert (first["outcomes"], second["outcomes"][0]["verdict"]) == ([], "partly")
    assert first["targets"][0]["proposal"] is None
    assert ["+", "shall"] in second["targets"][0]["proposal"]["redline"]


@pytest.mark.parametrize("count", [1, 3])
def test_parts_cost_a_query_for_each_kind(django_assert_num_queries, count):
    for _row in range(count):
        ProposalFactory(target=RecommendationFactory().targets.get())
    rows = list(
        RecommendationSerializer.only_needed(Recommendation.objects.all(), with_related=True)
    )
    with django_assert_num_queries(7):
        list(RecommendationSerializer().represent_rows(rows))


def test_nothing_is_read_around_rows_whose_parts_are_not_shown(django_assert_num_queries):
    row = RecommendationFactory()
    with django_assert_num_queries(0):
        [answer] = RecommendationSerializer(context={"with_related": False}).represent_rows([row])
    assert "targets" not in answer
