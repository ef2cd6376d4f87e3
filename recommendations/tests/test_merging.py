"""Two organisations that are one are merged, and whatever led to either leads to what stays."""

import pytest
from django.urls import reverse

from articles.models import FormerSlug
from articles.tests.editors import address, filled, messages
from recommendations import merging
from recommendations.exchange.interchange.exporting import export_folder
from recommendations.exchange.interchange.importing import import_folder
from recommendations.models import Organisation, Signature
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    return OrganisationFactory(name="Privacy International", acronym="", slug="privacy-intl")


@pytest.fixture
def gone():
    return OrganisationFactory(
        name="Privacy Intl.", acronym="PI", other_names="PrivInt", slug="pi", country="GB"
    )


@pytest.fixture
def recommendation(gone):
    """Public, signed by the one that goes."""
    submission = SubmissionFactory(authors=[gone], published=True, title="Comments")
    return RecommendationFactory(submission=submission, published=True)


def page_of(gone):
    return reverse("admin:recommendations_organisation_merge", args=[gone.pk])


def look(desk, gone, kept):
    return desk.post(page_of(gone), {"into": kept.pk})


def confirm(desk, gone, kept, page=None):
    token = (page or look(desk, gone, kept)).context["result"].token
    return desk.post(page_of(gone), {"into": kept.pk, "confirmed": token}, follow=True)


def test_page_of_an_organisation_leads_to_merging(desk, gone):
    assert page_of(gone) in desk.get(address(gone)).text
    assert "The organisation to keep." in desk.get(page_of(gone)).text


@pytest.mark.parametrize("into", ["x", "999999", "9" * 40])
def test_page_of_merging_bears_any_address(desk, gone, into):
    assert desk.get(page_of(gone), {"into": into}).status_code == 200


def test_two_chosen_in_the_list_are_merged_into_the_one_that_signed_more(
    desk, gone, kept, recommendation
):
    listed = reverse("admin:recommendations_organisation_changelist")
    chosen = {"action": "merge_chosen", "_selected_action": [gone.pk, kept.pk]}
    page = desk.post(listed, chosen, follow=True)
    assert page.redirect_chain[0][0] == f"{page_of(kept)}?into={gone.pk}"
    assert f'<option value="{gone.pk}" selected>' in page.text
    page = desk.post(listed, chosen | {"_selected_action": [gone.pk]}, follow=True)
    assert "Choose two organisations to merge." in messages(page)


def test_preview_counts_what_moves_and_changes_nothing(desk, gone, kept, recommendation):
    page = look(desk, gone, kept)
    words = " ".join(page.text.split())
    assert "1 signature moves to Privacy International" in words
    assert "with 1 recommendation." in words
    assert "1 former address will lead to Privacy International" in words
    assert "It will also be found as: Privacy Intl.; PrivInt." in words
    assert "Copied, because it has none itself: acronym, country." in words
    assert "Comments" in words
    assert Organisation.objects.count() == 2
    assert recommendation.submission.signatures.get().organisation == gone
    assert not FormerSlug.objects.exists()


def test_merging_moves_signatures_names_and_details_with_history(desk, gone, kept, recommendation):
    signature = recommendation.submission.signatures.get()
    answer = confirm(desk, gone, kept)
    assert "“Privacy Intl. (PI)” was merged into “Privacy International (PI)”" in messages(answer)
    assert not Organisation.objects.filter(pk=gone.pk).exists()
    kept.refresh_from_db()
    assert (kept.acronym, kept.country) == ("PI", "GB")
    assert kept.names == ["Privacy Intl.", "PrivInt"]
    moved = Signature.objects.get()
    assert (moved.pk, moved.organisation, moved.role) == (signature.pk, kept, "author")
    assert moved.name_as_signed == "Privacy Intl."
    dates = set()
    for rows in (moved.history, kept.history, Organisation.history.filter(id=gone.pk)):
        record = rows.first()
        assert record.history_user == desk.editor
        assert record.history_change_reason.startswith("Merged: PI into ")
        dates.add(record.history_date)
    assert len(dates) == 1
    assert "Privacy Intl." in desk.get(address(recommendation.submission, "history")).text


def test_former_addresses_lead_to_the_one_that_stays(client, desk, gone, kept, recommendation):
    gone.slug = "privacy-2"
    gone.save()
    confirm(desk, gone, kept)
    for slug in ("pi", "privacy-2"):
        page = client.get(f"/organisations/{slug}/")
        assert (page.status_code, page["Location"]) == (301, "/organisations/privacy-intl/")
        answer = client.get(f"/api/v1/organisations/{slug}/?fields=name")
        assert answer.status_code == 301
        assert answer["Location"] == "/api/v1/organisations/privacy-intl/?fields=name"
        listed = client.get(f"/api/v1/recommendations/?organisation={slug}").json()
        assert [row["key"] for row in listed["results"]] == [recommendation.key]


