"""Steps of a deployment as spans of time, and the size of a force by what its parts leave over.

Sources give some steps to the hour and others to the day, so an interval between two steps is a range: from the
latest moment that the first can mean to the earliest of the second, and the other way round.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

import pandas as pd

_HOUR = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
# What a part of the day can mean, in hours from the midnight before; a night runs into the next day.
_PARTS = {"morning": (5, 12), "evening": (17, 24), "night": (18, 30), "": (0, 24)}


def window(day: str, time: str, utc_offset: float) -> tuple[dt.datetime, dt.datetime]:
    """Return the earliest and the latest moment, in UTC, that a date with an hour or a part of the day can mean.

    Args:
        day: The date to the day, on the clock of the place.
        time: ``HH:MM``, morning, evening, night, or nothing for the whole day.
        utc_offset: Hours by which the clock of the place is ahead of UTC.

    Raises:
        ValueError: The date is less precise than a day, or the time is none of these.
    """
    if len(day) != len("YYYY-MM-DD"):
        raise ValueError(f"{day!r} is not a day (YYYY-MM-DD), so no interval in hours can start or end there")
    midnight = dt.datetime.fromisoformat(day) - dt.timedelta(hours=utc_offset)
    if found := _HOUR.fullmatch(time):
        at = midnight + dt.timedelta(hours=int(found[1]), minutes=int(found[2]))
        return at, at
    if time not in _PARTS:
        raise ValueError(f"time {time!r} is neither HH:MM nor one of {', '.join(part for part in _PARTS if part)}")
    first, last = _PARTS[time]
    return midnight + dt.timedelta(hours=first), midnight + dt.timedelta(hours=last)


def hours_since(events: pd.DataFrame, first: str, steps: Sequence[str]) -> pd.DataFrame:
    """Return how many hours after one step the others came, as ranges.

    Args:
        events: ``milestone``, ``start``, ``time``, ``utc_offset``; one row a milestone (a departure may stand
            once a state, and is then the first of them).
        first: The milestone from which hours count.
        steps: The later milestones, in order.

    Returns:
        Indexed by milestone: ``low`` and ``high`` in hours. A step cannot come before the first one, so no range
        starts below zero.

    Raises:
        ValueError: A milestone has no row, or its date is less precise than a day.
    """
    begin = _window_of(events, first)
    rows = {}
    for step in steps:
        earliest, latest = _window_of(events, step)
        low, high = (earliest - begin[1]).total_seconds() / 3600, (latest - begin[0]).total_seconds() / 3600
        rows[step] = (max(low, 0.0), max(high, 0.0))
    return pd.DataFrame.from_dict(rows, orient="index", columns=["low", "high"])


def _window_of(events: pd.DataFrame, milestone: str) -> tuple[dt.datetime, dt.datetime]:
    found = events[events["milestone"] == milestone]
    if found.empty:
        raise ValueError(f"no row with milestone {milestone!r}")
    windows = [window(row["start"], row["time"], float(row["utc_offset"])) for row in found.to_dict("records")]
    return min(windows)


def left_over(claims: pd.DataFrame, total: str, parts: Iterable[str]) -> int:
    """Return what is left of a stated total once the stated contingents are taken away.

    The Secretary General gave a total for January 2022 and four states gave their own contingents; what Russia
    and Belarus sent together was never published and is only this difference.

    Args:
        claims: ``id``, ``measure``, ``value``; the rows of the contingents.
        total: The row with the total.
        parts: The rows taken away, each of another state.

    Raises:
        ValueError: A row is missing or no strength, a state stands twice, or the parts exceed the total.
    """
    wanted = [total, *parts]
    rows = claims[claims["id"].isin(wanted) & (claims["measure"] == "strength")].set_index("id")
    if missing := [one for one in wanted if one not in rows.index]:
        raise ValueError(f"no row on strength with id {', '.join(missing)}")
    taken = rows.loc[wanted[1:]]
    if taken["iso3"].duplicated().any():
        raise ValueError("a state stands twice among the parts, so its contingent would be taken away twice")
    left = rows.loc[total, "value"] - taken["value"].sum()
    if left < 0:
        raise ValueError(f"the parts exceed the total {total} by {-left:,.0f}")
    return int(left)


def parts_of(counts: pd.DataFrame, whole: str) -> pd.DataFrame:
    """Return the rows that a count is made of, as its claimant divides it, largest first.

    Args:
        counts: ``id``, ``value``, ``part_of``.
        whole: The row that is divided.

    Raises:
        ValueError: The row is missing or has no parts.
    """
    parts = counts[counts["part_of"] == whole]
    if whole not in set(counts["id"]) or parts.empty:
        raise ValueError(f"no row {whole!r} with parts")
    return parts.sort_values("value", ascending=False, kind="stable")
