"""What the database and `full_clean()` refuse on this floor, in words for an editor."""

import unicodedata
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError

from articles.models import Article, Basis, Provision, ProvisionText, Session, Succession
from articles.tests.factories import (
    ArticleFactory,
    DivisionFactory,
    DraftFactory,
    ProvisionFactory,
    SessionFactory,
    SuccessionFactory,
    TreatyFactory,
)

pytestmark = [pytest.mark.core, pytest.mark.django_db]


def refusal(row):
    """Return the messages with which full_clean() refuses a row, all in one string."""
    with pytest.raises(ValidationError) as caught:
        row.full_clean()
    return " ".join(caught.value.messages)


def test_sessions_of_one_position_come_by_their_first_day_and_undated_ones_last():
    days = (None, date(2023, 8, 21), date(2022, 2, 28))
    treaty = TreatyFactory()
    undated, new, old = (SessionFactory(treaty=treaty, position=0, starts_on=day) for day in days)
    assert list(Session.objects.all()) == [old, new, undated]


def test_a_session_cannot_end_before_it_starts():
    session = SessionFactory.build(
        treaty=TreatyFactory(), starts_on="2023-04-21", ends_on="2023-04-11"
    )
    assert "cannot end before it starts" in refusal(session)


def test_a_sourced_fact_needs_its_source():
    draft = DraftFactory.build(treaty=TreatyFactory(), basis=Basis.SOURCED)
    assert "Enter the source" in refusal(draft)


def test_a_symbol_and_a_slug_stand_once_in_a_treaty_but_drafts_may_have_no_symbol():
    draft = DraftFactory(symbol="A/TEST/0")
    again = DraftFactory.build(treaty=draft.treaty, slug=draft.slug, symbol="A/TEST/0")
    assert "this slug" in refusal(again)
    assert "this symbol" in refusal(again)
    DraftFactory.create_batch(2, treaty=draft.treaty, symbol="")


@pytest.mark.parametrize(
    ("kind", "number", "slug"),
    [
        (Article.Kind.PREAMBLE, "", "preamble"),
        (Article.Kind.ARTICLE, "24 bis", "article-24-bis"),
        (Article.Kind.RECITAL, "26", "recital-26"),
        (Article.Kind.ANNEX, "1", "annex-1"),
    ],
)
def test_the_address_of_an_article_follows_from_kind_and_number(kind, number, slug):
    assert ArticleFactory(kind=kind, number=number).slug == slug


def test_a_number_stands_once_in_a_draft_and_an_article_has_one():
    article = ArticleFactory(number="24")
    assert "this number" in refusal(ArticleFactory.build(draft=article.draft, number="24"))
    assert "needs a number" in refusal(ArticleFactory.build(draft=article.draft, number=""))


def test_an_article_lies_in_a_division_of_its_own_draft():
    article = ArticleFactory.build(draft=DraftFactory(), division=DivisionFactory())
    assert "another draft" in refusal(article)


def test_a_division_does_not_lie_within_itself():
    division = DivisionFactory()
    division.parent = division
    assert "within itself" in refusal(division)


def test_a_provision_does_not_lie_within_itself():
    upper = ProvisionFactory()
    middle = ProvisionFactory(article=upper.article, parent=upper)
    for parent in (upper, middle, ProvisionFactory(article=upper.article, parent=middle)):
        upper.parent = parent
        assert "within itself" in refusal(upper)


@pytest.mark.parametrize(
    ("factory", "whole"), [(DivisionFactory, "draft"), (ProvisionFactory, "article")]
)
def test_what_lies_in_a_circle_that_it_is_not_of_can_be_judged(factory, whole):
    one = factory()
    within = {whole: getattr(one, whole)}
    other, outside = factory(parent=one, **within), factory(parent=one, **within)
    type(one).objects.filter(pk=one.pk).update(parent=other)
    type(one).objects.get(pk=outside.pk).clean()
    assert "within itself" in refusal(type(one).objects.get(pk=one.pk))


def test_an_eid_stands_once_in_a_draft_even_where_forms_are_passed_by():
    provision = ProvisionFactory()
    twin = Provision(article=provision.article, kind="paragraph", eid=provision.eid)
    with pytest.raises(IntegrityError):
        twin.save()


def test_an_eid_begins_with_that_of_its_article():
    article = ArticleFactory(number="24")
    provision = Provision(
        article=article, draft=article.draft, kind="paragraph", eid="art_9__para_1"
    )
    assert "art_24" in refusal(provision)


