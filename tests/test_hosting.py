"""Where exercises were held, by two weights, and the alliance on a day: worked by hand, then against the tables."""

import functools
import math

import matplotlib
import pandas as pd
import pytest
from matplotlib.figure import Figure

from helpers import charts, style
from helpers.data import load
from helpers.measures.hosting import UNSPLIT, by_host, chosen, share_range, verdict
from helpers.measures.moments import both_clocks, governing, weight_on

EXERCISES = pd.DataFrame(
    [
        ("one", "rubezh", 2010, "central-asia", "held", "", 1000, 2000),
        ("two", "cobalt", 2011, "eastern-europe", "held", "", 500, None),
        ("three", "cobalt", 2012, "south-caucasus", "held", "", None, None),
        ("both", "brotherhood", 2012, "central-asia;eastern-europe", "held", "", 3000, 3000),
        ("part", "rubezh", 2012, "central-asia", "held", "both", 800, 900),
        ("rest", "brotherhood", 2012, "eastern-europe", "held", "both", None, None),
        ("plan", "rubezh", 2012, "central-asia", "announced", "", 9000, 9000),
        ("late", "rubezh", 2020, "central-asia", "held", "", 100, 100),
    ],
    columns=["id", "series", "year", "region", "status", "part_of", "personnel_low", "personnel_high"],
).astype({"personnel_low": "Int64", "personnel_high": "Int64"})


def values(weight: str, series: str = "all") -> dict[str, float]:
    table = by_host(EXERCISES, 2010, 2012, series, weight)
    return dict(zip(table["region"], table["value"], strict=True))


def test_a_number_counts_parts_held_in_the_years_chosen() -> None:
    assert list(chosen(EXERCISES, 2010, 2012)["id"]) == ["one", "two", "three", "part", "rest"]
    assert values("number") == {"central-asia": 2, "eastern-europe": 2, "south-caucasus": 1}


def test_personnel_of_an_umbrella_beyond_its_parts_is_in_no_region() -> None:
    assert values("low") == {"central-asia": 1800, "eastern-europe": 500, "south-caucasus": 0, UNSPLIT: 2200}
    # the highest number where there is one, else the lowest
    assert values("high") == {"central-asia": 2900, "eastern-europe": 500, "south-caucasus": 0, UNSPLIT: 2100}
    table = by_host(EXERCISES, 2010, 2012, "all", "low")
    assert list(table["silent"]) == [0, 1, 1, 0]
    assert share_range(table, "central-asia") == pytest.approx((100 * 1800 / 4500, 100 * 1800 / 2300))


def test_one_series_alone_or_left_out_has_no_umbrella() -> None:
    assert values("low", "rubezh") == {"central-asia": 1800, "eastern-europe": 0, "south-caucasus": 0}
    assert values("number", "not-rubezh") == {"central-asia": 0, "eastern-europe": 2, "south-caucasus": 1}


def test_umbrellas_are_weighed_one_by_one() -> None:
    more = EXERCISES.assign(personnel_low=EXERCISES["personnel_low"].where(EXERCISES["id"] != "part", 5000))
    assert by_host(more, 2010, 2012, "all", "low")["value"].iloc[-1] == 0


def test_an_unknown_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="weight 'tons' is not one of number, low, high"):
        by_host(EXERCISES, 2010, 2012, "all", "tons")


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [(100, 100, "only"), (51, 60, "main"), (47, 58, "open"), (45, 45, "not main"), (50, 50, "not main"),
     (math.nan, math.nan, "none")],
)  # fmt: skip
def test_a_range_of_shares_answers_the_claim(least: float, most: float, said: str) -> None:
    assert verdict(least, most) == said


def test_a_count_without_exercises_answers_nothing() -> None:
    assert verdict(*share_range(by_host(EXERCISES, 1990, 1991, "all", "number"), "central-asia")) == "none"


def test_the_rows_of_the_book_agree_with_a_count_by_hand() -> None:
    table = by_host(load("exercises"), 2022, 2025, "all", "number")
    rows = load("exercises").query("status == 'held' and 2022 <= year <= 2025")
    rows = rows[~rows["series"].isin(["year_total", "center"]) & ~rows["id"].isin(rows["part_of"])]
    assert table["value"].sum() == len(rows)


# --- the alliance on a day --------------------------------------------------------------------


def test_parties_are_counted_by_the_treaty_until_the_charter_is_in_force() -> None:
    assert (governing("2003-09-17"), governing("2003-09-18")) == ("treaty", "organisation")


