"""Arms by period and supplier: against sums worked by hand and against the shares that SIPRI published."""

import pandas as pd
import pytest

from helpers.data import load
from helpers.measures.arms import (
    exports_by_period,
    first_below,
    five_years,
    imports_by_period,
    moving_share,
    shares_of,
    yearly_sums,
)
from helpers.measures.asymmetry import parties_by_year

BOUND = {year: ("ARM", "RUS") if year < 2005 else ("RUS",) for year in range(2000, 2010)}


def arms(*rows: tuple[str, str, int, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["iso3", "supplier", "year", "value"])


def exports(*rows: tuple[int, float, float]) -> pd.DataFrame:
    return pd.DataFrame([("Russia", *row) for row in rows], columns=["supplier", "year", "value", "world"])


def test_periods_are_named_by_their_years() -> None:
    years = pd.DataFrame({"year": range(1990, 2010)})
    named = five_years(years, 1994, 2008)
    assert list(named["period"].unique()) == ["1994–98", "1999–2003", "2004–08"]
    assert named["year"].min() == 1994 and named["year"].max() == 2008


@pytest.mark.parametrize(("first", "last"), [(1994, 1997), (1999, 1998), (1994, 2000)])
def test_a_broken_period_is_refused(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="no whole number of periods"):
        five_years(pd.DataFrame({"year": [1995]}), first, last)


def test_imports_worked_by_hand() -> None:
    table = imports_by_period(
        arms(
            ("ARM", "Russia", 2000, 3),
            ("ARM", "India", 2004, 1),
            ("ARM", "Russia", 2005, 7),
            ("GEO", "France", 2001, 2),
        ),
        "Russia",
        2000,
        2009,
    ).set_index(["iso3", "period"])
    assert table.loc[("ARM", "2000–04"), ["own", "others", "total", "share"]].tolist() == [3, 1, 4, 75]
    assert table.loc[("GEO", "2000–04"), "share"] == 0
    assert table.loc[("GEO", "2005–09"), "total"] == 0
    assert pd.isna(table.loc[("GEO", "2005–09"), "share"])  # nothing recorded is no share of nothing


def test_a_delivery_counts_by_the_standing_of_its_year() -> None:
    table = exports_by_period(
        exports((2000, 50, 200), (2004, 50, 200), (2005, 40, 400), (2009, 60, 600)),
        arms(
            ("ARM", "Russia", 2004, 10),
            ("ARM", "Russia", 2005, 20),
            ("GEO", "Russia", 2005, 5),
            ("ARM", "India", 2005, 99),
        ),
        BOUND,
        "Russia",
        2000,
        2009,
    ).set_index("period")
    early, late = table.loc["2000–04"], table.loc["2005–09"]
    assert (early["parties"], early["leavers"], early["rest"]) == (10, 0, 90)
    assert (late["parties"], late["leavers"], late["rest"]) == (0, 20, 80)  # Georgia was never bound here: the rest
    assert (early["world_share"], late["world_share"]) == (25, 10)
    assert (early["parties_share"], late["leavers_share"]) == (10, 20)


@pytest.mark.parametrize(("period", "published"), [("2014–18", 21), ("2019–23", 11)])
def test_russias_share_of_world_exports_is_what_sipri_published(period: str, published: int) -> None:
    bound = parties_by_year(load("membership_spells"), range(1992, 2024))
    table = exports_by_period(load("arms_exports"), load("arms_imports"), bound, "Russia", 1994, 2023).set_index(
        "period"
    )
    assert round(table.loc[period, "world_share"]) == published


def test_armenia_took_nearly_all_from_russia_as_sipri_published() -> None:
    """SIPRI gave 94 per cent for 2016 to 2020 (Trends in International Arms Transfers, 2020)."""
    table = imports_by_period(load("arms_imports"), "Russia", 2016, 2020).set_index("iso3")
    assert table.loc["ARM", "share"] == pytest.approx(94, abs=1)


DELIVERED = [
    ("ARM", "Russia", 2019, 90),
    ("ARM", "Jordan", 2019, 10),
    ("ARM", "India", 2021, 32),
    ("ARM", "Russia", 2022, 8),
    ("AZE", "Israel", 2016, 5),
]


def test_a_share_moves_with_the_span_worked_by_hand() -> None:
    table = moving_share(arms(*DELIVERED), "Russia", 3, range(2020, 2024))
    armenia = table[table["iso3"] == "ARM"]
    assert armenia[["first", "last"]].to_numpy().tolist() == [[2018, 2020], [2019, 2021], [2020, 2022], [2021, 2023]]
    assert armenia["total"].tolist() == [100, 132, 40, 40]
    assert armenia["share"].round(1).tolist() == [90, 68.2, 20, 20]
    assert table.loc[table["iso3"] == "AZE", "share"].isna().all()  # nothing was recorded in any of the spans
    assert first_below(armenia) == (2020, 2022)
    assert first_below(armenia, 80) == (2019, 2021)


def test_the_answer_depends_on_the_length_of_the_span() -> None:
    found = {}
    for length in (1, 3, 5, 10):
        table = moving_share(load("arms_imports"), "Russia", length, range(2012, 2024))
        found[length] = first_below(table[table["iso3"] == "ARM"])
    assert found == {1: (2021, 2021), 3: (2020, 2022), 5: None, 10: None}


def test_a_span_without_a_delivery_is_passed_over_and_is_no_zero() -> None:
    table = moving_share(arms(*DELIVERED), "Russia", 1, [2020, 2021])
    armenia = table[table["iso3"] == "ARM"]
    assert pd.isna(armenia["share"].iloc[0]) and armenia["total"].iloc[0] == 0
    assert first_below(armenia) == (2021, 2021)
    assert first_below(armenia.head(1)) is None


@pytest.mark.parametrize(("length", "ends"), [(0, [2020]), (-3, [2020]), (5, [])])
def test_a_span_without_a_year_is_refused(length: int, ends: list[int]) -> None:
    with pytest.raises(ValueError, match="expected at least one span of at least one year"):
        moving_share(arms(*DELIVERED), "Russia", length, ends)


def test_the_suppliers_of_a_span_stand_largest_first_and_add_up() -> None:
    table = shares_of(arms(*DELIVERED), "ARM", 2019, 2021)
    assert table["supplier"].tolist() == ["Russia", "India", "Jordan"]
    assert table["value"].tolist() == [90, 32, 10]
    assert table["share"].sum() == pytest.approx(100)
    assert shares_of(arms(*DELIVERED), "ARM", 2020, 2020).empty


@pytest.mark.parametrize(
    ("iso3", "first", "last", "fault"),
    [("ARM", 2022, 2021, "the span ends before it begins"), ("XXX", 2019, 2021, "no delivery to 'XXX' in any year")],
)
def test_a_span_backwards_and_a_state_without_a_row_are_refused(iso3: str, first: int, last: int, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        shares_of(arms(*DELIVERED), iso3, first, last)


def test_every_year_has_a_sum_and_a_year_without_a_delivery_none() -> None:
    table = yearly_sums(arms(*DELIVERED), "ARM", "Russia", 2019, 2022)
    assert table.index.tolist() == [2019, 2020, 2021, 2022]
    assert table["own"].tolist() == [90, 0, 0, 8] and table["others"].tolist() == [10, 0, 32, 0]
