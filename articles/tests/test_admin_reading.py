"""Reading a text in at the desk: upload, preview, confirm."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.admin import uploads
from articles.models import Article, Provision, ProvisionText
from articles.tests.editors import sign_in
from articles.tests.factories import DraftFactory

pytestmark = pytest.mark.django_db

TEXT = """Convention on Examples

Preamble
The Parties to this Convention,
Recalling what was agreed,
Have agreed as follows:

Article 1
Purpose
The purpose of this Convention is to be an example.

Article 2
Definitions
1. "Example" means this text.
2. "Party" means:
(a) a State;
(b) an organization.
"""


@pytest.fixture
def draft(client):
    sign_in(client)
    return DraftFactory()


def address(draft):
    return reverse("admin:articles_draft_read_in", args=[draft.pk])


def upload(client, draft, text=TEXT, name="text.txt", **fields):
    content = text if isinstance(text, bytes) else text.encode()
    data = {"file": SimpleUploadedFile(name, content), **fields}
    page = client.post(address(draft), data, follow=True)
    kept = page.redirect_chain and page.redirect_chain[-1][0]
    while "is still being read" in page.text:  # on a machine with much else to do
        page = client.get(kept)
    return page


def confirm(client, draft, page, **changes):
    fields = {"key": page.context["key"], "confirmed": page.context["preview"].plan.token}
    return client.post(address(draft), fields | changes, follow=True)


def test_page_of_a_draft_leads_to_reading_in(client, draft):
    page = client.get(reverse("admin:articles_draft_change", args=[draft.pk]))
    assert address(draft) in page.text


def test_preview_shows_what_would_stand_and_writes_nothing(client, draft):
    page = upload(client, draft)
    assert "Article 2" in page.text
    assert "an organization." in page.text
    assert "2 articles" in page.text
    assert not Article.objects.exists()


def states_of(page):
    return {row["read"].label: row["state"] for row in page.context["preview"].articles()}


def test_preview_calls_an_article_new_or_changed_by_what_is_recorded(client, draft):
    first = states_of(upload(client, draft))
    assert set(first.values()) == {"new"}  # its paragraph 2 is words, points, and no more
    confirm(client, draft, upload(client, draft))
    changed = TEXT.replace("an organization", "an international organization")
    again = states_of(upload(client, draft, changed))
    assert again == {"Preamble": "same", "Article 1": "same", "Article 2": "changed"}


def test_preview_calls_an_article_new_where_some_of_its_places_have_no_words(client, draft):
    bare = TEXT.replace('2. "Party" means:', "2.")
    assert set(states_of(upload(client, draft, bare)).values()) == {"new"}


def test_confirming_writes_what_was_shown(client, draft):
    confirm(client, draft, upload(client, draft))
    assert Article.objects.filter(draft=draft).count() == 3
    point = Provision.objects.get(eid="art_2__para_2__point_b")
    assert point.texts.get().text == "an organization."
    assert point.history.get().history_user == client.editor


def test_confirming_what_is_no_longer_so_writes_nothing(client, draft):
    page = upload(client, draft)
    Article.objects.create(draft=draft, number="1", heading="Entered meanwhile")
    answer = confirm(client, draft, page)
    assert "changed since the preview" in answer.text
    assert not ProvisionText.objects.exists()
    confirm(client, draft, answer)
    assert ProvisionText.objects.exists()


def test_same_file_again_has_nothing_to_write(client, draft):
    confirm(client, draft, upload(client, draft))
    assert "nothing to import" in upload(client, draft).text


def test_corrected_file_shows_redlines(client, draft):
    confirm(client, draft, upload(client, draft))
    page = upload(client, draft, TEXT.replace("an organization.", "an international body."))
    assert "<del>organization</del>" in page.text or "<del>" in page.text
    assert page.context["preview"].plan.changed_texts[0].eid == "art_2__para_2__point_b"


def test_texts_that_go_are_counted_and_go_only_when_ticked(client, draft):
    confirm(client, draft, upload(client, draft))
    page = upload(client, draft, TEXT.replace("(b) an organization.\n", ""))
    assert page.context["preview"].plan.removed_texts[0].text == "an organization."
    said = "Of 8 texts recorded in “en”, 1 would be removed and 0 changed."
    assert said in page.text
    assert '<input type="checkbox" name="replace" form="read-it-in" required>' in page.text
    refused = confirm(client, draft, page)
    assert f"Nothing was saved. {said}" in refused.text
    assert ProvisionText.objects.filter(text="an organization.").exists()
    assert "1 removed" in confirm(client, draft, page, replace="on").text
    assert not ProvisionText.objects.filter(text="an organization.").exists()


def test_places_that_lose_their_words_are_listed(client, draft):
    confirm(client, draft, upload(client, draft))
    french = "Article premier\nBut\nLe but de la convention.\nArticle 2\nFin\n1. Le texte.\n2. La."
    confirm(client, draft, upload(client, draft, french, language="fr"))
    shorter = french.removesuffix("\n2. La.")
    page = upload(client, draft, shorter, language="fr")
    assert [str(row) for row in page.context["preview"].removed] == ["Article 2(2)"]
    assert "1 place" in page.text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("text.pdf", TEXT, "the file is something else and not PDF"),
        ("text.exe", TEXT, "Files of this kind cannot be read"),
        ("text.txt", b"\x00\x01\x02\x03" * 50, "its character encoding is not supported"),
        ("letter.txt", "Dear Sir, nothing here.", "No articles were found"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(client, draft, name, content, said):
    page = upload(client, draft, content, name)
    assert said in page.text
    assert page.context["form"].fields


def test_what_somebody_else_uploaded_is_not_shown(client, draft):
    key = upload(client, draft).context["key"]
    sign_in(client, "other")
    page = client.get(address(draft), {"key": key}, follow=True)
    assert "preview has expired" in page.text


@pytest.mark.parametrize("key", ["unknown", "x" * 300, "\x00", "ключ"])
def test_key_of_nothing_leads_back_to_the_form(client, draft, key):
    page = client.get(address(draft), {"key": key}, follow=True)
    assert "preview has expired" in page.text


@pytest.mark.parametrize("language", ["english!", "x" * 40, "\x00"])
def test_language_that_is_none_is_refused(client, draft, language):
    page = upload(client, draft, language=language)
    assert page.context["form"].errors["language"]
    assert page.context["form"].errors["file"] == ["Choose the file again."]


@pytest.mark.parametrize("language", ["en", "zh-Hans", "qaaa"])
def test_language_that_a_wording_may_have_is_taken(client, draft, language):
    assert "preview" in upload(client, draft, language=language).context


def test_file_that_takes_long_is_asked_for_again(client, draft):
    key = "a-key-of-the-shelf"
    uploads.put(key, uploads.Upload(client.editor.pk, draft.pk, "long.pdf"))
    page = client.get(address(draft), {"key": key})
    assert "is still being read" in page.text
    assert page.headers["Refresh"] == "3"  # it looks again by itself


def test_reviewers_do_not_read_in(client, draft):
    sign_in(client, "reviewer", groups=["Reviewer"])
    assert client.get(address(draft)).status_code == 403
    assert client.get(reverse("admin:articles_draft_read_in", args=[999])).status_code == 404


@pytest.mark.parametrize("articles", [1, 3])
def test_preview_asks_a_fixed_number_of_queries(client, draft, articles, django_assert_num_queries):
    text = "\n".join(f"Article {n}\nHeading\n1. One.\n2. Two." for n in range(1, articles + 1))
    key = upload(client, draft, text).context["key"]
    with django_assert_num_queries(8):
        client.get(address(draft), {"key": key})
