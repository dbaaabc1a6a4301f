"""Steps of a deployment as spans of time, and the size of a force by what its parts leave over.

Sources give some steps to the hour and others to the day, so an interval between two steps is a range: from the
latest moment that the first can have come to the earliest of the second, and the other way round.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import pandas as pd


def hours_since(events: pd.DataFrame, first: str, steps: Sequence[str]) -> pd.DataFrame:
    """Return how many hours after one step the others came, as ranges.

    Args:
        events: ``milestone``, ``earliest`` and ``latest`` (UTC, ``2022-01-05T18:55Z``); one row a milestone, save
            that several states may depart; then the first of them counts.
        first: The milestone from which hours count.
        steps: The later milestones, in order.

    Returns:
        Indexed by milestone: ``low`` and ``high`` in hours. A step cannot come before the first one, so no range
        starts below zero.

    Raises:
        ValueError: A milestone has no row, or no bounds.
    """
    begin = _bounds(events, first)
    rows = {}
    for step in steps:
        earliest, latest = _bounds(events, step)
        low, high = (earliest - begin[1]).total_seconds() / 3600, (latest - begin[0]).total_seconds() / 3600
        rows[step] = (max(low, 0.0), max(high, 0.0))
    return pd.DataFrame.from_dict(rows, orient="index", columns=["low", "high"])


def _bounds(events: pd.DataFrame, milestone: str) -> tuple[dt.datetime, dt.datetime]:
    found = events[events["milestone"] == milestone]
    if found.empty:
        raise ValueError(f"no row with milestone {milestone!r}")
    if (found[["earliest", "latest"]] == "").any(axis=None):
        raise ValueError(f"milestone {milestone!r} has no bounds in hours (earliest, latest)")
    pairs = zip(found["earliest"], found["latest"], strict=True)
    return min((dt.datetime.fromisoformat(early), dt.datetime.fromisoformat(late)) for early, late in pairs)


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
