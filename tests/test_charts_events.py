"""Charts of events: bases, clashes, exercises, threats. What is disputed, planned or missing is drawn as such."""

import pandas as pd
import pytest
from drawing import AT_BOTH_SIZES, drawn, marks, words

from helpers import charts, style
from helpers.data import load
from helpers.measures.exercises import attendance, by_region, leaves, stated, statements

BASES = pd.DataFrame(
    [
        ("gone", "USA", "KGZ", "2001-12", "2014-06-03", "2014-07-11", "accepted"),
        ("here", "RUS", "TJK", "1993", "", "2042", "accepted"),
        ("maybe", "CHN", "TJK", "2016", "", "", "disputed"),
    ],
    columns=["id", "state", "host", "start", "end", "lease_end", "assessment"],
)


@AT_BOTH_SIZES
def test_a_base_ends_where_it_ended_and_a_lease_runs_on_dotted(size) -> None:
    figure = drawn(
        charts.tenures,
        size,
        rows=BASES,
        labels={"gone": "Manas", "here": "201st base", "maybe": "Shaymak"},
        hosts={"KGZ": "Kyrgyzstan", "TJK": "Tajikistan"},
        holders={"RUS": ("Russia", style.STATE["RUS"]), "USA": ("United States", style.TREATY), "CHN": ("", style.INK)},
        until="2026-06-30",
    )
    axes = figure.axes[0]
    ends = sorted(round(bar.get_x() + bar.get_width(), 1) for bar in axes.patches)
    assert ends == [2014.4, 2026.5, 2026.5]
    dotted = [line for line in axes.lines if line.get_linestyle() == ":"]
    assert len(dotted) == 1 and max(dotted[0].get_xdata()) > 2042
    hollow = [bar for bar in axes.patches if bar.get_facecolor()[3] == 0]
    assert len(hollow) == 1  # the disputed one
    assert [text.get_text() for text in figure.legends[0].texts] == ["Russia", "United States", "disputed"]


@AT_BOTH_SIZES
def test_a_side_without_a_claim_gets_neither_bar_nor_number(size) -> None:
    table = pd.DataFrame(
        [
            {
                "start": "2021-04-28",
                "reaction": "offer",
                "kg_low": 34.0,
                "kg_high": 37.0,
                "tj_low": 19.0,
                "tj_high": 20.0,
            },
            {"start": "2019-09-02", "reaction": "", "kg_low": 0.0, "kg_high": 0.0, "tj_low": None, "tj_high": None},
        ]
    )
    sides = {"kg": ("Kyrgyz", style.STATE["KGZ"]), "tj": ("Tajik", style.STATE["TJK"])}
    figure = drawn(charts.clashes, size, table=table, sides=sides, head="Reaction")
    shown = words(figure)
    assert {"34–37", "19–20", "0", "offer of help", "not searched"} <= set(shown)
    assert len(figure.axes[0].containers) == 3


def test_planned_exercises_are_hollow_and_held_ones_full() -> None:
    rows = load("exercises")
    years = range(2024, 2027)
    planned = rows[(rows["status"] == "planned") & (rows["year"] >= 2026)]
    figure = drawn(
        charts.years,
        style.WIDE,
        numbers=by_region(leaves(rows), years),
        planned=by_region(planned, years),
        personnel=stated(statements(rows), years),
        names={"central-asia": "Central Asia", "eastern-europe": "Russia and Belarus", "south-caucasus": "Armenia"},
    )
    bars = [bar for bar in figure.axes[0].patches if bar.get_height() > 0]
    for bar in bars:
        year = round(bar.get_x() + bar.get_width() / 2)
        assert (bar.get_facecolor()[3] == 0) == (year == 2026)


def test_an_announced_exercise_stands_on_top_of_those_held_in_its_year() -> None:
    held = pd.DataFrame({"central-asia": [2]}, index=[2018])
    plan = pd.DataFrame({"central-asia": [1]}, index=[2018])
    people = pd.DataFrame({"low": [None], "high": [None], "silent": [2]}, index=[2018], dtype=object)
    names = {"central-asia": "Central Asia"}
    figure = drawn(charts.years, style.NARROW, numbers=held, planned=plan, personnel=people, names=names)
    hollow = [bar for bar in figure.axes[0].patches if bar.get_facecolor()[3] == 0]
    assert [bar.get_y() for bar in hollow] == [2]


