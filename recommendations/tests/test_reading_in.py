"""Recommendations on provisions whose text is read in: they stay where they are."""

import pytest

from articles.draft_texts import plan_report, removal
from articles.draft_texts.plan import Plan
from articles.draft_texts.writing import Refused, store
from articles.places import stubs
from articles.tests.factories import ArticleFactory
from articles.tests.reading import outline
from recommendations.models import Target
from recommendations.tests.factories import RecommendationFactory

pytestmark = pytest.mark.django_db

TEXT = "Article 1\nScope\n1. Each Party shall:\n(a) act;\n(b) refrain.\nArticle 2\nEnd\nText.\n"


@pytest.fixture
def target():
    """A target at a stub, made before the text was at hand."""
    article = ArticleFactory(number="1")
    recommendation = RecommendationFactory(articles=[article])
    recommendation.targets.all().delete()
    provision = stubs.provision_at(article, ("1", "b"))
    return Target.objects.create(
        recommendation=recommendation, article=article, provision=provision
    )


def test_target_finds_the_text_of_its_provision(target):
    store(outline(TEXT), target.draft)
    target.refresh_from_db()
    assert target.provision.texts.get().text == "refrain."
    assert target.label == "Article 1(1)(b)"
    store(outline(TEXT.replace("refrain", "abstain")), target.draft)
    assert target.provision.texts.get().text == "abstain."


def test_provision_with_a_target_does_not_vanish(target):
    store(outline(TEXT), target.draft)
    shorter = outline(TEXT.replace("(b) refrain.\n", ""))
    assert Plan(shorter, target.draft).obstacles == [(target.provision, target)]
    with pytest.raises(Refused):
        store(shorter, target.draft)
    assert target.provision.texts.get().text == "refrain."


def test_words_of_a_provision_with_a_target_do_not_go_in_one_language(target):
    store(outline(TEXT), target.draft)
    french = "Article premier\nChamp\n1. Chaque Partie :\na) agit ;\nb) s’abstient.\n"
    store(outline(french, language="fr"), target.draft)
    shorter = outline(french.replace("b) s’abstient.\n", ""), language="fr")
    assert Plan(shorter, target.draft).obstacles == [(target.provision, target)]
    with pytest.raises(Refused, match="refer to"):
        store(shorter, target.draft, may_replace=True)
    assert target.provision.texts.filter(language="fr").exists()


def test_language_goes_unless_a_target_would_be_left_without_words(target):
    store(outline(TEXT), target.draft)
    french = "Article premier\nChamp\n1. Chaque Partie :\na) agit ;\nb) s’abstient.\n"
    store(outline(french, language="fr"), target.draft)
    removed = removal.remove(target.draft, "fr")
    assert removed.pointed == [(target.provision, target)]
    with pytest.raises(removal.Forbidden, match=r"Article 1\(1\)\(b\): target"):
        removal.remove(target.draft, "en")
    assert target.provision.texts.get().text == "refrain."


def test_names_of_obstacles_need_no_query_each(target, django_assert_num_queries):
    store(outline(TEXT), target.draft)
    for number in range(3):
        Target.objects.create(
            recommendation=target.recommendation,
            article=target.article,
            provision=target.provision,
            relation="after",
            new_label=str(number),
        )
    plan = Plan(outline(TEXT.replace("(b) refrain.\n", "")), target.draft)
    with django_assert_num_queries(1):
        said = [plan_report.described(pointing) for _row, pointing in plan.obstacles]
    assert said[0] == f"target Article 1(1)(b), {target.recommendation}"
