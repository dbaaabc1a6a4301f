"""Dates as precise as their sources: ``2015``, ``2015-05`` or ``2015-05-18``."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@functools.lru_cache(maxsize=4096)  # the same dates are asked for again and again: who belonged on each of many days
def parse_date(text: str) -> dt.date:
    """Return the first day that a date, given to the year, the month or the day, can mean.

    Raises:
        ValueError: ``text`` is not a date in one of the three forms, or not in the calendar.
    """
    found = _FORM.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a date (YYYY, YYYY-MM or YYYY-MM-DD)")
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"{text!r} is not a date (YYYY, YYYY-MM or YYYY-MM-DD)") from None


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def say_date(text: str) -> str:
    """Return a date as a sentence prints it: ``2022-01-06`` is 6 January 2022, ``2022-01`` January 2022.

    Raises:
        ValueError: ``text`` is no date.
    """
    day = parse_date(text)
    parts = [str(day.day), MONTHS[day.month - 1], str(day.year)]
    return " ".join(parts[3 - len(text.split("-")) :])


def year_fraction(text: str) -> float:
    """Return a date as a decimal year, for the axis of a chart: ``2002-07-02`` is about 2002.5.

    A date known to the month or the year stands in the middle of what it can mean.
    """
    day, half = parse_date(text), {4: 0.5, 7: 1 / 24}.get(len(text), 0.0)
    first = dt.date(day.year, 1, 1)
    return day.year + (day - first).days / ((dt.date(day.year + 1, 1, 1) - first).days) + half


def runs_on(day: str) -> Callable[[str, str], bool]:
    """Return a function that says whether an interval from its first argument to its second holds ``day``.

    The interval is half open: the start counts, the end does not, and an empty end is an open one. A date known to the
    month or the year counts from the first day that it can mean: an end of ``2015`` is out from 1 January 2015.

    Raises:
        ValueError: ``day`` is less precise than a day. "Who was a party in 1999?" has two answers.
    """
    if len(day) != len("YYYY-MM-DD"):
        raise ValueError(f"{day!r}: an as-of date is given to the day (YYYY-MM-DD)")
    at = parse_date(day)
    return lambda start, end: parse_date(start) <= at and (not end or at < parse_date(end))


def as_of(frame: pd.DataFrame, day: str, start: str = "start", end: str = "end") -> pd.DataFrame:
    """Return the rows whose interval holds ``day``, as :func:`runs_on` tells it.

    Args:
        frame: A frame with two columns of date strings; an empty end is an open one.
        day: The date asked for, to the day (``YYYY-MM-DD``).
        start: Name of the column of first days.
        end: Name of the column of first days after the interval.

    Raises:
        ValueError: ``day`` is less precise than a day.
    """
    runs = runs_on(day)
    held = [runs(*dates) for dates in zip(frame[start], frame[end], strict=True)]
    return frame.loc[held]  # not frame[held]: of an empty frame that keeps no column
