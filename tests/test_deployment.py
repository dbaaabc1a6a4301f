"""Steps of the deployment as ranges of hours, what a total leaves over, what a count is made of."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.data import load
from helpers.measures.deployment import hours_since, left_over, parts_of

STEPS = pd.DataFrame(
    [
        ("request", "2022-01-05T12:00Z", "2022-01-06T00:00Z"),
        ("decision", "2022-01-05T22:30Z", "2022-01-05T22:30Z"),
        ("complete", "2022-01-08T18:00Z", "2022-01-09T18:00Z"),
        ("departure", "2022-01-14T00:00Z", "2022-01-15T00:00Z"),
        ("departure", "2022-01-13T06:00Z", "2022-01-13T06:00Z"),
        ("vague", "", ""),
    ],
    columns=["milestone", "earliest", "latest"],
)


def test_an_interval_is_as_wide_as_its_two_dates_are_vague() -> None:
    hours = hours_since(STEPS, "request", ["decision", "complete"])
    # Asked between 12:00 and midnight, decided at 22:30: at the same time at the least, 10.5 hours later at the most.
    assert hours.loc["decision"].tolist() == [0, 10.5]
    # From midnight to 18:00 on the 8th, or from noon on the 5th to 18:00 on the 9th.
    assert hours.loc["complete"].tolist() == [66, 102]


def test_a_step_that_several_states_take_counts_from_the_first_of_them() -> None:
    assert hours_since(STEPS, "decision", ["departure"]).loc["departure"].tolist() == [175.5, 175.5]


@pytest.mark.parametrize(("step", "fault"), [("vague", "has no bounds"), ("absent", "no row with milestone")])
def test_a_step_without_bounds_or_without_a_row_has_no_interval(step: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        hours_since(STEPS, "request", [step])


@given(
    st.lists(st.datetimes(min_value=dt.datetime(2022, 1, 1), max_value=dt.datetime(2022, 2, 1)), min_size=4, max_size=4)
)
def test_a_range_never_ends_before_it_starts(moments: list[dt.datetime]) -> None:
    early, late, then, after = sorted(moments)
    stamps = [f"{moment:%Y-%m-%dT%H:%M}Z" for moment in (early, then, late, after)]
    steps = pd.DataFrame([("a", *stamps[:2]), ("b", *stamps[2:])], columns=["milestone", "earliest", "latest"])
    low, high = hours_since(steps, "a", ["b"]).loc["b"]
    assert 0 <= low <= high


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
