"""Model fields of the house: text in one canonical form, partial dates, tags of languages."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles import dates
from articles.folding import canonical

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# The shape that BCP 47 (RFC 5646) gives to tags; which subtags are registered is not asked.
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class NormalisedText:
    """Stores its value in the canonical form of text, on every path into the database."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return canonical(value) if isinstance(value, str) else value

    def pre_save(self, instance, add):
        value = super().pre_save(instance, add)
        if isinstance(value, str):
            value = canonical(value)
            setattr(instance, self.attname, value)
        return value


def validate_one_line(value):
    """Refuse what stands on no line of its own: control characters, line and paragraph ends."""
    if CONTROLS.search(value):
        raise ValidationError(
            _("Enter this on one line, without tabs or control characters."), code="one_line"
        )


class NormalisedCharField(NormalisedText, models.CharField):
    default_validators = [validate_one_line]


class NormalisedTextField(NormalisedText, models.TextField):
    pass


def validate_partial_date(value):
    """Accept a year, a month or a day; ValidationError otherwise."""
    try:
        dates.span(value)
    except ValueError as error:
        raise ValidationError(
            _("Enter a date as 2023, 2023-07 or 2023-07-19."),
            code="partial_date",
        ) from error


class PartialDateField(models.CharField):
    """A date as far as it is known: "2023", "2023-07" or "2023-07-19". Sorts as text."""

    default_validators = [validate_partial_date]

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs


def validate_language_tag(value):
    """Accept what has the shape of a BCP 47 language tag; ValidationError otherwise."""
    if not LANGUAGE_TAG.fullmatch(value):
        raise ValidationError(
            _("“%(value)s” is not a language code. Enter one such as en, ar or zh-Hans (BCP 47)."),
            code="language_tag",
            params={"value": value},
        )


def is_web_address(field):
    """Return the condition that a field is empty or an address of the web: no other scheme.

    A link is the one place where a text of ours could act ("javascript:"), so the database itself
    holds this, whichever way a row comes in.
    """
    secure, plain = (Q(**{f"{field}__istartswith": scheme}) for scheme in ("https://", "http://"))
    return Q(**{field: ""}) | secure | plain


NOT_A_WEB_ADDRESS = _("Enter an address that begins with https:// or http://.")
