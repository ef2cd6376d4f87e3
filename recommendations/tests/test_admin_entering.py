"""An editor enters a submission and its recommendations, one after another."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Provision
from articles.tests.editors import filled
from articles.tests.factories import ArticleFactory, DivisionFactory, DraftFactory, SessionFactory
from recommendations.models import Organisation, Proposal, Recommendation, State, Submission, Target
from recommendations.tests.factories import OrganisationFactory, SubmissionFactory, ThemeFactory

pytestmark = pytest.mark.django_db

ADD = reverse("admin:recommendations_recommendation_add")


def change(thing):
    return reverse(f"admin:recommendations_{thing._meta.model_name}_change", args=[thing.pk])


@pytest.fixture
def draft():
    draft = DraftFactory(symbol="A/AC.291/22")
    for number in ("23", "24"):
        ArticleFactory(draft=draft, number=number)
    DivisionFactory(draft=draft, number="IV")
    return draft


@pytest.fixture
def submission(draft):
    return SubmissionFactory(treaty=draft.treaty, drafts=[draft])


@pytest.fixture
def page(desk, submission):
    return desk.get(ADD, {"submission": submission.pk})


def labels(page, name):
    return [str(label) for _key, label in page.context["adminform"].form[name].field.widget.choices]


def test_submission_shows_the_drafts_and_sessions_of_its_treaty_alone(desk, submission, draft):
    session = SessionFactory(treaty=draft.treaty, title="First session")
    SessionFactory(title="First session")
    other = DraftFactory()
    page = desk.get(change(submission))
    assert labels(page, "session") == ["---------", "First session"]
    assert len(labels(page, "drafts")) == 1
    assert str(other.treaty) not in page.content.decode()
    page = desk.get(reverse("admin:recommendations_submission_add"), {"treaty": draft.treaty_id})
    assert labels(page, "session") == ["---------", str(session)]


def test_sessions_are_named_with_their_treaty_where_none_is_chosen_yet(desk):
    sessions = [SessionFactory(title="First session") for _number in range(2)]
    page = desk.get(reverse("admin:recommendations_submission_add"))
    named = {f"First session ({session.treaty})" for session in sessions}
    assert named == set(labels(page, "session")[1:])
    assert desk.get(reverse("admin:recommendations_submission_add"), {"treaty": "x"}).context


def test_session_and_draft_of_another_treaty_are_refused_in_words(desk, submission):
    other = SessionFactory()
    page = desk.get(change(submission))
    answer = desk.post(change(submission), filled(page, session=other.pk))
    assert "belongs to another treaty" in str(faults(answer)["session"])
    answer = desk.post(change(submission), filled(page, drafts=[DraftFactory().pk]))
    assert "of the treaty that is named above" in str(faults(answer)["drafts"])


def entry(page, **changes):
    """Return a complete entry: action, title, a passage, and what else is given."""
    given = {"title": "Narrow it", "action": "amend", "passages-TOTAL_FORMS": "1"}
    given["passages-0-exact"] = "We ask to narrow it."
    return filled(page, **(given | changes))


def faults(response):
    """Return every fault that a page shows, by the name of its field."""
    found = dict(response.context["adminform"].form.errors)
    for inline in response.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            found |= {form.add_prefix(name): errors for name, errors in form.errors.items()}
    return {name: " ".join(errors) for name, errors in found.items()}


def stored(submission):
    with submission.file.open("rb") as stream:
        return stream.read()


def test_submission_is_entered_with_organisation_drafts_and_file(desk, draft, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    author = OrganisationFactory()
    address = reverse("admin:recommendations_submission_add")
    data = filled(
        desk.get(address),
        title="Comments on the Draft Text",
        treaty=draft.treaty_id,
        drafts=[draft.pk],
        date="2023-07",
        file=SimpleUploadedFile("comments.txt", b"We ask for much."),
        **{"signatures-0-organisation": author.pk},
    )
    desk.post(address, data)
    submission = Submission.objects.get()
    assert submission.slug == "comments-on-the-draft-text"
    assert submission.authors == [author]
    assert list(submission.drafts.all()) == [draft]
    assert (submission.state, submission.created_by) == (State.DRAFT, desk.editor)
    assert str(submission.first_day) == "2023-07-01"
    assert submission.sha256 == hashlib.sha256(b"We ask for much.").hexdigest()


def test_file_that_cannot_be_stored_is_a_fault_at_its_field(
    desk, draft, settings, tmp_path, caplog
):
    settings.MEDIA_ROOT = tmp_path / "taken"
    settings.MEDIA_ROOT.touch()  # a folder cannot be made there, whoever tries it
    author = OrganisationFactory()
    address = reverse("admin:recommendations_submission_add")
    data = filled(
        desk.get(address),
        title="Comments",
        treaty=draft.treaty_id,
        file=SimpleUploadedFile("comments.txt", b"We ask for much."),
        **{"signatures-0-organisation": author.pk},
    )
    answer = desk.post(address, data)
    assert answer.status_code == 200
    assert list(faults(answer)) == ["file"]
    assert "could not be stored" in faults(answer)["file"]
    assert answer.context["adminform"].form["title"].value() == "Comments"
    rows = answer.context["inline_admin_formsets"][0].formset.forms
    assert rows[0]["organisation"].value() == str(author.pk)
    assert not Submission.objects.exists()
    assert "MEDIA_ROOT" in caplog.text
    settings.MEDIA_ROOT = tmp_path
    data["file"].seek(0)
    desk.post(address, data)
    assert stored(Submission.objects.get()) == b"We ask for much."


def test_file_that_cannot_replace_another_leaves_it(desk, draft, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    submission = SubmissionFactory(treaty=draft.treaty)
    before = filled(desk.get(change(submission)), file=SimpleUploadedFile("a.txt", b"first"))
    desk.post(change(submission), before)
    settings.MEDIA_ROOT = tmp_path / "taken"
    settings.MEDIA_ROOT.touch()
    other = SimpleUploadedFile("b.txt", b"second")
    page = desk.get(change(submission))
    answer = desk.post(change(submission), filled(page, title="Other", file=other))
    assert list(faults(answer)) == ["file"]
    settings.MEDIA_ROOT = tmp_path / "media"
    submission.refresh_from_db()
    assert stored(submission) == b"first"
    assert submission.sha256 == hashlib.sha256(b"first").hexdigest()
    assert submission.title != "Other"


def test_submissions_of_one_title_get_slugs_of_their_own(desk, draft):
    address = reverse("admin:recommendations_submission_add")
    data = filled(desk.get(address), title="Comments", treaty=draft.treaty_id)
    for slug in ("comments", "comments-2", "comments-3"):
        desk.post(address, data)
        assert Submission.objects.filter(slug=slug).exists()
    answer = desk.post(address, data | {"slug": "comments-2"})
    assert "already exists" in faults(answer)["slug"]


def test_only_treaty_is_chosen_already(desk, draft):
    page = desk.get(reverse("admin:recommendations_submission_add"))
    assert page.context["adminform"].form["treaty"].value() == draft.treaty_id


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("date", "31-02-2023", "2023-07"),
        ("title", "", "Enter the title"),
        ("slug", "no slug!", "slug"),
        ("file", SimpleUploadedFile("run.exe", b"x"), "exe"),
        ("title", "nul \0", "Null"),
    ],
)
def test_fault_in_a_submission_is_shown_at_its_field(desk, draft, field, value, words):
    address = reverse("admin:recommendations_submission_add")
    data = filled(desk.get(address), title="T", treaty=draft.treaty_id) | {field: value}
    assert words in faults(desk.post(address, data))[field]
    assert not Submission.objects.exists()


def test_organisation_is_created_on_the_spot_from_its_name(desk):
    address = reverse("admin:recommendations_organisation_add")
    data = filled(desk.get(address), name="Fundación Ejemplo", country="cl", _popup="1")
    answer = desk.post(address, data)
    organisation = Organisation.objects.get()
    assert (organisation.slug, organisation.country) == ("fundacion-ejemplo", "CL")
    assert "popup_response" in answer.templates[0].name


@pytest.mark.parametrize("typed", ["derechos", "DD", "tecnología", "TECNOLOGIA y", "Digitales"])
def test_organisation_is_found_by_name_acronym_and_other_names(desk, typed):
    wanted = OrganisationFactory(
        name="Derechos Digitales", acronym="DD", other_names="Tecnología y Derechos"
    )
    OrganisationFactory(name="Somebody Else")
    found = desk.get(
        reverse("admin:autocomplete"),
        {
            "term": typed,
            "app_label": "recommendations",
            "model_name": "signature",
            "field_name": "organisation",
        },
    ).json()["results"]
    assert [row["id"] for row in found] == [str(wanted.pk)]


def test_submission_page_lists_its_recommendations_and_leads_to_the_next(desk, submission):
    submission.recommendations.create(number="2.1", title="First", action="amend")
    page = desk.get(change(submission)).content.decode()
    assert f"{ADD}?submission={submission.pk}" in page
    assert "First" in page
    assert change(Recommendation.objects.get()) in page


def test_recommendation_is_entered_with_target_wording_and_themes(desk, page, submission, draft):
    theme = ThemeFactory()
    data = entry(
        page,
        themes=[theme.pk],
        **{
            "targets-0-place": "24(2)(b)",
            "targets-0-base": "States may act.",
            "targets-0-proposed": "States shall act.\r\nAlways.",
            "passages-0-page": "7",
        },
    )
    assert data["number"] == "1"
    desk.post(ADD, data)
    recommendation = Recommendation.objects.get()
    target = recommendation.targets.get()
    assert target.provision.eid == "art_24__para_2__point_b"
    assert target.article.draft == draft
    proposal = target.proposals.get()
    assert (proposal.base, proposal.proposed) == ("States may act.", "States shall act.\nAlways.")
    assert (proposal.language, proposal.basis) == ("en", Proposal.Basis.QUOTED)
    assert (recommendation.state, recommendation.created_by) == (State.DRAFT, desk.editor)
    assert "always" in recommendation.folded
    assert "narrow it" in recommendation.folded
    assert list(recommendation.themes.all()) == [theme]
    assert recommendation.passages.get().page == 7


def test_saving_and_adding_the_next_keeps_submission_themes_and_draft(
    desk, page, submission, draft
):
    theme = ThemeFactory()
    data = entry(page, number="2.9", themes=[theme.pk], draft=draft.pk, _addnext="1")
    answer = desk.post(ADD, data, follow=True)
    form = answer.context["adminform"].form
    assert str(form["submission"].value()) == str(submission.pk)
    assert form["number"].value() == "2.10"
    assert [int(key) for key in form["themes"].value()] == [theme.pk]
    assert int(form["draft"].value()) == draft.pk
    assert form["title"].value() is None


def test_what_was_saved_is_linked_to_with_its_name_escaped(desk, page):
    data = entry(page, title="Narrow <b>it</b>")
    for button in ("_addnext", "_continue"):
        answer = desk.post(ADD, data | {"number": button[1:], button: "1"}, follow=True)
        saved = Recommendation.objects.latest("pk")
        name = f"{saved.number} Narrow &lt;b&gt;it&lt;/b&gt;"
        assert f'<a href="{change(saved)}">{name}</a>' in answer.text
    answer = desk.post(change(saved), filled(answer, _continue="1"), follow=True)
    assert f'<a href="{change(saved)}">{name}</a>' in answer.text


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("24(2)", "Article 24(2)"),
        ("art 24", "Article 24"),
        ("24 of 22", "Article 24"),
        ("chapter IV", "Chapter IV"),
        ("after 24(3)", "new after Article 24(3)"),
        ("24(3a) (new)", "new 3a after Article 24(3)"),
        ("antes del artículo 24", "new before Article 24"),
    ],
)
def test_target_is_typed_as_people_write_it(desk, page, typed, label):
    desk.post(ADD, entry(page, **{"targets-0-place": typed}))
    assert Target.objects.get().label == label


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("targets-0-place", {"targets-0-place": "99"}),
        ("targets-0-place", {"targets-0-base": "A", "targets-0-proposed": "B"}),
        ("targets-0-base", {"targets-0-place": "24", "targets-0-proposed": "B"}),
        (
            "targets-0-base",
            {"targets-0-place": "24", "targets-0-base": "A", "targets-0-relation": "after"},
        ),
        (
            "targets-0-proposed",
            {"targets-0-place": "24", "targets-0-base": "A", "targets-0-proposed": "A"},
        ),
        ("targets-0-new_label", {"targets-0-place": "24", "targets-0-new_label": "3 bis"}),
        ("passages-0-page", {"passages-0-page": "seven"}),
        ("title", {"title": ""}),
        ("action", {"action": "nonsense"}),
        ("submission", {"submission": "999"}),
        ("submission", {"submission": "9" * 30}),
        ("themes", {"themes": ["999"]}),
    ],
)
def test_fault_in_a_recommendation_is_shown_at_its_field(desk, page, field, changes):
    answer = desk.post(ADD, entry(page, **changes))
    assert faults(answer).get(field)
    assert not Recommendation.objects.exists()
    assert not Provision.objects.exists()


def test_number_is_taken_once(desk, page, submission):
    submission.recommendations.create(number="1", title="First", action="amend")
    answer = desk.post(ADD, entry(page, number="1"))
    assert "with this number" in faults(answer)["number"]


def test_same_place_in_two_rows_is_pointed_out(desk, page):
    data = entry(page, **{"targets-TOTAL_FORMS": "2", "targets-0-place": "24(2)"})
    data |= {name.replace("-0-", "-1-"): data[name] for name in list(data) if "targets-0" in name}
    answer = desk.post(ADD, data | {"targets-1-place": "art. 24 (2)"})
    assert "already" in faults(answer)["targets-1-place"]


def test_new_rows_stand_in_the_order_of_entry(desk, page):
    data = entry(page, **{"targets-TOTAL_FORMS": "2", "targets-0-place": "24"})
    data |= {name.replace("-0-", "-1-"): data[name] for name in list(data) if "targets-0" in name}
    desk.post(ADD, data | {"targets-1-place": "23"})
    assert [target.label for target in Target.objects.all()] == ["Article 24", "Article 23"]


def test_insertion_has_a_new_label_and_no_base(desk, page):
    changes = {"place": "24(3)", "relation": "after", "new_label": "3 bis", "proposed": "New."}
    desk.post(ADD, entry(page, **{f"targets-0-{name}": value for name, value in changes.items()}))
    target = Target.objects.get()
    assert target.label == "new 3 bis after Article 24(3)"
    assert target.proposals.get().base == ""


def test_places_of_two_drafts_follow_the_usual_draft(desk, submission, draft):
    other = DraftFactory(treaty=draft.treaty, symbol="A/AC.291/16")
    wanted = ArticleFactory(draft=other, number="24")
    submission.drafts.add(other)
    page = desk.get(ADD, {"submission": submission.pk, "draft": other.pk})
    desk.post(ADD, entry(page, **{"targets-0-place": "24"}))
    assert Target.objects.get().article == wanted


def test_without_a_usual_draft_an_ambiguous_place_is_asked_about(desk, submission, draft):
    other = DraftFactory(treaty=draft.treaty, symbol="A/AC.291/16")
    ArticleFactory(draft=other, number="24")
    submission.drafts.add(other)
    page = desk.get(ADD, {"submission": submission.pk})
    answer = desk.post(ADD, entry(page, draft="", **{"targets-0-place": "24"}))
    assert "Say which draft" in faults(answer)["targets-0-place"]


def test_text_that_is_too_long_is_refused_with_its_length_and_cut_nowhere(desk, submission):
    page = desk.get(ADD, {"submission": submission.pk})
    assert "maxlength" not in str(page.context["adminform"].form["title"])
    answer = desk.post(ADD, filled(page, title="x" * 201))
    assert "at most 200 characters (it has 201)" in answer.text
    assert "x" * 201 in answer.text


def test_field_for_passages_asks_for_more_where_some_are_there(desk, page, submission):
    desk.post(page.request["PATH_INFO"], entry(page, submission=submission.pk))
    assert "Words of the document" in page.content.decode()
    shown = desk.get(change(Recommendation.objects.get())).content.decode()
    assert "Paste more words:" in shown
    assert "Words of the document" not in shown
