"""The history of a recommendation: one row for each save, parts and all, in as many queries."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.tests.editors import address, filled
from articles.tests.factories import ArticleFactory
from recommendations.tests.factories import ProposalFactory, RecommendationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def recommendation():
    recommendation = RecommendationFactory()
    ProposalFactory(
        target=recommendation.targets.get(), proposed="Each State Party shall adopt them."
    )
    return recommendation


def save(desk, thing, **changes):
    answer = desk.post(address(thing), filled(desk.get(address(thing)), **changes))
    assert answer.status_code == 302, answer.context["errors"]


def rows(desk, thing):
    """Return the rows of the list, each as the HTML of its last cell."""
    page = desk.get(address(thing, "history")).content.decode()
    assert "style=" not in page
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [re.findall(r"<td>(.*?)</td>", row, re.S)[-1] for row in body.split("</tr>")[:-1]]


def test_changed_wording_and_title_of_one_save_are_one_row_with_redlines(desk, recommendation):
    before = len(rows(desk, recommendation))
    wording = {"targets-0-proposed": "Each State Party shall adopt laws."}
    save(desk, recommendation, title="Another", **wording)
    newest, *others = rows(desk, recommendation)
    assert len(others) == before
    assert "<ins>Another</ins>" in newest
    assert "<del>them</del><ins>laws</ins>" in newest


def test_changed_passage_alone_is_a_row(desk, recommendation):
    save(desk, recommendation, **{"passages-0-exact": "We ask for something else."})
    newest = rows(desk, recommendation)[0]
    assert "Passage, changed" in newest
    assert "<ins>" in newest
    assert "something else" in newest


def test_part_that_came_and_one_that_went_are_told_with_their_words(desk, recommendation):
    words = recommendation.passages.get().exact
    changes = {"passages-0-DELETE": "on", "passages-TOTAL_FORMS": "2"}
    save(desk, recommendation, **changes, **{"passages-1-exact": "Quite new."})
    newest = rows(desk, recommendation)[0]
    assert f"<del>{words}</del>" in newest
    assert "<ins>Quite new.</ins>" in newest


def test_change_of_a_part_by_itself_is_listed_too(desk, recommendation):
    passage = recommendation.passages.get()
    passage.exact = "Changed by an import."
    passage.save()
    newest = rows(desk, recommendation)[0]
    assert "Passage, changed" in newest
    assert "<ins>" in newest


def test_target_is_told_by_its_place_and_what_is_gone_as_gone(desk, recommendation):
    target, old = recommendation.targets.get(), recommendation.targets.get().article
    target.article = ArticleFactory(draft=old.draft, number="77")
    target.save()
    assert "Article 77" in rows(desk, recommendation)[0]
    Article.objects.filter(pk=old.pk).delete()
    assert "deleted since" in rows(desk, recommendation)[0]


def test_history_of_what_is_deleted_is_still_told(desk, recommendation):
    page = address(recommendation, "history")
    recommendation.delete()
    assert desk.get(page).status_code == 200


def test_list_costs_the_same_for_few_saves_and_for_many(desk, recommendation):
    target = recommendation.targets.get()

    def change(number):
        draft = target.article.draft
        recommendation.targets.create(article=ArticleFactory(draft=draft), position=number)
        target.article = ArticleFactory(draft=draft)
        target.save()
        save(
            desk,
            recommendation,
            title=f"Title {number}",
            **{"targets-0-proposed": f"Words {number}.", "passages-0-exact": f"Quote {number}."},
        )

    def queries():
        rows(desk, recommendation)
        with CaptureQueriesContext(connection) as captured:
            rows(desk, recommendation)
        return len(captured)

    change(1)
    change(2)
    before = queries()
    for number in range(3, 7):
        change(number)
    assert queries() == before == 14
