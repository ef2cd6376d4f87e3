"""Text from outside is text: whatever it holds, nothing on a page, in a file or an answer acts."""

import csv
import io
import json
import re
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles.models import Draft
from articles.tests.editors import filled
from recommendations.exchange.citations import CITATION_FORMATS
from recommendations.models import Organisation, Recommendation, Submission
from recommendations.tests.everything import make_everything
from treatytracker.tests import hostile
from treatytracker.tests.test_walk import STARTS, leads_to, text_of

pytestmark = pytest.mark.django_db

TURNS = range(len(hostile.SHORT))
# Every text once: at the start those that act there alone, the long ones after them.
STARTS_OF_TEXTS = [*hostile.SHORT, *hostile.FORMULAS]
ODD = [
    " ".join([start, *hostile.LONG[place :: len(STARTS_OF_TEXTS)]])
    for place, start in enumerate(STARTS_OF_TEXTS)
]
SCRIPTS = [
    "javascript:zqx()",
    "JaVaScRiPt:zqx()",
    "\x01javascript:zqx()",
    " javascript:zqx()",
    "java\nscript:zqx()",
    "data:text/html,<script>zqx()</script>",
    "vbscript:zqx",
    "ftp://zqx.example/",
    "file:///etc/passwd",
    "//zqx.example/",
    "zqx.example",
]


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def world(turn):
    """One of everything, published; then all its texts turn hostile."""
    recommendation = make_everything()
    hostile.fill_everything(turn)
    recommendation.refresh_from_db()
    recommendation.refresh_folded()
    return recommendation


def check(address, response):
    """Hold that an answer is what it says it is, and that nothing in it acts."""
    kind = response.headers["Content-Type"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert not [value for value in response.headers.values() if "\n" in value]
    text = text_of(response)
    if hostile.WORD not in text:
        return  # nothing of the texts is here
    if kind.startswith("text/html"):
        assert hostile.faults_in(text) == [], address
        # A template would have said it loudly; the CSRF token may hold any three letters by chance.
        assert "ZQX" not in re.sub("[A-Za-z0-9]{64}", "", text), address
    elif "xml" in kind:
        check_xml(text)
    elif "json" in kind:
        json.loads(text)
    elif kind.startswith("text/csv"):
        check_table(text)
    else:
        downloaded = response.headers.get("Content-Disposition", "").startswith("attachment")
        assert downloaded or kind.startswith(("text/plain", "application/vnd.oai")), address


def check_xml(text):
    for element in ElementTree.fromstring(text).iter():
        assert hostile.WORD not in element.tag
        assert not [name for name in element.attrib if hostile.WORD in name]
        assert hostile.is_harmless(element.get("href", ""))
        if element.get("type") == "html":
            assert hostile.faults_in(element.text) == []


def check_table(text):
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def reachable(client, starts):
    """Yield (address, response) of all that links lead to, filtered views of lists aside."""
    waiting, seen = list(starts), set(starts)
    while waiting:
        address = waiting.pop(0)
        response = client.get(address)
        yield address, response
        new = [link for link in leads_to(address, response) if "?" not in link]
        waiting += [link for link in dict.fromkeys(new) if link not in seen]
        seen.update(new)


@pytest.mark.any_database  # what makes text harmless comes after the database
@pytest.mark.parametrize("turn", TURNS)
def test_every_public_page_file_and_answer(client, world):
    kinds, bearing = set(), 0
    for address, response in reachable(client, STARTS):
        assert response.status_code == 200, address
        check(address, response)
        kinds.add(response.headers["Content-Type"].split(";")[0])
        bearing += hostile.WORD in response.text if not response.streaming else 0
    assert bearing > 30  # the texts were there to be seen
    assert {"text/html", "text/csv", "application/json", "application/atom+xml"} <= kinds
    for thing in (world, world.submission, *world.themes.all(), *world.submission.authors):
        assert client.get(thing.get_absolute_url()).status_code == 200
    for extension in CITATION_FORMATS:
        address = f"{world.get_absolute_url()}cite.{extension}"
        check(address, client.get(address))


@pytest.mark.any_database  # what makes text harmless comes after the database
@pytest.mark.parametrize("turn", TURNS[:3])
def test_every_page_of_the_desk(admin_client, admin_user, world):
    admin_user.first_name, admin_user.last_name = hostile.LONG[0], hostile.SHORT[1]
    admin_user.save()
    for model in admin.site._registry:
        prefix = f"admin:{model._meta.app_label}_{model._meta.model_name}_"
        addresses = [reverse(prefix + "changelist"), reverse(prefix + "add")]
        if row := model.objects.last():
            note_what_happened(row, admin_user)
            ends = ("change", "history", "delete")
            addresses += [reverse(prefix + end, args=[row.pk]) for end in ends]
        if row and hasattr(row, "history"):
            model.history.update(history_user=admin_user)
            record = [row.pk, row.history.first().pk]
            addresses.append(reverse(prefix + "simple_history", args=record))
        for address in addresses:
            response = admin_client.get(address)
            if response.status_code == 200:  # some pages are for nobody
                check(address, response)
    check("/admin/", admin_client.get("/admin/"))


def note_what_happened(row, user):
    LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(row),
        object_id=row.pk,
        object_repr=hostile.LONG[0],
        action_flag=CHANGE,
        change_message=hostile.LONG[2],
    )


