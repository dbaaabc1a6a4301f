"""Where exercises were held, by number or by the personnel stated for them: one region's part under each choice.

A number counts parts (``exercises.leaves``). Personnel is stated for some parts and, from 2017 to 2019, also for
umbrellas whose parts lie in several regions: what the parts do not account for is ``not split``. Worked case: the
umbrella of 2019 was put at about 10,000, three of its parts at 8,000 together: the rest is in no region, and a
region's share is a range, from the share if all of it was elsewhere to the share of what is split.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd

from helpers.measures.exercises import REGIONS, leaves, statements

Weight = Literal["number", "low", "high"]
UNSPLIT = "not split"


def chosen(exercises: pd.DataFrame, first: int, last: int, series: str = "all") -> pd.DataFrame:
    """Return the exercises held in some years that a number counts.

    Args:
        exercises: The table ``exercises``.
        first: The first year.
        last: The last year.
        series: ``all``, one series, or one to leave out, after ``not-``.
    """
    return _of_series(_between(leaves(exercises), first, last), series)


def _between(rows: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    return rows[rows["year"].between(first, last)]


def _of_series(rows: pd.DataFrame, series: str) -> pd.DataFrame:
    if series == "all":
        return rows
    name = series.removeprefix("not-")
    return rows[(rows["series"] == name) != series.startswith("not-")]


def by_host(exercises: pd.DataFrame, first: int, last: int, series: str, weight: Weight) -> pd.DataFrame:
    """Return what each region held: ``region``, ``exercises``, ``value`` (by the weight), ``silent``.

    ``silent`` counts exercises without a stated number. The last row holds personnel that is stated for umbrellas
    and not split; it is there for all series only, since an umbrella joins several.

    Raises:
        ValueError: The weight is not known.
    """
    if weight not in ("number", "low", "high"):
        raise ValueError(f"weight {weight!r} is not one of number, low, high")
    rows = chosen(exercises, first, last, series)
    people = _people(rows, weight)
    table = pd.DataFrame(
        [
            (
                region,
                int((rows["region"] == region).sum()),
                float(
                    (rows["region"] == region).sum() if weight == "number" else people[rows["region"] == region].sum()
                ),
                int(people[rows["region"] == region].isna().sum()) if weight != "number" else 0,
            )
            for region in REGIONS
        ],
        columns=["region", "exercises", "value", "silent"],
    )
    if weight == "number" or series != "all":
        return table
    table.loc[len(table)] = [UNSPLIT, 0, _unsplit(exercises, first, last, weight), 0]
    return table


def _unsplit(exercises: pd.DataFrame, first: int, last: int, weight: Weight) -> float:
    """Return what is stated for umbrellas beyond what is stated for their parts; never less than nothing for one."""
    parts = leaves(exercises)
    split = _people(parts, weight).groupby(parts["part_of"]).sum()
    umbrellas = _between(statements(exercises), first, last).set_index("id")
    umbrellas = umbrellas[umbrellas.index.isin(split.index)]
    return float((_people(umbrellas, weight) - split.reindex(umbrellas.index)).clip(lower=0).sum())


def _people(rows: pd.DataFrame, weight: Weight) -> pd.Series:
    low = rows["personnel_low"]
    return rows["personnel_high"].fillna(low) if weight == "high" else low


def share_range(table: pd.DataFrame, region: str) -> tuple[float, float]:
    """Return a region's least and most share in per cent: what is not split elsewhere, or left out.

    Args:
        table: As :func:`by_host` returns it.
        region: The region.

    Returns:
        Two equal numbers where all is split; two missing ones where there is nothing to share.
    """
    own = float(table.loc[table["region"] == region, "value"].sum())
    split, whole = float(table.loc[table["region"] != UNSPLIT, "value"].sum()), float(table["value"].sum())
    if not split:
        return float("nan"), float("nan")
    return 100 * own / whole, 100 * own / split


def verdict(least: float, most: float) -> str:
    """Return what a range of shares says to the claim that a region is the only one.

    ``only`` all of it; ``main`` more than half at both ends; ``open`` more than half at one end; ``not main`` half or
    less at both; ``none`` nothing to share.
    """
    if least != least:
        return "none"
    if least >= 100:
        return "only"
    if least > 50:
        return "main"
    return "open" if most > 50 else "not main"
