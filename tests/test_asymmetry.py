"""One party's share of the parties' total: worked by hand, broken where the parties change or a figure is missing."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.data import load
from helpers.measures.asymmetry import parties_by_year, share_of_total, side_by_side, spending


@pytest.fixture(scope="module")
def bound():
    return parties_by_year(load("membership_spells"), range(1990, 2026))


def frame(*rows: tuple[str, int, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["iso3", "year", "value"])


def test_parties_of_a_year_are_those_bound_at_its_middle(bound) -> None:
    assert min(bound) == 1994  # nobody is bound before 20 April 1994
    assert len(bound[1994]) == 9  # 20 April is before the middle of the year
    assert "UZB" not in bound[2006] and "UZB" in bound[2007]  # the protocol of 16 August 2006
    assert "UZB" in bound[2012] and "UZB" not in bound[2013]  # the Council decided on 19 December 2012
    assert "ARM" in bound[2025]  # frozen, and bound


def test_the_charter_governs_from_the_first_middle_of_a_year_after_its_entry_into_force() -> None:
    spells = load("membership_spells")
    no_treaty = spells[spells["org"] != "CST"]
    assert sorted(parties_by_year(no_treaty, range(2002, 2006))) == [2004, 2005]


def test_share_worked_by_hand() -> None:
    two = {2000: ("KAZ", "RUS"), 2001: ("KAZ", "RUS"), 2002: ("ARM", "KAZ", "RUS")}
    table = share_of_total(
        frame(
            ("RUS", 2000, 60), ("KAZ", 2000, 40), ("RUS", 2001, 3), ("KAZ", 2001, 1), ("RUS", 2002, 8), ("KAZ", 2002, 1)
        ),
        two,
        "RUS",
    )
    assert list(table["share"])[:2] == [60.0, 75.0]
    assert math.isnan(table["share"][2]) and table["missing"][2] == ("ARM",)
    assert list(table["stretch"]) == [0, 0, 1]  # the parties changed: no line runs across


def test_a_state_outside_changes_nothing() -> None:
    two = {2000: ("KAZ", "RUS")}
    rows = (("RUS", 2000, 60.0), ("KAZ", 2000, 40.0))
    assert share_of_total(frame(*rows), two, "RUS").equals(
        share_of_total(frame(*rows, ("CHN", 2000, 900.0)), two, "RUS")
    )


def test_no_row_for_a_year_in_which_the_state_is_no_party() -> None:
    assert share_of_total(frame(("KAZ", 2000, 1)), {2000: ("KAZ",)}, "RUS").empty


def test_two_values_for_one_state_and_year_are_refused() -> None:
    with pytest.raises(ValueError, match="two values"):
        share_of_total(frame(("RUS", 2000, 1), ("RUS", 2000, 2)), {2000: ("RUS",)}, "RUS")


@given(st.lists(st.floats(min_value=0.001, max_value=1e15), min_size=2, max_size=9))
def test_the_shares_of_all_parties_add_up_to_a_hundred(values) -> None:
    states = tuple(f"S{number}" for number in range(len(values)))
    table = frame(*((state, 2000, value) for state, value in zip(states, values, strict=True)))
    total = sum(share_of_total(table, {2000: states}, state)["share"][0] for state in states)
    assert total == pytest.approx(100)


def test_population_of_2000_against_the_sum_of_the_rows(bound) -> None:
    people = load("population").query("year == 2000").set_index("iso3")["value"]
    six = people[["ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"]]
    table = share_of_total(load("population"), bound, "RUS").set_index("year")
    assert table.loc[2000, "share"] == pytest.approx(100 * people["RUS"] / six.sum())


def test_spending_share_is_missing_while_uzbekistan_published_nothing(bound) -> None:
    money = spending(load("military_expenditure"), load("gdp"))
    table = share_of_total(money, bound, "RUS").set_index("year")
    for year in range(2007, 2013):
        assert math.isnan(table.loc[year, "share"]) and "UZB" in table.loc[year, "missing"]
    assert table.loc[2024, "missing"] == () and 90 < table.loc[2024, "share"] < 100


def test_spending_is_the_burden_times_output() -> None:
    money = spending(frame(("RUS", 2000, 5.0), ("KAZ", 2000, 1.0)), frame(("RUS", 2000, 200.0), ("RUS", 2001, 300.0)))
    assert money.to_dict("records") == [{"iso3": "RUS", "year": 2000, "value": 10.0}]


def test_russia_spent_what_sipri_published_for_2024() -> None:
    """SIPRI's headline: 149 billion US dollars, at current prices (fact sheet of April 2025)."""
    money = spending(load("military_expenditure"), load("gdp")).set_index(["iso3", "year"])["value"]
    assert money["RUS", 2024] / 1e9 == pytest.approx(149, rel=0.05)


def test_side_by_side_names_who_is_missing(bound) -> None:
    people = share_of_total(load("population"), bound, "RUS")
    money = share_of_total(spending(load("military_expenditure"), load("gdp")), bound, "RUS")
    table = side_by_side({"Population": people, "Spending": money}).set_index("year")
    assert table.loc[2008, "Spending"] == "no figure: UZB"
    assert table.loc[2024, "Population"] == f"{people.set_index('year').loc[2024, 'share']:.1f}"
    assert table.loc[2025, "Spending"] == ""  # the series ends in 2024
