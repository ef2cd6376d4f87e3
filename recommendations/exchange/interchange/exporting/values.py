"""Rows as the format has them: text by key, in the order of the schema, empty values left out."""

from datetime import date, datetime

from recommendations.exchange.interchange.value_types import moment_text


def as_text(value):
    """Return a value of a row as the format writes it; None where it is left out."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return None if value in (None, "") else str(value)


def entry(schema, row, **given):
    """Return one mapping by its schema: what is given, else the row's fields; only what is there.

    None leaves a key out. A false flag is left out where absence means false.
    """
    written = {}
    for key, kind in schema.items():
        value = given[key] if key in given else getattr(row, key)
        if isinstance(value, list | dict):
            if value:
                written[key] = value
        elif (text := as_text(value)) and not (value is False and kind.empty is False):
            written[key] = text
    return written
