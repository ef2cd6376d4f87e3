"""Every address of the desk, as everybody who may come to it; docs/roles.md is the expectation."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.urls import get_resolver, reverse

from articles.models import Draft
from recommendations.models import Organisation, Recommendation, State, Submission
from recommendations.tests.everything import make_everything
from treatytracker.tests.roles import expected, person, table

# Who may do what is decided before the database is asked for more than the person.
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

MODELS = {str(model._meta.verbose_name): model for model in admin.site._registry}
# Addresses of a model by what they are named, with what one must be allowed to use them.
READS = {
    "changelist": "look",
    "change": "look",
    "history": "look",
    "simple_history": "look",
    "add": "add",
    "delete": "delete",
}
WRITES = {"add": "add", "change": "change", "delete": "delete"}
TESTED_AS_ACTS = {"act", "password_change"}
TESTED_BY_THEMSELVES = {"login", "two_step_code", "logout", "autocomplete", "session"}


@pytest.fixture(scope="module")
def world(once):
    once(make_world)


def make_world():
    """Make one of everything, none of it public yet, entered by somebody else."""
    make_everything()
    somebody = User.objects.create_user("somebody")
    for model in (Submission, Recommendation):
        model.objects.update(state=State.DRAFT, published_at=None, created_by=somebody)


def addresses_of(model):
    """Return the addresses of a model's pages by the end of their names."""
    row = model.objects.last()
    prefix = f"admin:{model._meta.app_label}_{model._meta.model_name}_"
    addresses = {name: reverse(prefix + name) for name in ("changelist", "add")}
    addresses |= {
        name: reverse(prefix + name, args=[row.pk]) for name in ("change", "history", "delete")
    }
    if hasattr(model, "history"):
        addresses["simple_history"] = reverse(
            f"{prefix}simple_history", args=[row.pk, row.history.first().pk]
        )
    return addresses


def names_at_the_desk():
    """Return the names of all addresses below the desk's."""

    def names(patterns):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from names(pattern.url_patterns)
            elif pattern.name:
                yield pattern.name

    [desk] = [route for route in get_resolver().url_patterns if str(route.pattern) == "admin/"]
    return set(names(desk.url_patterns))


def test_paper_speaks_of_every_model_and_every_address_of_the_desk():
    assert {name for name, _role, _cell in table("Pages of the desk")} == set(MODELS)
    ends = {*READS, *WRITES, *TESTED_AS_ACTS}
    of_models = {
        f"{model._meta.app_label}_{model._meta.model_name}_{end}"
        for model in MODELS.values()
        for end in ends
    }
    others = {name for name, _role, _cell in table("Other addresses")}
    assert names_at_the_desk() - of_models - TESTED_BY_THEMSELVES == others


@pytest.mark.parametrize("name", MODELS)
def test_pages_of_the_desk_are_for_whom_the_paper_says(world, name):
    addresses = addresses_of(MODELS[name])
    for role, cell in expected("Pages of the desk", name).items():
        client, allowed = person(role), set(cell.split(", ")) - {"–"}
        for end, wanted in READS.items():
            if end in addresses:
                status = client.get(addresses[end]).status_code
                assert status == (200 if wanted in allowed else 403), (role, addresses[end])
        for end, wanted in WRITES.items():
            if end == "delete" and wanted in allowed:
                continue  # its page was there above; the row is still needed
            status = client.post(addresses[end], {"post": "yes"}).status_code
            assert (status != 403) == (wanted in allowed), (role, addresses[end])


@pytest.mark.parametrize("name", MODELS)
def test_pages_of_the_desk_lead_visitors_to_signing_in(world, client, name):
    for address in addresses_of(MODELS[name]).values():
        for answer in (client.get(address), client.post(address, {"post": "yes"})):
            assert answer.status_code == 302
            assert answer["Location"].startswith("/admin/login/?next=")


@pytest.mark.parametrize("name", MODELS)
def test_finding_while_typing_is_for_those_who_may_look(world, client, name):
    sources = list(autocompleted(MODELS[name]))
    for role, cell in expected("Pages of the desk", name).items() if sources else ():
        desk = person(role)
        for source in sources:
            answer = desk.get(reverse("admin:autocomplete"), {**source, "term": "a"})
            assert answer.status_code == (200 if "look" in cell else 403), (role, source)
            assert client.get(reverse("admin:autocomplete"), source).status_code == 302


def autocompleted(target):
    """Return the parameters of the fields that find rows of a model while somebody types."""
    for model, page in admin.site._registry.items():
        for owner in (page, *(inline(model, admin.site) for inline in page.inlines)):
            for name in owner.autocomplete_fields:
                meta = owner.model._meta
                if meta.get_field(name).related_model is target:
                    yield {
                        "app_label": meta.app_label,
                        "model_name": meta.model_name,
                        "field_name": name,
                    }


@pytest.mark.parametrize("name", dict.fromkeys(row[0] for row in table("Other addresses")))
def test_other_addresses_are_for_whom_the_paper_says(world, client, name):
    kind = ContentType.objects.get_for_model(Submission)
    arguments = {
        "app_list": ["recommendations"],
        "view_on_site": [kind.pk, Submission.objects.get().pk],
        "recommendations_submission_reassign": [Submission.objects.get().pk],
        "recommendations_organisation_merge": [Organisation.objects.first().pk],
        "articles_draft_read_in": [Draft.objects.first().pk],
        "articles_draft_suggest": [Draft.objects.first().pk],
        "articles_draft_decide": [Draft.objects.first().pk],
    }
    address = reverse(f"admin:{name}", args=arguments.get(name))
    method = "post" if name in ("desk_redline", "desk_hints") else "get"
    for role, cell in expected("Other addresses", name).items():
        answer = getattr(person(role), method)(address)
        assert (answer.status_code in (200, 302)) == (cell == "yes"), role
        assert "login" not in answer.headers.get("Location", "")
    answer = getattr(client, method)(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")