def test_every_text_field_is_filled():
    assert len(hostile.text_fields(Recommendation)) == 4
    assert {field.name for field in hostile.text_fields(Submission)} == {
        *("title", "language", "source_url", "text")
    }


def test_reader_would_see_a_page_that_escapes_nothing(client, settings):
    [engine] = settings.TEMPLATES
    careless = {**engine, "OPTIONS": {**engine["OPTIONS"], "autoescape": False}}
    recommendation = make_everything()
    hostile.fill_everything(0)
    pages = [recommendation, recommendation.submission, recommendation.themes.first()]
    settings.TEMPLATES = [careless]
    for page in pages:
        page.refresh_from_db()
        assert len(hostile.faults_in(client.get(page.get_absolute_url()).text)) > 10


def test_reader_sees_what_acts():
    for made in (
        *hostile.LONG[:5],
        "<p onclick=zqx()>",
        '<a href="java\nscript:zqx()">',
        "<svg><a xlink:href=javascript:zqx>",
        "<b zqx>",
        "<!--zqx-->",
        "<i class=zqx>",
        "<script src=//zqx.example></script>",
    ):
        html = f"<p title='{made}'>{made}</p>" if "'" in made else f"<p>{made}</p>"
        assert hostile.faults_in(f"<!DOCTYPE html>{html}") != [], made
    assert hostile.faults_in('<p title="zqx">zqx <a href="/zqx/">zqx</a></p>') == []


# ── What somebody asks for, shown again ──────────────────────────────────────


@pytest.mark.any_database
@pytest.mark.parametrize("text", ODD)
def test_what_is_asked_for_is_shown_as_text(client, text):
    asked = quote(text)
    lists = ["/recommendations/", "/api/v1/recommendations/"]
    others = ["/organisations/", "/submissions/", "/recommendations.csv", "/recommendations.atom"]
    for address in [*lists, *others, "/api/v1/organisations/"]:
        queries = [f"q={asked}", f"theme={asked}", f"page={asked}", f"{asked}={asked}"]
        for query in queries if address in lists else queries[:1]:
            check(f"{address}?{query}", client.get(f"{address}?{query}"))


@pytest.mark.any_database
@pytest.mark.parametrize("text", ODD)
def test_address_that_is_none_is_not_repeated_as_code(client, text):
    for address in (f"/{quote(text)}/", f"/treaties/{quote(text)}/", f"/api/v1/{quote(text)}/"):
        check(address, client.get(address))


@pytest.mark.any_database
@pytest.mark.parametrize("text", ODD)
def test_what_is_typed_at_the_desk_is_shown_as_text(admin_client, client, text):
    asked = quote(text)
    check("login", client.post(f"/admin/login/?next={asked}", {"username": text, "next": text}))
    add = reverse("admin:recommendations_submission_add")
    page = admin_client.get(f"{add}?title={asked}&treaty={asked}&slug={asked}")
    check(add, page)
    typed = filled(page, title=text * 40, slug=text, language=text, date=text, source_url=text)
    check(add, admin_client.post(add, typed))
    for name in ("recommendations_recommendation", "articles_provision", "recommendations_theme"):
        address = reverse(f"admin:{name}_changelist")
        check(address, admin_client.get(f"{address}?q={asked}", follow=True))
        check(address, admin_client.get(f"{address}?{asked}={asked}", follow=True))
    wording = {"base": text, "proposed": f"{text} and more"}
    check("redline", admin_client.post(reverse("admin:desk_redline"), wording))
    check("places", admin_client.get(reverse("admin:desk_places"), {"typed": text}))


# ── Links ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("address", [*SCRIPTS, *hostile.LONG[:4]])
@pytest.mark.parametrize(
    ("model", "field"),
    [(Draft, "source_url"), (Submission, "source_url"), (Organisation, "website")],
)
def test_links_lead_to_the_web_alone(model, field, address):
    row = model(**{field: address})
    with pytest.raises(ValidationError) as fault:
        row.full_clean()
    said = fault.value.message_dict
    assert field in said or "__all__" in said


@pytest.mark.parametrize("address", SCRIPTS)
def test_database_keeps_other_links_out(address):
    make_everything()
    for model, field in (
        (Draft, "source_url"),
        (Submission, "source_url"),
        (Organisation, "website"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(**{field: address})


@pytest.mark.parametrize("address", ["https://example.org/a?b=c#d", "HTTP://EXAMPLE.ORG"])
def test_links_to_the_web_are_kept(address):
    make_everything()
    assert Submission.objects.update(source_url=address) == 1


def test_uploaded_file_is_saved_and_never_opened_in_the_page(client):
    submission = make_everything().submission
    submission.file.save("zqx.html", io.BytesIO(b"<script>zqx()</script>"))
    answer = client.get(f"{submission.get_absolute_url()}file/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert list(answer)


@pytest.mark.parametrize("name", ['a";zqx="b.txt', "a\r\nzqx: b.txt", "../../zqx.txt", "<zqx>.txt"])
def test_name_of_an_uploaded_file_stays_a_name(client, name):
    submission = make_everything().submission
    submission.file.name = name
    submission.file.storage.delete("zqx.txt")
    try:
        submission.file.save(name.replace("/", "").replace("..", ""), io.BytesIO(b"words"))
    except ValidationError:
        return
    answer = client.get(f"{submission.get_absolute_url()}file/")
    assert list(answer)
    assert "zqx" not in {header.casefold() for header in answer.headers}
    assert answer["Content-Disposition"].count('"') in (0, 2)
