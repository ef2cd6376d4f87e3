"""A walk over the whole public site as a stranger: nothing hidden shows, nothing breaks."""

import re
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import connection
from django.urls import reverse

from recommendations.exchange.citations import CITATION_FORMATS
from recommendations.index import triggers
from recommendations.models import Change, ChangeNumber, Recommendation, State, Submission
from treatytracker.tests.hidden import MARKER, hide_copies, public_world

pytestmark = pytest.mark.django_db

API = "/api/v1/"
FILES = ["/recommendations.csv", "/recommendations.atom", "/sitemap.xml", "/robots.txt"]
STARTS = ["/", *FILES, API, f"{API}recommendations/?format=csv", "/api/schema/"]
NONSENSE = [
    "page=-1",
    "page=0",
    "page=999999",
    "page=abc",
    "page=%00",
    "page=" + "9" * 400,
    "article=%00",
    "article=a/b/c",
    "lineage=///",
    "draft=x",
    "after=31-02-2023",
    "before=99999",
    "q=" + "x" * 10_000,
    "q=%00",
    "q=%E2%80%AE*AND%20%22",
    "theme=unknown",
    "theme=&theme=&theme=unknown",
    "organisation=%F0%9F%92%A9",
    "sort=sideways",
    "unknown=parameter",
    "utm_source=letter",
    "format=xyz",
    "page_size=-5",
    "page_size=100000000000000000000",
    "kind=%00",
    "find=%00",
    "order=sideways",
    "group=colour",
    "view=spiral",
    "=",
    "%00=%00",
]


class Links(HTMLParser):
    """Collects where a page leads: addresses of links, sources, forms and htmx requests."""

    def __init__(self):
        super().__init__()
        self.links = []

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("href", "src", "action", "hx-get") and value:
                self.links.append(value)


def leads_to(address, response):
    """Return the addresses on this site to which an HTML or JSON answer leads."""
    if "html" in response.headers["Content-Type"]:
        parser = Links()
        parser.feed(text_of(response))
        links = parser.links
    elif "xml" in response.headers["Content-Type"]:
        links = re.findall(r"<(?:loc|uri)>(.*?)</|href=\"(.*?)\"", text_of(response))
        links = [unescape(first or second) for first, second in links]
    elif response.headers["Content-Type"].startswith("application/json"):
        links = [value for value in strings_in(response.json()) if "/api/" in value]
    else:
        return []
    here = urljoin("http://testserver", address)
    parts = [urlsplit(urljoin(here, link)) for link in links]
    return [
        part._replace(scheme="", netloc="", fragment="").geturl()
        for part in parts
        if part.netloc == "testserver" and not part.path.startswith(("/static/", "/admin/"))
    ]


