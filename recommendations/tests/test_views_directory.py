"""Bad input on the list pages: a clear answer, never a fault of ours."""

import pytest

from recommendations.tests.factories import SubmissionFactory
from recommendations.tests.reading import links_of, text_of

pytestmark = pytest.mark.django_db
LISTS = ["/organisations/", "/submissions/"]
JUNK = ["none", "a/b/c/d", "%00", "a%00/b", "é/ü", "9" * 2000, "<script>alert(1)</script>", "%FF"]


@pytest.fixture(autouse=True)
def one_row():
    SubmissionFactory(published=True)


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("page", ["-1", "0", "2", "999999", "9" * 400, "abc", "1.5", "%00", "last"])
def test_list_without_such_a_page_says_so_and_shows_the_first(client, address, page):
    answer = client.get(f"{address}?page={page}")
    assert answer.status_code == 200
    assert "There is no page" in text_of(answer)
    assert answer.context["directory"].total == 1
    assert len(answer.context["directory"].page.object_list) == 1


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("query", ["page=", "page=1", "", "treaty=", "treaty=&treaty="])
def test_list_takes_empty_values_for_none(client, address, query):
    answer = client.get(f"{address}?{query}")
    assert answer.context["directory"].invalid_values == []
    assert answer.context["directory"].total == 1


@pytest.mark.parametrize("address", LISTS)
def test_list_names_what_it_leaves_aside(client, address):
    answer = client.get(f"{address}?utm_source=letter")
    assert "that it does not know: utm_source" in text_of(answer)
    assert answer.context["directory"].total == 1


@pytest.mark.parametrize(
    ("address", "parameter"),
    [
        ("/organisations/", "kind"),
        ("/organisations/", "treaty"),
        ("/submissions/", "treaty"),
        ("/submissions/", "organisation"),
        ("/submissions/", "session"),
        ("/submissions/", "draft"),
        ("/submissions/", "language"),
    ],
)
@pytest.mark.parametrize("junk", JUNK)
def test_list_says_which_value_is_not_known(client, address, parameter, junk):
    answer = client.get(f"{address}?{parameter}={junk}")
    assert answer.status_code == 200
    assert "is not known" in text_of(answer)
    assert "<script>alert" not in answer.content.decode()
    assert answer.context["directory"].total == 0


@pytest.mark.parametrize("words", ["%00", "x" * 501, "x" * 10_000])
def test_list_answers_words_that_it_cannot_search_for(client, words):
    answer = client.get(f"/organisations/?q={words}")
    assert answer.status_code == 200
    assert answer.context["directory"].invalid_values
    assert answer.context["directory"].total == 0


def test_list_shows_each_filter_as_a_link_that_lifts_it(client):
    links = dict(links_of(client.get("/organisations/?q=example&kind=ngo&kind=igo")))
    assert links["/organisations/?kind=ngo&kind=igo"] == "Remove Name example"
    assert links["/organisations/?q=example&kind=igo"] == "Remove Kind NGO"
    assert links["/organisations/"] == "Clear all filters"


def test_list_shows_as_chosen_what_it_reads(client):
    SubmissionFactory(date="2020-05", published=True)
    directory = client.get("/submissions/?after=2019&after=2021").context["directory"]
    assert [chip.label for chip in directory.chips()] == ["2021"]
    assert directory.querystring() == "after=2021"
    assert directory.total == 1
