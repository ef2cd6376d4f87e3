"""What was never public is, in every answer, as if it were not there, to the last byte.

Each hidden thing is asked for beside a twin that does not exist and whose name is as long.
"""

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import FormerSlug
from articles.tests.editors import sign_in
from recommendations import publishing
from recommendations.exchange.citations import CITATION_FORMATS
from recommendations.models import Organisation, Recommendation, State, Submission
from recommendations.tests.factories import RecommendationFactory, SubmissionFactory
from treatytracker.tests.hidden import MARKER, hide_copies, public_world
from treatytracker.tests.test_walk import API, text_of

pytestmark = pytest.mark.django_db

METHODS = ("get", "head", "options", "post", "put", "patch", "delete")
PREFLIGHT = {"origin": "https://other.example", "access-control-request-method": "GET"}
ASKED_WITH = (
    {},
    {"if-none-match": "*"},
    {"accept": "application/json"},
    {"accept": "text/csv"},
    {"accept-encoding": "identity"},
    {"hx-request": "true", "hx-target": "listing"},
    {"range": "bytes=0-1"},
)


def hiding_world():
    world = public_world()
    hide_copies(world)
    publish_apart(world)


def publish_apart(world):
    """Make recommendations that were published, and their submissions too, but never both."""
    for number, first in enumerate(("submission", "recommendation")):
        row = RecommendationFactory(
            key=f"apart{number}",
            title=MARKER,
            submission__treaty=world.submission.treaty,
            submission__slug=f"{MARKER}-apart-{number}",
        )
        things = [row, row.submission] if first == "recommendation" else [row.submission, row]
        for thing in things:
            publishing.publish(thing)
            publishing.withdraw(thing)


@pytest.fixture(scope="module")
def world(once):
    once(hiding_world)


def never_public():
    """Return the identities of all that was never public, with the paths that would show it."""
    draft = (State.DRAFT, State.IN_REVIEW)
    for row in Submission.objects.filter(state__in=draft):
        yield row.slug, [*shapes(f"/submissions/{row.slug}/"), f"{API}submissions/{row.slug}/"]
    in_draft = Recommendation.objects.filter(submission__state__in=draft)
    apart = Recommendation.objects.filter(key__startswith="apart")
    for row in Recommendation.objects.filter(state__in=draft) | in_draft | apart:
        page = f"/recommendations/{row.key}/"
        yield row.key, [*shapes(page), f"{API}recommendations/{row.key}/"]
    for row in Organisation.objects.exclude(pk__in=Organisation.objects.published()):
        yield row.slug, [f"/organisations/{row.slug}/", f"{API}organisations/{row.slug}/"]


def shapes(page):
    """Return what else lies below the page of a submission or recommendation."""
    return [
        page,
        f"{page}file/",
        *(f"{page}cite.{name}" for name in (*CITATION_FORMATS, "unknown")),
    ]


def twin_of(identity):
    """Return a name as long as this one that nothing bears."""
    return re.sub("[a-z0-9]", "q", re.sub("[A-Z]", "Q", identity))


def said(response, identity):
    """Return all that an answer says, the name that was asked for left out."""
    headers = {name: value.replace(identity, "…") for name, value in response.headers.items()}
    cookies = sorted(response.cookies)
    return response.status_code, text_of(response).replace(identity, "…"), headers, cookies


def assert_alike(ask, identity, address):
    twin = twin_of(identity)
    hidden = ask(address)
    absent = ask(address.replace(identity, twin))
    assert hidden.status_code != 200, address
    assert said(hidden, identity) == said(absent, twin), address


def test_there_is_something_to_hide(world):
    assert len(list(never_public())) >= 8


@pytest.mark.parametrize("method", METHODS)
def test_every_method_answers_as_if_it_were_not_there(client, world, method):
    for identity, addresses in never_public():
        for address in addresses if method == "get" else (addresses[0], addresses[-1]):
            assert_alike(getattr(client, method), identity, address)


@pytest.mark.any_database  # headers are read before and after the database
@pytest.mark.parametrize("headers", ASKED_WITH)
def test_every_kind_of_request_answers_as_if_it_were_not_there(client, world, headers):
    for identity, addresses in never_public():
        for address in (addresses[0], addresses[-1]):
            assert_alike(lambda path: client.get(path, headers=headers), identity, address)


@pytest.mark.any_database  # none of these is asked of the database
@pytest.mark.parametrize(
    "query", ["?x=y", "?format=csv", "?format=xyz", "?fields=title", "?page=2"]
)
def test_every_query_answers_as_if_it_were_not_there(client, world, query):
    for identity, addresses in never_public():
        for address in (addresses[0], addresses[-1]):
            assert_alike(client.get, identity, f"{address}{query}")
            assert_alike(client.get, identity, f"{address.rstrip('/')}{query}")


