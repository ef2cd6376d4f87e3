"""The lists of the desk, and its front page."""

from datetime import datetime

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.formats import date_format

from articles.history.change_sets import change_set
from articles.models import Provision, Succession
from articles.tests.editors import filled
from articles.tests.factories import (
    ArticleFactory,
    DraftFactory,
    ProvisionFactory,
    SuccessionFactory,
)
from recommendations import models
from recommendations.models import State
from recommendations.tests import factories

pytestmark = pytest.mark.django_db


def full_recommendation():
    """A recommendation with everything that a list may show of it, and things beside it."""
    recommendation = factories.RecommendationFactory()
    ProvisionFactory(article=recommendation.targets.get().article)
    return recommendation


LISTS = {
    "organisation": (factories.OrganisationFactory, 8),
    "theme": (factories.ThemeFactory, 8),
    "submission": (factories.SubmissionFactory, 13),
    "recommendation": (full_recommendation, 11),
    "target": (full_recommendation, 7),
    "passage": (full_recommendation, 7),
    "signature": (factories.SubmissionFactory, 7),
    "proposal": (factories.ProposalFactory, 7),
    "outcome": (factories.OutcomeFactory, 7),
}


def changelist(model):
    return reverse(f"admin:recommendations_{model}_changelist")


@pytest.mark.parametrize("model", LISTS)
def test_list_costs_the_same_for_one_row_and_for_three(desk, model, django_assert_num_queries):
    make, queries = LISTS[model]
    make()
    desk.get(changelist(model))
    with django_assert_num_queries(queries):
        desk.get(changelist(model))
    make()
    make()
    with django_assert_num_queries(queries):
        answer = desk.get(changelist(model))
    assert len(answer.context["cl"].result_list) >= 3


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize(
    "query", ["q=%00", "p=-1", "p=999999", "o=9.9", "state__exact=x", "mine=x"]
)
def test_no_address_of_a_list_breaks_it(desk, model, query):
    LISTS[model][0]()
    assert desk.get(f"{changelist(model)}?{query}").status_code in (200, 302)


def found(desk, model, **query):
    return list(desk.get(changelist(model), query).context["cl"].result_list)


def test_recommendations_are_searched_by_words_of_title_quote_and_signatory(desk):
    author = factories.OrganisationFactory(name="Fundación Ejemplo")
    wanted = factories.RecommendationFactory(
        title="Límite", passage="Only targeted measures.", submission__authors=[author]
    )
    factories.RecommendationFactory()
    for words in ("LIMITE", "targeted limite", "fundacion measures"):
        assert found(desk, "recommendation", q=words) == [wanted]
    assert found(desk, "submission", q="fundacion ejemplo") == [wanted.submission]
    assert found(desk, "organisation", q="EJEMPLO") == [author]


def test_recommendations_are_filtered_by_state_and_by_who_entered_them(desk):
    mine = factories.RecommendationFactory(created_by=desk.editor)
    public = factories.RecommendationFactory(published=True)
    assert found(desk, "recommendation", mine="yes") == [mine]
    assert found(desk, "recommendation", state__exact="published") == [public]
    found(desk, "recommendation", submission__id__exact=mine.submission_id)


# ── the front page ───────────────────────────────────────────────────────────


def waiting_for(desk):
    page = desk.get(reverse("admin:index"))
    return {str(words): (count, address) for words, count, address in page.context["waiting"] or []}


def make_something_wait(desk):
    for state in (State.IN_REVIEW, State.DRAFT):
        row = factories.RecommendationFactory(created_by=desk.editor)
        models.Recommendation.objects.filter(pk=row.pk).update(state=state)
    factories.RecommendationFactory().targets.all().delete()
    ProvisionFactory()
    SuccessionFactory(state=Succession.State.SUGGESTED)


def test_front_page_counts_what_waits_and_leads_there(desk):
    make_something_wait(desk)
    factories.RecommendationFactory(published=True)
    factories.RecommendationFactory(articles=[])
    waiting = waiting_for(desk)
    counts = {words: count for words, (count, _address) in waiting.items()}
    assert counts == {
        "recommendation in review": 1,
        "my recommendation in draft": 1,
        "recommendation without a place in the text": 1,
        "succession suggested, to confirm or reject": 1,
        "provision without text": Provision.objects.count(),
    }
    for count, address in waiting.values():
        assert len(desk.get(address).context["cl"].result_list) == count


def test_front_page_says_that_nothing_waits_and_leads_to_entering(desk):
    text = desk.get(reverse("admin:index")).content.decode()
    assert "Nothing to do." in text
    adding = text.partition("To do")[0]
    for model in ("articles_treaty", "articles_draft", "recommendations_submission"):
        assert reverse(f"admin:{model}_add") in adding
    assert "Recent actions" not in text


def test_front_page_offers_a_reviewer_nothing_to_add(desk):
    desk.editor.groups.set(Group.objects.filter(name="Reviewer"))
    page = desk.get(reverse("admin:index"))
    assert not page.context["offers"]
    assert 'id="entering"' not in page.text


def test_front_page_counts_drafts_without_a_text_and_submissions_without_recommendations(desk):
    factories.SubmissionFactory()
    DraftFactory()
    waiting = waiting_for(desk)
    for words in ("draft without a text", "submission without recommendations"):
        count, address = waiting[words]
        assert count == len(desk.get(address).context["cl"].result_list) == 1


