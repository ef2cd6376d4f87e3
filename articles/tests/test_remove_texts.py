"""Taking a language out of a draft: its texts go, with history; what others depend on stays."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.draft_texts import removal
from articles.draft_texts.writing import store
from articles.models import Provision, ProvisionText
from articles.tests.factories import DraftFactory
from articles.tests.reading import outline

pytestmark = pytest.mark.django_db

TEXT = "Article 1\nScope\n1. One.\n2. Two.\nArticle 2\nEnd\nText.\n"
FRENCH = "Article premier\nChamp\n1. Le un.\n2. Le deux.\n"


@pytest.fixture
def draft():
    draft = DraftFactory(slug="draft", treaty__slug="treaty")
    store(outline(TEXT), draft)
    store(outline(FRENCH, language="fr"), draft)
    return draft


def remove_texts(language, **options):
    out = StringIO()
    place = {"treaty": "treaty", "draft": "draft", "language": language}
    call_command("remove_texts", **place, stdout=out, **options)
    return out.getvalue()


def languages_held():
    return sorted(ProvisionText.objects.values_list("language", flat=True))


def test_texts_of_a_language_go_and_places_stay(draft):
    user = User.objects.create_user("editor")
    removed = removal.remove(draft, "fr", by=user)
    assert [text.text for text in removed.texts] == ["Le un.", "Le deux."]
    assert languages_held() == ["en"] * 3
    assert Provision.objects.count() == 3
    records = ProvisionText.history.filter(history_type="-")
    assert {(record.history_user, record.language) for record in records} == {(user, "fr")}
    assert len({record.history_date for record in records}) == 1


def test_language_of_the_structure_goes_last(draft):
    with pytest.raises(removal.Forbidden, match="gives the draft its structure"):
        removal.remove(draft, "en")
    removal.remove(draft, "fr")
    removal.remove(draft, "en")
    assert not ProvisionText.objects.exists()


def test_command_tells_what_goes_and_removes_it_when_told(draft):
    said = remove_texts("fr", dry_run=True)
    assert "Texts in “fr” that would go: 2" in said
    assert "Texts that stay: 3 in “en”" in said
    with pytest.raises(CommandError, match="--yes"):
        remove_texts("fr")
    assert len(languages_held()) == 5
    assert "Removed" in remove_texts("fr", yes=True)
    assert languages_held() == ["en"] * 3


@pytest.mark.parametrize(
    ("language", "said"), [("de", "Languages recorded: en, fr"), ("en", "structure")]
)
def test_what_may_not_go_is_said_in_words(draft, language, said):
    with pytest.raises(CommandError, match=said):
        remove_texts(language, yes=True)
    with pytest.raises(CommandError, match="There is no draft"):
        call_command("remove_texts", treaty="treaty", draft="other", language="fr")
