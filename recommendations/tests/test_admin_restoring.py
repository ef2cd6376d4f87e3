"""An earlier record is brought back: seen beforehand, never publishing, within the rules."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.tests.editors import address, filled
from articles.tests.factories import ArticleFactory, ProvisionFactory, SuccessionFactory
from recommendations import publishing
from recommendations.models import Recommendation, State, Submission
from recommendations.tests.factories import (
    OrganisationFactory,
    OutcomeFactory,
    ProposalFactory,
    RecommendationFactory,
    SubmissionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def past(thing, record):
    return f"{address(thing, 'history')}{record.history_id}/"


@pytest.fixture
def recommendation():
    recommendation = RecommendationFactory(title="First", passage="We ask for the first thing.")
    ProposalFactory(target=recommendation.targets.get())
    return recommendation


def save(desk, thing, **changes):
    answer = desk.post(address(thing), filled(desk.get(address(thing)), **changes))
    assert answer.status_code == 302, answer.context["errors"]
    return thing.history.first()


def restore(desk, thing, record, **changes):
    page = desk.get(past(thing, record))
    data = {"_version": page.context["version"]} | changes
    return desk.post(past(thing, record), data, follow=True)


ROWS = {
    "submission": (SubmissionFactory, "title"),
    "recommendation": (RecommendationFactory, "title"),
    "organisation": (OrganisationFactory, "name"),
    "theme": (ThemeFactory, "name"),
    "article": (ArticleFactory, "heading"),
    "draft": (lambda: ArticleFactory().draft, "title"),
    "treaty": (lambda: ArticleFactory().draft.treaty, "title"),
    "provision": (lambda: ProvisionFactory(kind="paragraph"), "position"),
    "succession": (SuccessionFactory, "reasons"),
    "provision text": (lambda: ProvisionFactory().texts.create(text="As it was."), "text"),
}


@pytest.mark.parametrize("kind", ROWS)
def test_every_record_of_the_desk_can_be_restored(desk, kind):
    make, field = ROWS[kind]
    thing = make()
    before = getattr(thing, field)
    first = thing.history.first()
    save(desk, thing, **{field: 77 if field == "position" else "Worse"})
    page = desk.get(past(thing, first)).content.decode()
    assert "Restore it as it was" in page
    assert "style=" not in page
    answer = restore(desk, thing, first)
    thing.refresh_from_db()
    assert getattr(thing, field) == before
    newest = thing.history.first()
    assert newest.history_user == desk.editor
    assert newest.history_change_reason.startswith("restored as of")
    assert "Restored" in answer.content.decode()
    assert "there is nothing to restore" in desk.get(past(thing, first)).content.decode()


def test_recommendation_comes_back_with_its_parts_and_themes(desk, recommendation):
    theme = recommendation.themes.get()
    target = recommendation.targets.get()
    was = save(desk, recommendation, title="Second", **{"passages-0-page": "7"})
    passage = recommendation.passages.get()
    data = filled(desk.get(address(recommendation)), title="Third")
    data |= {"passages-0-DELETE": "on", "passages-TOTAL_FORMS": "2", "passages-1-exact": "New."}
    data |= {"targets-0-DELETE": "on", "cross_cutting": "on", "themes": [ThemeFactory().pk]}
    assert desk.post(address(recommendation), data).status_code == 302
    assert not recommendation.targets.exists()
    page = desk.get(past(recommendation, was)).content.decode()
    assert "<del>Third</del><ins>Second</ins>" in page
    assert "added since: will be removed" in page
    assert "deleted since: will be restored" in page
    assert theme.name in page
    restore(desk, recommendation, was)
    stored = Recommendation.objects.get()
    assert (stored.title, stored.cross_cutting) == ("Second", False)
    assert list(stored.themes.all()) == [theme]
    assert list(stored.passages.values_list("pk", "exact", "page")) == [
        (passage.pk, "We ask for the first thing.", 7)
    ]
    assert stored.targets.get() == target
    assert stored.targets.get().proposals.get().proposed.endswith("shall adopt measures.")
    assert "first thing" in stored.folded
    assert publishing.broken_rules(stored) == []


def test_parts_of_a_later_save_do_not_come_along(desk, recommendation):
    first = save(desk, recommendation, title="Same", **{"passages-0-exact": "Second words."})
    save(desk, recommendation, **{"passages-0-exact": "Third words."})
    save(desk, recommendation, title="Last", **{"passages-0-exact": "Fourth words."})
    restore(desk, recommendation, first)
    assert recommendation.passages.get().exact == "Second words."


def test_outcome_of_a_target_comes_back_with_it(desk, recommendation):
    target = recommendation.targets.get()
    treaty = recommendation.submission.treaty
    OutcomeFactory(recommendation=recommendation, target=target, draft__treaty=treaty)
    was = save(desk, recommendation, title="Second")
    page = desk.get(address(recommendation))
    data = filled(page, cross_cutting="on", **{"targets-0-DELETE": "on"})
    data |= {"outcomes-0-DELETE": "on"}
    assert desk.post(address(recommendation), data).status_code == 302
    restore(desk, recommendation, was)
    assert recommendation.outcomes.get().target == target


def test_submission_comes_back_with_its_signatures(desk):
    submission = SubmissionFactory(title="First")
    author = submission.signatures.get().organisation
    was = submission.history.first()
    other = OrganisationFactory()
    save(desk, submission, title="Second", **{"signatures-0-organisation": other.pk})
    restore(desk, submission, was)
    submission.refresh_from_db()
    assert (submission.title, submission.signatures.get().organisation) == ("First", author)


def test_restoring_never_publishes_and_never_unpublishes(desk, recommendation):
    draft = recommendation.history.first()
    publishing.publish(recommendation.submission)
    publishing.publish(recommendation)
    public, dated = recommendation.history.first(), recommendation.published_at
    save(desk, recommendation, title="Meanwhile")
    restore(desk, recommendation, draft)
    recommendation.refresh_from_db()
    assert (recommendation.title, recommendation.state) == ("First", State.PUBLISHED)
    assert recommendation.published_at == dated
    publishing.withdraw(recommendation)
    save(desk, recommendation, title="Another")
    restore(desk, recommendation, public)
    recommendation.refresh_from_db()
    assert (recommendation.title, recommendation.state) == ("First", State.WITHDRAWN)
    assert recommendation.published_at == dated
    assert not Recommendation.objects.published().exists()


def test_restoring_state_of_a_succession_is_left_to_who_decides(desk):
    succession = SuccessionFactory(reasons="First")
    was = succession.history.first()
    succession.decide("rejected", None)
    save(desk, succession, reasons="Second")
    restore(desk, succession, was)
    succession.refresh_from_db()
    assert (succession.reasons, succession.state) == ("First", "rejected")


def test_published_record_is_not_restored_to_what_could_not_be_published(desk):
    recommendation = RecommendationFactory(title="Bare")
    passage = recommendation.passages.get()
    passage.delete()
    bare = save(desk, recommendation, title="Bare still")
    data = {"passages-TOTAL_FORMS": "1", "passages-0-exact": "Words.", "title": "Full"}
    save(desk, recommendation, **data)
    publishing.publish(recommendation.submission)
    publishing.publish(recommendation)
    answer = restore(desk, recommendation, bare)
    assert "at least one passage" in answer.content.decode()
    recommendation.refresh_from_db()
    assert recommendation.title == "Full"
    assert recommendation.passages.exists()


def test_restoring_what_clashes_is_refused_in_words(desk, recommendation):
    was = save(desk, recommendation, number="5")
    save(desk, recommendation, number="6")
    RecommendationFactory(submission=recommendation.submission, number="5")
    answer = restore(desk, recommendation, was)
    assert "already has a recommendation with this number" in answer.content.decode()
    recommendation.refresh_from_db()
    assert recommendation.number == "6"


def test_contradiction_is_refused_in_any_state(desk, recommendation):
    Recommendation.objects.filter(pk=recommendation.pk).update(cross_cutting=True)
    recommendation.refresh_from_db()
    recommendation.title = "Contradictory"
    recommendation.save()
    was = recommendation.history.first()
    save(desk, recommendation, cross_cutting=None, title="Sound")
    answer = restore(desk, recommendation, was)
    assert "only one of the two" in answer.content.decode()
    recommendation.refresh_from_db()
    assert recommendation.title == "Sound"


def test_what_was_deleted_since_is_named_and_left_as_it_is(desk, recommendation):
    gone = ThemeFactory(name="Gone")
    recommendation.themes.add(gone)
    was = save(desk, recommendation, title="Second")
    recommendation.themes.remove(gone)
    gone.delete()
    save(desk, recommendation, title="Third")
    page = desk.get(past(recommendation, was)).content.decode()
    assert "Themes: 1 deleted since" in page
    restore(desk, recommendation, was)
    recommendation.refresh_from_db()
    assert recommendation.title == "Second"


def test_target_whose_article_is_gone_is_not_brought_back(desk, recommendation):
    article = ArticleFactory(draft=recommendation.targets.get().article.draft)
    extra = recommendation.targets.create(article=article, position=1)
    was = save(desk, recommendation, title="Second")
    save(desk, recommendation, title="Third")
    extra.delete()
    article.delete()
    assert "deleted since" in desk.get(past(recommendation, was)).content.decode()
    restore(desk, recommendation, was)
    assert recommendation.targets.count() == 1


def test_submission_whose_session_is_gone_keeps_the_one_it_has(desk):
    submission = SubmissionFactory()
    session = submission.treaty.sessions.create(title="Gone", slug="gone", kind="regular")
    was = save(desk, submission, session=session.pk, title="Second")
    save(desk, submission, session="", title="Third")
    session.delete()
    assert "Session of" in desk.get(past(submission, was)).content.decode()
    restore(desk, submission, was)
    stored = Submission.objects.get()
    assert (stored.title, stored.session) == ("Second", None)


def test_restoring_is_refused_when_the_record_changed_since_it_was_previewed(desk, recommendation):
    was = recommendation.history.first()
    save(desk, recommendation, title="Second")
    version = desk.get(past(recommendation, was)).context["version"]
    save(desk, recommendation, title="Third")
    answer = restore(desk, recommendation, was, _version=version)
    assert "Check it again" in answer.content.decode()
    recommendation.refresh_from_db()
    assert recommendation.title == "Third"


def test_restoring_is_for_those_who_may_change_it_and_asks_first(desk, client, recommendation):
    was = recommendation.history.first()
    save(desk, recommendation, title="Second")
    assert desk.post(past(recommendation, was)).status_code == 403
    publishing.publish(recommendation.submission)
    publishing.publish(recommendation)
    version = desk.get(past(recommendation, was)).context["version"]
    desk.editor.groups.remove(desk.editor.groups.get(name="Reviewer"))
    assert "Restore it" not in desk.get(past(recommendation, was)).content.decode()
    data = {"_version": version}
    assert desk.post(past(recommendation, was), data).status_code == 403
    recommendation.refresh_from_db()
    assert recommendation.title == "Second"


def test_part_is_restored_with_its_whole_alone(desk, recommendation):
    passage = recommendation.passages.get()
    was = passage.history.first()
    page = desk.get(past(passage, was))
    assert "plan" not in page.context
    assert address(recommendation, "history") in page.content.decode()
    assert desk.post(past(passage, was), {"_version": "x"}).status_code == 403


def test_record_of_entering_brings_back_what_was_entered_with_it(desk):
    theme = ThemeFactory()
    submission = RecommendationFactory().submission
    add = reverse("admin:recommendations_recommendation_add")
    page = desk.get(add, {"submission": submission.pk})
    data = filled(page, title="Entered", number="entered", action="general", cross_cutting="on")
    data |= {"themes": [theme.pk], "passages-TOTAL_FORMS": "1", "passages-0-exact": "Words."}
    assert desk.post(add, data).status_code == 302
    recommendation = Recommendation.objects.get(title="Entered")
    entered = recommendation.history.last()
    assert entered.history_type == "+"
    save(desk, recommendation, title="Later", **{"passages-0-exact": "Other words."})
    assert theme.name in desk.get(past(recommendation, entered)).content.decode()
    restore(desk, recommendation, entered)
    recommendation.refresh_from_db()
    assert recommendation.title == "Entered"
    assert list(recommendation.themes.all()) == [theme]
    assert recommendation.passages.get().exact == "Words."


def test_history_costs_the_same_for_one_record_and_for_more(desk, recommendation):
    def queries():
        desk.get(address(recommendation, "history"))
        with CaptureQueriesContext(connection) as captured:
            desk.get(address(recommendation, "history"))
        return len(captured)

    recommendation.title = "Second"
    recommendation.save()
    before = queries()
    for number in range(3):
        recommendation.themes.add(ThemeFactory())
        recommendation.title = f"Title {number}"
        recommendation.save()
    assert queries() == before == 14
