"""Every act at the desk, as everybody who may come to it; docs/roles.md is the expectation."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.urls import reverse

from articles.models import Succession
from articles.tests.editors import address, filled
from articles.tests.factories import ArticleFactory, DraftFactory, SuccessionFactory
from recommendations import publishing
from recommendations.models import State
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
    ThemeFactory,
)
from treatytracker.tests.roles import person, table
from treatytracker.two_step import devices

# Who may do what is decided before the database is asked for more than the person.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(autouse=True)
def two_people(settings):
    settings.REVIEW_OWN_ENTRIES = False


BUTTONS = {
    "submit for review": ("review", State.DRAFT, State.IN_REVIEW),
    "take back to draft": ("redraft", State.IN_REVIEW, State.DRAFT),
    "publish": ("publish", State.IN_REVIEW, State.PUBLISHED),
    "withdraw": ("withdraw", State.PUBLISHED, State.WITHDRAWN),
}
ACTS = table("Acts on submissions and recommendations")
CHOSEN = {name: f"{name}_chosen" for name in ("review", "redraft", "publish", "withdraw")}


def thing_in(state, factory, owner):
    """Return a new submission or recommendation in a state, entered by `owner`."""
    thing = factory(created_by=owner)
    if state == State.IN_REVIEW:
        publishing.submit_for_review(thing)
    elif state == State.PUBLISHED:
        publishing.publish(thing)
    return thing


def is_allowed(cell, own):
    return cell == "yes" or (cell == "of others" and not own)


@pytest.mark.parametrize("factory", [SubmissionFactory, RecommendationFactory])
@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize(("act", "role", "cell"), [row for row in ACTS if row[0] in BUTTONS])
def test_acts_are_for_whom_the_paper_says(client, factory, own, act, role, cell):
    name, before, after = BUTTONS[act]
    desk = person(role)
    owner = desk.editor if own else User.objects.create_user("somebody else")
    allowed = is_allowed(cell, own)

    def holds(thing, does):
        does(thing)
        thing.refresh_from_db()
        return thing.state == (after if allowed else before)

    # Its button is there for those alone who may use it, and does it along with the form …
    thing = thing_in(before, factory, owner)
    page = desk.get(address(thing, "change"))
    offered = [
        action.name for key in ("actions_alone", "actions_saving") for action in page.context[key]
    ]
    assert (name in offered) == allowed
    assert holds(thing, lambda it: client.post(address(it, "act", name=name)) and None) != allowed
    if page.context["has_change_permission"]:
        fields = filled(page, _act=name)
        assert holds(thing, lambda it: desk.post(address(it, "change"), fields))
        thing = thing if thing.state == before else thing_in(before, factory, owner)
    # … and alone, and on chosen rows of the list.
    assert holds(thing, lambda it: desk.post(address(it, "act", name=name)))
    if name in CHOSEN:
        thing = thing if thing.state == before else thing_in(before, factory, owner)
        chosen = {"action": CHOSEN[name], "_selected_action": [thing.pk]}
        listed = address(thing, "change").rsplit("/", 3)[0] + "/"
        assert holds(thing, lambda it: look_and_confirm(desk, listed, chosen))


def look_and_confirm(desk, address, data):
    """Post for a preview, then what its page holds."""
    preview = desk.post(address, data)
    if preview.context and "hidden" in preview.context:
        confirmed = {}
        for name, value in preview.context["hidden"]:
            confirmed.setdefault(name, []).append(value)
        desk.post(address, confirmed)


@pytest.mark.parametrize("factory", [SubmissionFactory, RecommendationFactory])
@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize(
    ("act", "role", "cell"), [row for row in ACTS if row[0] == "change what is public"]
)
def test_public_things_are_changed_by_whom_the_paper_says(factory, own, act, role, cell):
    desk = person(role)
    owner = desk.editor if own else User.objects.create_user("somebody else")
    thing = thing_in(State.PUBLISHED, factory, owner)
    page = desk.get(address(thing, "change"))
    allowed = is_allowed(cell, own)
    assert page.context["has_change_permission"] == allowed
    assert ("only a reviewer who did not enter it can change it" in page.text) != allowed
    fields = filled(page, title="Another title") if allowed else {"title": "Another title"}
    assert desk.post(address(thing, "change"), fields).status_code == (302 if allowed else 403)
    thing.refresh_from_db()
    assert (thing.title == "Another title") == allowed
    if factory is RecommendationFactory:
        target = thing.targets.get()
        assert desk.get(address(target, "change")).context["has_change_permission"] == allowed


@pytest.mark.parametrize(
    ("act", "role", "cell"), [row for row in ACTS if row[0] == "see the page before it is public"]
)
def test_previews_are_for_whom_the_paper_says(client, act, role, cell):
    desk, recommendation = person(role), RecommendationFactory()
    submission = recommendation.submission
    submission.file.save("asked.txt", ContentFile(b"words"))
    pages = [submission.get_absolute_url(), recommendation.get_absolute_url()]
    for page in [*pages, f"{submission.get_absolute_url()}file/"]:
        answer = desk.get(page)
        assert b"".join(answer)
        assert (answer.status_code == 200) == (cell == "yes")
        assert "no-store" in answer["Cache-Control"]
        assert client.get(page).status_code == 404


def test_every_act_of_the_paper_is_tried():
    tried = {*BUTTONS, "change what is public", "see the page before it is public"}
    assert {act for act, _role, _cell in ACTS} == tried
    assert {act for act, _role, _cell in table("Other acts")} == set(OTHER_ACTS)


# ── Other acts ───────────────────────────────────────────────────────────────


def decide_on_a_succession(desk, somebody):
    early = DraftFactory(stage=1)
    late = DraftFactory(stage=2, treaty=early.treaty)
    succession = SuccessionFactory(
        ancestor__draft=early, descendant__draft=late, state=Succession.State.SUGGESTED
    )
    desk.post(address(succession, "act", name="confirm"))
    succession.refresh_from_db()
    return succession.state == "confirmed"


def restored(desk, thing, field):
    """Try to bring back what a field held before; return whether it did."""
    before, record = getattr(thing, field), thing.history.first()
    setattr(thing, field, "Changed since")
    thing.save()
    page = address(thing, "history") + f"{record.history_id}/"
    shown = desk.get(page)
    version = shown.context.get("version", "x") if shown.context else "x"
    desk.post(page, {"_version": version})
    thing.refresh_from_db()
    return getattr(thing, field) == before


def restore_a_submission(desk, somebody):
    return restored(desk, SubmissionFactory(created_by=somebody), "title")


def restore_an_article(desk, somebody):
    return restored(desk, ArticleFactory(), "heading")


def change_themes(desk, somebody):
    recommendation, theme = RecommendationFactory(created_by=somebody), ThemeFactory()
    data = {"action": "themes_chosen", "_selected_action": [recommendation.pk]}
    data |= {"themes": "1", "add": [theme.pk]}
    look_and_confirm(desk, reverse("admin:recommendations_recommendation_changelist"), data)
    return theme in recommendation.themes.all()


def move_to_another_draft(desk, somebody):
    old = DraftFactory()
    new = DraftFactory(treaty=old.treaty)
    submission = SubmissionFactory(treaty=old.treaty, drafts=[old], created_by=somebody)
    page = reverse("admin:recommendations_submission_reassign", args=[submission.pk])
    look_and_confirm(desk, page, {"old": old.pk, "new": new.pk})
    return list(submission.drafts.all()) == [new]


def merge_organisations(desk, somebody):
    gone, kept = OrganisationFactory(), OrganisationFactory()
    page = reverse("admin:recommendations_organisation_merge", args=[gone.pk])
    preview = desk.post(page, {"into": kept.pk})
    token = preview.context["result"].token if preview.status_code == 200 else "x"
    desk.post(page, {"into": kept.pk, "confirmed": token})
    return not type(gone).objects.filter(pk=gone.pk).exists()


def reset_two_step(desk, somebody):
    app = devices.unconfirmed_authenticator(somebody)
    type(app).objects.update(confirmed=True)
    desk.post(address(somebody, "act", name="reset-two-step"))
    return devices.authenticator_of(somebody) is None


def set_password(desk, somebody):
    new = {"password1": "a new long password", "password2": "a new long password"}
    new["usable_password"] = "true"
    desk.post(reverse("admin:auth_user_password_change", args=[somebody.pk]), new)
    somebody.refresh_from_db()
    return somebody.check_password("a new long password")


def publish_with_its_submission(desk, somebody):
    recommendation = RecommendationFactory(created_by=somebody, submission__created_by=somebody)
    desk.post(address(recommendation, "act", name="publish_both"))
    return type(recommendation).objects.published().filter(pk=recommendation.pk).exists()


OTHER_ACTS = {
    "publish a recommendation together with its submission": publish_with_its_submission,
    "confirm or reject a succession": decide_on_a_succession,
    "restore an earlier record of a submission": restore_a_submission,
    "restore an earlier record of an article": restore_an_article,
    "change the themes of chosen recommendations": change_themes,
    "merge two organisations": merge_organisations,
    "move a submission to another draft": move_to_another_draft,
    "reset the two-step sign-in of somebody": reset_two_step,
    "set the password of somebody": set_password,
}


@pytest.mark.parametrize(("act", "role", "cell"), table("Other acts"))
def test_other_acts_are_for_whom_the_paper_says(client, act, role, cell):
    somebody = User.objects.create_user("somebody")
    assert OTHER_ACTS[act](client, somebody) is False
    assert OTHER_ACTS[act](person(role), somebody) == (cell == "yes")


def test_somebody_in_both_groups_reviews_the_work_of_others_alone():
    both = person("Editor")
    both.editor.groups.add(Group.objects.get(name="Reviewer"))
    own = thing_in(State.IN_REVIEW, SubmissionFactory, both.editor)
    other = thing_in(State.IN_REVIEW, SubmissionFactory, User.objects.create_user("somebody else"))
    for thing in (own, other):
        both.post(address(thing, "act", name="publish"))
        thing.refresh_from_db()
    assert (own.state, other.state) == (State.IN_REVIEW, State.PUBLISHED)
