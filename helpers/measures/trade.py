"""Trade with two partners: when one passed the other for good, and how far two counts of one trade differ.

A flow that grows many times over within a year while the rest of trade does not is more likely a change of who
counts it than a change of trade; :func:`jumps` finds such years, and what they mean is for the reader to judge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from helpers.data.dates import MONTHS


def passed(trade: pd.DataFrame, first: str, second: str) -> dict[str, int]:
    """Return the year from which a state's trade with one partner stayed above that with another, by code.

    Args:
        trade: ``iso3``, ``partner``, ``year``, ``share``.
        first: The partner that passes.
        second: The partner that is passed.

    Returns:
        The first year of the unbroken run that reaches the end of the state's series; no entry where there is none.
    """
    found = {}
    for iso3, rows in trade.groupby("iso3"):
        shares = rows.pivot(index="year", columns="partner", values="share").dropna()
        behind = shares.index[shares[first] <= shares[second]]
        ahead = shares.index[shares.index > behind.max()] if len(behind) else shares.index
        if len(ahead):
            found[str(iso3)] = int(ahead.min())
    return found


def jumps(trade: pd.DataFrame, partner: str, times: float, since: int) -> dict[str, int]:
    """Return the year in which a state's imports from a partner first grew more than so many times over, by code.

    Args:
        trade: ``iso3``, ``partner``, ``year``, ``imports``.
        partner: The partner whose goods are imported.
        times: How many times the year before must be passed.
        since: First year looked at; in the thin first years small flows double easily.
    """
    found: dict[str, int] = {}
    for iso3, rows in trade[trade["partner"] == partner].groupby("iso3"):
        flow = rows.set_index("year")["imports"].sort_index()
        before = flow.reindex(flow.index - 1).to_numpy()
        years = flow.index[(flow.to_numpy() > times * before) & (flow.index >= since)]
        if len(years):
            found[str(iso3)] = int(years.min())
    return found


def months(period: str) -> int:
    """Return how many months a period such as ``2024`` or ``2024 January–November`` has."""
    named = re.fullmatch(r"\d{4}(?: (\w+)–(\w+))?", period)
    if not named:
        raise ValueError(f"period {period!r} is no year and no run of months in a year")
    first, last = named.groups()
    return MONTHS.index(last) - MONTHS.index(first) + 1 if first else 12


def mirror_gaps(quoted: pd.DataFrame, pairs: Mapping[str, str]) -> pd.DataFrame:
    """Return two counts of one trade side by side.

    Args:
        quoted: ``id``, ``iso3``, ``period``, ``value``, all values in one unit.
        pairs: Id of the partner's count to the id of the state's own count.

    Returns:
        ``iso3``, ``period``, ``partner``, ``own``, ``ratio`` of the sums as stated, and ``paced``, the ratio of the
        sums per month, which differs where one count stops before the year's end.

    Raises:
        ValueError: A pair is of two states, two years or two units.
    """
    rows = quoted.set_index("id")
    found = []
    for theirs, own in pairs.items():
        one, other = rows.loc[theirs], rows.loc[own]
        if one["iso3"] != other["iso3"] or one["period"][:4] != other["period"][:4] or one["unit"] != other["unit"]:
            raise ValueError(f"{theirs} and {own} are not two counts of one trade")
        ratio = one["value"] / other["value"]
        paced = ratio * months(other["period"]) / months(one["period"])
        found.append((one["iso3"], other["period"], one["value"], other["value"], ratio, paced))
    return pd.DataFrame(found, columns=["iso3", "period", "partner", "own", "ratio", "paced"])
