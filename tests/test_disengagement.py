"""How long an instrument lay idle, what followed a blow, which meanings of leaving are met by a day."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.data import load
from helpers.measures.arms import suppliers_by_period
from helpers.measures.clashes import fell_in
from helpers.measures.disengagement import after, as_of_day, idle, met_by

LADDER = pd.DataFrame(
    [
        ("drills", "2021-11-20", "2022-09-26"),
        ("airport", "2024-03", "2024-07-31"),
        ("dues", "2023", "2024-05-08"),
        ("chair", "2022-11-23", "2022-11-23"),
        ("within-the-month", "2024-05", "2024-05-09"),
        ("never-used", "", "2022-11-23"),
        ("no-stop", "2022-01-14", ""),
    ],
    columns=["id", "last_full", "step"],
)


def test_the_days_of_idleness_are_a_range_where_a_date_is_vague() -> None:
    days = idle(LADDER)
    assert list(days.index) == ["drills", "airport", "dues", "chair", "within-the-month"]
    assert days.loc["drills"].tolist() == [310, 310]  # 41 days of 2021 and 269 of 2022
    assert days.loc["airport"].tolist() == [122, 152]  # from 31 March, from 1 March
    assert days.loc["dues"].tolist() == [129, 493]  # from 31 December, from 1 January 2023
    assert days.loc["chair"].tolist() == [0, 0]
    assert days.loc["within-the-month"].tolist() == [0, 8]  # it cannot have stopped before it was last used


def test_a_step_before_the_last_use_is_refused() -> None:
    with pytest.raises(ValueError, match=r"drills: the step of 2021 comes before the last full use of 2022-01-14"):
        idle(pd.DataFrame([("drills", "2022-01-14", "2021")], columns=["id", "last_full", "step"]))


def test_steps_after_a_blow_count_its_own_day_and_not_the_day_a_year_later() -> None:
    steps = pd.DataFrame({"step": ["2022-09-12", "2022-09-13", "2022-11", "2023-09-12", "2023-09-13", ""]})
    counts = after(steps, {"attack": "2022-09-13", "war": "2020-09-27"})
    assert counts.to_dict() == {"attack": 3, "war": 0}


MEANINGS = pd.DataFrame(
    [
        ("law", "not met", ""),
        ("money", "met", "2024-05-08"),
        ("drills", "met", "2022-09-26"),
        ("word", "partly", "2024"),
    ],
    columns=["meaning", "met", "met_on"],
)


def test_met_by_a_day_counts_that_day_and_leaves_out_what_is_met_in_part() -> None:
    assert met_by(MEANINGS, "2024-05-07")["meaning"].tolist() == ["drills"]
    assert met_by(MEANINGS, "2024-05-08")["meaning"].tolist() == ["drills", "money"]
    with pytest.raises(ValueError, match="expected a day"):
        met_by(MEANINGS, "2024")


def test_a_meaning_met_later_was_not_met_on_the_day_and_an_open_one_not_before_it_opened() -> None:
    table = pd.DataFrame(
        [
            ("met", "2024-05-08", "2025-12-11", ""),
            ("partly", "2025-03-01", "2026", ""),
            ("unknown", "", "2026-06-07", "2026-01-01"),
            ("unknown", "", "2024-03-01", ""),
            ("not met", "", "2026-01-28", ""),
        ],
        columns=["met", "met_on", "newest", "open_from"],
    )
    then = as_of_day(table, "2024-06-30")
    assert then["met"].tolist() == ["met", "not met", "not met", "unknown", "not met"]
    assert then["met_on"].tolist() == ["2024-05-08", "", "", "", ""]
    assert then["newest"].tolist() == ["2024-06-30", "2024-06-30", "2024-06-30", "2024-03-01", "2024-06-30"]
    assert as_of_day(table, "2026-06-30").equals(table)
    with pytest.raises(ValueError, match="expected a day"):
        as_of_day(table, "2024-06")


@given(st.dates().map(lambda day: day.isoformat()), st.dates().map(lambda day: day.isoformat()))
def test_what_is_met_by_a_day_is_met_by_every_later_day(one: str, two: str) -> None:
    early, late = sorted((one, two))
    assert set(met_by(MEANINGS, early).index) <= set(met_by(MEANINGS, late).index)


def test_the_dead_of_a_year_are_divided_by_where_they_fell() -> None:
    deaths = pd.DataFrame(
        [("ARM", 2021, 10), ("AZE", 2021, 30), ("ARM", 2018, 0), ("AZE", 2018, 0), ("ARM", 1988, 3), ("GEO", 2021, 5)],
        columns=["iso3", "year", "value"],
    )
    table = fell_in(deaths, "ARM", ("AZE",))
    assert table.index.tolist() == [2018, 2021]  # nothing is known of Azerbaijan in 1988
    assert table.loc[2021].tolist() == [10, 40, 25]
    assert pd.isna(table.loc[2018, "share"])


def test_suppliers_that_are_not_named_stand_together_and_an_empty_period_holds_nothing() -> None:
    arms = pd.DataFrame(
        [
            ("ARM", "Russia", 2009, 3.0),
            ("ARM", "India", 2010, 1.0),
            ("ARM", "France", 2013, 2.0),
            ("AZE", "Israel", 2014, 9.0),
        ],
        columns=["iso3", "supplier", "year", "value"],
    )
    table = suppliers_by_period(arms, ("Russia", "Israel"), 2009, 2018)
    assert table.loc[("ARM", "2009–13")].tolist() == [3, 0, 3, 6]
    assert table.loc[("ARM", "2014–18")].tolist() == [0, 0, 0, 0]
    assert table.loc[("AZE", "2014–18")].tolist() == [0, 9, 0, 9]


def test_the_two_counts_of_the_dead_of_the_same_events_agree() -> None:
    """Deaths by place and by pair of parties are two cuts of one data set, so they must not drift apart."""
    battle = load("battle_deaths").set_index("year")["best"]
    place = fell_in(load("conflict_deaths"), "ARM", ("AZE",))["total"]
    shared = [year for year in battle.index if year >= 2016]
    assert shared == [2016, 2017, 2020, 2021, 2022, 2023]
    assert place.loc[shared].tolist() == battle.loc[shared].tolist()
