"""Charts of claims, counts, crises and votes: each mark says what its row says, and what is missing is seen as missing."""

import pandas as pd
import pytest
from drawing import AT_BOTH_SIZES, boxes, drawn, words
from matplotlib.colors import to_hex

from helpers import charts, style

UNREST = pd.DataFrame(
    [
        ("A", "protest", 3, True),
        ("A", "protest", 3, True),
        ("A", "violence", 4, False),
        ("B", "restoration", 6, True),
        ("elsewhere", "protest", 2, True),
    ],
    columns=["region", "lane", "day", "sure"],
)


@AT_BOTH_SIZES
def test_unrest_has_one_mark_a_place_day_and_lane_and_an_empty_row_where_nothing_is_known(size) -> None:
    figure = drawn(
        charts.unrest,
        size,
        rows=UNREST,
        places=["A", "B", "Quiet"],
        last=10,
        marks={"request": 5.9},
        stay=(6, 10, "force in the country"),
    )
    marks = [collection.get_offsets() for collection in figure.axes[0].collections]
    assert [len(points) for points in marks] == [1, 1, 1]  # the doubled protest once; the place not asked for left out
    assert all(abs(y - 1) > 0.4 for points in marks for _, y in points)  # nothing in the row of the third place
    fills = [to_hex(collection.get_facecolor()[0]) for collection in figure.axes[0].collections]
    assert fills == [style.PAPER, style.PAPER, style.TREATY]  # a protest is hollow, and so is disputed violence
    assert {"A", "B", "Quiet", "request", "force in the country"} <= set(words(figure))


SPANS = pd.DataFrame({"low": [0.0, 66.0], "high": [30.0, 66.0]}, index=["decision", "complete"])


@AT_BOTH_SIZES
def test_a_span_is_drawn_from_the_least_to_the_most_hours_and_a_known_hour_as_one(size) -> None:
    figure = drawn(
        charts.spans,
        size,
        table=SPANS,
        labels={"decision": "decided", "complete": "complete"},
        rivals={"promised": 3.0},
        beside="complete",
        axis="days",
    )
    bars = [(bar.get_x() * 24, bar.get_width() * 24) for bar in figure.axes[0].patches]
    assert bars == [pytest.approx((0, 30)), pytest.approx((66, 1.5))]
    assert {"0–30 h", "66 h", "promised"} <= set(words(figure))
    assert [line.get_xdata()[0] for line in figure.axes[0].lines] == [3.0]


CLAIMS = pd.DataFrame(
    [
        ("All", "ministry", 164.0, "164", "withdrawn"),
        ("All", "prosecutor", 225.0, "225", "official"),
        ("Belarus", "one company", float("nan"), "no number published", "press"),
    ],
    columns=["group", "label", "value", "shown", "kind"],
)


@AT_BOTH_SIZES
def test_a_claim_without_a_number_gets_words_and_no_mark(size) -> None:
    key = {"withdrawn": "withdrawn", "official": "official", "press": "press"}
    figure = drawn(charts.claims, size, rows=CLAIMS, words=key, left=(0.3, 0.5))
    marks = [line for line in figure.axes[0].lines if line.get_marker() not in ("None", None, "")]
    assert [line.get_xdata()[0] for line in marks] == [164, 225]
    assert [line.get_marker() for line in marks] == ["X", "o"]
    assert {"no number published", "All", "Belarus"} <= set(words(figure))
    assert [text.get_text() for text in figure.legends[0].texts] == ["withdrawn", "official", "press"]


@AT_BOTH_SIZES
def test_the_parts_of_a_count_start_where_the_one_before_ends(size) -> None:
    figure = drawn(
        charts.breakdown,
        size,
        parts=[("city", 139), ("regions", 63), ("rest", 28)],
        total=("all", 230),
        split={"city": [("attackers", 86), ("open", 53)]},
    )
    bars = [(bar.get_x(), bar.get_width()) for bar in figure.axes[0].patches]
    assert bars == [(0, 230), (0, 139), (139, 63), (202, 28)]
    assert {"230", "139", "63", "28"} <= set(words(figure))
    assert any(word.startswith("86") for word in words(figure))


CRISES = pd.DataFrame(
    [
        ("2010-06-10", "KGZ", "central-asia", "informal", "none"),
        ("2010-04-07", "KGZ", "central-asia", "none", "none"),
        ("2010-05", "ARM", "south-caucasus", "none", "none"),
        ("2022-01-02", "KAZ", "central-asia", "formal", "some"),
    ],
    columns=["start", "iso3", "region", "asked", "troops"],
)


@AT_BOTH_SIZES
def test_a_crisis_with_troops_is_a_named_star_and_near_ones_stand_over_each_other(size) -> None:
    figure = drawn(
        charts.crises,
        size,
        rows=CRISES,
        kinds={"formal": "Formal", "informal": "Informal", "none": "Nobody asked"},
        regions={"central-asia": "Central Asia", "south-caucasus": "Caucasus", "eastern-europe": "Russia"},
        names={"KAZ": "Kazakhstan"},
    )
    marks = figure.axes[0].lines
    assert [line.get_marker() for line in marks] == ["*", "o", "o", "o"]
    assert "troops: Kazakhstan" in words(figure) and "Nobody asked:\n2" in words(figure)
    near = [line.get_ydata()[0] for line in marks[-2:]]
    assert near[0] != near[1]  # April and May 2010, both unasked
    assert [text.get_text() for text in figure.legends[0].texts] == ["Central Asia", "Caucasus"]  # no Russian row


@AT_BOTH_SIZES
def test_no_point_lies_under_a_star(size) -> None:
    days = {"2021-05-12": "none", "2022-01-02": "some", "2022-09-13": "none"}  # as the crises that were asked formally
    rows = pd.DataFrame({"start": [*days], "troops": [*days.values()], "iso3": "KAZ", "asked": "formal"})
    look = {"kinds": {"formal": "Formal"}, "regions": {}, "names": {"KAZ": "Kazakhstan"}}
    figure = drawn(charts.crises, size, rows=rows.assign(region="central-asia"), **look)
    before, star, after = (line.get_ydata()[0] for line in figure.axes[0].lines)
    assert before == after < star


VOTES = pd.DataFrame(
    [("KAZ", "r1", "abstain"), ("KAZ", "r2", "no"), ("RUS", "r1", "no")], columns=["iso3", "resolution", "vote"]
)


@AT_BOTH_SIZES
def test_a_vote_without_a_row_is_a_question_mark_in_a_dotted_tile(size) -> None:
    heads, names = {"r1": "2 Mar\n2022", "r2": "7 Apr\n2022"}, {"RUS": "Russia", "KAZ": "Kazakhstan"}
    figure = drawn(charts.roll_calls, size, votes=VOTES, heads=heads, names=names)
    letters = [word for word in words(figure) if len(word) == 1]
    assert letters == ["N", "?", "A", "N"]
    unknown = [tile for tile in boxes(figure) if tile.get_linestyle() == ":"]
    assert len(unknown) == 1 and to_hex(unknown[0].get_facecolor()) == style.PAPER
    assert [text.get_text() for text in figure.legends[0].texts] == ["N no", "A abstained", "? not known"]
