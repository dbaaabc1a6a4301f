"""Charts of two organisations and two partners: gaps stay gaps, and what is only planned is drawn as such."""

import pandas as pd
from drawing import AT_BOTH_SIZES, drawn, words

from helpers import charts, style


@AT_BOTH_SIZES
def test_each_standing_has_a_mark_of_its_own(size) -> None:
    table = pd.DataFrame(
        [("AAA", "member"), ("BBB", "frozen"), ("CCC", "suspended"), ("DDD", "beside"), ("EEE", "")],
        columns=["iso3", "standing"],
    ).assign(day="2026-01-01", org="CSTO")
    figure = drawn(
        charts.matrix,
        size,
        table=table,
        heads={"2026-01-01": "2026", "2020-01-01": "2020"},
        names={one: one.title() for one in table["iso3"]},
        colours={"CSTO": style.ORGANISATION},
    )
    first, second = figure.axes[:2]
    assert len(first.patches) == 3 and not second.patches
    assert [bool(one.get_hatch()) for one in first.patches].count(True) == 1
    assert [text.get_text() for text in figure.legends[0].texts] == list(charts.MATRIX_KEY.values())


@AT_BOTH_SIZES
def test_a_text_is_full_talk_is_hollow_and_a_plan_runs_on_dotted(size) -> None:
    rows = pd.DataFrame(
        [
            ("a", "2007-10-05", "high", "text", None),
            ("b", "2021-09-17", "high", "talk", None),
            ("c", "2025-09-03", "low", "text", 2028),
        ],
        columns=["id", "date", "level", "outcome", "planned_until"],
    )
    figure = drawn(
        charts.acts,
        size,
        rows=rows,
        lanes={"high": "Heads", "low": "Offices"},
        labels={"a": ("first", 0, 5)},
        mark=("2020-06-29", "then"),
        years=(2006, 2029),
        empty=(2008, 2020, "none found"),
    )
    marks = [line for line in figure.axes[0].lines if line.get_marker() in ("s", "o")]
    assert [line.get_markerfacecolor() == style.PAPER for line in marks] == [False, True, False]
    dotted = [line for line in figure.axes[0].lines if line.get_linestyle() == ":"]
    assert [max(line.get_xdata()) for line in dotted] == [2029.0]
    assert "first" in words(figure) and ("none found" in words(figure)) == (not size.narrow)


@AT_BOTH_SIZES
def test_an_exercise_without_a_number_and_one_only_announced_get_no_bar(size) -> None:
    upper = pd.DataFrame(
        [(2014, 7000.0, "armed_forces"), (2023, None, "announced"), (2024, None, "security_services")],
        columns=["year", "people", "kind"],
    )
    lower = pd.DataFrame({"low": [3000.0, None], "held": [3, 2]}, index=[2014, 2015])
    heads = ("above", "below")
    figure = drawn(charts.drills, size, upper=upper, lower=lower, heads=heads, years=range(2003, 2027))
    above, below = figure.axes
    assert [bar.get_height() for bar in above.patches] == [7000]
    assert {"7,000", "announced", "services", "3", "2"} <= set(words(figure))
    assert above.get_ylim() == below.get_ylim()


@AT_BOTH_SIZES
def test_no_line_runs_into_another_count_and_quoted_points_stay_apart(size) -> None:
    table = pd.DataFrame({"RUS": [30.0, 20.0, 18.0], "CHN": [10.0, 60.0, 55.0]}, index=[2008, 2009, 2010])
    figure = drawn(
        charts.partners,
        size,
        panels={"Kyrgyzstan": table},
        names={"RUS": ("Russia", 2008, 35), "CHN": ("China", 2008, 5)},
        points={"Kyrgyzstan": pd.DataFrame([("CHN", 2024, 40.0)], columns=["partner", "year", "value"])},
        breaks={"Kyrgyzstan": 2009},
        shade=(2021.5, 2025, "apart"),
    )
    axes = figure.axes[0]
    line = next(one for one in axes.lines if one.get_color() == style.STATE["CHN"] and len(one.get_xdata()) > 3)
    values = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
    assert pd.isna(values[2008.5]) and values[2009] == 60.0
    rings = [one for one in axes.lines if one.get_marker() == "o"]
    assert [list(one.get_xdata()) for one in rings] == [[2024]]
    assert {"Russia", "China", "apart", "count\nchanges"} <= set(words(figure))


@AT_BOTH_SIZES
def test_portions_are_bars_from_nought_with_the_largest_first(size) -> None:
    panels = {
        "One": pd.DataFrame([("ARM", 10.0), ("RUS", 50.0)], columns=["iso3", "value"]),
        "Other": pd.DataFrame([("CHN", 17.6)], columns=["iso3", "value"]),
    }
    names = {"ARM": "Armenia", "RUS": "Russia", "CHN": "China"}
    figure = drawn(charts.portions, size, panels=panels, names=names)
    assert [bar.get_width() for bar in figure.axes[0].patches] == [50, 10]
    assert all(bar.get_x() == 0 for axes in figure.axes for bar in axes.patches)
    assert {"50", "10", "17.6", "Armenia"} <= set(words(figure))


@AT_BOTH_SIZES
def test_shared_members_are_a_part_of_the_whole_and_an_empty_organisation_says_so(size) -> None:
    table = pd.DataFrame(
        [("SCO", 5, 6, "Belarus, Kazakhstan"), ("OTS", 0, 0, "")], columns=["org", "shared", "whole", "who"]
    )
    colours = {"SCO": style.SCO, "OTS": style.MUTED}
    figure = drawn(charts.sharing, size, table=table, colours=colours, head="Members", most=12)
    assert [bar.get_width() for bar in figure.axes[0].patches] == [6, 5, 0, 0]
    assert {"5 of 6", "did not exist, or had no members", "Belarus, Kazakhstan"} <= set(words(figure))
