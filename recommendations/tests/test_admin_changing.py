"""An editor changes what is recorded; what is published stays within its rules."""

import html
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.tests.editors import address, confirmed, delete_ticked, filled, messages
from articles.tests.factories import DraftFactory
from recommendations import publishing
from recommendations.models import Outcome, Recommendation, State, Submission
from recommendations.tests.factories import (
    OrganisationFactory,
    OutcomeFactory,
    ProposalFactory,
    RecommendationFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal():
    """A proposal in a draft recommendation on one article."""
    recommendation = RecommendationFactory()
    return ProposalFactory(target=recommendation.targets.get())


@pytest.fixture
def recommendation(proposal):
    return proposal.target.recommendation


def backdate(thing):
    """Put the last change back by a day, so that a new one shows."""
    before = thing.updated_at - timedelta(days=1)
    type(thing).objects.filter(pk=thing.pk).update(updated_at=before)
    return before


def test_page_shows_wording_and_redline(desk, recommendation, proposal):
    page = desk.get(address(recommendation))
    form = page.context["inline_admin_formsets"][1].formset.forms[0]
    assert form["place"].value() == (
        f"{proposal.target.label} of {proposal.target.article.draft.symbol}"
    )
    assert form["base"].value() == proposal.base
    assert "<del>may</del><ins>shall</ins>" in page.content.decode()


def test_saving_without_a_change_leaves_no_trace(desk, recommendation, proposal):
    before = backdate(recommendation)
    models = [recommendation, proposal, proposal.target, recommendation.passages.get()]
    counts = [row.history.count() for row in models]
    desk.post(address(recommendation), filled(desk.get(address(recommendation))))
    recommendation.refresh_from_db()
    assert recommendation.updated_at == before
    assert [row.history.count() for row in models] == counts


def test_change_of_the_wording_is_a_change_of_the_recommendation(desk, recommendation, proposal):
    before = backdate(recommendation)
    page = desk.get(address(recommendation))
    desk.post(address(recommendation), filled(page, **{"targets-0-proposed": "Unheard of."}))
    proposal.refresh_from_db()
    recommendation.refresh_from_db()
    assert proposal.proposed == "Unheard of."
    assert "unheard of" in recommendation.folded
    assert recommendation.updated_at > before
    assert proposal.history.first().history_user == desk.editor
    assert proposal.target.history.count() == 1


def test_emptied_wording_is_taken_away(desk, recommendation, proposal):
    page = desk.get(address(recommendation))
    data = filled(page, **{"targets-0-base": "", "targets-0-proposed": " "})
    desk.post(address(recommendation), data)
    assert not proposal.target.proposals.exists()


def test_wording_in_another_language_stays_untouched(desk, recommendation, proposal):
    ProposalFactory(target=proposal.target, language="fr", base="Un.", proposed="Deux.")
    page = desk.get(address(recommendation))
    assert "Un" in page.content.decode()
    desk.post(address(recommendation), filled(page, **{"targets-0-proposed": "New."}))
    assert set(proposal.target.proposals.values_list("language", "proposed")) == {
        ("en", "New."),
        ("fr", "Deux."),
    }


def test_wording_follows_when_the_language_is_corrected(desk, recommendation, proposal):
    page = desk.get(address(recommendation))
    desk.post(address(recommendation), filled(page, language="es"))
    proposal.refresh_from_db()
    assert (proposal.language, proposal.target.proposals.count()) == ("es", 1)


def test_spaces_at_the_ends_of_a_quote_survive_a_change_elsewhere(desk, recommendation):
    passage = recommendation.passages.get()
    passage.prefix, passage.suffix = "that ", "\nand"
    passage.save()
    desk.post(address(recommendation), filled(desk.get(address(recommendation)), title="New"))
    passage.refresh_from_db()
    assert (passage.prefix, passage.suffix) == ("that ", "\nand")
    assert Recommendation.objects.get(pk=recommendation.pk).title == "New"


def test_target_takes_further_languages_on_its_own_page(desk, recommendation, proposal):
    before = backdate(recommendation)
    page = desk.get(address(proposal.target))
    data = filled(page, **{"proposals-TOTAL_FORMS": "2"})
    data |= {
        "proposals-1-language": "fr",
        "proposals-1-base": "peut",
        "proposals-1-proposed": "doit toujours",
        "proposals-1-basis": "quoted",
    }
    desk.post(address(proposal.target), data)
    recommendation.refresh_from_db()
    assert proposal.target.proposals.count() == 2
    assert "doit toujours" in recommendation.folded
    assert recommendation.updated_at > before


# ── states ───────────────────────────────────────────────────────────────────


def test_state_is_no_field(desk, recommendation):
    page = desk.get(address(recommendation))
    assert "state" not in page.context["adminform"].form.fields
    desk.post(address(recommendation), filled(page, state="published"))
    recommendation.refresh_from_db()
    assert recommendation.state == State.DRAFT


def test_acts_lead_from_draft_to_published_and_back(desk, recommendation):
    for act, state in (
        ("review", State.IN_REVIEW),
        ("redraft", State.DRAFT),
        ("publish", State.PUBLISHED),
        ("withdraw", State.WITHDRAWN),
    ):
        desk.post(address(recommendation, "act", name=act))
        recommendation.refresh_from_db()
        assert recommendation.state == state
    assert recommendation.history.first().history_user == desk.editor


def test_saving_and_publishing_is_one_step(desk, recommendation):
    page = desk.get(address(recommendation))
    assert "Save and publish" in page.content.decode()
    desk.post(address(recommendation), filled(page, title="Better", _act="publish"))
    recommendation.refresh_from_db()
    assert (recommendation.title, recommendation.state) == ("Better", State.PUBLISHED)


def test_refused_act_says_all_that_is_missing_and_keeps_what_was_typed(desk, recommendation):
    recommendation.themes.clear()
    recommendation.passages.all().delete()
    page = desk.get(address(recommendation))
    answer = desk.post(
        address(recommendation), filled(page, title="Better", _act="publish"), follow=True
    )
    recommendation.refresh_from_db()
    assert (recommendation.title, recommendation.state) == ("Better", State.DRAFT)
    assert "at least one passage" in messages(answer)
    assert "at least one theme" in messages(answer)


def test_publishing_in_a_draft_submission_says_that_nobody_sees_it_and_offers_both(desk):
    recommendation = RecommendationFactory()
    page = desk.get(address(recommendation))
    assert "Readers see nothing until both are published" in page.text
    assert "Save and publish both" in page.text
    answer = desk.post(address(recommendation), filled(page, _act="publish"), follow=True)
    assert "Not visible to readers yet: its submission is not public (draft)." in messages(answer)
    assert "Publish its submission too" in answer.text
    answer = desk.post(address(recommendation, "act", name="publish_both"), follow=True)
    assert "and its submission are public now" in messages(answer)
    recommendation.refresh_from_db()
    assert recommendation.is_public
    assert recommendation.public_since
    assert recommendation.submission.history.first().history_user == desk.editor


def test_both_are_published_at_once_with_what_was_typed(desk, recommendation):
    page = desk.get(address(recommendation))
    desk.post(address(recommendation), filled(page, title="Better", _act="publish_both"))
    recommendation.refresh_from_db()
    assert (recommendation.title, recommendation.is_public) == ("Better", True)


def test_both_or_neither_is_published_and_all_faults_are_told(desk, recommendation):
    recommendation.themes.clear()
    recommendation.submission.signatures.all().delete()
    answer = desk.post(address(recommendation, "act", name="publish_both"), follow=True)
    told = messages(answer)
    assert "Submission: A published submission needs at least one author" in told
    assert "Recommendation: It needs at least one theme." in told
    recommendation.refresh_from_db()
    assert (recommendation.state, recommendation.submission.state) == (State.DRAFT, State.DRAFT)


@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_both_are_offered_only_while_the_submission_waits(desk, recommendation, state):
    publishing.publish(recommendation.submission)
    if state == "withdrawn":
        publishing.withdraw(recommendation.submission)
    page = desk.get(address(recommendation))
    assert "publish both" not in page.text
    assert desk.post(address(recommendation, "act", name="publish_both")).status_code == 403


def needs(page):
    return [need.name for need in page.context["needs"]]


def test_form_says_what_publishing_still_needs_all_at_once_by_name(desk, recommendation):
    add = reverse("admin:recommendations_recommendation_add")
    lacks = ["a title", "words of the document", "a theme", "a place, or “cross-cutting”"]
    assert needs(desk.get(add)) == ["its submission", "a number", *lacks]
    page = desk.get(add, {"submission": recommendation.submission_id, "number": "7"})
    assert needs(page) == lacks
    assert needs(desk.get(address(recommendation))) == []
    recommendation.themes.clear()
    page = desk.get(address(recommendation))
    assert needs(page) == ["a theme"]
    assert 'href="#find_theme"' in page.text
    # A form that is refused says them with its own faults, not after them.
    data = filled(page, title="", quote="", _act="publish") | {"passages-0-DELETE": "on"}
    refused = desk.post(address(recommendation), data)
    assert needs(refused) == ["a title", "words of the document", "a theme"]
    assert refused.text.count("Publishing still needs:") == 2
    assert refused.text.index("Publishing still needs:") < refused.text.index('name="title"')


def test_form_of_a_submission_says_that_publishing_needs_an_author(desk):
    submission, said = SubmissionFactory(), "an author among its signatures"
    add = reverse("admin:recommendations_submission_add")
    assert said in desk.get(add).text
    page = desk.get(address(submission))
    assert said not in page.text
    data = filled(page, title="") | {"signatures-0-role": "endorser"}
    assert said in desk.post(address(submission), data).text
    submission.signatures.update(role="endorser")
    page = desk.get(address(submission))
    assert said in page.text
    assert 'href="#signatures-group"' in page.text


def test_acts_are_posts_of_those_who_may(desk, recommendation):
    assert desk.get(address(recommendation, "act", name="publish")).status_code == 405
    assert desk.post(address(recommendation, "act", name="withdraw")).status_code == 403
    assert desk.post(address(recommendation, "act", name="nonsense")).status_code == 403
    desk.editor.groups.remove(Group.objects.get(name="Reviewer"))
    assert "Save and publish" not in desk.get(address(recommendation)).content.decode()
    assert desk.post(address(recommendation, "act", name="publish")).status_code == 403
    page = desk.get(address(recommendation))
    desk.post(address(recommendation), filled(page, _act="publish"))
    recommendation.refresh_from_db()
    assert recommendation.state == State.DRAFT


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("review", "Its 2 recommendations are still drafts:"),
        ("publish", "3 recommendations of it are not public yet:"),
    ],
)
def test_act_on_a_submission_leads_to_the_recommendations_that_it_leaves_behind(desk, act, said):
    submission = SubmissionFactory()
    rows = [RecommendationFactory(submission=submission, number=str(n)) for n in range(4)]
    publishing.submit_for_review(rows[2])
    publishing.publish(rows[3])
    page = desk.get(address(submission))
    answer = desk.post(address(submission), filled(page, _act=act), follow=True)
    text = messages(answer)
    assert said in text
    listed = desk.get(html.unescape(text.partition('href="')[2].partition('"')[0]))
    assert listed.status_code == 200
    behind = set(listed.context["cl"].queryset)
    assert behind == set(rows[:2] if act == "review" else rows[:3])


