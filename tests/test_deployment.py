"""Steps of the deployment as ranges of hours, what a total leaves over, what a count is made of."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.data import load
from helpers.measures.deployment import hours_since, left_over, parts_of, window

STEPS = pd.DataFrame(
    [
        ("request", "2022-01-05", "night", 6),
        ("decision", "2022-01-06", "04:30", 6),
        ("complete", "2022-01-09", "", 6),
        ("departure", "2022-01-14", "", 6),
        ("departure", "2022-01-13", "12:00", 6),
        ("vague", "2022-01", "", 6),
    ],
    columns=["milestone", "start", "time", "utc_offset"],
)


def test_an_interval_is_as_wide_as_its_two_dates_are_vague() -> None:
    hours = hours_since(STEPS, "request", ["decision", "complete"])
    # Asked between 18:00 and 06:00, decided at 04:30: at the same time at the least, 10.5 hours later at the most.
    assert hours.loc["decision"].tolist() == [0, 10.5]
    # From 06:00 on the 6th to 00:00 on the 9th, or from 18:00 on the 5th to the end of the 9th.
    assert hours.loc["complete"].tolist() == [66, 102]


def test_a_step_that_several_states_take_counts_from_the_first_of_them() -> None:
    assert hours_since(STEPS, "decision", ["departure"]).loc["departure"].tolist() == [175.5, 175.5]


def test_two_clocks_are_brought_to_one() -> None:
    assert window("2022-01-06", "02:30", 4) == window("2022-01-06", "04:30", 6)


@pytest.mark.parametrize(("step", "fault"), [("vague", "is not a day"), ("absent", "no row with milestone")])
def test_a_step_without_a_day_or_a_row_has_no_interval(step: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        hours_since(STEPS, "request", [step])


def test_a_time_that_is_no_time_is_refused() -> None:
    with pytest.raises(ValueError, match="neither HH:MM"):
        window("2022-01-06", "25:00", 6)


@given(st.dates().map(str), st.sampled_from(["", "morning", "evening", "night", "07:15"]), st.integers(-12, 14))
def test_a_window_never_ends_before_it_starts(day: str, time: str, offset: int) -> None:
    if "1000" < day < "9000":
        first, last = window(day, time, offset)
        assert first <= last


CLAIMS = pd.DataFrame(
    [
        ("all", "", "strength", 2030.0),
        ("a", "ARM", "strength", 100.0),
        ("a2", "ARM", "strength", 70.0),
        ("t", "TJK", "strength", 200.0),
        ("r", "RUS", "strength", 5000.0),
        ("vehicles", "KGZ", "equipment", 19.0),
    ],
    columns=["id", "iso3", "measure", "value"],
)


def test_what_is_left_over_is_the_total_less_its_stated_parts() -> None:
    assert left_over(CLAIMS, "all", ["a", "t"]) == 1730


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        (["a", "a2"], "stands twice"),
        (["r"], "exceed the total all by 2,970"),
        (["vehicles"], "no row on strength with id vehicles"),
        (["nobody"], "no row on strength with id nobody"),
    ],
)
def test_parts_that_cannot_be_taken_away_are_refused(parts: list[str], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        left_over(CLAIMS, "all", parts)


def test_the_prosecutors_breakdown_of_march_2022_adds_up() -> None:
    counts = load("january_casualties")
    whole = counts.set_index("id").loc["jc-2022-03-14-deaths", "value"]
    parts = parts_of(counts, "jc-2022-03-14-deaths")
    assert parts["value"].tolist() == [139, 63, 19, 8, 1]  # Interfax, 14 March 2022
    assert parts["value"].sum() == whole == 230


def test_a_count_that_is_not_divided_has_no_parts() -> None:
    with pytest.raises(ValueError, match="with parts"):
        parts_of(load("january_casualties"), "jc-2022-01-09-deaths-almaty")