def test_index_and_mirrors_follow_at_once(client, desk, gone, kept, recommendation):
    before = recommendation.submission.updated_at
    assert client.get("/api/v1/facets/").status_code == 200  # the index is there already
    confirm(desk, gone, kept)
    facets = client.get("/api/v1/facets/").json()["facets"]
    [values] = [facet["values"] for facet in facets if facet["name"] == "organisation"]
    values = {row["value"]: row["count"] for row in values}
    assert values == {"privacy-intl": 1}
    since = {"updated_since": before.isoformat().replace("+00:00", "Z") + "/zzzzzz"}
    [row] = client.get("/api/v1/recommendations/", since).json()["results"]
    assert row["submission"]["organisations"][0]["slug"] == "privacy-intl"


def test_both_under_one_submission_are_refused_in_words_that_name_it(desk, gone, kept):
    both = SubmissionFactory(authors=[gone, kept], title="Signed by both")
    other = SubmissionFactory(authors=[gone])
    page = look(desk, gone, kept)
    assert "Signed by both" in page.text
    assert "Both organisations signed this submission" in page.text
    assert 'name="confirmed"' not in page.text
    confirm(desk, gone, kept, page)
    assert set(gone.signatures.values_list("submission", flat=True)) == {both.pk, other.pk}


def test_what_is_no_longer_as_in_the_preview_is_not_merged(desk, gone, kept, recommendation):
    page = look(desk, gone, kept)
    SubmissionFactory(authors=[gone])
    answer = confirm(desk, gone, kept, page)
    assert "Not changed" in messages(answer)
    assert Organisation.objects.filter(pk=gone.pk).exists()
    assert "2 signatures move" in " ".join(answer.text.split())


@pytest.mark.parametrize("into", ["", "x", "999999", "9" * 40, "own"])
def test_bad_choice_is_said_at_its_field(desk, gone, into):
    page = desk.post(page_of(gone), {"into": str(gone.pk) if into == "own" else into})
    assert page.status_code == 200
    assert page.context["form"].errors["into"]


def test_former_slugs_of_a_merged_organisation_are_understood_on_import(
    tmp_path, desk, gone, kept, recommendation
):
    export_folder(tmp_path)
    confirm(desk, gone, kept)
    tally = import_folder(tmp_path)
    assert dict(tally)["known by a former slug"] == 1
    assert "new" not in tally
    [signature] = Signature.objects.all()
    assert (signature.organisation, signature.name_as_signed) == (kept, "Privacy Intl.")
    # A file that does not describe its signatories finds them as well.
    (tmp_path / "organisations.yaml").unlink()
    import_folder(tmp_path)
    assert Organisation.objects.get() == kept


def test_another_organisation_at_a_former_slug_is_a_new_one(tmp_path, desk, gone, kept):
    confirm(desk, gone, kept)
    (tmp_path / "organisations.yaml").write_text("- slug: pi\n  name: Pacific Institute\n")
    import_folder(tmp_path)
    assert set(Organisation.objects.values_list("slug", flat=True)) == {"pi", "privacy-intl"}


def test_merge_whose_signature_is_entered_meanwhile_is_seen_again(desk, gone, kept, monkeypatch):
    SubmissionFactory(authors=[gone])
    late = SubmissionFactory(title="Signed late")

    def lock_all(rows):
        keys = list(rows.values_list("pk", flat=True))
        if rows.model is Organisation and not late.signatures.filter(organisation=gone).exists():
            late.signatures.create(organisation=gone, position=5)
        return keys

    monkeypatch.setattr(merging, "lock_all", lock_all)
    page = look(desk, gone, kept)
    assert "Signed late" in page.text
    assert "Somebody has just signed this" in page.text


def test_organisation_that_goes_may_be_entered_anew_elsewhere(desk, gone, kept):
    confirm(desk, gone, kept)
    add = reverse("admin:recommendations_organisation_add")
    desk.post(add, filled(desk.get(add), name="Pacific Institute", slug="pi", kind="ngo"))
    assert desk.get("/organisations/pi/").status_code == 404  # it has signed nothing


def test_record_from_before_a_merge_is_restored_without_the_one_that_went(
    desk, gone, kept, recommendation
):
    submission = recommendation.submission
    signature = submission.signatures.get()
    signature.role = "endorser"
    signature.save()
    before = submission.history.first()
    confirm(desk, gone, kept)
    page = address(submission, "history") + f"{before.history_id}/"
    shown = desk.get(page)
    assert shown.status_code == 200
    answer = desk.post(page, {"_version": shown.context["version"]}, follow=True)
    assert answer.status_code == 200
    assert submission.signatures.get().organisation == kept
    assert desk.get(address(kept, "history")).status_code == 200
    assert desk.get(address(gone, "history")).status_code == 200