def test_act_on_a_submission_that_leaves_nothing_behind_says_no_more(desk):
    submission = SubmissionFactory()
    answer = desk.post(address(submission, "act", name="publish"), follow=True)
    assert messages(answer).endswith("is now published.")


@pytest.mark.parametrize("act", ["redraft", "withdraw"])
def test_reason_of_an_act_stands_in_the_history_and_on_the_front_page(desk, act):
    submission = SubmissionFactory()
    (publishing.publish if act == "withdraw" else publishing.submit_for_review)(submission)
    assert 'name="reason"' in desk.get(address(submission)).content.decode()
    typed = {"reason": "  Quotes the\0 wrong\n page. " + "x" * 200}
    desk.post(address(submission, "act", name=act), typed)
    newest = submission.history.first()
    assert newest.history_change_reason == ("Quotes the wrong page. " + "x" * 200)[:100]
    for page in (address(submission, "history"), reverse("admin:index")):
        assert "Quotes the wrong page." in desk.get(page).content.decode()


def test_act_without_a_reason_has_none_in_the_history(desk, recommendation):
    publishing.submit_for_review(recommendation)
    desk.post(address(recommendation, "act", name="redraft"), {"reason": " "})
    newest = recommendation.history.first()
    assert (newest.state, newest.history_change_reason) == (State.DRAFT, None)