def test_the_two_clocks_of_a_day_stand_side_by_side() -> None:
    table = both_clocks(load("membership_spells"), "1999-12-31", ["KAZ", "UZB"]).set_index("iso3")
    assert tuple(table.loc["KAZ"]) == ("takes part", "") and tuple(table.loc["UZB"]) == ("left", "")


def test_a_state_left_the_text_that_bound_it_and_not_the_other() -> None:
    spells = load("membership_spells")
    later = both_clocks(spells, "2013-12-31", ["GEO", "UZB"]).set_index("iso3")
    assert tuple(later.loc["GEO"]) == ("left", "") and tuple(later.loc["UZB"]) == ("left", "suspended")
    between = both_clocks(spells, "2008-12-31", ["UZB"]).set_index("iso3")
    assert tuple(between.loc["UZB"]) == ("left", "takes part")


def test_a_share_stands_only_where_no_party_of_the_day_is_missing() -> None:
    spells = load("membership_spells")
    six = ("ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK")
    one = pd.DataFrame(
        [(iso3, 2006, 50.0 if iso3 == "RUS" else 10.0) for iso3 in six], columns=["iso3", "year", "value"]
    )
    found = weight_on({"Spending": one}, spells, "2006-12-31", "RUS")
    assert found["missing"].tolist() == [("UZB",)] and found["share"].isna().all()  # Uzbekistan is bound again by then
    before = weight_on({"Spending": one.assign(year=2005)}, spells, "2005-12-31", "RUS")
    assert before["share"].tolist() == [50.0] and before["missing"].tolist() == [()]
    assert weight_on({"Spending": one}, spells, "1992-12-31", "RUS")["missing"].tolist() == [()]  # nobody is bound


# --- their pictures ---------------------------------------------------------------------------


def words(draw, size: style.Size) -> list[str]:
    with matplotlib.rc_context(style.settings(size)):
        figure = Figure(figsize=(size.width, 3))
        draw(figure, size)
        figure.canvas.draw()
        box = figure.bbox
        texts = [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]
        for text in texts:
            seen = text.get_window_extent()
            assert seen.x0 >= -1 and seen.x1 <= box.x1 + 1, f"{text.get_text()!r} leaves the {size.name} picture"
    return [text.get_text() for text in texts]


@pytest.mark.parametrize("size", [style.WIDE, style.NARROW], ids=lambda size: size.name)
def test_bars_of_hosts_say_numbers_shares_and_what_has_none(size) -> None:
    table = by_host(EXERCISES, 2010, 2012, "all", "low")
    names = {
        "central-asia": "Central Asia",
        "eastern-europe": "Russia and Belarus",
        "south-caucasus": "Armenia",
        UNSPLIT: "Not split",
    }
    head = ("Personnel stated, highest numbers, 2004 to 2019", "Unbreakable Brotherhood alone")
    said = words(functools.partial(charts.hosting, table=table, names=names, unit="persons", head=head), size)
    assert "half" in said and set(names.values()) | set(head) <= set(said)
    assert any(one.startswith("1,800 persons, 40 per cent") for one in said)
    assert size.narrow or "500 persons, 11 per cent (1 without a number)" in said
    nothing = by_host(EXERCISES, 1990, 1991, "cobalt", "low")
    said = words(functools.partial(charts.hosting, table=nothing, names=names, unit="persons", head=head), size)
    assert said.count("none on record") == len(nothing) and not any("0 persons" in one for one in said)


@pytest.mark.parametrize("size", [style.WIDE, style.NARROW], ids=lambda size: size.name)
def test_a_moment_shows_both_counts_and_says_who_is_missing(size) -> None:
    steps = pd.DataFrame({"start": ["1994-04-20", "1999-04-20"], "end": ["1999-04-20", ""], "count": [9, 6]})
    weights = pd.DataFrame({"measure": ["GDP", "Spending"], "share": [80.0, math.nan], "missing": [(), ("UZB",)]})
    draw = functools.partial(
        charts.moment, counts={"Treaty": (steps, style.TREATY)}, weights=weights, at="1998-12-31", until="2026-06-30",
        names={"UZB": "Uzbekistan"}, colour=style.STATE["RUS"],
    )  # fmt: skip
    said = words(draw, size)
    assert "9" in said and "80" in said
    assert ("nothing from UZB" if size.narrow else "nothing from Uzbekistan") in said