def test_import_is_one_line_of_the_front_page(desk):
    recommendation = factories.RecommendationFactory(title="Typed by hand")
    with change_set():
        for _number in range(15):
            row = factories.ThemeFactory()
            row._change_reason = "Imported"
            row.save()
    recommendation.save()
    changes = latest(desk)
    assert [name for _kind, name, _address in changes].count("Imported") == 1
    assert ("themes", "Imported") in [(kind, name) for kind, name, _address in changes]
    assert any("Typed by hand" in name for _kind, name, _address in changes)


@pytest.mark.parametrize(
    ("model", "title"), [("recommendation", "Recommendations"), ("submission", "Submissions")]
)
def test_list_is_titled_by_what_it_lists_and_no_crumb_stands_twice(desk, model, title):
    address = reverse(f"admin:recommendations_{model}_changelist")
    text = desk.get(address).content.decode()
    assert f"<h1>{title}</h1>" in text
    assert text.partition('class="breadcrumbs"')[2].partition("</div>")[0].count("›") == 1
    assert "Select" in desk.get(address, {"_popup": "1"}).content.decode()


def test_times_of_the_desk_have_24_hours():
    moment = datetime(2026, 11, 22, 18, 12)
    assert date_format(moment, "DATETIME_FORMAT") == "22 Nov 2026, 18:12"
    assert date_format(moment, "DATE_FORMAT") == "22 Nov 2026"


def test_front_page_costs_the_same_however_much_waits(desk, django_assert_num_queries):
    make_something_wait(desk)
    address = reverse("admin:index")
    desk.get(address)
    with django_assert_num_queries(22):
        desk.get(address)
    for _time in range(2):
        make_something_wait(desk)
    with django_assert_num_queries(22):
        desk.get(address)


def test_front_page_counts_nothing_that_one_may_not_see(desk):
    factories.RecommendationFactory(title="Not for everybody")
    desk.editor.groups.clear()
    assert waiting_for(desk) == {}
    page = desk.get(reverse("admin:index"))
    assert "Not for everybody" not in page.content.decode()
    assert not page.context["treaties"]


def latest(desk):
    page = desk.get(reverse("admin:index"))
    return [(change.kind, change.name, change.address) for change in page.context["changes"]]


def test_front_page_shows_latest_changes_and_leads_to_what_they_changed(desk):
    recommendation = factories.RecommendationFactory(title="Narrow the powers")
    succession = SuccessionFactory()
    text = ProvisionFactory().texts.create(text="As published.")
    recommendation.title = "Widen the powers"
    recommendation.save()
    changes = latest(desk)
    kind, name, address = changes[0]
    assert (kind, name) == ("recommendation", f"{recommendation.number} Widen the powers")
    assert "<del>Narrow</del><ins>Widen</ins>" in desk.get(address).content.decode()
    kinds = {kind for kind, _name, _address in changes}
    assert {"provision text", "succession", "article", "recommendation"} <= kinds
    names = [name for _kind, name, _address in changes]
    assert any(str(succession.descendant) in name for name in names)
    assert f"{text.provision} · {text.provision.draft} (en)" in names
    for _kind, _name, address in changes:
        assert desk.get(address).status_code == 200


def test_one_save_is_one_change_on_the_front_page(desk):
    recommendation = factories.RecommendationFactory()
    address = reverse("admin:recommendations_recommendation_change", args=[recommendation.pk])
    theme = factories.ThemeFactory()
    before = len(latest(desk))
    data = filled(desk.get(address), title="Once", themes=[theme.pk])
    desk.post(address, data)
    names = [name for _kind, name, _address in latest(desk)]
    assert names[0] == f"{recommendation.number} Once"
    assert names.count(names[0]) == 1
    assert len(names) == min(before + 1, 12)


def test_change_of_what_was_deleted_since_is_still_named(desk):
    succession = SuccessionFactory()
    succession.delete()
    article = ArticleFactory(number="77")
    article.delete()
    assert any("Article 77" in name for _kind, name, _address in latest(desk))
    assert desk.get(reverse("admin:index")).status_code == 200


def test_front_page_counts_what_is_recorded_of_a_treaty(desk):
    public = factories.RecommendationFactory(published=True)
    treaty = public.submission.treaty
    factories.RecommendationFactory(submission=public.submission)
    factories.SubmissionFactory(treaty=treaty)
    ProvisionFactory(article=public.targets.get().article)
    page = desk.get(reverse("admin:index"))
    row = page.context["treaties"].get(pk=treaty.pk)
    assert (row.submissions_held, row.submissions_public) == (2, 1)
    assert (row.recommendations_held, row.recommendations_public) == (2, 1)
    assert (row.articles_held, row.stubs_held) == (treaty.drafts.count(), 1)
    for query in (
        "articles_provision_changelist?text=missing&draft__treaty__id__exact",
        "recommendations_submission_changelist?treaty__id__exact",
        "recommendations_recommendation_changelist?submission__treaty__id__exact",
        "articles_article_changelist?draft__treaty__id__exact",
    ):
        name, _mark, filters = query.partition("?")
        list_page = desk.get(f"{reverse(f'admin:{name}')}?{filters}={treaty.pk}")
        assert list_page.status_code == 200
