"""Arms transfers by period and supplier, in SIPRI's trend-indicator values (TIV).

TIV measures the military capability that changes hands, not what was paid for it: a gift, a discount and a
sale at full price count alike. Single years jump with single deliveries, so all is summed over periods of
five years, as SIPRI does. Sums are ours and must not be put in SIPRI's name. Worked case: Russia's share of
world exports comes to 21 per cent in 2014–18 and 11 in 2019–23, the shares that SIPRI published.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.measures.asymmetry import Parties

SPAN = 5


def five_years(frame: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Return the rows from ``first`` to ``last`` with a column ``period``, such as 2019–23.

    Args:
        frame: A column ``year``.
        first: The first year of the first period.
        last: The last year of the last period.

    Raises:
        ValueError: The years do not make whole periods.
    """
    named = {year: _name(*span) for span in _spans(first, last) for year in range(span[0], span[1] + 1)}
    kept = frame[frame["year"].between(first, last)]
    return kept.assign(period=[named[year] for year in kept["year"]])


def _spans(first: int, last: int) -> list[tuple[int, int]]:
    """Return first and last year of each period, or raise an error if the years do not make whole ones."""
    if first > last or (last - first + 1) % SPAN:
        raise ValueError(f"{first} to {last} is no whole number of periods of {SPAN} years")
    return [(start, start + SPAN - 1) for start in range(first, last, SPAN)]


def _name(start: int, end: int) -> str:
    return f"{start}–{end if end // 100 != start // 100 else str(end)[2:]}"


def imports_by_period(arms: pd.DataFrame, supplier: str, first: int, last: int) -> pd.DataFrame:
    """Return what each state received in each period: from one supplier, from all others, and the share.

    Args:
        arms: ``iso3``, ``supplier``, ``year``, ``value`` (TIV).
        supplier: The supplier that is set apart.
        first: The first year of the first period.
        last: The last year of the last period.

    Returns:
        ``iso3``, ``period``, ``own`` (from the supplier), ``others``, ``total``, ``share`` in per cent (missing
        where nothing was recorded); a row for every state and period, by state.

    Raises:
        ValueError: The years do not make whole periods.
    """
    return imports_in(arms, supplier, _spans(first, last))


def imports_in(arms: pd.DataFrame, supplier: str, spans: Sequence[tuple[int, int]]) -> pd.DataFrame:
    """Return what each state received in each of some spans of years, as :func:`imports_by_period` does by fives.

    Short spans jump with single deliveries; they serve to look before and after a date and not to find a trend.

    Args:
        arms: ``iso3``, ``supplier``, ``year``, ``value`` (TIV).
        supplier: The supplier that is set apart.
        spans: First and last year of each, in order.

    Returns:
        The columns of :func:`imports_by_period`; a row for every state and span, by state.
    """
    parts = []
    for first, last in spans:
        rows = arms[arms["year"].between(first, last)]
        own = rows["supplier"] == supplier
        sums = pd.DataFrame(
            {name: rows[chosen].groupby("iso3")["value"].sum() for name, chosen in (("own", own), ("others", ~own))},
            index=sorted(set(arms["iso3"])),
        ).fillna(0.0)
        sums["total"] = sums["own"] + sums["others"]
        sums["share"] = 100 * sums["own"] / sums["total"].where(sums["total"] > 0)
        parts.append(sums.rename_axis("iso3").reset_index().assign(period=_name(first, last)))
    table = pd.concat(parts).sort_values("iso3", kind="stable", ignore_index=True)
    return table[["iso3", "period", "own", "others", "total", "share"]]


def suppliers_by_period(arms: pd.DataFrame, named: tuple[str, ...], first: int, last: int) -> pd.DataFrame:
    """Return what each state received in each period by supplier, those not named taken together.

    Args:
        arms: ``iso3``, ``supplier``, ``year``, ``value`` (TIV).
        named: The suppliers that stand alone.
        first: The first year of the first period.
        last: The last year of the last period.

    Returns:
        Indexed by ``iso3`` and ``period``: a column for each named supplier, ``others`` and ``total``, in TIV; a
        row for every state and period.
    """
    rows = five_years(arms, first, last)
    rows = rows.assign(supplier=rows["supplier"].where(rows["supplier"].isin(named), "others"))
    sums = rows.pivot_table(index=["iso3", "period"], columns="supplier", values="value", aggfunc="sum")
    index = pd.MultiIndex.from_product([sorted(set(arms["iso3"])), _periods(first, last)], names=["iso3", "period"])
    table = sums.reindex(index=index, columns=[*named, "others"]).fillna(0.0)
    table.columns.name = None
    return table.assign(total=table.sum(axis=1))


def _periods(first: int, last: int) -> list[str]:
    return [_name(*span) for span in _spans(first, last)]


