"""What single lines and language tags may hold."""

import pytest
from django.core.exceptions import ValidationError

from articles.fields import validate_language_tag, validate_one_line
from articles.models import Draft, ProvisionText
from articles.tests.factories import DraftFactory, ProvisionFactory

ODD_LINES = ["1\nTY  - Z", "a\tb", "a\x0bb", "\x01", "a\x85b", "a\u2028b", "a\x00b"]


@pytest.mark.parametrize("value", ["6.1", "24 bis", "“Ω” — §", "المادة ٢٤", "🜚", ""])
def test_line_may_hold_any_letters(value):
    validate_one_line(value)


@pytest.mark.parametrize("value", ODD_LINES)
def test_line_holds_no_ends_of_lines_and_no_controls(value):
    with pytest.raises(ValidationError, match="on one line"):
        validate_one_line(value)


@pytest.mark.parametrize(
    "tag", ["en", "ar", "zh-Hans", "sr-Latn-RS", "de-CH-1996", "mis", "en-x-a"]
)
def test_language_tag_is_accepted(tag):
    validate_language_tag(tag)


@pytest.mark.parametrize(
    "tag",
    ["engl1sh !!", "klingon language!", "en\nER  - ", "en\n", "e", "en_GB", "en-", "-en", "١٢"],
)
def test_what_is_no_language_tag_is_refused_by_name(tag):
    with pytest.raises(ValidationError) as refused:
        validate_language_tag(tag)
    assert tag in refused.value.messages[0]


@pytest.mark.django_db
def test_rows_are_held_to_it_field_by_field():
    draft = DraftFactory()
    draft.title = "First\ndraft"
    with pytest.raises(ValidationError) as refused:
        Draft.full_clean(draft)
    assert list(refused.value.message_dict) == ["title"]
    text = ProvisionText(provision=ProvisionFactory(), language="no tag", text="Text.")
    with pytest.raises(ValidationError) as refused:
        text.full_clean()
    assert list(refused.value.message_dict) == ["language"]