def test_a_provision_has_one_text_in_a_language_and_no_empty_one():
    provision = ProvisionFactory()
    ProvisionText.objects.create(provision=provision, language="en", text="Each State Party")
    again = ProvisionText(provision=provision, language="en", text="x")
    assert "this language" in refusal(again)
    with pytest.raises(IntegrityError):
        ProvisionText.objects.create(provision=provision, language="fr", text="")


def test_text_is_stored_in_normal_form_c():
    decomposed = unicodedata.normalize("NFD", "Négociation")
    article = ArticleFactory(heading=decomposed)
    article.refresh_from_db()
    assert article.heading == "Négociation"


@pytest.mark.parametrize("stage", [1, 2])
def test_a_succession_leads_to_a_later_stage(stage):
    ancestor = ArticleFactory(draft__stage=2)
    descendant = ArticleFactory(draft__stage=stage, draft__treaty=ancestor.draft.treaty)
    edge = Succession(ancestor=ancestor, descendant=descendant)
    assert "later stage" in refusal(edge)


def test_a_succession_stays_in_its_treaty_and_has_one_end():
    ancestor = ArticleFactory(draft__stage=1)
    stranger = ArticleFactory(draft__stage=2)
    assert "one treaty" in refusal(Succession(ancestor=ancestor, descendant=stranger))
    assert "either to an article or" in refusal(Succession(ancestor=ancestor))


def test_a_succession_from_nothing_says_that_its_article_is_new():
    article = ArticleFactory()
    edge = Succession(descendant=article)
    edge.full_clean()
    edge.save()
    assert (edge.kind, edge.treaty) == (Succession.Kind.NEW, article.draft.treaty)
    assert str(edge) == f"new → {article}"
    assert "recorded already" in refusal(Succession(descendant=article))
    assert "Say which article was dropped" in refusal(Succession(dropped_in=article.draft))
    assert "either to an article or" in refusal(Succession())


@pytest.mark.parametrize("score", [-0.1, 1.1])
def test_a_score_lies_between_0_and_1(score):
    edge = SuccessionFactory(score=0.5)
    edge.score = score
    assert "Ensure this value is" in refusal(edge)
    with pytest.raises(IntegrityError):
        Succession.objects.update(score=score)


def test_an_article_is_not_confirmed_as_new_beside_what_it_came_from():
    edge = SuccessionFactory()
    new = Succession.objects.create(descendant=edge.descendant)
    with pytest.raises(ValidationError, match="came from an earlier article"):
        new.decide(Succession.State.CONFIRMED, None)
    edge.decide(Succession.State.REJECTED, None)
    assert new.decide(Succession.State.CONFIRMED, None)
    with pytest.raises(ValidationError, match="later article is new"):
        edge.decide(Succession.State.CONFIRMED, None)


def test_deciding_a_succession_writes_back_nothing_else():
    edge = SuccessionFactory(state="suggested", reasons="As first written")
    seen_before = Succession.objects.get(pk=edge.pk)
    edge.reasons = "As mended since"
    edge.save()
    assert seen_before.decide(Succession.State.REJECTED, None)
    edge.refresh_from_db()
    assert (edge.state, edge.reasons) == (Succession.State.REJECTED, "As mended since")
    assert edge.history.first().reasons == "As mended since"
    assert not edge.decide(Succession.State.REJECTED, None)


def test_succession_deleted_meanwhile_cannot_be_decided():
    edge = SuccessionFactory(state="suggested")
    Succession.objects.filter(pk=edge.pk).delete()
    with pytest.raises(ValidationError, match="omebody else has deleted"):
        edge.decide(Succession.State.CONFIRMED, None)


def test_what_others_point_to_is_not_deleted():
    edge = SuccessionFactory()
    for held in (edge.ancestor, edge.ancestor.draft, edge.ancestor.draft.treaty):
        with pytest.raises(ProtectedError):
            held.delete()


def test_every_change_of_a_row_is_kept_in_its_history():
    article = ArticleFactory(heading="Conditions")
    article.heading = "Conditions and safeguards"
    article.save()
    assert [h.heading for h in article.history.all()] == ["Conditions and safeguards", "Conditions"]


@pytest.mark.parametrize("slug", ["compare", "outcomes"])
def test_draft_does_not_take_the_address_of_another_page(slug):
    draft = DraftFactory(slug=slug)
    with pytest.raises(ValidationError, match="is the address of another page"):
        draft.full_clean()
