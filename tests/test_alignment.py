"""Distance in ideal points, and means that do not hide a missing year."""

import pandas as pd
import pytest

from helpers.data import load
from helpers.measures.alignment import distance, mean_over

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
