"""Counts of verdicts and scores of forecasts: against cases worked by hand, and over all rules of counting."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.data import load
from helpers.measures.verdicts import CLAIMS, FORECASTS, Score, score, sorts, tally, years_of_change


def rows(**counts: int) -> pd.DataFrame:
    return pd.DataFrame({"verdict": [one for one, number in counts.items() for _ in range(number)]})


def test_a_score_counts_half_for_a_part_and_leaves_the_open_out() -> None:
    some = rows(came_true=3, partly=2, did_not=5, open=4)
    assert score(some) == Score(4.0, 10, 4) and score(some).share == 40
    assert score(some, partly=0).share == 30 and score(some, partly=1).share == 50
    assert score(some, open_fails=True) == Score(4.0, 14, 0)


def test_forecasts_that_are_all_open_have_no_share() -> None:
    with pytest.raises(ValueError, match="no forecast is judged"):
        _ = score(rows(open=3)).share


@pytest.mark.parametrize("partly", [-0.1, 1.1])
def test_a_part_counts_from_nothing_to_one(partly: float) -> None:
    with pytest.raises(ValueError, match="expected 0 to 1"):
        score(rows(partly=1), partly=partly)


@given(st.lists(st.sampled_from(FORECASTS), min_size=1), st.floats(0, 1))
def test_counting_open_forecasts_as_failed_never_raises_a_score(verdicts: list[str], partly: float) -> None:
    some = pd.DataFrame({"verdict": verdicts})
    easy, hard = score(some, partly), score(some, partly, open_fails=True)
    assert hard.points == easy.points and hard.judged == len(verdicts) == easy.judged + easy.open
    if easy.judged:
        assert 0 <= hard.share <= easy.share <= 100


def test_a_tally_has_a_column_a_verdict_and_the_longest_row_first() -> None:
    some = rows(supported=1, mixed=2).assign(author=["a", "b", "b"])
    table = tally(some, "author", CLAIMS)
    assert list(table.index) == ["b", "a"] and list(table.columns) == [*CLAIMS, "all"]
    assert table.loc["b"].to_dict() == {"supported": 0, "mixed": 2, "not_supported": 0, "not_testable": 0, "all": 2}


def test_a_verdict_that_nobody_knows_is_named() -> None:
    with pytest.raises(ValueError, match="unheard of"):
        tally(rows(supported=1).assign(author="a", verdict="unheard of"), "author", CLAIMS)


def test_a_claim_is_a_fact_only_if_all_that_it_tests_are() -> None:
    register = pd.DataFrame({"id": ["A-1", "A-2", "A-3"], "kind": ["event", "figure", "judgement"]})
    claims = pd.DataFrame({"claim_ids": ["A-1;A-2", "A-1;A-3", "", "A-3"]})
    assert list(sorts(claims, register)) == ["fact", "thesis", "other", "thesis"]


def test_the_organisation_changed_members_in_the_years_of_uzbekistan_alone() -> None:
    assert years_of_change(load("membership_spells"), "CSTO", range(2004, 2026)) == [2006, 2012]


def test_no_forecast_of_growth_came_true_and_most_open_ones_name_no_term() -> None:
    forecasts = load("forecasts")
    growth = forecasts[forecasts["direction"] == "growth"]
    assert not growth["verdict"].isin(["came_true", "partly"]).any() and len(growth) >= 8
    still = forecasts[forecasts["verdict"] == "open"]
    assert (still["horizon"] == "").mean() > 0.5
