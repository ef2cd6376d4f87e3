"""Countries by name: the database and the API keep the code of two letters of ISO 3166."""

from django_countries import countries


def country_name(code):
    """Return the name of a country in the reader's language, or its code where there is none."""
    return countries.name(code) or code
