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
