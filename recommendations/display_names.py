"""The names of countries and languages, of which database and API keep the codes."""

from django.utils.translation import get_language_info
from django_countries import countries


def country_name(code):
    """Return a country's name in the reader's language, or its code where there is none."""
    return countries.name(code) or code


def language_name(tag):
    """Return a language's name in the reader's own, or its tag where Django knows no name."""
    return _language_info(tag).get("name_translated", tag)


def own_language_name(tag):
    """Return a language's name for itself, "français", or its tag where Django knows no name."""
    return _language_info(tag).get("name_local", tag)


def language_direction(tag):
    """Return how a language runs, as the attribute `dir` has it; "auto" where it is not known."""
    return {True: "rtl", False: "ltr"}.get(_language_info(tag).get("bidi"), "auto")


def _language_info(tag):
    try:
        return get_language_info(tag.lower())
    except KeyError:
        return {}
