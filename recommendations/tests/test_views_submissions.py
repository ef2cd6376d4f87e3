import pytest
from django.core.files.base import ContentFile

from articles.tests.factories import DraftFactory, SessionFactory, TreatyFactory
from recommendations import publishing
from recommendations.models import Signature
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
)
from recommendations.tests.reading import counted_links, text_of, total_of
from recommendations.views.submissions import grouped

pytestmark = pytest.mark.django_db
ADDRESS = "/submissions/comments/"


@pytest.fixture
def treaty():
    return TreatyFactory(slug="un-cybercrime")


@pytest.fixture
def submission(treaty):
    return SubmissionFactory(
        slug="comments",
        title="Comments on the text",
        treaty=treaty,
        session=SessionFactory(treaty=treaty, slug="session-6", title="Sixth session"),
        drafts=[DraftFactory(treaty=treaty, slug="zero", symbol="A/22")],
        authors=[OrganisationFactory(name="First Author", slug="first")],
        source_url="https://example.org/comments",
        language="es",
    )


@pytest.fixture
def with_file(submission):
    submission.file.save("comments.html", ContentFile(b"<script>words of the file</script>"))
    yield submission
    submission.file.delete(save=False)


def test_submission_says_who_what_and_when(client, submission):
    endorser = OrganisationFactory(name="Second Signer")
    submission.signatures.create(
        organisation=endorser,
        role=Signature.Role.ENDORSER,
        name_as_signed="Signer Two",
        position=1,
    )
    publishing.publish(submission)
    words = text_of(client.get(ADDRESS))
    for part in ("Comments on the text", "Sixth session", "A/22", "July 2023", "Spanish"):
        assert part in words
    assert words.index("First Author author") < words.index("Second Signer endorser")
    assert "signed as “Signer Two”" in words
    assert "2023-07" not in words


def test_submission_says_quietly_where_it_leads_to_no_original(client, submission):
    publishing.publish(submission)
    said = "The original document is not linked here."
    assert said not in text_of(client.get(ADDRESS))
    submission.source_url = ""
    submission.save()
    assert said in text_of(client.get(ADDRESS))


def test_submission_with_a_file_leads_to_its_original(client, with_file):
    publishing.publish(with_file)
    with_file.source_url = ""
    with_file.save()
    assert "not linked here" not in text_of(client.get(ADDRESS))


def test_submission_shows_its_recommendations_in_order_of_the_document(client, submission):
    for number in ("2.10", "2.2", "1", "10"):
        RecommendationFactory(
            submission=submission, number=number, title=f"Ask {number}.", published=True
        )
    page = client.get(ADDRESS)
    words = text_of(page)
    places = [words.index(f"Ask {number}.") for number in ("1", "2.2", "2.10", "10")]
    assert places == sorted(places)
    assert [[row.number for row in group] for group in page.context["groups"]] == [
        ["1"],
        ["2.2", "2.10"],
        ["10"],
    ]


def test_submission_without_numbers_in_parts_is_one_group(submission):
    rows = [RecommendationFactory(submission=submission, number=n) for n in ("1", "2")]
    assert grouped(rows) == [rows]
    assert grouped([]) == []


def test_submission_shows_nothing_unpublished(client, submission):
    RecommendationFactory(submission=submission, published=True)
    RecommendationFactory(submission=submission, title="Marker of a draft")
    reviewed = RecommendationFactory(submission=submission, title="Marker of a review")
    publishing.submit_for_review(reviewed)
    publishing.withdraw(
        RecommendationFactory(
            submission=submission, title="Marker of the withdrawn", published=True
        )
    )
    page = client.get(ADDRESS)
    assert "1 recommendation," in text_of(page)
    assert "Marker" not in text_of(page)


def test_submission_without_such_a_page_says_so_and_shows_the_first(client, submission):
    RecommendationFactory(submission=submission, published=True)
    for page in ("99", "0", "x", "%00", "9" * 400):
        answer = client.get(f"{ADDRESS}?page={page}")
        assert "There is no page" in text_of(answer)
        assert answer.context["page_obj"].number == 1
    assert "There is no page" not in text_of(client.get(f"{ADDRESS}?page=1"))


def test_submission_not_published_is_404(client, submission):
    assert client.get(ADDRESS).status_code == 404
    publishing.submit_for_review(submission)
    assert client.get(ADDRESS).status_code == 404
    assert client.get("/submissions/none/").status_code == 404


def test_submission_withdrawn_is_410_with_nothing_but_that(client, submission):
    RecommendationFactory(submission=submission, title="Marker", published=True)
    publishing.withdraw(submission)
    answer = client.get(ADDRESS)
    assert answer.status_code == 410
    assert "Withdrawn" in text_of(answer)
    for part in ("Marker", "Comments on the text", "First Author", "Sixth"):
        assert part not in answer.content.decode()


