"""What is invented for practice says so, and is left out of what tells of the world."""

from xml.etree import ElementTree

import pytest
from django.http import QueryDict

from articles.models import Treaty
from articles.tests.factories import ArticleFactory, DraftFactory, TreatyFactory
from recommendations.index.process_index import index
from recommendations.listing import Listing
from recommendations.listing.counts import RecommendationSets
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory, ThemeFactory
from recommendations.tests.reading import links_of, text_of

pytestmark = pytest.mark.django_db
TITLE = "Example Convention on Lighthouses"
WARNING = f"{TITLE}: invented, for practice."
MARK = "invented, for practice"
NOINDEX = '<meta name="robots" content="noindex">'
ATOM = "{http://www.w3.org/2005/Atom}"


def asked_of(treaty, title):
    article = ArticleFactory(draft=DraftFactory(treaty=treaty))
    return RecommendationFactory(
        title=title,
        submission=SubmissionFactory(treaty=treaty, drafts=[article.draft]),
        articles=[article],
        themes=[ThemeFactory()],
        published=True,
    )


@pytest.fixture
def invented():
    return asked_of(TreatyFactory(title=TITLE, example=True), "Light every tower")


@pytest.fixture
def real():
    return asked_of(TreatyFactory(), "Guard every word")


def things_of(recommendation):
    """Return all that belongs to a recommendation and has a page."""
    article = recommendation.targets.get().article
    return [
        recommendation,
        recommendation.submission,
        recommendation.submission.authors[0],
        recommendation.themes.get(),
        article,
        article.draft,
        article.draft.treaty,
    ]


def test_every_page_of_an_example_says_that_it_is_invented(client, invented, real):
    for thing in things_of(invented):
        page = client.get(thing.get_absolute_url())
        assert WARNING in text_of(page)
        assert NOINDEX in page.content.decode()
        assert "application/ld+json" not in page.content.decode()
    for thing in things_of(real):
        page = client.get(thing.get_absolute_url())
        assert MARK not in text_of(page)
        assert NOINDEX not in page.content.decode()


def test_comparison_of_two_drafts_of_an_example_says_so(client, invented):
    treaty = invented.submission.treaty
    drafts = [DraftFactory(treaty=treaty, stage=stage).slug for stage in (8, 9)]
    page = client.get(f"/treaties/{treaty.slug}/compare/{'/'.join(drafts)}/")
    assert WARNING in text_of(page)
    assert NOINDEX in page.content.decode()


def test_list_marks_rows_of_an_example_and_warns_where_there_are_no_others(client, invented, real):
    whole = client.get("/recommendations/")
    assert text_of(whole).count(MARK) == 1
    assert WARNING not in text_of(whole)
    assert NOINDEX not in whole.content.decode()
    for query in (f"treaty={invented.submission.treaty.slug}", "q=tower", "q=tower&view=table"):
        narrowed = client.get(f"/recommendations/?{query}")
        assert text_of(narrowed).count(WARNING) == 1
        assert NOINDEX in narrowed.content.decode()
    assert MARK not in text_of(
        client.get(f"/recommendations/?treaty={real.submission.treaty.slug}")
    )


def test_lists_of_submissions_and_treaties_mark_examples(client, invented, real):
    for address in ("/submissions/", "/treaties/"):
        assert text_of(client.get(address)).count(MARK) == 1


def test_home_tells_of_real_treaties_alone(client, invented, real):
    page = client.get("/")
    links = links_of(page)
    for name, noun in [("recommendations", "recommendation"), ("organisations", "organisation")]:
        assert (f"/{name}/", f"1 {noun}") in links
    assert ("/submissions/", "1 submission") in links
    assert "1 draft" in text_of(page)
    assert page.context["draft"].treaty == real.submission.treaty
    assert [row.title for row in page.context["latest"]] == [real.submission.title]
    assert TITLE not in text_of(page)


def test_home_with_an_example_alone_has_no_figures(client, invented):
    page = client.get("/")
    assert "Nothing is published yet" in text_of(page)
    assert page.context["grid"] is None


def titles_in_feed(client, query=""):
    root = ElementTree.fromstring(client.get(f"/recommendations.atom{query}").content)
    return {entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")}


@pytest.mark.parametrize("built", [True, False])
def test_feeds_leave_examples_out_unless_they_are_of_one(
    client, invented, real, built, monkeypatch
):
    if not built:
        monkeypatch.setattr(index, "snapshot", lambda: None)
    assert titles_in_feed(client) == {real.title}
    assert titles_in_feed(client, "?action=amend") == {real.title}
    for name, value in [
        ("treaty", invented.submission.treaty.slug),
        ("lineage", invented.targets.get().article.path),
        ("submission", invented.submission.slug),
        ("organisation", invented.submission.authors[0].slug),
    ]:
        assert titles_in_feed(client, f"?{name}={value}") == {invented.title}


def test_site_map_leaves_examples_out(client, invented, real):
    parts = ElementTree.fromstring(client.get("/sitemap.xml").content)
    pages = "".join(client.get(loc.text).content.decode() for loc in parts.iter() if loc.text)
    for thing in things_of(real):
        assert f"{thing.get_absolute_url()}</loc>" in pages
    for thing in things_of(invented):
        assert f"{thing.get_absolute_url()}</loc>" not in pages


def test_api_and_table_tell_examples_apart(client, invented, real):
    for name, key in [("treaties", "slug"), ("submissions", "slug"), ("recommendations", "key")]:
        rows = client.get(f"/api/v1/{name}/").json()["results"]
        assert sorted(row["example"] for row in rows) == [False, True]
        detail = client.get(f"/api/v1/{name}/{rows[0][key]}/").json()
        assert detail["example"] == rows[0]["example"]
    table = client.get("/recommendations.csv").getvalue().decode().splitlines()
    assert sorted(line.rpartition(",")[2] for line in table) == ["example", "false", "true"]


@pytest.mark.parametrize("built", [True, False])
def test_mark_is_heeded_on_the_next_request(invented, real, built, monkeypatch):
    if not built:
        monkeypatch.setattr(index, "snapshot", lambda: None)
    query = QueryDict(f"theme={invented.themes.get().slug}")
    assert len(RecommendationSets().everything()) == 1
    assert Listing(query).selection.only_examples
    Treaty.objects.update(example=False)
    assert len(RecommendationSets().everything()) == 2
    assert not Listing(query).selection.only_examples
