"""Small pictures with few words: a count in units, a few bars, steps over time."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.labels import width_of
from helpers.data.dates import year_fraction


def units(place: FigureBase, size: style.Size, whole: int, part: int, words: tuple[str, str], rows: int = 3) -> None:
    """Draw one dot a case, those of the part filled.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        whole: How many there are.
        part: How many of them are filled.
        words: What the filled and all of them are.
        rows: Lines of dots.
    """
    axes = place.add_axes((0.02, 0.02, 0.96, 0.96))
    lines = min(rows, whole) if whole > 6 else 1
    columns = ceil(whole / lines)
    for number in range(whole):
        x, y = number % columns, -(number // columns)
        filled = number < part
        look = {"markerfacecolor": style.ORGANISATION if filled else style.PAPER, "color": style.ORGANISATION}
        edge = style.ORGANISATION if filled else style.MUTED
        axes.plot([x], [y], "o", markersize=7.5, markeredgecolor=edge, markeredgewidth=1, **look)
    axes.text(-0.4, -lines + 0.2, words[0], va="top", color=style.ORGANISATION, weight="semibold", fontsize=size.text)
    axes.text(-0.4, 0.75, words[1], va="bottom", color=style.MUTED, fontsize=size.text)
    axes.set_xlim(-0.5, max(columns, 12) - 0.5)
    axes.set_ylim(-lines - 0.55, 1.6)
    axes.set_axis_off()


def bars(place: FigureBase, size: style.Size, rows: Sequence[tuple[str, float, str, str]], most: float = 0) -> None:
    """Draw labelled bars from zero.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        rows: Words, value, the value in words, colour; from the top.
        most: Where the scale ends, or 0 for the longest bar.
    """
    left = (max(width_of(words, size.text) for words, *_ in rows) + 0.1) / size.width
    right = (max(width_of(shown, size.text) for _, _, shown, _ in rows) + 0.12) / size.width
    axes = place.add_axes((left, 0.04, 1 - left - right, 0.92))
    for number, (words, value, shown, colour) in enumerate(rows):
        axes.barh([-number], [value], height=0.62, color=colour)
        where = {"textcoords": "offset points", "va": "center", "annotation_clip": False}
        axes.annotate(words, (0, -number), (-4, 0), ha="right", **where)
        axes.annotate(shown, (value, -number), (4, 0), ha="left", weight="semibold", **where)
    axes.axvline(0, color=style.MUTED, linewidth=0.8)
    axes.set_xlim(0, most or max(value for _, value, *_ in rows))
    axes.set_ylim(-len(rows) + 0.4, 0.6)
    axes.set_axis_off()


def stairs(place: FigureBase, size: style.Size, counts: Sequence[tuple[pd.DataFrame, str, str]], until: str) -> None:
    """Draw how many belong over time, a line a clock, with its name and its last count at the end.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        counts: Steps (``start``, ``end``, ``count``), words and colour of each clock.
        until: Where open steps end.
    """
    axes = place.add_axes((0.07, 0.16, 0.63, 0.8))
    top = max(int(steps["count"].max()) for steps, *_ in counts)
    for steps, words, colour in counts:
        xs, ys = [], []
        for row in steps.to_dict("records"):
            xs += [year_fraction(row["start"]), year_fraction(row["end"] or until)]
            ys += [row["count"], row["count"]]
        axes.plot(xs, ys, color=colour, linewidth=2, solid_joinstyle="miter")
        above = 0.55 if words.startswith("treaty") else -0.55
        where = {"color": colour, "va": "center", "annotation_clip": False, "textcoords": "offset points"}
        axes.annotate(f"{ys[-1]} {words}", (xs[-1], ys[-1] + above), (5, 0), **where)
    axes.set_ylim(0, top + 0.8)
    ends = (1992, int(until[:4]))
    axes.set_xlim(ends[0], year_fraction(until))
    axes.set_xticks(list(ends), [str(year) for year in ends])
    axes.set_yticks([0, top])
    axes.tick_params(length=0, labelsize=size.text - 1, labelcolor=style.MUTED)
    axes.spines["left"].set_visible(False)
