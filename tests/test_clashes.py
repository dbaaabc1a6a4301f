"""Deaths on the border add up within one claimant only."""

import pandas as pd

from helpers.measures.clashes import spread, within

ROWS = pd.DataFrame(
    [
        ("b", "2021-04-28", "Vorukh", 36.0, None, "offer", "accepted"),
        ("b", "2021-04-28", "Vorukh", None, 19.0, "offer", "accepted"),
        ("b", "2021-04-28", "Vorukh", 34.0, 19.0, "offer", "disputed"),
        ("b", "2021-04-28", "Vorukh", 99.0, 99.0, "offer", "rejected"),
        ("b", "2021-01-01", "Common border", None, None, "offer", "accepted"),
        ("a", "2014-01-11", "Ak-Sai", 0.0, 0.0, "none", "accepted"),
    ],
    columns=["clash", "start", "place", "deaths_kgz", "deaths_tjk", "csto_reaction", "assessment"],
)


def test_the_spread_is_the_least_and_the_most_of_any_claimant_without_the_rejected() -> None:
    table = spread(ROWS).set_index("start")
    assert table.loc["2021-04-28", ["deaths_kgz_low", "deaths_kgz_high"]].tolist() == [34, 36]
    assert table.loc["2021-04-28", ["deaths_tjk_low", "deaths_tjk_high"]].tolist() == [19, 19]
    assert list(table.index) == ["2014-01-11", "2021-04-28"]
    assert table.loc["2021-04-28", "place"] == "Vorukh" and table.loc["2021-04-28", "reaction"] == "offer"


def test_only_a_claimant_who_counts_both_sides_may_be_added() -> None:
    assert len(within(ROWS)) == 3
