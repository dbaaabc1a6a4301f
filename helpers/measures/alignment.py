"""How states vote in the United Nations General Assembly, as ideal points.

An ideal point places a state on the one line that best accounts for its roll calls; higher is nearer to the
United States. The scale has no unit, so only differences and their change over time are read. Source of the
measure: Bailey, Strezhnev and Voeten, "Estimating Dynamic State Preferences from United Nations Voting
Data", *Journal of Conflict Resolution* 61 (2017).
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd


def distance(points: pd.DataFrame, to: str) -> pd.DataFrame:
    """Return how far each state stands from one state in each year, without sign.

    Args:
        points: ``iso3``, ``year``, ``value``; one row a state and year.
        to: The state that the others are measured from.

    Returns:
        ``iso3``, ``year``, ``distance``; only years in which both have a point.
    """
    own = points.loc[points["iso3"] == to, ["year", "value"]]
    both = points[points["iso3"] != to].merge(own, on="year", suffixes=("", "_to"))
    return both.assign(distance=(both["value"] - both["value_to"]).abs())[["iso3", "year", "distance"]]


def mean_over(frame: pd.DataFrame, column: str, years: Iterable[int]) -> pd.Series:
    """Return each state's mean of a column over some years, by code.

    Raises:
        ValueError: A state lacks a value in one of the years; a mean over fewer would compare unlike things.
    """
    wanted = list(years)
    rows = frame[frame["year"].isin(wanted)]
    short = rows.groupby("iso3")[column].count()
    if (short < len(wanted)).any():
        lacking = ", ".join(short.index[short < len(wanted)])
        raise ValueError(f"no value of {column} in every year from {wanted[0]} to {wanted[-1]} for {lacking}")
    return rows.groupby("iso3")[column].mean()


def group_distance(points: pd.DataFrame, group: Iterable[str], to: str) -> pd.Series:
    """Return the mean distance of a group from one state, by year.

    Only years in which every state of the group has a point; the others are missing, not averaged over fewer.
    """
    found = distance(points, to)
    table = found.pivot(index="year", columns="iso3", values="distance")[list(group)]
    return table.mean(axis=1, skipna=False)