def strings_in(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [string for item in value for string in strings_in(item)]
    return [value] if isinstance(value, str) else []


def text_of(response):
    content = b"".join(response) if response.streaming else response.content
    return content.decode(errors="replace")


def walk(client, starts, limit=1200):
    """Yield (address, response) of all that can be reached; views are followed one filter deep."""
    waiting, seen = list(starts), set(starts)
    while waiting:
        assert len(seen) < limit, "the walk does not come to an end"
        address = waiting.pop(0)
        response = client.get(address)
        yield address, response
        if urlsplit(address).query and "format=" not in address:
            continue
        for link in leads_to(address, response):
            if link not in seen:
                seen.add(link)
                waiting.append(link)


@pytest.fixture(scope="module")
def made(once):
    return once(public_world).pk


@pytest.fixture
def world(made):
    return Recommendation.objects.get(pk=made)


def pages_of(recommendation):
    """Return an address of every public kind of page, list and endpoint."""
    article = recommendation.targets.get().article
    submission = recommendation.submission
    lists = [
        "recommendations",
        "suggestions",
        "treaties",
        "organisations",
        "submissions",
        "themes",
        "about",
        "data",
    ]
    pages = [reverse("home"), *(reverse(name) for name in lists)]
    pages += [
        thing.get_absolute_url()
        for thing in (
            recommendation,
            submission,
            submission.treaty,
            article.draft,
            article,
            submission.authors[0],
            recommendation.themes.get(),
        )
    ]
    resources = "treaties sessions drafts articles organisations submissions themes recommendations"
    return [
        *pages,
        *FILES,
        "/sitemap-recommendations.xml",
        "/suggestions/?q=2",
        *(reverse("facet", args=[name]) for name in ("organisation", "lineage")),
        *(f"{thing.get_absolute_url()}cite.bib" for thing in (recommendation, submission)),
        *(f"{API}{name}/" for name in [*resources.split(), "facets"]),
    ]


def test_every_address_that_the_site_leads_to_answers(client, world):
    failed = [
        (address, response.status_code)
        for address, response in walk(client, [*STARTS, *pages_of(world)])
        if response.status_code >= 400
    ]
    assert failed == []


def test_every_table_that_a_public_address_reads_is_in_the_log_of_changes(client, world):
    """What is kept in memory rests on it: a change of any of these is told."""
    own = {model._meta.db_table for model in (Change, ChangeNumber)}
    read = set()

    def note(execute, sql, *arguments):
        read.update(re.findall(r'(?:FROM|JOIN) "?(\w+)"?', sql))
        return execute(sql, *arguments)

    with connection.execute_wrapper(note):
        for _answered in walk(client, [*STARTS, *pages_of(world)]):
            pass
    tables = {table for table in read if table in connection.introspection.table_names()}
    assert "articles_provisiontext" in tables
    assert tables - own - {watch.table for watch in triggers.WATCHED} == set()


def test_nothing_hidden_shows_anywhere(client, world):
    clean = {address for address, _ in walk(client, [*STARTS, *pages_of(world)])}
    hide_copies(world)
    reached = set()
    for address, response in walk(client, [*STARTS, *pages_of(world)]):
        reached.add(address)
        text = text_of(response).casefold()
        if address == f"{API}withdrawn/":
            # It names what is gone, by the address that answers 410; of that, the slug alone.
            text = text.replace(f'"identity":"{MARKER}-withdrawn"', "")
        assert MARKER not in text, address
    # Neither a page more nor a page less: counts lead to lists, and pages follow from counts.
    assert reached == clean


def test_counts_do_not_know_of_what_is_hidden(client, world):
    addresses = ["/", *pages_of(world)]
    before = {address: text_of(client.get(address)) for address in addresses}
    hide_copies(world)
    for address in addresses:
        assert without_moments(text_of(client.get(address))) == without_moments(before[address])


def without_moments(text):
    """Leave out lines that carry a one-time token."""
    return [line for line in text.splitlines() if "csrf" not in line]


def test_headers_and_tags_of_public_answers_do_not_know_of_what_is_hidden(client, world):
    addresses = ["/", *pages_of(world)]
    before = {address: dict(client.get(address).headers) for address in addresses}
    hide_copies(world)
    for address in addresses:
        assert dict(client.get(address).headers) == before[address], address
    tags = {address: headers["ETag"] for address, headers in before.items() if "ETag" in headers}
    assert len(tags) >= 9
    for address, tag in tags.items():
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304, address


@pytest.mark.parametrize("query", [f"q={MARKER}", f"organisation={MARKER}-draft"])
def test_hidden_words_are_not_found(client, world, query):
    hide_copies(world)
    for address in ("/recommendations/", *FILES[:2], f"{API}recommendations/"):
        text = text_of(client.get(f"{address}?{query}")).casefold()
        assert "zqxhidden title" not in text
        assert "zqxhidden body" not in text


def test_hidden_addresses_say_nothing_but_whether_they_are_gone(client, world):
    hide_copies(world)
    withdrawn = 0
    for model, api in ((Submission, "submissions"), (Recommendation, "recommendations")):
        for thing in model.objects.exclude(pk__in=model.objects.published()):
            identity = thing.slug if model is Submission else thing.key
            page = thing.get_absolute_url()
            cited = [f"{page}cite.{extension}" for extension in CITATION_FORMATS]
            for address in (page, f"{API}{api}/{identity}/", *cited):
                response = client.get(address)
                gone = thing.state == State.WITHDRAWN
                withdrawn += gone
                assert response.status_code == (410 if gone else 404), address
                body = text_of(response).casefold().replace(address.casefold(), "")
                assert MARKER not in body, address
    assert withdrawn >= 6


def test_files_of_hidden_submissions_are_not_served(client, world):
    hide_copies(world)
    for submission in Submission.objects.exclude(state=State.PUBLISHED):
        for address in (f"{submission.get_absolute_url()}file/", submission.file.url):
            response = client.get(address)
            assert response.status_code in (404, 410), address


READ_PARAMETERS = ("/recommendations", "/suggestions", "/organisations", "/submissions", API)


def reads_parameters(address):
    """Return whether an address is a list, a facet or a text, whose query is its state."""
    return address.startswith(READ_PARAMETERS) or "article" in address


@pytest.mark.parametrize("query", [*NONSENSE, "&".join(NONSENSE)])
def test_nonsense_gets_a_clear_answer_everywhere(client, world, query):
    # Where nothing is read, asking for all of it at once is enough.
    wide = "&" in query
    for address in pages_of(world):
        if not (wide or reads_parameters(address)):
            continue
        joint = "&" if "?" in address else "?"
        response = client.get(f"{address}{joint}{query}")
        assert response.status_code in (200, 400, 404, 406), (address, query)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_public_can_be_written_to(client, world, method):
    for address in pages_of(world):
        response = getattr(client, method)(address, data={}, content_type="application/json")
        assert response.status_code in (403, 405, 415), address


@pytest.mark.parametrize("path", ["/nowhere/", "/treaties/a/b/c/", "/recommendations/%00/", "/%FF"])
def test_an_address_that_is_none_is_a_404_in_the_house(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "Treaty Tracker" in text_of(response)
