"""Charts of the chapter on Armenia: labels do not collide, a mark says what its row says, unknown is seen as unknown."""

import matplotlib
import pandas as pd
from drawing import AT_BOTH_SIZES, drawn, words
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox

from helpers import charts, style
from helpers.charts.supplier_turn import in_millions
from helpers.data import load


def boxes(figure: Figure, size: style.Size, labels: set[str]) -> dict[str, Bbox]:
    """Return where the labels stand, measured in the typeface in which they are drawn."""
    texts = [text for axes in figure.axes for text in axes.texts if text.get_text() in labels]
    with matplotlib.rc_context(style.settings(size)):
        return {text.get_text(): text.get_window_extent() for text in texts}


SIDES = ({"ground": style.INK, "context": style.MUTED}, {"institution": style.ORGANISATION})


def lanes(size: style.Size, rows: pd.DataFrame, height: float) -> Figure:
    given = {"rows": rows, "sides": SIDES, "heads": ("Ground", "Alliance"), "first": 2016, "last": 2026}
    return drawn(charts.lanes, size, height, **given)


@AT_BOTH_SIZES
def test_no_label_of_the_two_lanes_touches_another_or_leaves_the_picture(size) -> None:
    rows = load("armenia_events")
    rows = rows[(rows["label"] != "") & (rows["status"] != "planned")]
    rows = rows[(rows["lane"] != "institution") | (rows["start"] < "2024-06-13")]  # about as many as the chapter draws
    figure = lanes(size, rows, 7.4)
    found = boxes(figure, size, set(rows["label"]))
    assert set(found) == set(rows["label"])
    frame = figure.bbox
    for label, box in found.items():
        assert frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1, label
    names = list(found)
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            overlap = Bbox.intersection(found[one], found[other])
            deep = overlap is not None and overlap.width > 1 and overlap.height > 0.35 * found[one].height
            assert not deep, (one, other)


def test_a_leader_of_the_wide_lanes_crosses_no_words() -> None:
    rows = pd.DataFrame(
        [
            ("2022-09-13", "ground", "a long label of one day"),
            ("2022-10-01", "ground", "another"),
            ("2023", "ground", "last"),
        ],
        columns=["start", "lane", "label"],
    )
    figure = lanes(style.WIDE, rows, 4)
    found = boxes(figure, style.WIDE, set(rows["label"]))
    leaders = [
        line for line in figure.axes[0].lines if line.get_color() == style.INK and len(set(line.get_xdata())) == 1
    ]
    leaders = [line.get_window_extent() for line in leaders if len(line.get_xdata()) == 2]
    assert len(leaders) == 3
    for label, box in found.items():
        assert not any(leader.x0 > box.x0 and leader.x0 < box.x1 and leader.y1 > box.y1 for leader in leaders), label


RUNGS = pd.DataFrame(
    [
        ("a", "csto", "2021-11-20", "event", "2022-09-26", "stopped", "stopped", "2025-10"),
        ("b", "csto", "2022-01-14", "event", "", "", "unknown", "2022-01-14"),
        ("c", "csto", "", "", "", "", "no stop", "2026-06-07"),
        ("d", "bilateral", "", "", "2024-06-12", "declared", "declared", "2026"),
    ],
    columns=["id", "sphere", "last_full", "last_basis", "step", "step_kind", "status", "newest"],
)


@AT_BOTH_SIZES
def test_the_ladder_dates_each_step_and_says_what_is_unknown(size) -> None:
    groups = {"Inside": {"a": "Drills", "b": "Forces", "c": "Law"}, "Outside": {"d": "Word"}}
    figure = drawn(charts.ladder, size, 5.4, rows=RUNGS, groups=groups, first=2018, until="2026-06-30")
    said = words(figure)
    assert {"Inside", "Outside", "Drills", "Forces", "Law", "Word", "unknown since"} <= set(said)
    days = ("Sep 2022", "Jun 2024") if size.narrow else ("26 Sep 2022", "12 Jun 2024")
    assert [one for one in said if one in days] == list(days)
    arrows = [line for line in figure.axes[0].lines if line.get_marker() == ">"]
    assert (
        len(arrows) == 1 and round(arrows[0].get_xdata()[0], 1) == 2026.4
    )  # the kept rung goes to its newest evidence


@AT_BOTH_SIZES
def test_a_meaning_that_is_not_met_has_no_date(size) -> None:
    rows = pd.DataFrame(
        [
            ("a", "met", "2024-05-08", "2025-12-11"),
            ("b", "not met", "", "2026-01-28"),
            ("c", "partly", "2025-03-01", "2026"),
        ],
        columns=["id", "met", "met_on", "newest"],
    )
    groups = {"All": {"a": "Dues", "b": "Note", "c": "Guards"}}
    figure = drawn(charts.meanings, size, 5.4, rows=rows, groups=groups, first=2021, until="2026-06-30")
    dated = [text for text in words(figure) if text[-4:].isdigit()]
    assert dated == (["May 2024", "Mar 2025"] if size.narrow else ["8 May 2024", "1 Mar 2025"])


@AT_BOTH_SIZES
def test_the_one_meaning_chosen_is_dated_and_the_others_are_pale(size) -> None:
    rows = pd.DataFrame(
        [("a", "met", "2024-05-08", "2025-12-11"), ("b", "met", "2022-09-26", "2025-10"), ("c", "not met", "", "2026")],
        columns=["id", "met", "met_on", "newest"],
    )
    groups, head = {"All": {"a": "Dues", "b": "Drills", "c": "Note"}}, ("Dues: met", "It does not end membership")
    given = {"rows": rows, "groups": groups, "first": 2021, "until": "2026-06-30", "only": "a", "head": head}
    figure = drawn(charts.meanings, size, 5.4, **given)
    assert set(head) <= set(words(figure))
    assert [one for one in words(figure) if one[-4:].isdigit()] == ["May 2024" if size.narrow else "8 May 2024"]
    marks = {line.get_marker(): line.get_color() for line in figure.axes[0].lines if line.get_marker() in ("o", "x")}
    assert marks["x"] == style.FAINT
    with matplotlib.rc_context(style.settings(size)):
        texts = [*figure.texts, *figure.axes[0].texts]
        assert all(text.get_window_extent().x1 <= figure.bbox.x1 for text in texts)


