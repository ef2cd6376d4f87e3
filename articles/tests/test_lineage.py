import pytest

from articles import lineage
from articles.models import Succession
from articles.tests.factories import ArticleFactory, DraftFactory, SuccessionFactory

pytestmark = [pytest.mark.core, pytest.mark.django_db]


@pytest.fixture
def stages():
    """Three stages of one text, an article in each."""
    first = DraftFactory(stage=1)
    drafts = [first, *(DraftFactory(treaty=first.treaty, stage=n) for n in (2, 3))]
    return [ArticleFactory(draft=draft) for draft in drafts]


def test_a_lineage_is_followed_both_ways_over_stages(stages):
    a, b, c = stages
    SuccessionFactory(ancestor=a, descendant=b)
    SuccessionFactory(ancestor=b, descendant=c)
    assert [lineage.family(article) for article in stages] == [[a, b, c]] * 3


def test_only_confirmed_successions_count(stages):
    a, b, c = stages
    SuccessionFactory(ancestor=a, descendant=b, state=Succession.State.SUGGESTED)
    SuccessionFactory(ancestor=b, descendant=c, state=Succession.State.REJECTED)
    assert lineage.family(b) == [b]
    assert [s.state for s in lineage.history_of([b])] == [Succession.State.SUGGESTED]


def test_what_an_article_was_split_into_is_no_kin_of_each_other(stages):
    a, b, _c = stages
    twin = ArticleFactory(draft=b.draft)
    SuccessionFactory(ancestor=a, descendant=b)
    SuccessionFactory(ancestor=a, descendant=twin)
    assert set(lineage.family(a)) == {a, b, twin}
    assert lineage.family(twin) == [a, twin]


def test_the_ends_of_a_lineage_are_what_nothing_succeeds(stages):
    a, b, c = stages
    SuccessionFactory(ancestor=a, descendant=c)
    graph = lineage.Lineage.load(a.draft.treaty)
    assert graph.ends(a.pk) == {c.pk}
    assert graph.ends(b.pk) == {b.pk}


def test_what_is_new_is_told_and_leads_nowhere(stages):
    _a, b, c = stages
    new = Succession.objects.create(descendant=b, state=Succession.State.CONFIRMED)
    edge = SuccessionFactory(ancestor=b, descendant=c)
    assert lineage.family(b) == [b, c]
    assert list(lineage.history_of([b])) == [new, edge]


def test_a_lineage_costs_two_queries(stages, django_assert_num_queries):
    a, b, _c = stages
    SuccessionFactory(ancestor=a, descendant=b)
    article = type(a).objects.for_list().get(pk=a.pk)
    with django_assert_num_queries(2):
        lineage.family(article)
