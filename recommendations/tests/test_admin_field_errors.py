"""A refused form names each faulty field at its top, in the order of the page, with a link."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.tests.editors import filled
from recommendations.tests.factories import (
    ProposalFactory,
    RecommendationFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db


def refused(desk, thing, **changes):
    """Save a record with changes that are refused; return the page that comes back."""
    name = f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change"
    address = reverse(name, args=[thing.pk])
    answer = desk.post(address, filled(desk.get(address), **changes))
    assert answer.status_code == 200
    return answer.content.decode()


def links(page):
    note = page.partition('<ul class="faults">')[2].partition("</ul>")[0]
    return re.findall(r'<a href="#([^"]+)">([^<]+)</a>: (.+)</li>', note)


def test_faults_are_named_in_the_order_of_the_page_and_lead_to_their_fields(desk):
    recommendation = RecommendationFactory()
    ProposalFactory(target=recommendation.targets.get())
    page = refused(desk, recommendation, title="", **{"targets-0-place": "nonsense"})
    (title, place) = links(page)
    assert title == ("id_title", "Title", "Enter the title.")
    assert re.search(r"<title>\s*Error: ", page)
    assert place[:2] == ("id_targets-0-place", "Target 1: Where")
    for field in ("id_title", "id_targets-0-place"):
        described = re.search(rf'<[^>]* id="{field}"[^>]*>', page)[0]
        assert f"{field}_error" in described
        assert f'id="{field}_error"' in page


def test_row_that_is_refused_as_a_whole_is_led_to(desk):
    submission = SubmissionFactory()
    twice = {"signatures-TOTAL_FORMS": "2", "signatures-1-role": "author"}
    twice["signatures-1-organisation"] = submission.signatures.get().organisation_id
    twice["signatures-1-submission"] = submission.pk
    page = refused(desk, submission, **twice)
    ids = [fault for fault, _label, _messages in links(page)]
    assert ids
    assert all(f'id="{fault}"' in page for fault in ids)


@pytest.mark.parametrize(
    "changes", [{"date": "31-02-2023"}, {"signatures-0-position": "x"}, {"_version": "old"}]
)
def test_file_that_was_chosen_is_asked_for_again_whatever_is_refused(desk, changes):
    file = SimpleUploadedFile("comments.txt", b"We ask for much.")
    page = refused(desk, SubmissionFactory(), file=file, **changes)
    assert ("id_file", "File", "Choose the file again.") in links(page)
    assert 'id="id_file_error"' in page


def test_file_is_not_asked_for_where_none_was_chosen_or_it_is_the_fault(desk):
    assert "Choose the file again" not in refused(desk, SubmissionFactory(), date="31-02-2023")
    file = SimpleUploadedFile("run.exe", b"x")
    assert "Choose the file again" not in refused(desk, SubmissionFactory(), file=file)


def test_form_without_faults_names_none(desk):
    recommendation = RecommendationFactory()
    ProposalFactory(target=recommendation.targets.get())
    name = "admin:recommendations_recommendation_change"
    assert (
        'class="faults"' not in desk.get(reverse(name, args=[recommendation.pk])).content.decode()
    )
