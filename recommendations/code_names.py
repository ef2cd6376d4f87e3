"""The names of countries and languages, of which database and API keep the codes."""

from django.utils.translation import get_language_info
from django_countries import countries


def country_name(code):
    """Return a country's name in the reader's language, or its code where there is none."""
    return countries.name(code) or code


def language_name(tag):
    """Return a language's name in the reader's own, or its tag where Django knows no name."""
    try:
        return get_language_info(tag.lower())["name_translated"]
    except KeyError:
        return tag
