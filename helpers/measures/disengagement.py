"""How a member turns absentee: what stopped, how long it had lain idle, and which meanings of leaving are met.

Worked case: Armenia last took part in an exercise that ended on 20 November 2021 and first stayed away, for a
stated reason, on 26 September 2022, 310 days later. The last time and the stop are two dates, and the days
between them are not all refusal: for a yearly meeting most of them are waiting for the next one.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping

import pandas as pd

from helpers.data.dates import parse_date


def idle(ladder: pd.DataFrame) -> pd.DataFrame:
    """Return the days from the last full use of each instrument to the step against it.

    Args:
        ladder: ``id``, ``last_full`` and ``step``, dates as precise as their sources, either of them empty.

    Returns:
        Indexed by ``id``: ``low`` and ``high``, the least and the most days that the two dates allow; one row an
        instrument with both dates.

    Raises:
        ValueError: A step can only have come before the last full use.
    """
    both = ladder[(ladder["last_full"] != "") & (ladder["step"] != "")]
    rows = {}
    for one, last, step in zip(both["id"], both["last_full"], both["step"], strict=True):
        (last_from, last_to), (step_from, step_to) = _bounds(last), _bounds(step)
        if step_to < last_from:
            raise ValueError(f"{one}: the step of {step} comes before the last full use of {last}")
        rows[one] = (max((step_from - last_to).days, 0), (step_to - last_from).days)
    return pd.DataFrame.from_dict(rows, orient="index", columns=["low", "high"])


def after(steps: pd.DataFrame, blows: Mapping[str, str], days: int = 365) -> pd.Series:
    """Return how many steps fall on the day of each blow or in the days after it.

    It counts sequence, not cause, and a step may stand after two blows where they lie close together.

    Args:
        steps: ``step``, dates as precise as their sources; a step counts by the first day that it can mean, and an
            empty one does not count.
        blows: Name of a blow to its day.
        days: Days counted, the day of the blow among them.
    """
    taken = [parse_date(step) for step in steps["step"] if step]
    starts = {name: parse_date(day) for name, day in blows.items()}
    return pd.Series(
        {name: sum(0 <= (step - start).days < days for step in taken) for name, start in starts.items()}, dtype=int
    )


def met_by(meanings: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return the meanings of leaving that were met on a day or before it, oldest first.

    A meaning that is met in part is not met.

    Args:
        meanings: ``met`` (met, partly, not met, unknown) and ``met_on``.
        day: The day asked for (``YYYY-MM-DD``).

    Raises:
        ValueError: ``day`` is less precise than a day.
    """
    if len(day) != len("YYYY-MM-DD"):
        raise ValueError(f"{day!r}: expected a day (YYYY-MM-DD)")
    chosen = meanings[(meanings["met"] == "met") & (meanings["met_on"] <= day)]
    return chosen.sort_values("met_on", kind="stable")


def as_of_day(meanings: pd.DataFrame, day: str) -> pd.DataFrame:
    """Return the meanings of leaving as they stood on a day, by what is known today.

    What was met later, wholly or in part, is not met then, and what is unknown today was not met before the day on
    which it could first be met.

    Args:
        meanings: ``met`` (met, partly, not met, unknown), ``met_on``, ``newest`` and ``open_from``, the day before
            which an unknown one was not met (empty where it is unknown throughout).
        day: The day asked for (``YYYY-MM-DD``).

    Returns:
        The same rows with ``met`` and ``met_on`` as of the day, and ``newest`` no later than it.

    Raises:
        ValueError: ``day`` is less precise than a day.
    """
    if len(day) != len("YYYY-MM-DD"):
        raise ValueError(f"{day!r}: expected a day (YYYY-MM-DD)")
    later = meanings["met"].isin(["met", "partly"]) & (meanings["met_on"] > day)
    closed = meanings["met"].eq("unknown") & (meanings["open_from"] > day)
    return meanings.assign(
        met=meanings["met"].mask(later | closed, "not met"),
        met_on=meanings["met_on"].mask(later, ""),
        newest=meanings["newest"].mask((meanings["newest"] > day) | later | closed, day),
    )


def _bounds(text: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a date can mean."""
    first = parse_date(text)
    if len(text) == len("YYYY"):
        return first, dt.date(first.year, 12, 31)
    if len(text) == len("YYYY-MM"):
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first, first
