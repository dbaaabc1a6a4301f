"""Charts of two organisations and two partners: gaps stay gaps, and what is only planned is drawn as such."""

import pandas as pd
from drawing import AT_BOTH_SIZES, boxes, drawn, words

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
    middle = figure.bbox.width / 2
    assert [one.get_window_extent().x0 < middle for one in boxes(figure)] == [True] * 3  # none at the second date
    assert [bool(one.get_hatch()) for one in boxes(figure)].count(True) == 1
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
        [("SCO", 5, 6, "Belarus, Kazakhstan", False), ("CIS", 0, 6, "", False), ("OTS", 0, 6, "", True)],
        columns=["org", "shared", "whole", "who", "empty"],
    )
    colours = {"SCO": style.SCO, "CIS": style.MUTED, "OTS": style.MUTED}
    figure = drawn(charts.sharing, size, table=table, colours=colours, head="Members", most=12)
    assert [bar.get_width() for bar in figure.artists] == [6, 5, 6, 0]
    assert {"5 of 6", "0 of 6", "no members yet", "Belarus, Kazakhstan"} <= set(words(figure))
    before = table.assign(shared=0, whole=0, who="")
    figure = drawn(charts.sharing, size, table=before, colours=colours, head="Members", most=12)
    assert not figure.artists and {"It had no members yet.", "Members"} == set(words(figure))


def _apart(values: dict[tuple[str, str], dict[int, float]]) -> pd.DataFrame:
    """Return distances from Russia as the chart takes them."""
    rows = [(*key, "RUS", year, value) for key, held in values.items() for year, value in held.items()]
    return pd.DataFrame(rows, columns=["iso3", "votes", "to", "year", "distance"])


def _distances(size: style.Size, rows: pd.DataFrame):
    return drawn(
        charts.distances,
        size,
        rows=rows,
        panels={"RUS": "From Russia", "USA": "From the United States"},
        states={
            "KGZ": {"RUS": "Kyrgyzstan: nearer", "USA": "Kyrgyzstan: farther"},
            "IRN": {"RUS": "Iran: too few years", "USA": "Iran: much the same"},
        },
        editions={"final_passage": "final votes", "all": "all votes"},
        window=(1998, 2004),
        ends=(range(1998, 2001), range(2002, 2005)),
        floors={"RUS": 0, "USA": 1.5},
        span=2,
    )


@AT_BOTH_SIZES
def test_distances_break_at_a_missing_year_and_each_panel_says_what_came_of_each_state(size) -> None:
    final = {1998: 0.4, 1999: 0.5, 2001: 0.6, 2003: 0.2, 2004: 0.1}
    rows = _apart({("KGZ", "final_passage"): final, ("KGZ", "all"): {1998: 0.8, 1999: 0.7}})
    figure = _distances(size, rows)
    axes = figure.axes[0]
    line = next(one for one in axes.lines if len(one.get_xdata()) == 7 and one.get_color() == style.STATE["KGZ"])
    values = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
    assert pd.isna(values[2000]) and pd.isna(values[2002]) and values[2003] == 0.2
    lonely = [list(one.get_xdata()) for one in axes.lines if one.get_marker() == "o"]
    assert lonely == [[2001]]  # a year with a gap on either side is a dot
    assert {"From Russia", "Kyrgyzstan: nearer", "Iran: much the same", "1998", "2004"} <= set(words(figure))
    assert [text.get_text() for text in figure.legends[0].texts] == ["final votes", "all votes", "years compared"]


@AT_BOTH_SIZES
def test_all_panels_of_distances_give_a_step_one_length_and_only_nought_has_a_foot(size) -> None:
    rows = _apart({("KGZ", "final_passage"): {1998: 0.4, 1999: 0.5}, ("KGZ", "all"): {1998: 0.8, 1999: 0.7}})
    figure = _distances(size, rows)
    russia, states = figure.axes
    assert russia.get_ylim() == (0, 2) and states.get_ylim() == (1.5, 3.5)
    assert round(russia.get_position().height - states.get_position().height, 9) == 0
    feet = [[one for one in axes.lines if list(one.get_ydata()) == [0, 0]] for axes in figure.axes]
    assert [len(found) for found in feet] == [1, 0]


@AT_BOTH_SIZES
def test_distances_of_a_state_without_any_point_are_an_empty_panel_with_its_words(size) -> None:
    figure = _distances(size, _apart({("KGZ", "all"): {1960: 1.0}}))
    assert "Iran: too few years" in words(figure)
    drawn_lines = [one for axes in figure.axes for one in axes.lines if len(one.get_xdata()) == 7]
    assert drawn_lines and all(pd.isna(one.get_ydata()).all() for one in drawn_lines)