def test_remarks_are_asked_for_where_something_can_be_typed(desk, recommendation):
    notice = reverse("admin:desk_hints")
    assert notice in desk.get(address(recommendation)).content.decode()
    desk.editor.groups.set(Group.objects.filter(name="Editor"))
    publishing.publish(recommendation.submission)
    publishing.publish(recommendation)
    page = desk.get(address(recommendation))
    assert page.status_code == 200
    assert notice not in page.content.decode()


def test_visitor_can_do_nothing(client, recommendation):
    for page in ("change", "delete", "history"):
        assert client.get(address(recommendation, page)).status_code == 302
    assert client.post(address(recommendation, "act", name="publish")).status_code == 302
    recommendation.refresh_from_db()
    assert recommendation.state == State.DRAFT


# ── what is published stays within its rules ─────────────────────────────────


def test_published_recommendation_can_be_changed_within_the_rules(desk):
    recommendation = RecommendationFactory(published=True)
    page = desk.get(address(recommendation))
    desk.post(address(recommendation), filled(page, title="Better"))
    recommendation.refresh_from_db()
    assert (recommendation.title, recommendation.state) == ("Better", State.PUBLISHED)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"themes": None}, "at least one theme"),
        ({"passages-0-DELETE": "on"}, "at least one passage"),
        ({"targets-0-DELETE": "on"}, "needs a target"),
        ({"cross_cutting": "on"}, "only one of the two"),
    ],
)
def test_change_that_breaks_the_rules_is_refused_and_nothing_typed_is_lost(desk, changes, words):
    recommendation = RecommendationFactory(published=True)
    page = desk.get(address(recommendation))
    answer = desk.post(address(recommendation), filled(page, title="Better", **changes))
    assert words in str(answer.context["adminform"].form.non_field_errors())
    assert answer.context["adminform"].form["title"].value() == "Better"
    kept = Recommendation.objects.get(pk=recommendation.pk)
    assert kept.title == recommendation.title
    assert kept.themes.exists()
    assert kept.passages.exists()
    assert kept.targets.exists()
    assert publishing.broken_rules(kept) == []


