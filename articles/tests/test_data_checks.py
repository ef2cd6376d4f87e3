"""The walk over the rules of the text: each rule is broken behind the back of the models."""

import pytest

from articles import data_checks
from articles.models import Article, Division, Draft, Provision, ProvisionText, Succession
from articles.tests.factories import (
    ArticleFactory,
    DivisionFactory,
    DraftFactory,
    ProvisionFactory,
    SessionFactory,
    SuccessionFactory,
    TreatyFactory,
)

pytestmark = pytest.mark.django_db


def found():
    return [str(finding) for finding in data_checks.findings()]


def make_sound():
    """Make one of everything that the walk looks at."""
    provision = ProvisionFactory(article__number="24")
    chapter = DivisionFactory(draft=provision.draft)
    DivisionFactory(draft=provision.draft, parent=chapter)
    Article.objects.filter(pk=provision.article_id).update(division=chapter)
    ProvisionFactory(
        article=provision.article, parent=provision, eid=f"{provision.eid}__point_a", number="(a)"
    )
    provision.draft.sessions.add(SessionFactory(treaty=provision.draft.treaty))
    SuccessionFactory(ancestor=provision.article)
    ProvisionText.objects.create(provision=provision, text="Words.")
    return provision


def test_sound_rows_give_no_findings():
    make_sound()
    assert found() == []


def test_walk_costs_the_same_queries_for_one_and_three(django_assert_num_queries):
    make_sound()
    with django_assert_num_queries(14):
        found()
    make_sound()
    make_sound()
    with django_assert_num_queries(14):
        found()


def test_session_of_another_treaty_is_found():
    draft, session = DraftFactory(), SessionFactory()
    draft.sessions.add(session)
    assert found() == [
        f"draft {draft.path}: was considered at {session.path}, a session of another treaty"
    ]


def test_division_within_another_draft_or_itself_is_found():
    stray = DivisionFactory(parent=DivisionFactory())
    loop = DivisionFactory()
    inner = DivisionFactory(draft=loop.draft, parent=loop)
    Division.objects.filter(pk=loop.pk).update(parent=inner)
    below = DivisionFactory(draft=loop.draft, parent=inner)
    assert sorted(found()) == sorted(
        [
            f"division {stray.path}: is within a division of another draft",
            f"division {loop.path}: is within itself",
            f"division {inner.path}: is within itself",
        ]
    )
    assert below.path not in " ".join(found())


def test_article_in_another_draft_or_with_stale_values_is_found():
    article = ArticleFactory(number="24")
    Article.objects.update(division=DivisionFactory(), folded="old", slug="article-9")
    lines = found()
    assert [line.split(": ")[1] for line in lines] == [
        "is in a division of another draft",
        "slug is not up to date",
        "folded is not up to date",
    ]
    assert lines[0].startswith(f"article {article.draft.path}/article-9")


def test_provision_that_disagrees_with_its_article_is_found():
    provision, other = ProvisionFactory(article__number="24"), ProvisionFactory()
    Provision.objects.filter(pk=provision.pk).update(
        draft=other.draft, parent=other, eid="art_240__para_1"
    )
    assert [line.split(": ")[1] for line in found()] == [
        "belongs to a different draft from its article",
        f"the eId does not begin with that of {provision.article.path}",
        "is within a provision of another article",
    ]


def test_provision_within_itself_is_found():
    provision = ProvisionFactory()
    Provision.objects.update(parent=provision)
    assert found() == [f"provision {provision.eid}: is within itself"]


def test_succession_to_another_treaty_or_no_later_stage_is_found():
    across, back = SuccessionFactory(), SuccessionFactory()
    Draft.objects.filter(pk=across.descendant.draft_id).update(treaty=TreatyFactory())
    Draft.objects.filter(pk=back.descendant.draft_id).update(stage=0)
    Draft.objects.filter(pk=back.ancestor.draft_id).update(stage=0)
    dropped = Succession.objects.create(
        ancestor=back.ancestor, dropped_in=back.descendant.draft, state="suggested"
    )
    assert [line.split(": ")[1] for line in found()] == [
        "leads to another treaty",
        "does not lead to a later stage of the text",
        "does not lead to a later stage of the text",
    ]
    assert dropped.dropped_in.path in found()[2]


def test_article_that_is_new_and_came_from_another_is_found():
    edge = SuccessionFactory()
    Succession.objects.create(descendant=edge.descendant, state="rejected")
    assert found() == []
    Succession.objects.update(state="confirmed")
    assert found() == [
        f"article {edge.descendant.path}: is confirmed as new, and as what another became"
    ]


def test_text_that_is_not_in_normal_form_is_found(monkeypatch):
    article = ArticleFactory()
    field = Article._meta.get_field("heading")
    monkeypatch.setattr(type(field), "get_prep_value", lambda self, value: value)
    Article.objects.update(heading="Cafe\u0301", folded="")
    assert f"article {article.pk}: heading is not in normal form C" in found()


def test_circular_finds_only_what_lies_on_a_circle():
    parents = {1: None, 2: 1, 3: 4, 4: 5, 5: 3, 6: 5, 7: 7}
    assert data_checks.circular(parents) == [3, 4, 5, 7]