YEARS = pd.DataFrame({"own": [90.0, 0, 0, 8], "others": [10.0, 0, 32, 0]}, index=range(2019, 2023))
SHARES = pd.DataFrame({"ARM": [90.0, float("nan"), 0, 100], "AZE": [0.0, 0, 0, 0]}, index=range(2019, 2023))


def turn(size: style.Size, span: tuple[int, int], *parts: tuple[str, float, float]) -> Figure:
    given = {
        "years": YEARS,
        "shares": SHARES,
        "parts": pd.DataFrame(parts, columns=["supplier", "value", "share"]),
        "chosen": span,
        "titles": ("By year", "Share", "In the span"),
        "names": {"ARM": "Armenia", "AZE": "Azerbaijan"},
        "supplier": "Russia",
        "missing": "not in the\nextract",
    }
    return drawn(charts.supplier_turn, size, 5.0 if size.narrow else 3.5, **given)


@AT_BOTH_SIZES
def test_the_suppliers_of_a_span_say_volume_and_share_and_no_words_leave_the_picture(size) -> None:
    figure = turn(size, (2021, 2022), ("Russia", 8.0, 20.0), ("India", 32.0, 80.0), ("France", 0.0, 0.0))
    said = words(figure)
    assert {"8 million, 20 %", "32 million, 80 %", "none", "Armenia", "Azerbaijan", "not in the\nextract"} <= set(said)
    rings = [line for line in figure.axes[1].lines if line.get_markersize() == 9]
    assert [(line.get_xdata()[0], line.get_ydata()[0]) for line in rings] == [(2022, 100)]
    bars = [artist.get_width() for artist in figure.artists if isinstance(artist, Rectangle)]
    assert bars == [100, 20, 100, 80, 100, 0]  # each on the ground of the whole
    with matplotlib.rc_context(style.settings(size)):
        texts = [text for axes in figure.axes for text in [*axes.texts, axes.title]] + figure.texts
        boxes = [text.get_window_extent() for text in texts]
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.x1 and box.y1 <= figure.bbox.y1 for box in boxes)


def test_small_amounts_add_up_to_their_sum_as_it_is_read() -> None:
    amounts = [7.44, 3.6, 3.84, 8.0, 32.4, 1653.55, 0.0]
    assert [in_millions(amount) for amount in amounts] == ["7.4", "3.6", "3.8", "8", "32", "1,654", "0"]


@AT_BOTH_SIZES
def test_a_year_without_a_delivery_has_no_ring_and_no_share(size) -> None:
    figure = turn(size, (2020, 2020), ("Russia", 0.0, 0.0), ("India", 0.0, 0.0))
    assert [line for line in figure.axes[1].lines if line.get_markersize() == 9] == []
    assert not any("%" in one for one in words(figure)) and words(figure).count("none") == 2


@AT_BOTH_SIZES
def test_a_year_below_the_threshold_is_no_zero(size) -> None:
    table = pd.DataFrame({"total": [141.0, 40.0], "share": [4.0, 25.0]}, index=[2016, 2018])
    figure = drawn(charts.soil, size, 5.4, table=table, titles=("Deaths", "Share"), colour=style.STATE["ARM"])
    above, below = figure.axes
    assert [text.get_text() for text in above.texts] == ["141", "below\n25", "40"]
    assert [text.get_text() for text in below.texts] == ["4 %", "below\n25", "25 %"]
    assert len(above.patches) == len(below.patches) == 2
    assert above.get_ylim()[0] == below.get_ylim()[0] == 0


@AT_BOTH_SIZES
def test_suppliers_share_one_scale_and_totals_stand_on_the_bars(size) -> None:
    table = pd.DataFrame(
        {"Russia": [10.0, 0.0], "others": [5.0, 100.0], "total": [15.0, 100.0]},
        index=pd.MultiIndex.from_tuples([("ARM", "2009–13"), ("AZE", "2009–13")], names=["iso3", "period"]),
    )
    parts = {"Russia": ("Russia", style.STATE["RUS"]), "others": ("others", style.FAINT)}
    figure = drawn(charts.suppliers, size, 5.4, table=table, takers={"ARM": "To one", "AZE": "To other"}, parts=parts)
    one, other = figure.axes
    assert one.get_ylim() == other.get_ylim()
    assert "15" in words(figure) and words(figure).count("100") == 2  # in the bar and on it


@AT_BOTH_SIZES
def test_polls_print_each_value_and_name_the_waves_once(size) -> None:
    trend = pd.DataFrame({"when": [2018.5, 2023.9], "value": [87.0, 31.0]})
    waves = pd.DataFrame({"February": [28.0, 40.3], "July": [16.9, 44.3]}, index=["stay", "neutral"])
    colours = {"stay": style.ORGANISATION, "neutral": style.MUTED}
    figure = drawn(charts.polls, size, 5.4, trend=trend, waves=waves, titles=("Good", "Choice"), colours=colours)
    assert {"87", "31", "28.0  February", "16.9  July", "40.3", "44.3"} <= set(words(figure))
    assert figure.axes[0].get_ylim() == (0, 100)
