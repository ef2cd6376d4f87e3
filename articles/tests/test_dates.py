from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.dates import Span, span


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
