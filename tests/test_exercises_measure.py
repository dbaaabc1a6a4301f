"""Counting exercises: parts for the number, umbrellas for the personnel, and nothing twice."""

import pandas as pd
import pytest

from helpers.data import load
from helpers.measures.exercises import (
    attendance,
    by_region,
    contingents,
    expected,
    held,
    leaves,
    preceded,
    stated,
    statements,
    unconfirmed,
)

ROWS = pd.DataFrame(
    [
        ("umbrella", "combat", 2019, "eastern-europe;central-asia", "held", "", 10000.0, None),
        ("part-one", "search", 2019, "eastern-europe", "held", "umbrella", None, None),
        ("part-two", "brotherhood", 2019, "central-asia", "held", "umbrella", 3000.0, 3500.0),
        ("alone", "rubezh", 2020, "central-asia", "held", "", 700.0, 900.0),
        ("silent", "cobalt", 2020, "south-caucasus", "held", "", None, None),
        ("plan", "rubezh", 2020, "central-asia", "planned", "", 5000.0, None),
        ("total", "year_total", 2019, "central-asia", "held", "", 12000.0, None),
        ("russian", "center", 2019, "eastern-europe", "held", "", 12000.0, None),
    ],
    columns=["id", "series", "year", "region", "status", "part_of", "personnel_low", "personnel_high"],
)


def test_totals_of_a_year_russias_own_and_plans_are_not_exercises_held() -> None:
    assert set(held(ROWS)["id"]) == {"umbrella", "part-one", "part-two", "alone", "silent"}


def test_what_was_announced_or_planned_is_kept_apart() -> None:
    assert set(unconfirmed(ROWS)["id"]) == {"plan"}


def test_a_number_counts_parts_and_personnel_counts_umbrellas() -> None:
    assert set(leaves(ROWS)["id"]) == {"part-one", "part-two", "alone", "silent"}
    assert set(statements(ROWS)["id"]) == {"umbrella", "alone", "silent"}


def test_by_region_worked_by_hand() -> None:
    table = by_region(leaves(ROWS), range(2018, 2021))
    assert table.loc[2019].to_dict() == {"central-asia": 1, "eastern-europe": 1, "south-caucasus": 0}
    assert table.loc[2020].to_dict() == {"central-asia": 1, "eastern-europe": 0, "south-caucasus": 1}
    assert table.loc[2018].sum() == 0


def test_an_umbrella_over_several_regions_cannot_be_counted_in_one() -> None:
    with pytest.raises(ValueError, match="no single region: umbrella"):
        by_region(statements(ROWS), range(2019, 2021))


def test_stated_personnel_is_a_range_and_says_what_it_leaves_out() -> None:
    table = stated(statements(ROWS), range(2018, 2021))
    assert table.loc[2019, ["low", "high", "silent"]].tolist() == [10000, 10000, 0]
    assert table.loc[2020, ["low", "high", "silent"]].tolist() == [700, 900, 1]
    assert pd.isna(table.loc[2018, "low"]) and table.loc[2018, "silent"] == 0


def test_the_umbrella_of_2018_in_the_book_worked_by_hand() -> None:
    # Cobalt's 700 and the umbrella's 10,000; of its five parts four were held, and Rubezh is not known to have been.
    rows = load("exercises")
    umbrella = "ex-combat_brotherhood-2018"
    parts = rows[rows["part_of"] == umbrella].set_index("id")["status"].to_dict()
    assert sorted(parts.values()) == ["announced", "held", "held", "held", "held"]
    assert parts["ex-rubezh-2018"] == "announced" and umbrella not in set(leaves(rows)["id"])
    assert stated(statements(rows), range(2018, 2019)).loc[2018].tolist() == [10700, 10700, 0]


def test_attendance_counts_a_state_once_an_exercise_and_no_umbrella() -> None:
    came = pd.DataFrame(
        [
            ("part-two", "TJK", "host", "high", "accepted"),
            ("part-two", "TJK", "took part", "high", "accepted"),
            ("umbrella", "KAZ", "took part", "high", "accepted"),
            ("alone", "ARM", "stayed away", "high", "accepted"),
            ("alone", "BLR", "stayed away", "low", "accepted"),
            ("alone", "KAZ", "observer", "high", "accepted"),
            ("plan", "KGZ", "took part", "high", "accepted"),
        ],
        columns=["exercise", "iso3", "role", "attestation", "assessment"],
    )
    table = attendance(came, ROWS).set_index(["iso3", "year"])
    assert table.loc[("TJK", 2019)].tolist() == [1, 0, 0]
    assert table.loc[("ARM", 2020)].tolist() == [0, 1, 0]
    assert table.loc[("BLR", 2020)].tolist() == [0, 0, 1]
    assert table.loc[("KAZ", 2020)].tolist() == [0, 0, 0]
    assert ("KAZ", 2019) not in table.index and ("KGZ", 2020) not in table.index


HOSTED = pd.DataFrame(
    [("one", "TJK", "2019-10-01", 2019), ("two", "KGZ;KAZ", "2020-05", 2020), ("three", "TJK", "2020-06-01", 2020)],
    columns=["id", "host", "start", "year"],
)


def test_a_crisis_is_preceded_by_the_last_exercise_within_the_time_in_its_own_state() -> None:
    crises = pd.DataFrame(
        [
            ("a", "TJK", "2020-07-01"),
            ("b", "TJK", "2021-08-01"),
            ("c", "KAZ", "2020-05-20"),
            ("d", "TJK", "2019-09-30"),
        ],
        columns=["id", "iso3", "start"],
    )
    assert preceded(crises, HOSTED)["exercise"].tolist() == ["three", "", "two", ""]
    assert preceded(crises, HOSTED, days=10)["exercise"].tolist() == ["", "", "", ""]


def test_what_chance_would_give_worked_by_hand() -> None:
    # Of the ten days from 1 to 10 June 2020 five follow the exercise of 1 June within five days, and all ten lie
    # within a year of that of October 2019; Armenia hosted none.
    crises = pd.DataFrame({"iso3": ["TJK", "TJK", "ARM"]})
    assert expected(crises, HOSTED, "2020-06-01", "2020-06-10") == 2
    assert expected(crises, HOSTED, "2020-06-01", "2020-06-10", days=5) == 1


def test_contingents_need_the_states_number_a_total_and_more_than_a_weak_source() -> None:
    sent = pd.DataFrame(
        [
            ("alone", "RUS", 140.0, "high"),
            ("alone", "BLR", 300.0, "medium"),
            ("part-two", "RUS", 2000.0, "low"),
            ("umbrella", "BLR", 100.0, "high"),
            ("silent", "RUS", 10.0, "high"),
        ],
        columns=["exercise", "iso3", "personnel", "attestation"],
    )
    rows = ROWS.assign(start="2020-01-01")
    table = contingents(sent, rows, "RUS")
    assert list(table.index) == ["alone"]
    assert table.loc["alone", ["RUS", "BLR", "stated", "share"]].tolist() == [140, 300, 700, 20]