def test_preflights_answer_as_if_it_were_not_there(client, world):
    for identity, addresses in never_public():
        address = addresses[-1]
        twin = address.replace(identity, twin_of(identity))
        answers = [client.options(path, headers=PREFLIGHT) for path in (address, twin)]
        assert answers[0].headers == answers[1].headers


def test_somebody_signed_in_who_may_not_look_sees_no_more(world):
    stranger, clerk = Client(), Client()
    stranger.force_login(User.objects.create_user("stranger"))
    sign_in(clerk, "clerk", groups=[])
    for person in (stranger, clerk):
        for identity, addresses in never_public():
            for address in addresses:
                assert_alike(person.get, identity, address)


def test_former_address_of_something_hidden_leads_nowhere(client):
    submission = SubmissionFactory(slug=f"{MARKER}-before")
    submission.slug = f"{MARKER}-after"
    submission.save()
    assert FormerSlug.objects.filter(slug=f"{MARKER}-before").exists()
    assert_alike(client.get, f"{MARKER}-before", f"/submissions/{MARKER}-before/")
    assert_alike(client.get, f"{MARKER}-before", f"{API}submissions/{MARKER}-before/")


def test_capitals_lead_to_nothing_hidden(client, world):
    clerk = Client()
    sign_in(clerk, "clerk", groups=[])
    for identity, (page, *_more) in never_public():
        address = page.replace(identity, identity.upper())
        for person in (client, clerk):
            answers = [person.get(address), person.get(page.replace(identity, "Q" * len(identity)))]
            assert [answer.status_code for answer in answers] == [404, 404]
            assert_alike(person.get, identity.upper(), address)


def test_draft_in_a_withdrawn_submission_was_never_there(client):
    shown = RecommendationFactory(published=True)
    draft = RecommendationFactory(submission=shown.submission)
    publishing.withdraw(shown.submission)
    for address in (draft.get_absolute_url(), f"{API}recommendations/{draft.key}/"):
        assert_alike(client.get, draft.key, address)


def test_what_is_gone_is_gone_alike(client, world):
    """Of what was withdrawn an answer says that it was, and not a word about what it was."""
    bodies = set()
    for row in Recommendation.objects.filter(state=State.WITHDRAWN):
        for address in shapes(row.get_absolute_url()):
            answer = client.get(address)
            assert answer.status_code in (404, 410)
            if answer.status_code == 410:
                bodies.add(text_of(answer).replace(address, "…"))
    assert len(bodies) == 1


FILTERS = ("organisation", "submission", "language", "theme", "draft", "article", "lineage", "q")


@pytest.mark.parametrize(
    "address",
    [
        "/recommendations/",
        "/recommendations.csv",
        "/recommendations.atom",
        "/submissions/",
        "/organisations/",
        f"{API}recommendations/",
        f"{API}facets/",
        f"{API}submissions/",
        f"{API}organisations/",
    ],
)
def test_messages_about_values_do_not_know_hidden_ones(client, world, address):
    Submission.objects.filter(state=State.DRAFT).update(language="qz")
    kinds = {addresses[-1].split("/")[3]: identity for identity, addresses in never_public()}
    assert len(kinds) == 3
    for name in (*kinds.values(), "qz"):
        twin = "qy" if name == "qz" else twin_of(name)
        for parameter in FILTERS:
            hidden = client.get(address, {parameter: name})
            absent = client.get(address, {parameter: twin})
            assert without_tags(said(hidden, name)) == without_tags(said(absent, twin)), parameter


def without_tags(answer):
    """Leave out the tag, which follows from the words, the one asked for among them."""
    status, text, headers, cookies = answer
    return status, text, {k: v for k, v in headers.items() if k != "ETag"}, cookies


@pytest.mark.parametrize("end", ["change", "history", "delete", "history/1"])
def test_desk_tells_strangers_nothing_of_what_there_is(client, world, end):
    there = Recommendation.objects.filter(state=State.DRAFT).first().pk
    for model in ("recommendation", "submission", "organisation"):
        answers = []
        for key in (there, 999_999):
            answer = client.get(f"/admin/recommendations/{model}/{key}/{end}/")
            assert answer.status_code == 302
            leads_to = answer["Location"].replace(f"/{key}/", "/…/")
            answers.append((leads_to, answer.content, sorted(answer.headers)))
        assert answers[0] == answers[1]
