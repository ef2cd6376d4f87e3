"""Comparisons are kept for as long as their content is the same, and never longer."""

import pytest

from articles.models import Article, Division, Draft, Provision, ProvisionText, Succession, Treaty
from articles.tests.factories import ArticleFactory, DivisionFactory, ProvisionFactory
from recommendations.listing.comparison_cache import comparison_cache
from recommendations.tests.compared_drafts import joined_articles, two_drafts

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts():
    drafts = two_drafts()
    joined_articles(drafts)
    division = DivisionFactory(draft=drafts[1])
    Article.objects.filter(draft=drafts[1]).update(division=division)
    return drafts


def got(drafts):
    drafts = Draft.objects.select_related("treaty").order_by("stage")
    return comparison_cache.get(*drafts.filter(treaty__slug="lamps"), "en", ("confirmed",))


def test_comparison_is_kept_while_nothing_changes(drafts, django_assert_num_queries):
    before = got(drafts)
    with django_assert_num_queries(2):  # the log, and the drafts
        assert got(drafts) is before


def test_comparison_is_kept_where_another_text_changes(drafts):
    before = got(drafts)
    row = ProvisionFactory(article=ArticleFactory())
    row.texts.create(text="Of something else.")
    assert got(drafts) is before


CHANGES = {
    "text": lambda: ProvisionText.objects.filter(text__contains="shall").update(text="Burn!"),
    "number": lambda: Article.objects.filter(number="5").update(number="6"),
    "heading": lambda: Article.objects.filter(number="5").update(heading="Boats"),
    "provision": lambda: Provision.objects.filter(article__number="5").update(number="2"),
    "division": lambda: Division.objects.update(heading="Boats"),
    "draft": lambda: Draft.objects.filter(slug="second").update(symbol="Boats"),
    "treaty": lambda: Treaty.objects.update(short_title="Boats"),
    "state": lambda: Succession.objects.update(state=Succession.State.REJECTED),
    "succession": lambda: Succession.objects.all().delete(),
    "article": lambda: ArticleFactory(draft=Draft.objects.get(slug="second")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_comparison_is_made_anew_where_its_content_changes(drafts, change):
    before = got(drafts)
    change()
    assert got(drafts) is not before


def test_comparison_is_made_anew_where_a_suggestion_is_confirmed(drafts):
    Succession.objects.update(state=Succession.State.SUGGESTED)
    states = ("confirmed", "suggested")
    before = comparison_cache.get(*drafts, "en", states)
    assert comparison_cache.get(*drafts, "en", states) is before
    Succession.objects.update(state=Succession.State.CONFIRMED)
    assert comparison_cache.get(*drafts, "en", states) is not before
