from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from articles.dates import Span, in_words, moment, span


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-07-19", date(2023, 7, 19), date(2023, 7, 19)),
    ],
)
def test_a_partial_date_covers_its_whole_year_or_month(text, first, last):
    assert span(text) == Span(first, last)


@pytest.mark.parametrize(
    "text",
    ["", "23", "2023-13", "2023-00", "2023-02-30", "31-02-2023", "0000", "٢٠٢٣", "2023-7", " 2023"],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match="not a"):
        span(text)


@given(st.dates())
def test_a_whole_day_covers_itself(day):
    assert span(day.isoformat()) == Span(day, day)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("2026-11-22", 0, 0),
        ("2026-11-22T09:30Z", 9, 30),
        ("2026-11-22T09:30:00Z", 9, 30),
        ("2026-11-22T09:30:00.000000+00:00", 9, 30),
        ("2026-11-22T10:30:00+01:00", 9, 30),
        ("2026-11-22T10:30:00 01:00", 9, 30),  # a + that was not escaped in an address
        ("2026-11-22T06:00:00-03:30", 9, 30),
    ],
)
def test_a_moment_is_the_same_in_every_time_zone(text, hour, minute):
    assert moment(text) == datetime(2026, 11, 22, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-11-31",
        "2026-11-22T09:30:00",  # without a time zone it is no moment
        "2026-11-22T25:00:00Z",
        "2026-11-22T09:30:60Z",
        "2026-11-22T09:30:00+99:99",
        "0001-01-01T00:00:00+14:00",  # before the first year
        "9999-12-31T23:59:59-14:00",
        "٢٠٢٦-١١-٢٢",
        "yesterday",
        "2026-11-22\n",
    ],
)
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(ValueError, match=r"neither|no moment"):
        moment(text)


@given(st.datetimes(), st.integers(-23 * 60, 23 * 60))
def test_a_moment_is_read_back_as_it_was_written(naive, minutes):
    try:
        given_moment = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
        given_moment.astimezone(UTC)
    except OverflowError:
        return
    assert moment(given_moment.isoformat()) == given_moment


@pytest.mark.parametrize(
    ("date", "words"),
    [("", ""), ("2023", "2023"), ("2023-07", "July 2023"), ("2023-07-09", "9 July 2023")],
)
def test_date_is_said_as_far_as_it_is_known(date, words):
    with translation.override("en"):
        assert in_words(date) == words
