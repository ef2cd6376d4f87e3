"""Dates of which only the year or the month may be known. Pure."""

import calendar
import re
from datetime import date
from typing import NamedTuple

SHAPE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?", re.ASCII)


class Span(NamedTuple):
    """The first and the last day that a partial date may mean."""

    first: date
    last: date


def span(text):
    """Return the days that "2023", "2023-07" or "2023-07-19" covers; ValueError otherwise."""
    match = SHAPE.fullmatch(text)
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
