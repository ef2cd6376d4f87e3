"""What is read as plain values is what the models say."""

import pytest

from articles.tests.factories import ArticleFactory, DivisionFactory, ProvisionFactory
from recommendations.api.recommendation_serializers import RecommendationSerializer
from recommendations.listing.rows import RelatedValues, place_label, target_label
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

pytestmark = pytest.mark.django_db


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
    assert [(each["article"], each["division"]) for each in answer["targets"]] == [
        (each.article and each.article.path, each.division and each.division.path)
        for each in targets
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
    assert [each["slug"] for each in answer["themes"]] == ["earlier", "later"]
    assert [each["slug"] for each in answer["submission"]["organisations"]] == ["first", "second"]


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
    with django_assert_num_queries(6):
        list(RecommendationSerializer().represent_rows(rows))


def test_nothing_is_read_around_rows_whose_parts_are_not_shown(django_assert_num_queries):
    row = RecommendationFactory()
    with django_assert_num_queries(0):
        [answer] = RecommendationSerializer(context={"with_related": False}).represent_rows([row])
    assert "targets" not in answer
