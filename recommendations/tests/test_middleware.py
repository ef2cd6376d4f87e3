"""Links keep working after something was renamed."""

import pytest
from django.http import QueryDict

from articles.models import FormerSlug
from recommendations import publishing
from recommendations.listing import Listing
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def recommendation():
    return RecommendationFactory(published=True)


def rename(row, slug):
    """Give a row another slug; return the address that it had."""
    address = row.get_absolute_url()
    row.slug = slug
    row.save()
    return address


def test_pages_lead_on_from_their_former_address(client, recommendation):
    submission = recommendation.submission
    for row in (submission, submission.authors[0], recommendation.themes.get()):
        former = rename(row, "renamed")
        response = client.get(f"{former}?page=1")
        assert (response.status_code, response.url) == (301, f"{row.get_absolute_url()}?page=1")


@pytest.mark.parametrize("file", ["cite.bib", "cite.txt", "file/"])
def test_files_of_a_submission_lead_on_like_its_page(client, recommendation, file):
    former = rename(recommendation.submission, "renamed")
    response = client.get(f"{former}{file}")
    assert (response.status_code, response.url) == (301, f"/submissions/renamed/{file}")


def test_an_article_is_found_under_former_names_of_all_that_leads_to_it(client, recommendation):
    article = recommendation.targets.get().article
    former = article.get_absolute_url()
    article.number = "99"
    article.save()
    rename(article.draft, "other-draft")
    rename(article.draft.treaty, "other-treaty")
    response = client.get(former)
    assert response.status_code == 301
    assert response.url == "/treaties/other-treaty/other-draft/article-99/"


def test_a_slug_that_is_taken_again_leads_to_who_has_it_now(client, recommendation):
    theme = recommendation.themes.get()
    first = rename(theme, "second")
    rename(theme, "third")
    assert client.get("/themes/second/").url == "/themes/third/"
    rename(theme, first.split("/")[-2])
    assert client.get(first).status_code == 200
    assert client.get("/themes/third/").url == first


def test_a_former_address_does_not_betray_what_is_not_public(client):
    hidden = OrganisationFactory(slug="hidden")
    rename(hidden, "still-hidden")
    assert client.get("/organisations/hidden/").status_code == 404
    submission = SubmissionFactory(slug="draft")
    rename(submission, "still-draft")
    assert client.get("/submissions/draft/cite.bib").status_code == 404


def capitals(row):
    return row.get_absolute_url().title()


def test_addresses_with_capitals_lead_to_those_in_small_letters(client, recommendation):
    article = recommendation.targets.get().article
    submission = recommendation.submission
    for row in (
        recommendation,
        submission,
        submission.authors[0],
        recommendation.themes.get(),
        article,
        article.draft,
        article.draft.treaty,
    ):
        response = client.get(f"{capitals(row)}?page=A")
        assert (response.status_code, response.url) == (301, f"{row.get_absolute_url()}?page=A")
    for page in (
        "/Recommendations/",
        "/ABOUT/",
        "/Themes/",
        "/Recommendations.CSV",
        "/Sitemap.XML",
    ):
        assert client.get(page).url == page.lower()


def test_files_with_capitals_in_their_address_lead_on(client, recommendation):
    for row in (recommendation, recommendation.submission):
        response = client.get(f"{capitals(row)}Cite.BIB")
        assert (response.status_code, response.url) == (301, f"{row.get_absolute_url()}cite.bib")


def test_former_address_with_capitals_leads_to_the_present_one(client, recommendation):
    theme = recommendation.themes.get()
    former = rename(theme, "renamed")
    assert client.get(former.title()).url == "/themes/renamed/"


def test_what_is_gone_says_so_to_capitals_too(client, recommendation):
    submission = recommendation.submission
    publishing.withdraw(submission)
    for row in (recommendation, submission):
        assert client.get(capitals(row), follow=True).status_code == 410


@pytest.mark.parametrize(
    "path", ["/NOWHERE/", "/Recommendations/QQQQQQ/", "/Themes/None/", "/ADMIN/", "/Themes/É/",
             "/Treaties/A/B/C/", "/Recommendations/A%00B/", "/Recommendations/Facets/None/",
             "/Submissions/None/File/"],
)  # fmt: skip
def test_capitals_lead_nowhere_where_nothing_is(client, path):
    assert client.get(path).status_code == 404


def test_what_is_gone_leaves_no_loop(client, recommendation):
    theme = recommendation.themes.get()
    former = rename(theme, "second")
    recommendation.themes.clear()
    theme.delete()
    assert FormerSlug.objects.exists()
    assert client.get(former).status_code == 404


def test_a_saved_link_to_the_list_keeps_its_filters(recommendation):
    target = recommendation.targets.get()
    former = target.article.path
    rename(recommendation.themes.get(), "new-theme")
    rename(target.article.draft, "new-draft")
    target.article.refresh_from_db()
    listing = Listing(QueryDict(f"theme={recommendation.themes.get().slug}&article={former}"))
    assert listing.invalid_values == []
    assert list(listing.rows) == [recommendation]
    assert listing.parameters["article"] == [target.article.path]
