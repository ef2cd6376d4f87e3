"""Dates of which only the year or the month may be known, and moments; no database."""

import calendar
import re
from datetime import UTC, date, datetime
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

PARTIAL_DATE = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?", re.ASCII
)
MOMENT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:T(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r"(?P<zone>Z|[-+ ][0-9]{2}:[0-9]{2}))?"
)


class Span(NamedTuple):
    """The first and the last day that a partial date may mean."""

    first: date
    last: date


def span(text: str) -> Span:
    """Return the days that "2023", "2023-07" or "2023-07-19" covers; ValueError otherwise."""
    match = PARTIAL_DATE.fullmatch(text)
    if not match:
        raise ValueError(f"“{text[:40]}” is not a year, year-month or year-month-day.")
    year = int(match["year"])
    first_month, last_month = (int(match["month"]),) * 2 if match["month"] else (1, 12)
    try:
        if match["day"]:
            day = date(year, first_month, int(match["day"]))
            return Span(day, day)
        last_day = calendar.monthrange(year, last_month)[1]
        return Span(date(year, first_month, 1), date(year, last_month, last_day))
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(f"“{text}” is not a day of the calendar.") from error


def in_words(text: str) -> str:
    """Return "2023-07-19" as "19 July 2023", "2023-07" as "July 2023", "2023" and "" as they are.

    ValueError for what is no partial date.
    """
    if not text:
        return ""
    first = span(text).first
    if len(text) == len("2023"):
        return text
    return date_format(first, _("F Y") if len(text) == len("2023-07") else _("j F Y"))


def moment(text: str) -> datetime:
    """Return the moment, in UTC, of an ISO 8601 date and time with time zone; ValueError otherwise.

    A date alone is its first moment in UTC.
    """
    match = MOMENT.fullmatch(text)
    if not match:
        raise ValueError(f"“{text[:40]}” is neither a date nor a moment with its time zone.")
    # In an address an unescaped + arrives as a space.
    zone = (match["zone"] or "Z").replace(" ", "+")
    try:
        given = datetime.fromisoformat(f"{match['day']}T{match['time'] or '00:00'}{zone}")
        return given.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"“{text}” is no moment of the calendar.") from error
