"""Nothing that is not public shows anywhere in the API: no row, no count, no facet, no hint."""

import pytest
from django.test import Client

from articles.tests.factories import ArticleFactory
from recommendations import publishing
from recommendations.models import Organisation, Recommendation, State
from recommendations.tests.factories import (
    OrganisationFactory,
    OutcomeFactory,
    RecommendationFactory,
    SubmissionFactory,
)
from treatytracker.tests.world import LISTS, make_world

pytestmark = pytest.mark.django_db

MARK = "zzhidden"
TABLES = ["articles", "organisations", "submissions", "recommendations"]
HIDDEN = [State.DRAFT, State.IN_REVIEW, State.WITHDRAWN]


def bring_to(thing, state):
    if state == State.IN_REVIEW:
        publishing.submit_for_review(thing)
    elif state != State.DRAFT:
        publishing.publish(thing)
    if state == State.WITHDRAWN:
        publishing.withdraw(thing)


def make_hidden(beside):
    """Make, beside a public recommendation, hidden ones of every kind with marked words."""
    for state in HIDDEN:
        inside = recommendation(f"{MARK}in{state}", beside.submission, beside)
        bring_to(inside, state)
        # A published recommendation in a submission that is not public is not public either.
        below = recommendation(f"{MARK}of{state}", submission(state, beside), beside)
        if state == State.WITHDRAWN:
            publishing.publish(below.submission)
        publishing.publish(below)
        if state == State.WITHDRAWN:
            publishing.withdraw(below.submission)
        else:
            bring_to(below.submission, state)


def submission(state, beside):
    organisation = OrganisationFactory(name=f"{MARK} {state}", slug=f"{MARK}-{state}")
    return SubmissionFactory(
        title=f"{MARK} {state}",
        slug=f"{MARK}-{state}",
        treaty=beside.submission.treaty,
        session=beside.submission.session,
        authors=[organisation],
        language="qz",
    )


def recommendation(key, submission, beside):
    made = RecommendationFactory(
        key=key.replace("_", "")[:12],
        number=key,
        title=f"{MARK} title",
        rationale=f"{MARK} rationale",
        submission=submission,
        articles=[target.article for target in beside.targets.all() if target.article_id],
        themes=list(beside.themes.all()),
        passage=f"{MARK} passage",
        action="delete",
        aim="oppose",
    )
    OutcomeFactory(
        recommendation=made,
        evidence=f"{MARK} evidence",
        verdict="reversed",
        draft=beside.outcomes.first().draft,
    )
    return made


def addresses(client):
    """Return the addresses of every list, table, and of every detail that a list leads to."""
    found = [
        "/api/v1/",
        *(f"/api/v1/{name}/" for name in [*LISTS, "successions", "lineages", "facets"]),
    ]
    found += [f"/api/v1/{name}/?format=csv" for name in TABLES]
    for name in LISTS:
        for row in client.get(f"/api/v1/{name}/").json()["results"]:
            found.append(f"/api/v1/{name}/{row.get('path') or row.get('slug') or row['key']}/")
    return found


@pytest.fixture(scope="module")
def before(once):
    """Every answer of a small world while nothing in it is hidden."""

    def answers():
        make_world(2)
        client = Client()
        return {address: client.get(address).content for address in addresses(client)}

    return once(answers)


@pytest.fixture(scope="module")
def hidden(once, before):
    """The same world with hidden things beside its first recommendation."""
    once(lambda: make_hidden(Recommendation.objects.get(key="key1")))


def test_every_answer_is_the_same_as_without_what_is_hidden(client, before, hidden):
    for address, content in before.items():
        answer = client.get(address)
        assert answer.status_code == 200
        assert MARK not in answer.text, address
        assert answer.content == content, address


def test_filters_do_not_know_what_is_hidden(client, hidden):
    for state in HIDDEN:
        slug = f"{MARK}-{state}"
        for address, name in [
            ("recommendations", "organisation"),
            ("recommendations", "submission"),
            ("facets", "submission"),
            ("submissions", "organisation"),
        ]:
            hidden = client.get(f"/api/v1/{address}/", {name: slug})
            unknown = client.get(f"/api/v1/{address}/", {name: "zznothing"})
            assert hidden.status_code == unknown.status_code == 400
            assert hidden.text.replace(slug, "") == unknown.text.replace("zznothing", "")
    for address in ("recommendations", "submissions"):
        assert client.get(f"/api/v1/{address}/", {"language": "qz"}).status_code == 400


@pytest.mark.parametrize("address", ["recommendations", "organisations", "submissions", "articles"])
def test_search_finds_nothing_hidden(client, hidden, address):
    assert client.get(f"/api/v1/{address}/", {"q": MARK}).json()["count"] == 0


def test_withdrawn_is_gone_and_nothing_else_is_said(client, hidden):
    for address in (
        f"recommendations/{MARK}inwi",
        f"submissions/{MARK}-withdrawn",
        f"recommendations/{MARK}ofwi",
    ):
        answer = client.get(f"/api/v1/{address}/")
        assert answer.status_code == 410, address
        assert answer.json() == {
            "type": "about:blank",
            "title": "Gone",
            "status": 410,
            "detail": "This has been withdrawn.",
        }


@pytest.mark.parametrize(
    "address",
    [
        f"recommendations/{MARK}indr",
        f"recommendations/{MARK}inin",
        f"recommendations/{MARK}ofdr",
        f"recommendations/{MARK}ofin",
        f"submissions/{MARK}-draft",
        f"submissions/{MARK}-in_review",
        f"organisations/{MARK}-draft",
        f"organisations/{MARK}-in_review",
        f"organisations/{MARK}-withdrawn",
    ],
)
def test_what_was_never_public_does_not_exist(client, hidden, address):
    hidden = client.get(f"/api/v1/{address}/")
    assert hidden.status_code == 404
    assert hidden.content == client.get("/api/v1/submissions/zznothing/").content


def test_staff_see_in_the_api_what_everybody_sees(admin_client, hidden):
    answer = admin_client.get(f"/api/v1/recommendations/{MARK}indr/")
    assert answer.status_code == 404
    assert admin_client.get("/api/v1/recommendations/").json()["count"] == 2


def test_article_shows_its_suggested_future_but_none_that_was_rejected(client, hidden):
    article = Recommendation.objects.get(key="key1").targets.first().article
    later = ArticleFactory(
        draft__treaty=article.draft.treaty, draft__stage=999, number="77", heading="x"
    )
    step = article.successions.create(descendant=later)
    address = f"/api/v1/articles/{article.path}/"
    lineage = client.get(address).json()["lineage"]
    assert [s["state"] for s in lineage["successions"]] == ["confirmed", "suggested"]
    assert later.path not in lineage["articles"]
    step.state = "rejected"
    step.save()
    assert later.path not in client.get(address).text


def test_hidden_rows_were_made(hidden):
    assert Organisation.objects.filter(slug__startswith=MARK).count() == len(HIDDEN)
