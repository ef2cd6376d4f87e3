"""What is recorded already is pointed out while it is entered again, and never forbidden."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.tests.editors import filled
from articles.tests.factories import TreatyFactory
from recommendations.admin import duplicates
from recommendations.models import Organisation, Submission
from recommendations.tests.factories import OrganisationFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

SUBMISSIONS = reverse("admin:recommendations_submission_add")
ORGANISATIONS = reverse("admin:recommendations_organisation_add")


@pytest.fixture
def desk(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return desk


@pytest.fixture
def treaty():
    return TreatyFactory()


def change(thing):
    return reverse(f"admin:recommendations_{thing._meta.model_name}_change", args=[thing.pk])


def hand_in(desk, treaty, title="Comments", words=b"We ask for much.", **given):
    """Enter a submission with a file; return the page after it."""
    if words:
        given["file"] = SimpleUploadedFile("comments.txt", words)
    data = filled(desk.get(SUBMISSIONS), title=title, treaty=treaty.pk, **given)
    return desk.post(SUBMISSIONS, data, follow=True)


def told(response):
    return " ".join(str(message) for message in response.context["messages"])


def doubt(response):
    """Return what is asked before saving; "" where nothing is."""
    return " ".join(response.context["adminform"].form.errors.get("all_the_same", ()))


def test_same_file_is_asked_about_and_saved_all_the_same(desk, treaty):
    hand_in(desk, treaty)
    first = Submission.objects.get()
    answer = hand_in(desk, TreatyFactory(), title="Another title")
    assert f'Looks like <a href="{change(first)}">Comments</a>: the same file.' in doubt(answer)
    assert f'<a href="{change(first)}">Comments</a>' in answer.text
    assert 'type="checkbox" name="all_the_same"' in answer.text
    assert Submission.objects.count() == 1
    hand_in(desk, treaty, title="Another title", all_the_same="on")
    assert Submission.objects.count() == 2


def test_same_title_on_the_treaty_is_said_with_its_authors_after_saving(desk, treaty):
    author = OrganisationFactory(name="Example <b>Body</b>", acronym="EB")
    first = SubmissionFactory(treaty=treaty, title="Comments on the Draft", authors=[author])
    answer = hand_in(desk, treaty, title="Comments  on the DRAFT")
    said = f'<a href="{change(first)}">Comments on the Draft (EB)</a>: the same title'
    assert said in told(answer)
    assert said in answer.text
    assert "Looks like" not in told(hand_in(desk, TreatyFactory(), "Comments on the Draft", b""))


def test_what_was_entered_knowingly_is_not_asked_about_again(desk, treaty):
    hand_in(desk, treaty)
    hand_in(desk, treaty, all_the_same="on")
    for submission in Submission.objects.all():
        page = desk.get(change(submission))
        assert "all_the_same" in page.text
        assert 'type="checkbox" name="all_the_same"' not in page.text
        answer = desk.post(change(submission), filled(page, date="2024"), follow=True)
        assert "Looks like" not in told(answer)
    assert Submission.objects.filter(date="2024").count() == 2


def name_one(desk, **given):
    """Enter an organisation; return the answer."""
    return desk.post(ORGANISATIONS, filled(desk.get(ORGANISATIONS), **given))


@pytest.mark.parametrize(
    "given",
    [
        {"name": "FUNDACION  Ejemplo"},
        {"name": "Other", "acronym": "fe"},
        {"name": "Example Foundation"},
        {"name": "Other", "other_names": "A name\nFundación Ejemplo"},
        {"name": "Fundación-Ejemplo"},
    ],
)
def test_organisation_of_a_known_name_is_asked_about_and_never_forbidden(desk, given):
    known = OrganisationFactory(
        name="Fundación Ejemplo",
        acronym="FE",
        other_names="Example Foundation",
        slug="fundacion-ejemplo",
    )
    answer = name_one(desk, **given)
    assert f'Looks like <a href="{change(known)}">Fundación Ejemplo (FE)</a>' in doubt(answer)
    assert list(answer.context["adminform"].form.errors) == ["all_the_same"]
    assert Organisation.objects.count() == 1
    assert name_one(desk, **given, all_the_same="on").status_code == 302
    assert Organisation.objects.count() == 2


@pytest.mark.parametrize("name", ["Ejemplo", "Fundación", "Foundation Example", "F", "%", "E_"])
def test_organisation_with_a_part_of_a_known_name_is_another(desk, name):
    OrganisationFactory(name="Fundación Ejemplo", acronym="FE", other_names="Example Foundation")
    assert name_one(desk, name=name, slug="another").status_code == 302


def test_organisation_whose_names_stay_is_saved_without_a_question(desk):
    first, second = (OrganisationFactory(name="Example", acronym="EX") for _row in range(2))
    page = desk.get(change(second))
    assert desk.post(change(second), filled(page, country="cl")).status_code == 302
    page = desk.get(change(second))
    answer = desk.post(change(second), filled(page, name="Example Body"))
    assert "both have the name “EX”" in doubt(answer)
    assert change(first) in doubt(answer)


@pytest.mark.parametrize("number", [1, 3])
def test_asking_costs_one_query_whatever_is_alike(desk, number, django_assert_num_queries):
    for _row in range(number):
        OrganisationFactory(name="Example", acronym="EX")
    with django_assert_num_queries(1):
        assert len(duplicates.same_names(Organisation(name="Example"), "example")) == number


@pytest.mark.parametrize("junk", ["\0", "x\n" * 3000, "²", "%_\\"])
def test_names_may_be_anything(desk, junk):
    OrganisationFactory(name="Example")
    assert name_one(desk, name="Example", other_names=junk).status_code == 200
