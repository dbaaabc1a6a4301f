"""Distance in ideal points, means that do not hide a missing year, and what counts as a move."""

import pandas as pd
import pytest

from helpers.data import load
from helpers.measures.alignment import direction, distance, mean_over, moves, spans, usual_change

POINTS = pd.DataFrame(
    [
        ("RUS", 2000, 0.5),
        ("ARM", 2000, 0.2),
        ("USA", 2000, 2.5),
        ("RUS", 2001, -0.5),
        ("ARM", 2001, 0.1),
        ("USA", 2002, 2.0),
    ],
    columns=["iso3", "year", "value"],
)


def test_distance_is_without_sign_and_needs_both_states() -> None:
    table = distance(POINTS, "RUS").set_index(["iso3", "year"])["distance"]
    assert table.to_dict() == pytest.approx({("ARM", 2000): 0.3, ("USA", 2000): 2.0, ("ARM", 2001): 0.6})


def test_mean_over_years_worked_by_hand() -> None:
    both = distance(POINTS, "RUS").query("iso3 == 'ARM'")
    assert mean_over(both, "distance", range(2000, 2002)).to_dict() == pytest.approx({"ARM": 0.45})


def test_a_mean_over_a_missing_year_is_refused() -> None:
    with pytest.raises(ValueError, match="every year from 2000 to 2001 for USA"):
        mean_over(distance(POINTS, "RUS"), "distance", range(2000, 2002))


def test_the_united_states_stand_highest_and_farthest_from_russia_now() -> None:
    points = load("ideal_points").query("votes == 'final_passage'")
    gap = mean_over(distance(points, "RUS"), "distance", range(2020, 2025))
    assert gap.idxmax() == "USA"


NAN = float("nan")
# Two editions over six years: Armenia stands still while Russia comes down to it; the second edition ends a year early.
SIX = pd.DataFrame(
    [
        (iso3, votes, 2000 + at, value)
        for votes, held in {
            "all": {"RUS": [1, 1, 1, 0.5, 0.5, 0.5], "ARM": [0] * 6},
            "final_passage": {"RUS": [0.9, 0.6, 0.6, 0.3, 0.5], "ARM": [0.1, 0.1, 0.1, 0.2, 0.2]},
        }.items()
        for iso3, values in held.items()
        for at, value in enumerate(values)
    ],
    columns=["iso3", "votes", "year", "value"],
)


def test_a_move_is_the_mean_of_the_last_three_years_against_the_first_three() -> None:
    found = moves(SIX, ["ARM"], ["RUS"], (2000, 2005)).set_index("votes")
    numbers = found[["before", "after", "change", "own", "other"]]
    assert numbers.loc["all"].tolist() == pytest.approx([1.0, 0.5, -0.5, 0.0, -0.5])
    # The year that the edition lacks is left out of the mean: 0.1 and 0.3 remain.
    assert numbers.loc["final_passage"].tolist() == pytest.approx([0.6, 0.2, -0.4, 0.1, -0.3])


def test_an_end_with_a_single_year_gives_no_move_and_its_other_end_stays() -> None:
    late = SIX[~((SIX["iso3"] == "ARM") & (SIX["year"] < 2002))]
    found = moves(late, ["ARM"], ["RUS"], (2000, 2005)).set_index("votes").loc["all"]
    assert found[["before", "change", "own", "other"]].isna().all() and found["after"] == pytest.approx(0.5)


def test_a_window_without_points_has_no_distances_at_all() -> None:
    found = moves(SIX, ["ARM"], ["RUS"], (1980, 1990))
    assert found[["before", "after", "change", "own", "other"]].isna().all(axis=None)
    assert direction(found["change"], 0.1) == "unknown"


def test_a_window_too_short_and_a_state_without_points_are_refused() -> None:
    assert spans((2014, 2024)) == (range(2014, 2017), range(2022, 2025))
    with pytest.raises(ValueError, match=r"at least 6 years .* got 2019 to 2023"):
        spans((2019, 2023))
    with pytest.raises(ValueError, match="no ideal points of IRN, USA"):
        moves(SIX, ["ARM", "IRN"], ["USA"], (2000, 2005))


def test_the_usual_change_is_the_middle_step_between_years_in_a_row() -> None:
    gap = pd.DataFrame(
        [("RUS", "all", year, 0.0) for year in (2000, 2001, 2002, 2004, 2005)]
        + [("ARM", "all", 2000, 0.1), ("ARM", "all", 2001, 0.2), ("ARM", "all", 2002, 0.5)]
        + [("ARM", "all", 2004, 5.0), ("ARM", "all", 2005, 3.0)],
        columns=["iso3", "votes", "year", "value"],
    )
    assert usual_change(gap, ["RUS"]) == pytest.approx(0.3)  # of 0.1, 0.3 and 2; none is taken over 2003
    with pytest.raises(ValueError, match="no state has two years in a row"):
        usual_change(gap[gap["year"] == 2000], ["RUS"])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([-0.3, -0.2], "nearer"),
        ([0.3, 0.2], "farther"),
        ([0.1, -0.1], "same"),
        ([-0.3, 0.1], "nearer-in-one"),
        ([0.0, 0.2], "farther-in-one"),
        ([-0.3, 0.3], "apart"),
        ([-0.3, NAN], "unknown"),
        ([], "unknown"),
    ],
)
def test_a_direction_needs_both_editions_and_more_than_the_usual_change(changes, said) -> None:
    assert direction(changes, 0.1) == said


def test_kazakhstan_drew_nearer_to_neither_by_both_sets_since_2014() -> None:
    found = moves(load("ideal_points"), ["KAZ"], ["RUS", "CHN"], (2014, 2024)).set_index(["to", "votes"])
    assert direction(found.loc["RUS", "change"], 0.16) == "apart"
    # By final votes Russia's own point did most of it.
    by_final = found.loc[("RUS", "final_passage")]
    assert by_final["change"] < 0 and abs(by_final["other"]) > 4 * abs(by_final["own"])