def test_draft_is_not_saved_cross_cutting_and_with_targets(desk, recommendation):
    page = desk.get(address(recommendation))
    answer = desk.post(address(recommendation), filled(page, cross_cutting="on"))
    assert "only one of the two" in str(answer.context["errors"])
    recommendation.refresh_from_db()
    assert not recommendation.cross_cutting


def test_outcome_in_a_draft_that_is_no_later_one_is_refused(desk, recommendation):
    draft = recommendation.targets.get().draft
    earlier = DraftFactory(treaty=draft.treaty, stage=draft.stage)
    data = filled(desk.get(address(recommendation)), **{"outcomes-TOTAL_FORMS": "1"})
    data |= {"outcomes-0-draft": earlier.pk, "outcomes-0-verdict": "adopted"}
    data |= {"outcomes-0-status": "suggested", "outcomes-0-evidence": "It stands there."}
    answer = desk.post(address(recommendation), data | {"outcomes-0-basis": "unverified"})
    assert "is not in a later stage" in str(answer.context["errors"])
    assert not recommendation.outcomes.exists()


def test_another_usual_draft_is_no_change_of_the_record(desk, recommendation):
    other = DraftFactory(treaty=recommendation.submission.treaty)
    recommendation.submission.drafts.set([recommendation.targets.get().draft, other])
    before = recommendation.history.count(), recommendation.updated_at
    data = filled(desk.get(address(recommendation)), draft=other.pk)
    assert desk.post(address(recommendation), data).status_code == 302
    recommendation.refresh_from_db()
    assert (recommendation.history.count(), recommendation.updated_at) == before


def test_published_submission_keeps_its_author_and_the_drafts_of_what_is_published(desk):
    recommendation = RecommendationFactory(published=True)
    submission = recommendation.submission
    other = DraftFactory(treaty=submission.treaty)
    page = desk.get(address(submission))
    answer = desk.post(address(submission), filled(page, **{"signatures-0-DELETE": "on"}))
    assert "at least one author" in str(answer.context["errors"])
    answer = desk.post(address(submission), filled(page, drafts=[other.pk]))
    assert f"{recommendation.number}: The submission does not comment on" in str(
        answer.context["errors"]
    )
    assert submission.signatures.exists()
    assert other not in submission.drafts.all()


def test_address_of_a_published_submission_may_change_and_the_old_one_leads_on(desk, client):
    submission = SubmissionFactory(published=True)
    page = desk.get(address(submission))
    desk.post(address(submission), filled(page, slug="another"))
    old, submission = submission.get_absolute_url(), Submission.objects.get()
    assert submission.slug == "another"
    assert client.get(old).headers["Location"] == submission.get_absolute_url()


def test_target_page_keeps_the_rules_too(desk):
    recommendation = RecommendationFactory(published=True)
    target = recommendation.targets.get()
    data = filled(desk.get(address(target)), **{"proposals-TOTAL_FORMS": "1"})
    data |= {"proposals-0-language": "en", "proposals-0-base": "", "proposals-0-proposed": "New."}
    answer = desk.post(address(target), data | {"proposals-0-basis": "quoted"})
    assert answer.status_code == 200
    assert not target.proposals.exists()


# ── deleting ─────────────────────────────────────────────────────────────────


def test_draft_recommendation_can_be_deleted(desk, recommendation):
    desk.post(address(recommendation, "delete"), confirmed(desk, recommendation))
    assert not Recommendation.objects.exists()