def exports_by_period(
    exports: pd.DataFrame, arms: pd.DataFrame, bound: Parties, supplier: str, first: int, last: int
) -> pd.DataFrame:
    """Return one supplier's exports in each period and who took them: fellow parties, leavers, the rest.

    A delivery goes to a party where the recipient is bound in the year of delivery, and to a leaver where it
    was bound in an earlier year and is not in this one.

    Args:
        exports: ``supplier``, ``year``, ``value``, ``world`` (TIV).
        arms: ``iso3``, ``supplier``, ``year``, ``value`` (TIV), for all recipients that were ever bound.
        bound: The parties of each year, as ``parties_by_year`` returns them.
        supplier: The supplier.
        first: The first year of the first period.
        last: The last year of the last period.

    Returns:
        ``period``, ``total``, ``world``, ``world_share`` (per cent), ``parties``, ``leavers``, ``rest``,
        ``parties_share`` and ``leavers_share`` (per cent of the supplier's total).
    """
    sold = five_years(arms[arms["supplier"] == supplier], first, last)
    standing = [_standing(bound, iso3, year) for iso3, year in zip(sold["iso3"], sold["year"], strict=True)]
    takers = sold.assign(standing=standing).pivot_table(
        index="period", columns="standing", values="value", aggfunc="sum"
    )
    own = five_years(exports[exports["supplier"] == supplier], first, last)
    table = own.groupby("period")[["value", "world"]].sum().rename(columns={"value": "total"})
    table["world_share"] = 100 * table["total"] / table["world"]
    table[["parties", "leavers"]] = (
        takers.reindex(index=table.index, columns=["party", "leaver"]).fillna(0.0).to_numpy()
    )
    table["rest"] = table["total"] - table["parties"] - table["leavers"]
    for group in ("parties", "leavers"):
        table[f"{group}_share"] = 100 * table[group] / table["total"]
    return table.reset_index()


def _standing(bound: Parties, iso3: str, year: int) -> str:
    if iso3 in bound.get(year, ()):
        return "party"
    return "leaver" if any(iso3 in states for then, states in bound.items() if then < year) else "neither"


def moving_share(arms: pd.DataFrame, supplier: str, length: int, ends: Sequence[int]) -> pd.DataFrame:
    """Return one supplier's share in each of some spans of equal length, one for each last year.

    Args:
        arms: ``iso3``, ``supplier``, ``year``, ``value`` (TIV).
        supplier: The supplier that is set apart.
        length: Years in a span, the last year among them.
        ends: The last year of each span, in order.

    Returns:
        The columns of :func:`imports_by_period`, with ``first`` and ``last`` year; a row for every state and span, by
        state. The share is missing where nothing was recorded.

    Raises:
        ValueError: A span has no year, or there is no span.
    """
    if length < 1 or not len(ends):
        raise ValueError(f"{len(ends)} spans of {length} years: expected at least one span of at least one year")
    spans = [(end - length + 1, end) for end in ends]
    table = imports_in(arms, supplier, spans)
    years = pd.DataFrame(spans * table["iso3"].nunique(), columns=["first", "last"])
    return table.join(years)


def first_below(table: pd.DataFrame, level: float = 50.0) -> tuple[int, int] | None:
    """Return first and last year of the first span in which a share lies below a level; None if there is none.

    A span in which nothing was recorded has no share and is passed over.

    Args:
        table: ``first``, ``last``, ``share`` (per cent) of one state, in order.
        level: The level, in per cent.
    """
    low = table[table["share"] < level]
    return None if low.empty else (int(low["first"].iloc[0]), int(low["last"].iloc[0]))


def shares_of(arms: pd.DataFrame, iso3: str, first: int, last: int) -> pd.DataFrame:
    """Return what each supplier delivered to one state in a span of years, and its share: largest first.

    Args:
        arms: ``iso3``, ``supplier``, ``year``, ``value`` (TIV).
        iso3: The state.
        first: The first year of the span.
        last: The last year, which counts.

    Returns:
        ``supplier``, ``value`` (TIV), ``share`` (per cent of all that was recorded); no row where nothing was.

    Raises:
        ValueError: The span ends before it begins, or the frame holds no delivery to the state in any year.
    """
    if first > last:
        raise ValueError(f"{first} to {last}: the span ends before it begins")
    taken = arms[arms["iso3"] == iso3]
    if taken.empty:
        raise ValueError(f"no delivery to {iso3!r} in any year; there are: {', '.join(sorted(set(arms['iso3'])))}")
    sums = taken[taken["year"].between(first, last)].groupby("supplier", as_index=False)["value"].sum()
    sums = sums[sums["value"] > 0].sort_values(["value", "supplier"], ascending=[False, True], ignore_index=True)
    return sums.assign(share=100 * sums["value"] / sums["value"].sum())


def yearly_sums(arms: pd.DataFrame, iso3: str, supplier: str, first: int, last: int) -> pd.DataFrame:
    """Return what one state received in each year: from one supplier and from all others.

    Args:
        arms: ``iso3``, ``supplier``, ``year``, ``value`` (TIV).
        iso3: The state.
        supplier: The supplier that is set apart.
        first: The first year.
        last: The last year, which counts.

    Returns:
        Indexed by ``year`` without a gap: ``own``, ``others``; nothing on record is 0.
    """
    spans = [(year, year) for year in range(first, last + 1)]
    table = imports_in(arms, supplier, spans)
    return table[table["iso3"] == iso3].assign(year=range(first, last + 1)).set_index("year")[["own", "others"]]
