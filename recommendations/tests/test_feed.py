"""The feed of a list: read by a feed reader, with the filters of the page, of what is public."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import feedparser
import pytest

from recommendations import publishing
from recommendations.models import Recommendation
from recommendations.tests.everything import make_everything
from recommendations.tests.factories import (
    OrganisationFactory,
    RecommendationFactory,
    SubmissionFactory,
    ThemeFactory,
)
from recommendations.views import downloads as page

pytestmark = pytest.mark.django_db
ADDRESS = "/recommendations.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def read(client, query="", **headers):
    """Return the feed as a feed reader sees it; a feed that is not well formed is an error."""
    response = client.get(f"{ADDRESS}{query}", **headers)
    assert response.status_code == 200, response.content
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(response.content, sanitize_html=False)
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


def test_entry_says_what_was_asked_by_whom_and_where(client):
    recommendation = make_everything()
    [entry] = read(client).entries
    assert entry.id == f"tag:treatytracker,2026:recommendation/{recommendation.key}"
    assert entry.title == recommendation.title
    assert entry.link == f"http://testserver/recommendations/{recommendation.key}/"
    assert [(author.name, author.href) for author in entry.authors] == [
        (
            "Organisation convention",
            "http://testserver/organisations/organisation-convention/",
        )
    ]
    assert entry.summary.startswith("Replace: Article 24 bis(2)(c) of A/AC.291/22; new 24 ter")
    assert [tag.label for tag in entry.tags] == ["Upper", "Lower"]
    [content] = entry.content
    assert content.type == "text/html"
    assert 'dir="auto" lang="ar"' in content.value  # the reader sorts the attributes
    for passage in recommendation.passages.all():
        assert passage.exact.split()[0] in content.value


def test_entry_holds_the_wording_that_is_proposed_as_a_redline_in_plain_elements(client):
    row = RecommendationFactory(title="Narrow it", published=True)
    target = row.targets.get()
    rest = "act.\nIt <b>may</b> not."
    target.proposals.create(base=f"A Party may {rest}", proposed=f"A Party shall {rest}")
    [entry] = read(client).entries
    content = entry.content[0].value
    at = f"Proposed wording of {target.label} of {target.draft}"
    assert f"<p>{at} (to be deleted: struck through; new: underlined):</p>" in content
    assert "A Party <del>may</del><ins>shall</ins> act.<br" in content
    assert "&lt;b&gt;" in content
    assert "<b>" not in content
    assert content.index("</blockquote>") < content.index(at) < content.index("[Narrow it]")


def test_entry_without_wording_speaks_of_none(client):
    RecommendationFactory(published=True)
    [entry] = read(client).entries
    assert "wording" not in entry.content[0].value


def test_entry_holds_each_wording_in_its_language(client):
    make_everything()
    content = read(client).entries[0].content[0].value
    assert content.count("Proposed wording of ") == 2
    assert '<p dir="auto" lang="fr"><ins>New.</ins></p>' in content


def test_feed_has_the_structure_that_the_standard_asks_for(client):
    make_everything()
    response = client.get(f"{ADDRESS}?action=replace")
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{ATOM}feed"
    for parent in [root, *root.iter(f"{ATOM}entry")]:
        for tag in ("id", "title", "updated"):
            assert len(parent.findall(f"{ATOM}{tag}")) == 1
        assert parent.findall(f"{ATOM}author")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "self": "http://testserver/recommendations.atom?action=replace",
        "alternate": "http://testserver/recommendations/?action=replace",
    }
    assert client.get(links["alternate"]).context["listing"].total == 1


def test_feed_takes_the_filters_of_the_list_and_an_order_of_its_own(client):
    theme = ThemeFactory(slug="privacy", name="Privacy")
    first = RecommendationFactory(themes=[theme], published=True)
    second = RecommendationFactory(themes=[theme], published=True)
    RecommendationFactory(published=True)
    for days, row in enumerate([first, second]):
        Recommendation.objects.filter(pk=row.pk).update(public_since=MOMENT + timedelta(days))
    found = read(client, "?theme=privacy&sort=oldest")
    assert [entry.title for entry in found.entries] == [second.title, first.title]
    assert found.feed.title == "Treaty Tracker · Theme: Privacy"
    # The same view has the same identity, whatever the page is sorted by.
    assert found.feed.id == read(client, "?theme=privacy").feed.id
    assert found.feed.id != read(client).feed.id


def test_entry_is_dated_by_when_everybody_could_see_it(client):
    row = RecommendationFactory(published=True)
    later = MOMENT + timedelta(days=2)
    Recommendation.objects.update(public_since=later, published_at=MOMENT, updated_at=MOMENT)
    found = read(client)
    [entry] = found.entries
    assert entry.published == entry.updated == found.feed.updated == later.isoformat()
    Recommendation.objects.filter(pk=row.pk).update(updated_at=later + timedelta(hours=1))
    [entry] = read(client).entries
    assert entry.published == later.isoformat()
    assert entry.updated == (later + timedelta(hours=1)).isoformat()


def test_feed_shows_what_is_public_and_forgets_what_is_withdrawn(client):
    shown = RecommendationFactory(published=True)
    RecommendationFactory(submission=shown.submission, title="Still a draft")
    gone = RecommendationFactory(published=True)
    assert len(read(client).entries) == 2
    publishing.withdraw(gone)
    assert [entry.title for entry in read(client).entries] == [shown.title]
    publishing.withdraw(shown.submission)
    found = read(client)
    assert found.entries == []
    assert found.feed.updated == "1970-01-01T00:00:00+00:00"


def test_identity_stays_when_host_and_title_change(client):
    row = RecommendationFactory(published=True)
    before = read(client).entries[0].id
    Recommendation.objects.filter(pk=row.pk).update(title="Otherwise")
    [entry] = read(client, headers={"host": "localhost"}).entries
    assert (entry.id, entry.title) == (before, "Otherwise")
    assert entry.link.startswith("http://localhost/")


def test_feed_holds_the_latest_alone(client, monkeypatch):
    monkeypatch.setattr(page, "MOST_ENTRIES", 2)
    rows = [RecommendationFactory(published=True) for _ in range(3)]
    assert [entry.title for entry in read(client).entries] == [rows[2].title, rows[1].title]


@pytest.mark.parametrize(
    "text",
    [
        "</title><script>alert(1)</script>",
        "<b>bold</b> & &amp; ]]> <!-- -->",
        "quotes \" and ' and “these”",
        "المادة ٢٤ <bdo>",
        "條約 🜚",
        "controls \x08\x0b\x1b\x7f\x9f between",
        "lines\nand\u2028others",
    ],
)
def test_text_from_outside_stays_text(client, text):
    submission = SubmissionFactory(title=text, authors=[OrganisationFactory(name=text)])
    RecommendationFactory(submission=submission, title=text, passage=text, published=True)
    [entry] = read(client).entries
    expected = " ".join(text.replace("\x0b", " ").split())
    expected = "".join(char for char in expected if char.isprintable() or char == " ")
    assert entry.title == entry.authors[0].name == expected
    assert entry.title_detail.type == "text/plain"
    for markup in ("<script", "<b>", "<bdo", "<!--"):
        assert markup not in entry.content[0].value


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("?theme=unknown", "unknown"),
        ("?colour=red", "colour"),
        ("?after=31-02-2023", "31-02-2023"),
        ("?page=2", "page"),
        ("?article=%00", "article"),
        ("?%00=%00", "parameter"),
    ],
)
def test_feed_refuses_what_it_does_not_know(client, query, named):
    response = client.get(f"{ADDRESS}{query}")
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert named in response.content.decode()


def test_feed_that_has_not_changed_is_not_sent_again(client):
    row = RecommendationFactory(published=True)
    known = client.get(ADDRESS).headers["ETag"]
    assert client.get(ADDRESS, headers={"if-none-match": known}).status_code == 304
    publishing.withdraw(row)
    assert client.get(ADDRESS, headers={"if-none-match": known}).status_code == 200


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_head_says_what_get_does_also_of_what_is_known(client, coding):
    make_everything()
    asks = {"accept-encoding": coding}
    get, head = client.get(ADDRESS, headers=asks), client.head(ADDRESS, headers=asks)
    assert head.content == b""
    assert ("Content-Encoding" in get.headers) == (coding == "gzip")
    for name in ("ETag", "Vary", "Content-Type"):
        assert head.headers[name] == get.headers[name]
    asks["if-none-match"] = get.headers["ETag"]
    for again in (client.get(ADDRESS, headers=asks), client.head(ADDRESS, headers=asks)):
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == get.headers["ETag"]
        assert again.headers["Vary"] == get.headers["Vary"]
        assert "Accept-Encoding" in again.headers["Vary"]


def test_refusal_is_never_what_is_known_already(client):
    answer = client.get(f"{ADDRESS}?theme=unknown", headers={"if-none-match": "*"})
    assert answer.status_code == 400
    assert "ETag" not in answer.headers


def test_feed_only_reads(client):
    assert client.post(ADDRESS).status_code == 405
    assert client.head(ADDRESS).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_feed_costs_the_same_at_any_size(client, rows, django_assert_num_queries):
    for number in range(rows):
        make_everything(f"number-{number}")
    with django_assert_num_queries(8):
        assert len(read(client).entries) == rows
