"""The lineages of all articles of a treaty in one list."""

import pytest

from articles.models import Succession
from articles.tests.factories import ArticleFactory, DraftFactory, SuccessionFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/lineages/"


@pytest.fixture
def drafts():
    """Three stages: article 1 is split, one half of it dropped; article 9 is new."""
    first = DraftFactory(stage=1, slug="first", treaty__slug="treaty")
    later = [DraftFactory(stage=n, slug=f"stage-{n}", treaty=first.treaty) for n in (2, 3)]
    one = ArticleFactory(draft=first, number="1", position=1)
    half, other = (ArticleFactory(draft=later[0], number=number) for number in ("1", "2"))
    end = ArticleFactory(draft=later[1], number="1", position=1)
    new = ArticleFactory(draft=later[1], number="9", position=9)
    for ancestor, descendant in ((one, half), (one, other), (half, end)):
        SuccessionFactory(ancestor=ancestor, descendant=descendant)
    state = Succession.State.CONFIRMED
    SuccessionFactory(ancestor=other, descendant=None, dropped_in=later[1])
    Succession.objects.create(descendant=new, state=state)
    SuccessionFactory(ancestor=other, descendant=end, state="suggested")
    return first, *later


def rows(client, **parameters):
    return client.get(LIST, parameters).json()["results"]


def test_each_article_comes_with_all_before_and_after_it(client, drafts):
    one, half, other, end, new = rows(client, treaty="treaty")
    assert one == {
        "article": "treaty/first/article-1",
        "came_from": [],
        "became": [f"treaty/{place}" for place in (
            "stage-2/article-1", "stage-2/article-2", "stage-3/article-1"
        )],
        "dropped_in": ["treaty/stage-3"],
        "is_new": False,
    }  # fmt: skip
    assert half["came_from"] == other["came_from"] == ["treaty/first/article-1"]
    assert (half["dropped_in"], other["dropped_in"]) == ([], ["treaty/stage-3"])
    # Its other half is no relative of what one half became.
    assert end["came_from"] == ["treaty/first/article-1", "treaty/stage-2/article-1"]
    assert new["is_new"]
    assert not new["came_from"]


def test_list_is_kept_to_a_draft_and_comes_as_a_table(client, drafts):
    assert [row["article"] for row in rows(client, draft="treaty/stage-3")] == [
        "treaty/stage-3/article-1", "treaty/stage-3/article-9"
    ]  # fmt: skip
    answer = client.get(LIST, {"draft": "treaty/stage-3", "format": "csv"})
    assert 'filename="lineages.csv"' in answer["Content-Disposition"]
    lines = answer.text.splitlines()
    assert lines[0].endswith("article,came_from,became,dropped_in,is_new")
    assert lines[1].startswith(
        "treaty/stage-3/article-1,treaty/first/article-1; treaty/stage-2/article-1,"
    )


def test_unknown_parameter_is_named(client, drafts):
    answer = client.get(LIST, {"state": "suggested"})
    assert answer.status_code == 400
    assert "state" in answer.text
