"""Chart forms: labels keep apart, lines break where they must, and what is drawn is what the rows say."""

from itertools import pairwise

import pandas as pd
import pytest
from drawing import AT_BOTH_SIZES, drawn, marks, words
from hypothesis import given
from hypothesis import strategies as st

from helpers import charts, style
from helpers.charts.labels import spread
from helpers.data import load
from helpers.measures.asymmetry import parties_by_year, share_of_total


@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.floats(-3, 3), min_size=1, max_size=8),
    st.floats(0.01, 1),
)
def test_labels_keep_their_distance_and_their_order(wanted, apart) -> None:
    placed = spread(wanted, apart)
    assert set(placed) == set(wanted)
    inorder = sorted(placed, key=placed.get)
    for lower, upper in pairwise(inorder):
        assert placed[upper] - placed[lower] >= apart - 1e-9
        assert wanted[lower] <= wanted[upper] + 1e-9


def test_labels_that_do_not_touch_stay_where_they_are() -> None:
    assert spread({"low": 0.0, "high": 1.0}, 0.2) == {"low": 0.0, "high": 1.0}


@AT_BOTH_SIZES
def test_a_share_is_not_drawn_across_a_change_of_parties_or_a_missing_figure(size) -> None:
    bound = parties_by_year(load("membership_spells"), range(1992, 2026))
    table = share_of_total(load("personnel"), bound, "RUS")  # Belarus has no figure in 1997 and 1998
    spans = [(1994, 1998, "nine"), (1999, 2006, "six"), (2007, 2012, "seven"), (2013, 2022, "six")]
    figure = drawn(charts.shares, size, series={"Personnel": table}, spans=spans, colour=style.STATE["RUS"])
    lines = [line for line in marks(figure) if line.get_color() == style.STATE["RUS"] and len(line.get_xdata()) > 1]
    assert len(lines) == len(spans)
    for line in lines:
        years, values = list(line.get_xdata()), list(line.get_ydata())
        assert len({bound[year] for year in years}) == 1
        assert all(pd.isna(value) == (year in (1997, 1998)) for year, value in zip(years, values, strict=True))
    assert "BLR" in words(figure)


@AT_BOTH_SIZES
def test_a_missing_year_breaks_a_line_of_ideal_points(size) -> None:
    points = load("ideal_points").query("votes == 'final_passage'")
    names = {"KGZ": "Kyrgyzstan", "RUS": "Russia"}
    figure = drawn(charts.ideal_points, size, points=points, groups={"Stayed": ("KGZ",)}, reference="RUS", names=names)
    line = next(line for line in figure.axes[0].lines if line.get_color() == style.STATE["KGZ"])
    values = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
    assert pd.isna(values[2001]) and not pd.isna(values[2002])
    assert {"Kyrgyzstan", "Russia"} <= set(words(figure))


def test_strengths_show_a_rejected_number_by_its_own_mark_and_leave_out_the_undated() -> None:
    rows = pd.DataFrame(
        [
            ("a", "CRDF", "2009", 4000.0, "unspecified", "analyst", "accepted"),
            ("b", "CRDF", "2024-07", 3500.0, "unspecified", "analyst", "rejected"),
            ("c", "CRDF", "", 9999.0, "unspecified", "press", "disputed"),
        ],
        columns=["id", "force", "date", "strength", "counts", "voice", "assessment"],
    )
    figure = drawn(
        charts.strengths, style.WIDE, rows=rows, names={"CRDF": "Deployment forces"}, notes={"b": "rejected"}
    )
    marks = [(line.get_marker(), list(line.get_ydata())) for line in figure.axes[0].lines]
    assert marks == [("o", [4000.0]), ("X", [3500.0])]
    assert "rejected" in words(figure)


def test_a_voice_without_a_look_is_refused() -> None:
    rows = pd.DataFrame(
        [("a", "KMS", "2009", 1.0, "unspecified", "rumour", "accepted")],
        columns=["id", "force", "date", "strength", "counts", "voice", "assessment"],
    )
    with pytest.raises(KeyError, match="rumour"):
        drawn(charts.strengths, style.WIDE, rows=rows, names={"KMS": "Peacekeepers"}, notes={})


def test_counts_write_each_step_and_hatch_who_does_not_take_part() -> None:
    def steps(*counts: tuple[str, str, int]) -> pd.DataFrame:
        return pd.DataFrame(counts, columns=["start", "end", "count"])

    one = charts.Count(
        "Treaty",
        style.TREATY,
        {
            "signed": steps(("1992-05-15", "", 6)),
            "in_force": steps(("1994-04-20", "1999-04-20", 9), ("1999-04-20", "", 6)),
            "participating": steps(
                ("1994-04-20", "1999-04-20", 9), ("1999-04-20", "2020-01-01", 6), ("2020-01-01", "", 5)
            ),
        },
        [("1999-04-20", "three go")],
    )
    figure = drawn(charts.counts, style.NARROW, panels=[one], until="2026-06-30")
    assert {"6", "9", "5 take part", "three go"} <= set(words(figure))
    assert any(patch.get_hatch() for patch in figure.axes[0].collections)
