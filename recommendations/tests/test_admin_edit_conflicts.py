"""Two people on one record: whoever saves second is told, sees both versions and loses nothing."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles.history import versions
from articles.tests.editors import address, filled, sign_in
from articles.tests.factories import ArticleFactory, ProvisionFactory, SuccessionFactory
from recommendations import publishing
from recommendations.models import Passage, Recommendation, State, Submission
from recommendations.tests.factories import (
    OrganisationFactory,
    ProposalFactory,
    RecommendationFactory,
    SubmissionFactory,
    ThemeFactory,
)

pytestmark = [pytest.mark.core, pytest.mark.django_db]


@pytest.fixture
def other():
    client = Client()
    sign_in(client, "other")
    return client


@pytest.fixture
def recommendation():
    recommendation = RecommendationFactory()
    ProposalFactory(target=recommendation.targets.get())
    return recommendation


def provision_with_text():
    provision = ProvisionFactory()
    provision.texts.create(text="As it was.")
    return provision


MODELS = {
    "submission": (SubmissionFactory, "title"),
    "recommendation": (RecommendationFactory, "title"),
    "organisation": (OrganisationFactory, "name"),
    "theme": (ThemeFactory, "name"),
    "article": (ArticleFactory, "heading"),
    "draft": (lambda: ArticleFactory().draft, "title"),
    "treaty": (lambda: ArticleFactory().draft.treaty, "title"),
    "provision": (provision_with_text, "texts-0-text"),
    "succession": (SuccessionFactory, "reasons"),
}


@pytest.mark.parametrize("kind", MODELS)
def test_second_save_is_refused_with_both_versions_and_goes_through_knowingly(desk, other, kind):
    make, field = MODELS[kind]
    thing = make()
    page, theirs = desk.get(address(thing)), other.get(address(thing))
    assert other.post(address(thing), filled(theirs, **{field: "Theirs"})).status_code == 302
    answer = desk.post(address(thing), filled(page, **{field: "Mine"}))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Changed while you were typing" in text
    assert "<del>Theirs</del><ins>Mine</ins>" in text
    assert "other" in text
    assert 'value="Mine"' in text or ">\nMine</textarea>" in text
    now = desk.get(address(thing))
    assert filled(now)[field] == "Theirs"
    assert desk.post(address(thing), filled(answer)).status_code == 302
    assert filled(desk.get(address(thing)))[field] == "Mine"


def test_what_the_other_changed_is_shown_as_redlines_with_name(desk, other, recommendation):
    page, theirs = desk.get(address(recommendation)), other.get(address(recommendation))
    changes = {"targets-0-proposed": "Each State Party will adopt measures.", "rationale": "So."}
    other.post(address(recommendation), filled(theirs, **changes))
    answer = desk.post(address(recommendation), filled(page, title="Mine"))
    since = "".join(
        f"{one['record'].history_user}: {change.get('redline')}; "
        for one in answer.context["conflict"].changes
        for change in one["changes"]
    )
    assert "other: Each State Party <del>shall</del><ins>will</ins> adopt measures." in since
    assert "other: <ins>So.</ins>" in since
    typed = {field.label: field for field in answer.context["conflict"].typed}
    assert typed["Title"].typed == "Mine"
    assert typed["Rationale"].recorded == "So."
    wording = next(one for label, one in typed.items() if "Proposed wording" in label)
    assert "<del>will</del><ins>shall</ins>" in wording.redline


def test_row_that_the_other_entered_or_deleted_is_shown_with_its_words(desk, other, recommendation):
    gone = recommendation.passages.create(exact="Words to go.", position=1)
    page, theirs = desk.get(address(recommendation)), other.get(address(recommendation))
    changes = {"quote": "Words of theirs.", "passages-1-DELETE": "on"}
    assert other.post(address(recommendation), filled(theirs, **changes)).status_code == 302
    assert not recommendation.passages.filter(pk=gone.pk).exists()
    answer = desk.post(address(recommendation), filled(page, title="Mine"))
    changes = [
        change for entry in answer.context["conflict"].changes for change in entry["changes"]
    ]
    redlines = {change.get("redline") for change in changes}
    assert {"<ins>Words of theirs.</ins>", "<del>Words to go.</del>"} <= redlines


def test_what_follows_from_other_rows_puts_no_page_into_a_conflict(desk):
    recommendation = RecommendationFactory()
    publishing.publish(recommendation)
    page = desk.get(address(recommendation))
    publishing.publish(recommendation.submission)
    Recommendation.objects.filter(pk=recommendation.pk).update(folded="derived anew")
    recommendation.passages.update(text_check=Passage.Check.NOT_FOUND)
    recommendation.refresh_from_db()
    assert recommendation.public_since
    answer = desk.post(address(recommendation), filled(page, title="Mine"))
    assert answer.status_code == 302


def test_conflict_is_told_once_and_both_ways_out_stand_in_its_box(desk, other, recommendation):
    here = address(recommendation)
    mine = filled(desk.get(here), title="Mine")
    other.post(here, filled(other.get(here), title="Theirs"))
    answer = desk.post(here, mine)
    box = answer.text.partition('<section class="conflict"')[2].partition("</section>")[0]
    assert answer.text.count("somebody else changed this while") == 1
    assert "errornote" not in answer.text
    assert re.search(r"<title>\s*Error: ", answer.text)
    assert 'name="_continue" value="1" class="button">Replace with my version' in box
    assert f'href="{here}" data-leave>Keep their version' in box


def test_clash_does_not_hide_what_else_is_wrong(desk, other, recommendation):
    here = address(recommendation)
    mine = filled(desk.get(here), title="")
    other.post(here, filled(other.get(here), title="Theirs"))
    answer = desk.post(here, mine)
    assert "errornote" in answer.text
    assert "Enter the title." in answer.text


def test_who_was_faster_is_oneself_in_another_window_or_somebody_else(desk, other, recommendation):
    here = address(recommendation)
    first, second = desk.get(here), desk.get(here)
    desk.post(here, filled(second, title="Mine, in another window"))
    answer = desk.post(here, filled(first, title="Mine"))
    assert (
        "Not saved: you changed this in another window while you were editing here." in answer.text
    )
    other.post(here, filled(other.get(here), title="Theirs"))
    answer = desk.post(here, filled(first, title="Mine"))
    assert "Not saved: somebody else changed this while you were editing." in answer.text
    junk = desk.post(here, filled(first, title="Mine", _version="junk"))
    assert "somebody else changed this while" in junk.text


@pytest.mark.parametrize(
    "change",
    [
        lambda r: r.themes.add(ThemeFactory()),
        lambda r: r.passages.create(exact="Another."),
        lambda r: r.targets.get().proposals.update(note="Silently."),
        lambda r: Recommendation.objects.filter(pk=r.pk).update(aim="narrow"),
        lambda r: publishing.submit_for_review(r),
    ],
)
def test_any_change_of_the_whole_is_noticed(desk, recommendation, change):
    page = desk.get(address(recommendation))
    change(recommendation)
    answer = desk.post(address(recommendation), filled(page, title="Mine"))
    assert "Changed while you were typing" in answer.content.decode()
    assert not Recommendation.objects.filter(title="Mine").exists()


def test_row_that_is_gone_comes_back_as_new_with_what_was_typed(desk, recommendation):
    kept = recommendation.passages.get()
    gone = recommendation.passages.create(exact="Gone.", position=1)
    recommendation.passages.create(exact="Third.", position=2)
    page = desk.get(address(recommendation))
    gone.delete()
    data = filled(page, **{"passages-1-exact": "Gone, but typed."})
    answer = desk.post(address(recommendation), data)
    assert answer.status_code == 200
    assert "Gone, but typed." in answer.content.decode()
    assert desk.post(address(recommendation), filled(answer)).status_code == 302
    words = set(recommendation.passages.values_list("exact", flat=True))
    assert words == {kept.exact, "Third.", "Gone, but typed."}


def test_row_that_is_gone_and_was_to_go_stays_gone(desk, recommendation):
    passage = recommendation.passages.create(exact="Gone.", position=1)
    page = desk.get(address(recommendation))
    passage.delete()
    answer = desk.post(address(recommendation), filled(page, **{"passages-1-DELETE": "on"}))
    desk.post(address(recommendation), filled(answer))
    assert recommendation.passages.count() == 1


def test_record_that_was_deleted_meanwhile_can_be_entered_anew(desk, recommendation):
    here = address(recommendation)
    page = desk.get(here)
    recommendation.delete()
    answer = desk.post(here, filled(page, title="Mine"))
    assert "omebody else has deleted" in str(answer.context["errors"])
    add = reverse("admin:recommendations_recommendation_add")
    assert f'action="{add}"' in answer.content.decode()
    answer = desk.post(add, filled(answer))
    assert answer.status_code == 302, answer.context["errors"]
    entered = Recommendation.objects.get(title="Mine")
    assert entered.passages.count() == entered.targets.count() == 1
    assert Passage.objects.count() == 1


@pytest.mark.parametrize("key", ["None", "0", "x", "9" * 30])
def test_save_of_what_never_was_is_no_fault(desk, key):
    here = f"/admin/recommendations/recommendation/{key}/change/"
    assert desk.post(here, {"title": "x"}).status_code in (200, 302)


def test_editor_who_may_no_longer_change_it_gets_what_was_typed(client, other):
    sign_in(client, groups=["Editor"])
    recommendation = RecommendationFactory(submission=SubmissionFactory(published=True))
    page = client.get(address(recommendation))
    other.post(address(recommendation, "act", name="publish"))
    answer = client.post(address(recommendation), filled(page, title="Mine, typed in vain"))
    assert answer.status_code == 403
    text = answer.content.decode()
    assert "Mine, typed in vain" in text
    assert "<del>draft</del><ins>published</ins>" in text
    for label in ("Title", "Target 1: Where", "Passage 1: Exact words"):
        assert f"<dt>{label}</dt>" in text
    assert "FORMS" not in text
    recommendation.refresh_from_db()
    assert (recommendation.state, recommendation.title == "Mine") == (State.PUBLISHED, False)


def test_state_is_not_decided_on_a_page_that_is_out_of_date(desk, other, recommendation):
    page, theirs = desk.get(address(recommendation)), other.get(address(recommendation))
    other.post(address(recommendation), filled(theirs, title="Theirs"))
    act = address(recommendation, "act", name="publish")
    answer = desk.post(act, {"_version": page.context["version"]}, follow=True)
    assert "Check it again" in answer.content.decode()
    recommendation.refresh_from_db()
    assert recommendation.state == State.DRAFT
    desk.post(act, {"_version": answer.context["version"]})
    recommendation.refresh_from_db()
    assert recommendation.state == State.PUBLISHED


def test_page_of_a_target_and_page_of_the_whole_see_each_other(desk, other, recommendation):
    target = recommendation.targets.get()
    page, whole = desk.get(address(target)), other.get(address(recommendation))
    other.post(address(recommendation), filled(whole, **{"targets-0-proposed": "Theirs."}))
    answer = desk.post(address(target), filled(page, **{"proposals-0-proposed": "Mine."}))
    assert "Changed while you were typing" in answer.content.decode()


def test_junk_for_a_version_is_out_of_date_and_no_fault(desk, recommendation):
    data = filled(desk.get(address(recommendation)), title="Mine")
    junk = [
        ("_version", each) for each in ("junk", "a-1.2", f"a-{'9' * 30}.1.1.1.1", "-.....", "a\0-")
    ]
    counts = [("passages-INITIAL_FORMS", each) for each in ("1", "x", "99999999", "-1")]
    for name, value in junk + counts:
        answer = desk.post(address(recommendation), data | {"_version": "", name: value})
        assert answer.status_code == 200
    recommendation.refresh_from_db()
    assert recommendation.title != "Mine"


def test_every_kind_of_row_on_a_page_is_part_of_its_version():
    for model, desk_page in admin.site._registry.items():
        if hasattr(desk_page, "child_kinds"):
            shown = {inline.model for inline in desk_page.inlines}
            assert shown <= {kind.model for kind in desk_page.child_kinds}, model


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_is_refused():
    submission = SubmissionFactory()
    clients = [Client() for _number in range(4)]
    for number, client in enumerate(clients):
        sign_in(client, f"editor {number}")
    forms = [filled(client.get(address(submission))) for client in clients]

    def save(number):
        try:
            data = forms[number] | {"title": f"Title of {number}"}
            return clients[number].post(address(submission), data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(save, range(4)))
    assert sorted(codes) == [200, 200, 200, 302]
    assert Submission.objects.get().title == f"Title of {codes.index(302)}"


def test_page_costs_the_same_with_few_parts_and_many(
    desk, recommendation, django_assert_num_queries
):
    def measure():
        with django_assert_num_queries(11):
            desk_page = admin.site._registry[Recommendation]
            versions.version_of(recommendation, desk_page.child_kinds)

    measure()
    for number in range(2):
        recommendation.passages.create(exact=f"More {number}.")
    measure()


def test_junk_for_a_row_in_a_form_is_refused_and_no_fault(desk, recommendation):
    page = desk.get(address(recommendation))
    for field in ("themes", "submission", "passages-0-id", "targets-0-id"):
        for key in ("9" * 30, "x"):
            data = filled(page, **{field: [key]})
            assert desk.post(address(recommendation), data).status_code == 200, (field, key)
