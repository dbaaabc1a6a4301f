"""Deaths on a border: what each claimant says, never added across claimants.

Worked case: for April 2021 Bishkek counted its own dead and Dushanbe its own. The sum that the press prints
is of two claimants and counts soldiers and civilians by two rules; here the sides stand beside each other.
"""

from __future__ import annotations

import pandas as pd

SIDES = ("deaths_kgz", "deaths_tjk")


def spread(clashes: pd.DataFrame) -> pd.DataFrame:
    """Return the least and the most that any claimant gives for each side, one row a clash.

    Args:
        clashes: One row a claimant: ``clash``, ``start``, ``place``, ``deaths_kgz``, ``deaths_tjk`` (missing where
            the claimant gives none), ``csto_reaction``, ``assessment``. Rejected rows are left out, and so are
            those that give neither side.

    Returns:
        ``clash``, ``start``, ``place``, ``reaction``, and ``<side>_low``, ``<side>_high`` for each side, by date.
    """
    rows = clashes[(clashes["assessment"] != "rejected") & clashes[list(SIDES)].notna().any(axis=1)]
    grouped = rows.groupby("clash")
    table = pd.DataFrame(
        {
            "start": grouped["start"].min(),
            "place": grouped["place"].first(),
            "reaction": grouped["csto_reaction"].first(),
        }
    )
    for side in SIDES:
        table[f"{side}_low"], table[f"{side}_high"] = grouped[side].min(), grouped[side].max()
    return table.reset_index().sort_values("start", kind="stable", ignore_index=True)


def within(clashes: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in which one claimant counts both sides: the only ones whose sides may be added."""
    return clashes[clashes[list(SIDES)].notna().all(axis=1)]


def fell_in(deaths: pd.DataFrame, iso3: str, others: tuple[str, ...]) -> pd.DataFrame:
    """Return how many of the dead of each year fell in one state, and how many in it and the others together.

    Args:
        deaths: ``iso3``, ``year``, ``value``, deaths by the state in which they occurred.
        iso3: The state.
        others: The states with which it makes the whole.

    Returns:
        Indexed by year: ``own``, ``total`` and ``share``, in per cent (missing where nobody died); only years in
        which each of the states has a number.
    """
    table = deaths[deaths["iso3"].isin((iso3, *others))].pivot(index="year", columns="iso3", values="value")
    table = table.reindex(columns=[iso3, *others]).dropna()
    total = table.sum(axis=1)
    return pd.DataFrame({"own": table[iso3], "total": total, "share": (100 * table[iso3] / total).where(total > 0)})
