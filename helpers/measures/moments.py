"""The alliance on one day: how each state stands on both clocks, and what one party weighs among the others.

A day has its own parties: those bound by the treaty until the Charter entered into force, by the Charter from then
on. This differs from ``asymmetry``, whose years take the parties of 30 June. Worked case: on 31 December 2006 seven
are bound, Uzbekistan among them, which publishes no military spending: there is no share, and the row says who is
missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.measures.asymmetry import share_of_total
from helpers.measures.membership import CLOCKS, Clock, parties, standing

CHARTER_IN_FORCE = "2003-09-18"


def governing(day: str) -> Clock:
    """Return the clock by which parties are counted on a day."""
    return "organisation" if day >= CHARTER_IN_FORCE else "treaty"


def both_clocks(spells: pd.DataFrame, day: str, states: Sequence[str]) -> pd.DataFrame:
    """Return how some states stand on a day: ``iso3``, ``treaty``, ``organisation``; empty where nothing holds.

    A state has ``left`` under the text that bound it, and not under the other: Georgia never left the Charter.
    """
    bound = spells[(spells["status"] == "in_force") & (spells["assessment"] == "accepted")]
    bound = bound[(bound["end"] != "") & (bound["end"] <= day)]
    once = set(zip(bound["org"], bound["iso3"], strict=True))
    found = {
        clock: {
            iso3: word for iso3, word in standing(spells, day, clock).items() if word != "left" or (org, iso3) in once
        }
        for clock, org in CLOCKS.items()
    }
    return pd.DataFrame(
        [(iso3, *(found[clock].get(iso3, "") for clock in found)) for iso3 in states], columns=["iso3", *found]
    )


def weight_on(series: Mapping[str, pd.DataFrame], spells: pd.DataFrame, day: str, of: str) -> pd.DataFrame:
    """Return one state's share of the parties' total in the year of a day, in several measures.

    Args:
        series: Name of the measure to its frame: ``iso3``, ``year``, ``value``.
        spells: The table ``membership_spells``.
        day: The day, which says who the parties are and which year is read.
        of: The state whose share is taken.

    Returns:
        One row a measure: ``measure``, ``share`` (per cent; missing where there is none), ``missing`` (codes of the
        parties without a value; empty where the series does not reach or nobody is bound).
    """
    year, bound = int(day[:4]), tuple(parties(spells, day, governing(day))["iso3"])
    rows = []
    for name, frame in series.items():
        found = share_of_total(frame, {year: bound}, of) if bound else pd.DataFrame()
        row = found.iloc[0] if len(found) else None
        rows.append((name, float("nan") if row is None else row["share"], () if row is None else row["missing"]))
    return pd.DataFrame(rows, columns=["measure", "share", "missing"])