def test_a_number_stated_before_the_start_is_hatched() -> None:
    held = pd.DataFrame({"central-asia": [2, 3]}, index=[2017, 2018])
    people = pd.DataFrame({"low": [900.0, 800.0], "high": [900.0, 800.0], "silent": [0, 0]}, index=[2017, 2018])
    parts = {"numbers": held, "planned": held * 0, "personnel": people, "names": {"central-asia": "Central Asia"}}
    for forecast, hatched in (({2018}, [False, True]), ((), [False, False])):
        figure = drawn(charts.years, style.WIDE, **parts, forecast=forecast)
        below = figure.axes[1]
        assert [bool(bar.get_hatch()) for bar in below.patches] == hatched
        assert ("forecast" in below.get_title(loc="left")) == bool(forecast)


def test_an_absence_is_marked_by_a_cross() -> None:
    table = pd.DataFrame(
        [("ARM", 2023, 0, 2, 0), ("RUS", 2023, 2, 0, 0), ("ARM", 2013, 0, 0, 1)],
        columns=["iso3", "year", "came", "stayed_away", "doubtful"],
    )
    names = {"ARM": "Armenia", "RUS": "Russia"}
    figure = drawn(charts.attendance, style.NARROW, table=table, states=("RUS", "ARM"), names=names)
    offsets = [len(one.get_offsets()) for one in figure.axes[0].collections]
    assert sum(offsets) == 3 and {"Armenia", "Russia"} <= set(words(figure))


def test_attendance_of_the_record_names_the_six_members_only() -> None:
    table = attendance(load("participation"), load("exercises"))
    assert {"RUS", "KAZ", "KGZ", "TJK", "BLR", "ARM"} <= set(table["iso3"])


def test_a_year_without_deaths_has_no_point_and_the_end_of_the_series_is_said() -> None:
    named = pd.DataFrame([(2001, "drugs"), (2025, "taliban"), (2025, "taliban")], columns=["year", "threat"])
    deaths = pd.Series({2000: 500, 2001: 0, 2002: 3})
    figure = drawn(
        charts.threats,
        style.WIDE,
        named=named,
        kinds={"drugs": "drugs", "taliban": "Taliban"},
        deaths=deaths,
        last=2023,
    )
    below = figure.axes[1]
    assert list(below.lines[0].get_xdata()) == [2000, 2002]
    assert below.get_ylim()[0] < 1  # a single death stands above the foot of the scale
    assert "no data" in words(figure)


def test_a_line_breaks_at_a_missing_year() -> None:
    series = pd.DataFrame(
        [("TJK", 2000, 1.0), ("TJK", 2002, 3.0), ("KGZ", 2001, 2.0)], columns=["iso3", "year", "value"]
    )
    names = {"TJK": "Tajikistan", "KGZ": "Kyrgyzstan"}
    figure = drawn(charts.lines, style.WIDE, series=series, states=("TJK", "KGZ"), names=names)
    line = figure.axes[0].lines[0]
    assert pd.isna(list(line.get_ydata())[1])


@AT_BOTH_SIZES
def test_a_circle_s_area_grows_with_its_number(size) -> None:
    panels = [("2004 to 2021", {"RUS": 16, "KAZ": 4})]
    colours = {iso3: style.STATE[iso3] for iso3 in ("RUS", "KAZ")}
    names = {"RUS": "Russia", "KAZ": "Kazakhstan"}
    figure = drawn(charts.hosts, size, borders=load("borders"), panels=panels, colours=colours, names=names)
    sizes = {circle.get_color(): circle.get_markersize() for circle in marks(figure)}
    assert sizes[style.STATE["RUS"]] == pytest.approx(2 * sizes[style.STATE["KAZ"]])
    assert {"16", "4", "Russia", "Kazakhstan"} <= set(words(figure))