def test_submission_preview_is_for_staff_and_for_no_cache(admin_client, client, submission):
    RecommendationFactory(submission=submission, title="Not yet public")
    answer = admin_client.get(ADDRESS)
    assert answer.status_code == 200
    assert "Preview" in text_of(answer)
    assert "Not yet public" in text_of(answer)
    assert answer["Cache-Control"] == "no-store, private"
    assert "/organisations/first/" not in answer.content.decode()  # it would lead to a 404
    publishing.publish(submission)
    answer = admin_client.get(ADDRESS)
    assert "Not yet public" not in text_of(answer)
    assert "Cache-Control" not in client.get(ADDRESS)


def test_submission_file_is_saved_not_opened(client, with_file):
    publishing.publish(with_file)
    answer = client.get(f"{ADDRESS}file/")
    assert b"".join(answer.streaming_content) == b"<script>words of the file</script>"
    assert answer["Content-Disposition"] == 'attachment; filename="comments.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert f"{ADDRESS}file/" in client.get(ADDRESS).content.decode()


def test_submission_file_is_public_only_with_its_submission(client, admin_client, with_file):
    address = f"{ADDRESS}file/"
    assert client.get(address).status_code == 404
    preview = admin_client.get(address)
    assert preview.status_code == 200
    assert preview["Cache-Control"] == "no-store, private"
    assert b"".join(preview.streaming_content)
    publishing.publish(with_file)
    publishing.withdraw(with_file)
    assert client.get(address).status_code == 410


def test_submission_file_is_never_served_from_where_it_lies(client, with_file):
    publishing.publish(with_file)
    for address in (f"/media/{with_file.file.name}", f"/{with_file.file.name}"):
        assert client.get(address).status_code == 404


def test_submission_without_its_file_is_404(client, with_file):
    publishing.publish(with_file)
    with_file.file.storage.delete(with_file.file.name)
    assert client.get(f"{ADDRESS}file/").status_code == 404
    type(with_file).objects.update(file="")
    assert client.get(f"{ADDRESS}file/").status_code == 404


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("organisation=first", 1),
        ("session=un-cybercrime/session-6", 1),
        ("draft=un-cybercrime/zero", 1),
        ("language=es", 1),
        ("language=es&language=en", 2),
        ("treaty=un-cybercrime", 1),
        ("treaty=un-cybercrime&language=en", 0),
    ],
)
def test_submissions_filters(client, submission, query, number):
    publishing.publish(submission)
    SubmissionFactory(published=True)
    SubmissionFactory(treaty=submission.treaty, language="es")  # a draft
    page = client.get(f"/submissions/?{query}")
    assert page.context["directory"].invalid_values == []
    assert page.context["directory"].total == number


def test_submissions_newest_first_and_undated_last(client):
    for date in ("2022", "", "2023-07"):
        SubmissionFactory(date=date, published=True)
    rows = client.get("/submissions/").context["directory"].page
    assert [row.date for row in rows] == ["2023-07", "2022", ""]


def test_submissions_numbers_equal_their_lists(client, submission):
    for _ in range(2):
        RecommendationFactory(submission=submission, published=True)
    RecommendationFactory(submission=submission)
    found = counted_links(client.get("/submissions/"))
    assert found == [("/recommendations/?submission=comments", 2)]
    assert total_of(client, found[0][0]) == 2


def test_submissions_offer_only_what_leaves_rows(client, submission):
    DraftFactory(treaty=submission.treaty, symbol="A/Marker")
    SubmissionFactory(language="fr", drafts=[DraftFactory(symbol="A/Marker/2")])
    publishing.publish(submission)
    words = text_of(client.get("/submissions/"))
    assert "A/22" in words
    assert "Marker" not in words
    assert "French" not in words


@pytest.mark.parametrize("rows", [1, 3])
def test_submissions_cost_the_same_at_any_size(client, rows, django_assert_num_queries):
    for _ in range(rows):
        session = SessionFactory()
        RecommendationFactory(
            submission=SubmissionFactory(session=session, treaty=session.treaty), published=True
        )
    with django_assert_num_queries(9):
        client.get("/submissions/")


@pytest.mark.parametrize("rows", [1, 3])
def test_submission_costs_the_same_at_any_size(client, submission, rows, django_assert_num_queries):
    for _ in range(rows):
        submission.signatures.create(organisation=OrganisationFactory(), position=9)
        RecommendationFactory(submission=submission, published=True)
    with django_assert_num_queries(11):
        client.get(ADDRESS)