def test_what_was_public_is_not_deleted(desk):
    recommendation = RecommendationFactory(published=True)
    publishing.withdraw(recommendation)
    assert (
        desk.post(address(recommendation, "delete"), confirmed(desk, recommendation)).status_code
        == 403
    )
    passage = recommendation.passages.get()
    assert desk.post(address(passage, "delete"), confirmed(desk, passage)).status_code == 403
    answer = delete_ticked(desk, recommendation)
    page = answer.content.decode()
    assert (
        "These will not be deleted: they have been published, so they can only be withdrawn."
        in page
    )
    assert "protected related" not in page
    assert Recommendation.objects.exists()


def test_page_to_delete_what_was_public_says_why_it_stays_and_leads_back(desk):
    recommendation = RecommendationFactory(published=True)
    page = desk.get(address(recommendation, "delete"))
    text = page.content.decode()
    assert page.status_code == 403
    assert "It has been published, so it can only be withdrawn." in text
    assert f'<a href="{address(recommendation)}">Back to' in text


def test_page_to_delete_a_draft_names_what_goes(desk, recommendation):
    text = desk.get(address(recommendation, "delete")).content.decode()
    assert "Recommendation_themes" not in text
    assert "relationship" not in text
    for name in ("Passage: ", "Target: ", "Proposal: "):
        assert name in text


@pytest.mark.parametrize("many", [1, 30])
def test_organisation_that_signed_is_held_by_what_it_signed(desk, many):
    organisation = OrganisationFactory()
    for _number in range(many):
        SubmissionFactory(authors=[organisation])
    for answer in (
        desk.post(address(organisation, "delete"), confirmed(desk, organisation)),
        delete_ticked(desk, organisation),
    ):
        page = answer.content.decode()
        assert "These records prevent it" in page
        assert "Signature" in page
        assert ("and 10 more" in page) == (many == 30)
    organisation.refresh_from_db()


def test_deleting_a_part_on_its_own_page_marks_the_whole_as_changed(desk, recommendation):
    before = backdate(recommendation)
    passage = recommendation.passages.get()
    desk.post(address(passage, "delete"), confirmed(desk, passage))
    recommendation.refresh_from_db()
    assert recommendation.updated_at > before
    assert "we ask" not in recommendation.folded


# ── outcomes, history ────────────────────────────────────────────────────────


def test_confirmed_outcome_records_who_confirmed_it(desk):
    recommendation = RecommendationFactory()
    treaty = recommendation.submission.treaty
    outcome = OutcomeFactory(recommendation=recommendation, draft__treaty=treaty)
    page = desk.get(address(recommendation))
    data = filled(page, **{"outcomes-0-status": "confirmed", "outcomes-0-note": "Word for word."})
    desk.post(address(recommendation), data)
    outcome.refresh_from_db()
    assert (outcome.status, outcome.confirmed_by) == (Outcome.Status.CONFIRMED, desk.editor)


def test_confirmed_outcome_without_a_note_is_refused_at_the_note(desk):
    recommendation = OutcomeFactory().recommendation
    page = desk.get(address(recommendation))
    answer = desk.post(address(recommendation), filled(page, **{"outcomes-0-status": "confirmed"}))
    form = answer.context["inline_admin_formsets"][2].formset.forms[0]
    assert "Enter a note" in str(form.errors["note"])


def test_history_shows_differences_and_brings_nothing_back(desk, recommendation):
    recommendation.title = "Narrow the powers"
    recommendation.save()
    recommendation.title = "Widen the powers"
    recommendation.save()
    publishing.publish(recommendation)
    publishing.withdraw(recommendation)
    page = desk.get(address(recommendation, "history")).content.decode()
    assert "<del>Narrow</del><ins>Widen</ins> the powers" in page
    assert "<del>published</del><ins>withdrawn</ins>" in page
    assert "style=" not in page
    published = recommendation.history.get(state=State.PUBLISHED)
    past = f"{address(recommendation, 'history')}{published.history_id}/"
    assert "Widen the powers" in desk.get(past).content.decode()
    assert desk.post(past, {"title": "x"}).status_code == 403
    recommendation.refresh_from_db()
    assert recommendation.state == State.WITHDRAWN


@pytest.mark.parametrize("key", ["abc", "0", "9" * 30])
def test_history_of_nothing_is_not_found(desk, key):
    base = "/admin/recommendations/recommendation"
    assert desk.get(f"{base}/{key}/history/").status_code == 404
    assert desk.get(f"{base}/{key}/history/{key}/").status_code == 404
