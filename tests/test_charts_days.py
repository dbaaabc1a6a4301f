"""The map of one day: marks by town, the days so far, the numbers in words."""

import matplotlib
import pandas as pd
from drawing import AT_BOTH_SIZES, boxes, drawn, marks, words
from matplotlib.colors import to_hex

from helpers import charts, style
from helpers.data import load
from helpers.measures.days import LANES

BORDERS = load("borders").query("iso3 in ['KAZ', 'KGZ']")
MARKS = pd.DataFrame(
    [
        ("Almaty", "Almaty city", "protest", 76.9, 43.3, False, True, True),
        ("Almaty", "Almaty city", "violence", 76.9, 43.3, False, False, True),
        ("Uralsk", "West Kazakhstan", "violence", 51.4, 51.3, True, True, False),
    ],
    columns=["town", "region", "lane", "lon", "lat", "whole", "sure", "today"],
)
BARS = pd.DataFrame([[1, 0, 0], [0, 0, 0], [2, 3, 1]], columns=list(LANES))
FACTS = [
    ("Force", "Russia, Belarus"),
    ("Dead", "13 of the security staff in Almaty (commandant of Almaty, 6\N{NO-BREAK SPACE}Jan)"),
]


def picture(size, marks=MARKS, bars=BARS, force=(0, 0, 2), last=10):
    given = {"day": len(bars), "last": last, "heading": "3 January 2022", "facts": FACTS}
    return drawn(
        charts.day_map,
        size,
        5.75 if size.narrow else 4.45,
        borders=BORDERS,
        marks=marks,
        bars=bars,
        force=force,
        **given,
    )


def _marks(figure):
    """Return the marks on the map."""
    return [line for line in marks(figure) if line.get_marker() in ("o", "s", "D")]


@AT_BOTH_SIZES
def test_a_town_has_a_mark_a_lane_and_a_region_its_own_name_and_a_ring(size) -> None:
    figure = picture(size)
    shown = _marks(figure)
    assert [line.get_marker() for line in shown] == ["o", "s", "s", "o"]  # the last is the ring
    fills = [to_hex(line.get_markerfacecolor(), keep_alpha=False) for line in shown[:3]]
    assert fills == [style.PAPER, style.PAPER, style.INK]  # a protest and disputed violence are hollow
    assert [line.get_alpha() for line in shown[:3]] == [1, 1, 0.45]  # what is of an earlier day is pale
    assert shown[2].get_markersize() < shown[1].get_markersize()
    assert {"Almaty", "West Kazakhstan"} <= set(words(figure)) and "Uralsk" not in words(figure)


@AT_BOTH_SIZES
def test_the_strip_stacks_the_marks_of_each_day_and_numbers_the_contingents(size) -> None:
    figure = picture(size)
    bars = boxes(figure)
    stacks = [(bar.get_y(), bar.get_height()) for bar in bars if bar.get_width() == 0.72]
    assert stacks == [(0, 1), (0, 2), (2, 3), (5, 1)]  # nothing on the day without reports
    cells = [bar.get_x() for bar in bars if to_hex(bar.get_facecolor()) == style.ORGANISATION]
    assert cells == [2.5] and "2" in words(figure) and "0" in words(figure)
    assert "still to come" in words(figure)
    ahead, now = bars[:2]
    assert (now.get_x(), now.get_width()) == (2.5, 1)
    assert (ahead.get_x(), ahead.get_width()) == (3.5, 7)


@AT_BOTH_SIZES
def test_a_day_without_any_report_is_an_empty_map_with_its_numbers(size) -> None:
    figure = picture(size, marks=MARKS.head(0), bars=BARS[1:2], force=[0])
    assert not _marks(figure) and not [bar for bar in boxes(figure) if bar.get_width() == 0.72]
    assert {"3 January 2022", "Force", "Russia, Belarus"} <= set(words(figure))


@AT_BOTH_SIZES
def test_on_the_last_day_nothing_is_still_to_come(size) -> None:
    assert "still to come" not in words(picture(size, last=3))


@AT_BOTH_SIZES
def test_no_line_of_words_leaves_the_picture_and_a_day_is_not_torn_from_its_month(size) -> None:
    figure = picture(size)
    with matplotlib.rc_context(style.settings(size)):  # in which the typeface is the book's
        places = {text.get_text(): text.get_window_extent() for text in figure.texts}
    assert all(box.x0 >= -1 and box.x1 <= figure.bbox.width + 1 and box.y0 >= -1 for box in places.values())
    assert any("6\N{NO-BREAK SPACE}Jan" in line for line in places)
