"""Dates as precise as their sources."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.data import as_of, parse_date, say_date
from helpers.data.dates import year_fraction


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_day_means_itself(day: dt.date) -> None:
    assert parse_date(day.isoformat()) == day


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_month_and_a_year_mean_their_first_day(day: dt.date) -> None:
    assert parse_date(day.isoformat()[:7]) == day.replace(day=1)
    assert parse_date(day.isoformat()[:4]) == day.replace(month=1, day=1)


@given(st.text(max_size=12))
def test_any_other_text_is_refused_with_a_message(text: str) -> None:
    try:
        parse_date(text)
    except ValueError as error:
        assert "is not a date (YYYY, YYYY-MM or YYYY-MM-DD)" in str(error)


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2099, 12, 30)))
def test_year_fractions_keep_the_order_of_days(day: dt.date) -> None:
    after = day + dt.timedelta(days=1)
    assert day.year <= year_fraction(day.isoformat()) < year_fraction(after.isoformat()) <= after.year + 1


def test_the_start_counts_and_the_end_does_not() -> None:
    frame = pd.DataFrame({"start": ["2006-08-16", "2012-12-19"], "end": ["2012-12-19", ""]})
    assert list(as_of(frame, "2012-12-18").index) == [0]
    assert list(as_of(frame, "2012-12-19").index) == [1]
    assert list(as_of(frame, "2006-08-15").index) == []


@pytest.mark.parametrize("text", ["", "1992-5-15", "1992/05/15", "92", "1992-00", "2001-02-29", "1992-05-15 "])
def test_these_are_no_dates(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "said"), [("2022-01-06", "6 January 2022"), ("2022-01", "January 2022"), ("2022", "2022")]
)
def test_dates_are_said_as_precisely_as_they_are_known(text: str, said: str) -> None:
    assert say_date(text) == said
