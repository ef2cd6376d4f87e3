"""In print, links are numbered and their addresses listed at the end of the page."""

import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from articles.tests.factories import ArticleFactory, ProvisionFactory
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
)

PAGE = (
    "{% load printed_links %}<a {% noted first %}>a</a> <a {% noted second %}>b</a> "
    "<a {% noted first %}>c</a>{% footnotes %}"
)


@pytest.fixture
def recommendation():
    submission = SubmissionFactory(
        source_url="https://example.org/comments.pdf",
        authors=[OrganisationFactory(website="https://rights.example/")],
    )
    article = ArticleFactory(draft__treaty=submission.treaty, number="24")
    ProvisionFactory(article=article, number="1")
    return RecommendationFactory(submission=submission, articles=[article], published=True)


def written(first, second):
    values = {"first": first, "second": second}
    return Template(PAGE).render(Context({**values, "request": RequestFactory().get("/a/")}))


def noted(html):
    """Return what is numbered and what is listed: [(number, address)], [address]."""
    links = re.findall(r'href="([^"]+)" data-note="(\d+)"', html)
    listed = html.partition('class="footnotes print-only"')[2].partition("</section>")[0]
    return [(int(number), address) for address, number in links], re.findall(
        r"<li><bdi>([^<]+)</bdi></li>", listed
    )


def whole(address):
    return address if address.startswith("http") else f"http://testserver{address}"


def test_same_address_has_the_same_number():
    links, listed = noted(written("/one/", "https://example.org/two"))
    assert links == [(1, "/one/"), (2, "https://example.org/two"), (1, "/one/")]
    assert listed == ["http://testserver/one/", "https://example.org/two"]


def test_address_is_text_wherever_it_stands():
    html = written('/"><script>', "/?a=1&b=<i>")
    assert "<script" not in html
    assert "<i>" not in html


def test_page_without_notes_lists_none():
    html = Template("{% load printed_links %}{% footnotes %}").render(
        Context({"request": RequestFactory().get("/")})
    )
    assert html.strip() == ""


def test_link_written_for_no_request_has_no_number():
    html = Template("{% load printed_links %}<a {% noted '/a/' %}>").render(Context())
    assert html == '<a href="/a/">'


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["recommendation", "submission", "organisation", "article"])
def test_numbers_on_a_page_lead_to_the_addresses_at_its_end(client, recommendation, kind):
    submission, target = recommendation.submission, recommendation.targets.get()
    pages = {
        "recommendation": (recommendation, submission.source_url),
        "submission": (submission, submission.source_url),
        "organisation": (submission.authors[0], "https://rights.example/"),
        "article": (target.article, recommendation.get_absolute_url()),
    }
    page, expected = pages[kind]
    links, listed = noted(client.get(page.get_absolute_url()).content.decode())
    assert whole(expected) in listed
    assert {number: whole(address) for number, address in links} == dict(enumerate(listed, 1))
