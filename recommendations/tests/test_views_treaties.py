import pytest

from articles.tests.factories import ArticleFactory, DraftFactory, SessionFactory, TreatyFactory
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from recommendations.tests.reading import counted_links, links_of, text_of, total_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def treaty():
    return TreatyFactory(
        slug="un-cybercrime",
        title="Convention against Cybercrime",
        negotiating_body="Ad Hoc Committee",
        summary="It is about cybercrime.",
    )


def asked(treaty, number, **fields):
    """Make recommendations in submissions of their own, each to a session of its own."""
    for _ in range(number):
        submission = SubmissionFactory(treaty=treaty, session=SessionFactory(treaty=treaty))
        RecommendationFactory(submission=submission, published=True, **fields)


def test_treaty_says_what_it_is(client, treaty):
    words = text_of(client.get("/treaties/un-cybercrime/"))
    for part in ("Convention against Cybercrime", "Ad Hoc Committee", "Negotiating", "about cyber"):
        assert part in words


def test_treaty_timeline_is_in_order_of_time(client, treaty):
    DraftFactory(treaty=treaty, title="Later text", stage=2, date="2023-05")
    earlier = DraftFactory(treaty=treaty, title="Earlier text", stage=1)
    session = SessionFactory(
        treaty=treaty, title="Fourth session", starts_on="2023-01-09", ends_on="2023-01-20"
    )
    earlier.sessions.add(session)
    words = text_of(client.get("/treaties/un-cybercrime/"))
    places = [words.index(name) for name in ("Earlier text", "Fourth session", "Later text")]
    assert places == sorted(places)
    assert "9–20 January 2023" in words
    assert "May 2023" in words


def test_treaty_marks_unverified_entries_alone(client, treaty):
    DraftFactory(treaty=treaty, basis="sourced", source="Its cover page")
    assert "unverified" not in text_of(client.get("/treaties/un-cybercrime/"))
    SessionFactory(treaty=treaty)
    assert "unverified" in text_of(client.get("/treaties/un-cybercrime/"))


def test_treaty_numbers_equal_their_lists(client, treaty):
    asked(treaty, 3)
    asked(treaty, 1, articles=[])
    RecommendationFactory(submission__treaty=treaty)  # a draft counts nowhere
    asked(TreatyFactory(), 2)
    found = counted_links(client.get("/treaties/un-cybercrime/"))
    assert len(found) > 10
    for address, number in found:
        assert total_of(client, address) == number, address


def test_treaty_leads_to_all_that_is_asked_about_where_a_few_are_shown(client, treaty):
    asked(treaty, 10)
    page = client.get("/treaties/un-cybercrime/")
    more = [(address, words) for address, words in links_of(page) if "more" in words]
    assert len(more) == 2
    for address, words in more:
        assert "?treaty=un-cybercrime" in address
        assert words.startswith("and 2 more")
        assert len(client.get(address).context["page_obj"]) == 10


def test_treaty_says_that_drafts_share_recommendations_where_they_do(client, treaty):
    asked(treaty, 2)
    sentence = "may be about two drafts"
    assert sentence not in text_of(client.get("/treaties/un-cybercrime/"))
    articles = [ArticleFactory(draft=DraftFactory(treaty=treaty)) for _ in range(2)]
    asked(treaty, 1, articles=articles)
    assert sentence in text_of(client.get("/treaties/un-cybercrime/"))


def test_treaties_are_listed_with_status_and_numbers(client, treaty):
    page = client.get("/treaties/")
    assert "1 treaty" in text_of(page)
    asked(treaty, 2)
    RecommendationFactory(submission__treaty=treaty)  # a draft counts nowhere
    TreatyFactory(title="Another treaty", short_title="Another", status="in_force")
    page = client.get("/treaties/")
    words = text_of(page)
    assert words.index("Another treaty") < words.index("Convention against Cybercrime")
    assert "In force" in words
    assert (f"{treaty.get_absolute_url()}#timeline", str(treaty.drafts.count())) in links_of(page)
    found = counted_links(page)
    assert [number for _address, number in found] == [0, 2]
    for address, number in found:
        assert total_of(client, address) == number


def test_treaties_lead_to_each_and_each_leads_back(client, treaty):
    assert "/treaties/un-cybercrime/" in dict(links_of(client.get("/treaties/")))
    assert ("/treaties/", "Treaties") in links_of(client.get("/treaties/un-cybercrime/"))


def test_treaties_without_any_teach(client):
    assert "once editors have entered them" in text_of(client.get("/treaties/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_treaties_cost_the_same_at_any_size(client, rows, django_assert_num_queries):
    for _ in range(rows):
        asked(TreatyFactory(), rows)
    client.get("/treaties/")  # the index is built with the first question
    with django_assert_num_queries(2):
        client.get("/treaties/")


def test_treaty_without_anything_teaches(client, treaty):
    assert "once they are recorded" in text_of(client.get("/treaties/un-cybercrime/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_treaty_costs_the_same_at_any_size(client, treaty, rows, django_assert_num_queries):
    asked(treaty, rows)
    with django_assert_num_queries(9):
        client.get("/treaties/un-cybercrime/")


@pytest.mark.parametrize("address", ["/treaties/none/", "/treaties/a%00b/", "/treaties/é/"])
def test_treaty_unknown_is_404(client, address):
    assert client.get(address).status_code == 404
