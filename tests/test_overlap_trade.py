"""Overlap of organisations, and trade with two partners: each measure against a value worked by hand."""

import pandas as pd
import pytest

from helpers.data import load
from helpers.measures.alignment import group_distance
from helpers.measures.overlap import belonging, matrix, shared, standings
from helpers.measures.trade import jumps, mirror_gaps, months, passed

ORGS = ("CSTO", "SCO", "CIS", "EAEU", "OTS")


@pytest.fixture(scope="module")
def spells() -> pd.DataFrame:
    return load("membership_spells")


def test_members_on_the_four_days_are_those_of_the_published_lists(spells) -> None:
    sizes = {
        day: [len(held) for held in belonging(spells, ORGS, day).values()]
        for day in ("2002-12-31", "2012-12-31", "2020-12-31", "2026-01-01")
    }
    assert sizes == {
        "2002-12-31": [6, 6, 11, 0, 0],
        "2012-12-31": [6, 6, 9, 0, 4],
        "2020-12-31": [6, 8, 9, 5, 5],
        "2026-01-01": [6, 10, 9, 5, 5],
    }


def test_the_overlap_is_symmetric_and_holds_the_numbers_of_members_on_its_diagonal(spells) -> None:
    table = shared(spells, ORGS, "2026-01-01")
    assert (table.to_numpy() == table.to_numpy().T).all()
    assert table.loc["CSTO"].tolist() == [6, 5, 6, 5, 2]
    assert table.loc["SCO", "SCO"] == 10


def test_a_frozen_member_counts_a_suspended_one_does_not_and_a_partner_stands_beside(spells) -> None:
    assert standings(spells, "CSTO", "2026-01-01")["ARM"] == "frozen"
    assert "ARM" in belonging(spells, ("CSTO",), "2026-01-01")["CSTO"]
    assert standings(spells, "CSTO", "2012-12-31")["UZB"] == "suspended"
    assert "UZB" not in belonging(spells, ("CSTO",), "2012-12-31")["CSTO"]
    assert standings(spells, "SCO", "2020-12-31")["BLR"] == "beside"
    assert standings(spells, "SCO", "2024-07-04")["BLR"] == "member"


def test_the_partners_of_2025_are_the_former_observers_and_dialogue_partners_with_laos(spells) -> None:
    before, after = (standings(spells, "SCO", day) for day in ("2025-08-31", "2025-09-01"))
    beside = {iso3 for iso3, word in before.items() if word == "beside"}
    assert {iso3 for iso3, word in after.items() if word == "beside"} == beside | {"LAO"}


def test_the_matrix_has_every_state_that_was_a_member_and_the_allies_first(spells) -> None:
    table = matrix(spells, ("CSTO", "SCO"), ("2002-12-31", "2026-01-01"))
    states = list(dict.fromkeys(table["iso3"]))
    assert set(states[:6]) == {"ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"} and states[5] == "ARM"
    assert set(states[6:]) == {"CHN", "IND", "IRN", "PAK", "UZB"}
    assert len(table) == len(states) * 4


TRADE = pd.DataFrame(
    [(year, "CHN", share, 10 * share) for year, share in enumerate((5, 20, 15, 30, 31), 2000)]
    + [(year, "RUS", 18, 180) for year in range(2000, 2005)],
    columns=["year", "partner", "share", "imports"],
).assign(iso3="AAA")


def test_passing_counts_only_where_it_lasts_to_the_end_of_the_series() -> None:
    assert passed(TRADE, "CHN", "RUS") == {"AAA": 2003}  # ahead in 2001 too, and behind again in 2002
    assert passed(TRADE, "RUS", "CHN") == {}


def test_a_leap_of_imports_is_found_in_its_year_and_not_across_a_gap() -> None:
    assert jumps(TRADE, "CHN", 3, 2000) == {"AAA": 2001}  # 50 to 200
    assert jumps(TRADE[TRADE["year"] != 2000], "CHN", 3, 2000) == {}


def test_the_leaps_of_the_record_are_the_kyrgyz_and_the_tajik_one() -> None:
    trade = load("trade")
    assert jumps(trade, "CHN", 5, 2001) == {"KGZ": 2009, "TJK": 2011}  # 728 to 5,752; 240 to 2,207
    assert passed(trade, "CHN", "RUS") == {"KAZ": 2013, "KGZ": 2009, "TJK": 2011, "UZB": 2013}


def test_periods_are_counted_in_months() -> None:
    assert [months(one) for one in ("2024", "2024 January–November", "2024 January–March")] == [12, 11, 3]
    with pytest.raises(ValueError, match="no year and no run of months"):
        months("spring of 2024")


def test_two_counts_of_one_trade_are_told_as_stated_and_by_month() -> None:
    pair = {"qf-trade-chn-kgz-2024-customs": "qf-trade-chn-kgz-2024-national"}
    row = mirror_gaps(load("quoted_figures"), pair).iloc[0]
    assert (row["partner"], row["own"]) == (22710, 5100)
    assert row["ratio"] == pytest.approx(22710 / 5100) and row["paced"] == pytest.approx(22710 / 5100 * 11 / 12)


def test_counts_of_two_trades_are_no_pair() -> None:
    with pytest.raises(ValueError, match="are not two counts of one trade"):
        mirror_gaps(load("quoted_figures"), {"qf-trade-chn-kgz-2024-customs": "qf-trade-chn-tjk-2024-national"})


def test_the_distance_of_a_group_is_missing_where_one_of_it_has_no_point() -> None:
    points = pd.DataFrame(
        [("A", 2000, 1.0), ("B", 2000, 3.0), ("R", 2000, 0.0), ("A", 2001, 1.0), ("R", 2001, 0.0)],
        columns=["iso3", "year", "value"],
    )
    found = group_distance(points, ["A", "B"], "R")
    assert found[2000] == 2.0 and pd.isna(found[2001])
