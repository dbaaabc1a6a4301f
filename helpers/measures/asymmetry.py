"""How lopsided the alliance is: one party's share of what all parties have together.

Who counts in a year is who is bound at the middle of it (30 June): by the treaty until the Charter entered
into force on 18 September 2003, by the Charter from then on. A share is only given for a year in which
every party has a value; otherwise the row names who is missing. Worked case: military spending, 2007.
Seven states are bound, Uzbekistan among them, which published nothing after 2003: there is no share.

Method: a plain share of a sum, as in the capability indices of the Correlates of War (Singer, Bremer and
Stuckey 1972), taken over the alliance instead of the world.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import pandas as pd

from helpers.measures.membership import parties

CHARTER_IN_FORCE = 2003  # 18 September: mid-2004 is the first that the Charter governs
Parties = Mapping[int, tuple[str, ...]]


def parties_by_year(spells: pd.DataFrame, years: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return who is bound on 30 June of each year, by the treaty and from 2004 by the Charter.

    Args:
        spells: The table ``membership_spells``.
        years: The years asked for; those in which nobody is bound are left out.
    """
    found = {
        year: tuple(parties(spells, f"{year}-06-30", "organisation" if year > CHARTER_IN_FORCE else "treaty")["iso3"])
        for year in years
    }
    return {year: bound for year, bound in found.items() if bound}


def share_of_total(series: pd.DataFrame, bound: Parties, of: str) -> pd.DataFrame:
    """Return one state's share of the parties' total, in per cent, year by year.

    Args:
        series: Columns ``iso3``, ``year``, ``value``; one row a state and year.
        bound: The parties of each year, as :func:`parties_by_year` returns them.
        of: The state whose share is taken; in a year in which it is no party there is no row.

    Returns:
        One row a year of the series in which ``of`` is a party: ``year``, ``share`` (missing where a party
        has no value), ``parties`` (codes), ``missing`` (codes) and ``stretch``, a number that rises by one
        whenever the parties change, so that no line is drawn across a change.

    Raises:
        ValueError: A state has two values in one year.
    """
    if series.duplicated(["iso3", "year"]).any():
        raise ValueError("the series has two values for one state and year; choose one edition first")
    given = zip(series["year"].tolist(), series["iso3"].tolist(), series["value"].tolist(), strict=True)
    values: dict[int, dict[str, float]] = {}
    for year, iso3, value in given:
        values.setdefault(year, {})[iso3] = value
    rows, stretch, before = [], 0, None
    for year in sorted(set(bound) & set(values)):
        if of not in bound[year]:
            continue
        stretch += before is not None and bound[year] != before
        before = bound[year]
        own = [values[year].get(iso3, math.nan) for iso3 in bound[year]]
        missing = tuple(iso3 for iso3, value in zip(bound[year], own, strict=True) if math.isnan(value))
        share = math.nan if missing else 100 * values[year][of] / math.fsum(own)
        rows.append((year, share, bound[year], missing, stretch))
    return pd.DataFrame(rows, columns=["year", "share", "parties", "missing", "stretch"])


def side_by_side(shares: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return several measures in one table: ``year``, ``parties`` (codes), and a column a measure.

    A cell holds the share to one digit, or who has no figure; it is empty where the series does not reach.
    """
    table: dict[int, dict[str, object]] = {}
    for name, frame in shares.items():
        for row in frame.itertuples():
            line = table.setdefault(row.year, {"year": row.year, "parties": " ".join(row.parties)})
            line[name] = f"no figure: {' '.join(row.missing)}" if row.missing else f"{row.share:.1f}"
    return pd.DataFrame([table[year] for year in sorted(table)], columns=["year", "parties", *shares]).fillna("")


def spending(burden: pd.DataFrame, output: pd.DataFrame) -> pd.DataFrame:
    """Return military spending in the currency of output: its share of GDP times GDP.

    Args:
        burden: ``iso3``, ``year``, ``value`` in per cent of GDP.
        output: ``iso3``, ``year``, ``value``: GDP.

    Returns:
        ``iso3``, ``year``, ``value``; only states and years that both have.
    """
    both = burden[["iso3", "year", "value"]].merge(output[["iso3", "year", "value"]], on=["iso3", "year"])
    return both.assign(value=both["value_x"] / 100 * both["value_y"])[["iso3", "year", "value"]]
