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


ENDS, LEAST = 3, 2  # years at each end of a window that are averaged; how many of them must have a point
NONE = float("nan")


def spans(window: tuple[int, int]) -> tuple[range, range]:
    """Return the years at the two ends of a window, its first three and its last three, which are compared.

    Raises:
        ValueError: The window is so short that the ends would share a year.
    """
    first, last = window
    if last - first + 1 < 2 * ENDS:
        raise ValueError(f"a window of at least {2 * ENDS} years is needed to compare its ends, got {first} to {last}")
    return range(first, first + ENDS), range(last - ENDS + 1, last + 1)


def usual_change(points: pd.DataFrame, to: Iterable[str]) -> float:
    """Return by how much a distance changes from one year to the next, in the middle of all cases.

    The median, without sign, over states, powers, editions and pairs of years in a row that both have a value.

    Args:
        points: ``iso3``, ``votes``, ``year``, ``value``.
        to: The states that the others are measured from.

    Raises:
        ValueError: No state has two years in a row.
    """
    steps = []
    for _, rows in points.groupby("votes"):
        for one in to:
            table = distance(rows, one).pivot(index="year", columns="iso3", values="distance")
            steps.append(table.reindex(range(table.index.min(), table.index.max() + 1)).diff().abs().stack())
    usual = pd.concat(steps).median() if steps else NONE
    if pd.isna(usual):
        raise ValueError("no state has two years in a row, so there is no usual change")
    return float(usual)


def moves(points: pd.DataFrame, states: Iterable[str], to: Iterable[str], window: tuple[int, int]) -> pd.DataFrame:
    """Return how far states stood from others at the two ends of a window, in each edition, and who moved.

    Args:
        points: ``iso3``, ``votes``, ``year``, ``value``.
        states: States whose distance is taken.
        to: The states that they are measured from.
        window: First and last year; :func:`spans` names the years compared.

    Returns:
        One row a state, power and edition: ``iso3``, ``to``, ``votes``, ``before`` and ``after`` (mean distances),
        ``change``, and ``own`` and ``other``, by how much the state's own point and the power's changed. An end with
        fewer than two years in which both have a point is missing, and so is every change.

    Raises:
        ValueError: The window is too short, or a state or power has no points at all.
    """
    ends, states, to = spans(window), list(states), list(to)
    if lacking := sorted({*states, *to} - set(points["iso3"])):
        raise ValueError(f"no ideal points of {', '.join(lacking)}")
    tables = {
        votes: rows.pivot(index="year", columns="iso3", values="value") for votes, rows in points.groupby("votes")
    }
    lines = [
        (state, power, votes, *_move(table.reindex(columns=[state, power]).dropna(), ends))
        for state in states
        for power in to
        for votes, table in tables.items()
    ]
    return pd.DataFrame(lines, columns=["iso3", "to", "votes", "before", "after", "change", "own", "other"])


def _move(both: pd.DataFrame, ends: tuple[range, range]) -> tuple[float, ...]:
    """Return before, after, change, own and other of :func:`moves`, from the points of a state and of a power."""
    held = [both[both.index.isin(years)] for years in ends]
    before, after = ((end.iloc[:, 0] - end.iloc[:, 1]).abs().mean() if len(end) >= LEAST else NONE for end in held)
    own, other = held[1].mean() - held[0].mean()
    known = pd.notna(after - before)
    return before, after, after - before, own if known else NONE, other if known else NONE


def direction(changes: Iterable[float], usual: float) -> str:
    """Return which way a distance went, by the changes that the editions give.

    A change no larger than the usual one counts as none.

    Returns:
        ``nearer``, ``farther`` or ``same`` where all editions say so; ``nearer-in-one`` or ``farther-in-one`` where
        the other has no more than the usual change; ``apart`` where they go opposite ways; ``unknown`` where one is
        missing.
    """
    changes = list(changes)
    if not changes or any(pd.isna(one) for one in changes):
        return "unknown"
    found = {"same" if abs(one) <= usual else "nearer" if one < 0 else "farther" for one in changes}
    if len(found) == 1:
        return found.pop()
    if "same" not in found:
        return "apart"
    return "nearer-in-one" if "nearer" in found else "farther-in-one"
