"""Every kind of page is valid HTML: a strict parser finds no fault, and links within it lead on."""

from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from justhtml import JustHTML

from articles.tests.factories import ProvisionFactory
from recommendations import publishing
from recommendations.tests.everything import make_everything
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
)

# What makes a page valid comes after the database.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
AWKWARD = "</p><b>\"quoted\" & 'single' &amp; <المادة ٢٤>"
POINTING = (
    "for",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "list",
    "form",
    "headers",
)


@pytest.fixture(scope="module")
def world(once):
    return once(make_world)


def make_world():
    """Make one of everything, enough for a second page, and texts that look like marks."""
    recommendation = make_everything()
    theme = recommendation.themes.first()
    for number in range(26):
        RecommendationFactory(themes=[theme], title=f"Thing {number}", published=True)
    publishing.withdraw(RecommendationFactory(key="gone", published=True))
    awkward = SubmissionFactory(
        title=AWKWARD, slug="awkward", authors=[OrganisationFactory(name=AWKWARD, slug="awkward")]
    )
    draft = recommendation.targets.first().article.draft
    ProvisionFactory(article__heading=AWKWARD, article__number="99", article__draft=draft)
    RecommendationFactory(
        submission=awkward,
        key="awkward",
        title=AWKWARD,
        passage=AWKWARD,
        rationale=AWKWARD,
        articles=[],
        themes=[theme],
        published=True,
    )
    return recommendation


def pages_of(recommendation):
    """Return an address of every kind of page, in each of its shapes."""
    target = recommendation.targets.first()
    text = ProvisionFactory(article=target.article, number="98")
    for language in ("en", "ar"):
        text.texts.create(language=language, text=AWKWARD)
    things = [
        recommendation,
        recommendation.submission,
        recommendation.submission.authors[0],
        *recommendation.themes.all(),
        target.article,
        target.article.draft,
        target.article.draft.treaty,
    ]
    lists = ["/recommendations/", "/organisations/", "/submissions/"]
    return [
        *(thing.get_absolute_url() for thing in things),
        f"{target.article.get_absolute_url()}?language=ar&beside=en",
        *("/suggestions/", "/suggestions/?q=24", "/recommendations/facets/theme/?q=thing"),
        *(f"/recommendations/?view=table&group={name}" for name in ("article", "organisation")),
        *("/", "/themes/", "/about/", "/data/", "/api/docs/", "/admin/login/", "/nowhere/"),
        *("/treaties/", "/recommendations/gone/"),
        *(f"{address}{query}" for address in lists for query in ("", "?page=2", "?page=99&x=y")),
        "/recommendations/?theme=unknown&after=31-02-2023",
        f"/recommendations/?action=replace&q={recommendation.title}",
        "/recommendations/?q=nothing%20bears%20these%20words",
        *("/recommendations/awkward/", "/submissions/awkward/", "/organisations/awkward/"),
        f"{target.article.draft.get_absolute_url()}article-99/",
    ]


def faults_of(html):
    """Return what a strict reader of a page finds fault with, each as a phrase."""
    page = JustHTML(html, sanitize=False, collect_errors=True)
    faults = [str(error) for error in page.errors] + doubled_attributes(html)
    elements = page.query("*")
    ids = Counter(element.attrs["id"] for element in elements if "id" in element.attrs)
    faults += disorder_of(element.name for element in elements)
    faults += [f"id {name!r} {times} times" for name, times in ids.items() if times > 1]
    for element in elements:
        for name in POINTING:
            pointed = (element.attrs.get(name) or "").split()
            faults += [
                f"{name} leads to no {pointed_id!r}"
                for pointed_id in pointed
                if pointed_id not in ids
            ]
        link = element.attrs.get("href") or ""
        if link.startswith("#") and link[1:] not in ids:
            faults.append(f"link to {link}, which is not here")
        if element.name == "img" and "alt" not in element.attrs:
            faults.append("picture without words for it")
    return faults


def disorder_of(names):
    """Return what is wrong with the headings and landmarks of a page, given its elements' names."""
    names = [*names]
    ranks = [int(name[1]) for name in names if name in HEADINGS]
    faults = [f"h{below} below h{above}" for above, below in pairwise(ranks) if below > above + 1]
    faults += [f"{names.count(name)} {name}" for name in ("h1", "main") if names.count(name) != 1]
    return faults


def doubled_attributes(html):
    """Return the elements that bear an attribute twice, which the strict parser lets pass."""
    faults = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            names = Counter(name for name, _value in attrs)
            faults.extend(f"duplicate {name} on {tag}" for name in names if names[name] > 1)

    Reader().feed(html)
    return faults


def test_every_page_is_valid(client, world):
    by_address = {}
    for address in pages_of(world):
        response = client.get(address)
        assert response.status_code in (200, 404, 410), address
        faults = faults_of(response.content.decode())
        if faults:
            by_address[address] = faults
    assert by_address == {}


def test_part_that_replaces_the_list_is_valid(client, world):
    target = {"HX-Request": "true", "HX-Target": "listing"}
    part = client.get("/recommendations/?action=amend", headers=target).content.decode()
    page = JustHTML(part, fragment=True, sanitize=False, collect_errors=True)
    assert page.errors == []


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p><div></p></div>", "Unexpected"),
        ('<p id="a"></p><p id="a"></p>', "id 'a' 2 times"),
        ('<label for="b">b</label>', "for leads to no 'b'"),
        ('<a href="#c">c</a>', "link to #c"),
        ('<p class="a" class="b">', "uplicate"),
        ("<b><i></b></i>", "Unexpected"),
        ("</section>", "Unexpected"),
        ('<img src="a">', "picture without"),
        ("<h1>a</h1><h2>b</h2><h4>c</h4>", "h4 below h2"),
        ("<h1>a</h1><h1>b</h1>", "2 h1"),
        ("<p>a</p>", "0 main"),
    ],
)
def test_fault_is_found(html, fault):
    page = f"<!DOCTYPE html><html><head><title>a</title></head><body>{html}</body></html>"
    assert any(fault in line for line in faults_of(page)), faults_of(page)
