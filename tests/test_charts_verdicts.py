"""Charts of verdicts and of what changed: each mark says what its row says."""

import pandas as pd
import pytest
from drawing import AT_BOTH_SIZES, drawn, marks, words
from matplotlib.colors import to_hex

from helpers import charts, style

TABLE = pd.DataFrame(
    {"supported": [20, 0], "mixed": [6, 3], "not_supported": [4, 0], "not_testable": [0, 1], "all": [30, 4]},
    index=["long", "short"],
)
WORDS = {"supported": "yes", "mixed": "in part", "not_supported": "no", "not_testable": "who knows"}


@AT_BOTH_SIZES
def test_a_scorecard_lays_the_parts_of_a_row_end_to_end_and_writes_their_numbers(size) -> None:
    figure = drawn(charts.scorecard, size, table=TABLE, verdicts=WORDS, names={"long": "Long", "short": "Short"})
    bars = [(bar.get_x(), bar.get_width()) for bar in figure.axes[0].patches]
    assert bars == [(0, 20), (20, 6), (26, 4), (0, 3), (3, 1)]  # nothing is drawn where there is none
    assert {"20", "6", "4", "3", "30", "Long", "Short"} <= set(words(figure))
    assert [text.get_text() for text in figure.legends[0].get_texts()] == list(WORDS.values())


ROWS = pd.DataFrame(
    [
        ("growth", "2011-05", "2011-06", "did_not", "event", "Joins"),
        ("growth", "2020", "", "open", "absence", "Grows"),
        ("steady", "2022-11-23", "2025-11-27", "came_true", "event", "Lives on"),
    ],
    columns=["direction", "date", "outcome_date", "verdict", "basis", "label"],
)
GROUPS = {"growth": "It grows", "decline": "It shrinks", "steady": "It stays"}
SEEN = {"came_true": "came true", "partly": "in part", "did_not": "did not", "open": "open"}


@AT_BOTH_SIZES
def test_a_forecast_runs_to_its_outcome_or_to_the_end_and_absence_is_a_broken_line(size) -> None:
    figure = drawn(charts.foretold, size, rows=ROWS, groups=GROUPS, verdicts=SEEN, until="2026-06-30")
    lines = [line for line in marks(figure) if line.get_linestyle() != "None" and line.get_zorder() == 2]
    ends = [line.get_xdata()[1] for line in lines]
    assert ends == [pytest.approx(2011.45, abs=0.1), pytest.approx(2026.5, abs=0.05), pytest.approx(2025.9, abs=0.05)]
    assert [line.is_dashed() for line in lines] == [False, True, False]
    shown = words(figure)
    assert {"It grows", "It stays", "Joins", "Grows", "Lives on"} <= set(shown) and "It shrinks" not in shown


@AT_BOTH_SIZES
def test_scores_say_points_judged_and_open_and_a_group_without_any_says_so(size) -> None:
    rows = pd.DataFrame(
        [("a", 50.0, 1.0, 2, 3), ("b", float("nan"), 0.0, 0, 4)],
        columns=["group", "share", "points", "judged", "open"],
    )
    figure = drawn(charts.scored, size, rows=rows, names={"a": "First", "b": "Second"}, head=("Points", "Rule"))
    assert {"1 of 2; 3 open", "none judged; 4 open", "First", "Second", "Points", "Rule"} <= set(words(figure))
    assert [bar.get_width() for bar in figure.artists] == [100, 50, 100]


@AT_BOTH_SIZES
def test_a_group_too_small_for_a_rate_has_a_hollow_bar(size) -> None:
    rows = pd.DataFrame(
        [("a", 50.0, 1.0, 2, 0), ("b", 40.0, 2.0, 5, 0)], columns=["group", "share", "points", "judged", "open"]
    )
    names, head = {"a": "Few", "b": "More"}, ("Points", "Rule")
    figure = drawn(charts.scored, size, rows=rows, names=names, head=head, few=5)
    fills = [to_hex(bar.get_facecolor()) for bar in figure.artists if bar.get_width() < 100]
    assert fills == [style.PAPER, style.TREATY]


@AT_BOTH_SIZES
def test_a_shift_has_a_hollow_point_before_and_a_full_one_after(size) -> None:
    table = pd.DataFrame({"before": [0.0, -0.5], "after": [-0.6, -0.4]}, index=["RUS", "KAZ"])
    names = {"RUS": "Russia", "KAZ": "Kazakhstan"}
    figure = drawn(charts.shifts, size, table=table, names=names, words=("then", "now"), ends=("far", "near"))
    points = [(line.get_xdata()[0], line.get_markerfacecolor()) for line in figure.axes[0].lines]
    assert points == [
        (0.0, style.PAPER),
        (-0.6, style.STATE["RUS"]),
        (-0.5, style.PAPER),
        (-0.4, style.STATE["KAZ"]),
    ]
    assert {"← far", "near →"} <= set(words(figure))


@AT_BOTH_SIZES
def test_a_stance_has_its_own_height_and_marker_and_a_silent_state_keeps_its_row(size) -> None:
    rows = pd.DataFrame(
        [("2022-03", "RUS", "for"), ("2024", "ARM", "against"), ("2024", "ARM", "")],
        columns=["date", "iso3", "stance"],
    )
    names = {"RUS": "Russia", "TJK": "Tajikistan", "ARM": "Armenia"}
    look = {"for": "for", "reserve": "with reserve", "against": "against"}
    figure = drawn(
        charts.stances, size, rows=rows, states=("RUS", "TJK", "ARM"), names=names, words=look, years=(2022, 2026)
    )
    marks = [
        (line.get_marker(), round(line.get_ydata()[0], 2)) for line in figure.axes[0].lines if line.get_marker() in "oX"
    ]
    assert marks == [("o", 0.24), ("X", -2.24)]
    assert set(names.values()) <= set(words(figure))


@AT_BOTH_SIZES
def test_small_pictures_fill_what_is_counted(size) -> None:
    figure = drawn(charts.units, size, height=1.2, whole=19, part=6, words=("met", "meanings"))
    fills = [line.get_markerfacecolor() for line in figure.axes[0].lines]
    assert len(fills) == 19 and fills.count(style.ORGANISATION) == 6
    bars = [("Russia", 97.0, "97%", style.STATE["RUS"]), ("all others", 3.0, "3%", style.MUTED)]
    figure = drawn(charts.bars, size, height=1.2, rows=bars)
    assert [bar.get_width() for bar in figure.axes[0].patches] == [97, 3]
    steps = pd.DataFrame({"start": ["1994-04-20", "1999-04-20"], "end": ["1999-04-20", ""], "count": [9, 6]})
    figure = drawn(charts.stairs, size, height=1.2, counts=[(steps, "treaty", style.TREATY)], until="2026-06-30")
    assert list(figure.axes[0].lines[0].get_ydata()) == [9, 9, 6, 6]
    assert "6 treaty" in words(figure)
