"""Exercises: how many a year and where, what personnel was stated for them, and who came."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.patches import Patch

from helpers import style
from helpers.charts.labels import draw_key, label_row


def years(
    place: FigureBase,
    size: style.Size,
    numbers: pd.DataFrame,
    planned: pd.DataFrame,
    personnel: pd.DataFrame,
    names: Mapping[str, str],
    forecast: Collection[int] = (),
) -> None:
    """Draw the number of exercises by year and region, and under it the personnel stated for them.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        numbers: Held exercises, as ``by_region`` gives them: one row a year, a column a region.
        planned: The same for those announced or planned and not found held, drawn hollow on top.
        personnel: ``low``, ``high``, ``silent`` by year, as ``stated`` gives them.
        names: Region to its name, from the foot of the bars upwards.
        forecast: Years whose number was stated before the start, wholly or for the most part; drawn hatched.
    """
    above, below = place.subplots(2, 1, sharex=True, height_ratios=(1.0, 1.0))
    place.subplots_adjust(
        left=0.115 if size.narrow else 0.065, right=0.99, top=0.85 if size.narrow else 0.88, bottom=0.06, hspace=0.26
    )
    foot = pd.Series(0, index=numbers.index)
    for region in names:
        colour = style.REGION[region]
        above.bar(numbers.index, numbers[region], bottom=foot, color=colour, width=0.78, zorder=2)
        foot = foot + numbers[region]
    planned = planned[planned.sum(axis=1) > 0]
    foot = numbers.sum(axis=1).reindex(planned.index, fill_value=0)
    for region in names:
        look = {"facecolor": "none", "edgecolor": style.REGION[region], "linestyle": ":", "linewidth": 1.2}
        above.bar(planned.index, planned[region], bottom=foot, width=0.74, zorder=2, **look)
        foot = foot + planned[region]
    _ranges(below, personnel, size, forecast)
    heads = (
        "Exercises held, by host (dotted: announced or planned)",
        "Personnel stated for them (bar: lowest, line: highest number" + ("; hatched: forecast)" if forecast else ")"),
    )
    for axes, title in zip((above, below), heads, strict=True):
        axes.set_title(
            title if not size.narrow else title.split(" (")[0], loc="left", fontsize=size.text, weight="semibold", pad=6
        )
        axes.grid(axis="y", zorder=0)
        axes.tick_params(length=0)
        axes.spines["left"].set_visible(False)
    above.yaxis.get_major_locator().set_params(integer=True)
    step = 6 if size.narrow else 3
    below.set_xticks(range(int(numbers.index.min()), int(numbers.index.max()) + 1, step))
    below.yaxis.set_major_formatter("{x:,.0f}")
    handles = [Patch(facecolor=style.REGION[region], edgecolor="none", label=name) for region, name in names.items()]
    draw_key(
        place, handles, len(handles), top=1, handlelength=1.1, handleheight=0.9, columnspacing=1.2, handletextpad=0.5
    )


def _ranges(axes: Axes, personnel: pd.DataFrame, size: style.Size, forecast: Collection[int]) -> None:
    """Draw a bar to the low number, a line to the high one, and a mark where an exercise has no number."""
    known = personnel.dropna(subset="low")
    bars = axes.bar(known.index, known["low"], color=style.TREATY, width=0.78, zorder=2)
    for bar, year in zip(bars, known.index, strict=True):
        if year in forecast:
            bar.set(hatch="/////", facecolor=style.PAPER, edgecolor=style.TREATY, linewidth=0.8)
    wide = known[known["high"] > known["low"]]
    axes.vlines(wide.index, wide["low"], wide["high"], color=style.INK, linewidth=1.4, zorder=3)
    axes.hlines(wide["high"], wide.index - 0.22, wide.index + 0.22, color=style.INK, linewidth=1.4, zorder=3)
    for year in personnel.index[personnel["silent"] > 0]:
        top = personnel.loc[year, "high"] if pd.notna(personnel.loc[year, "high"]) else 0
        where = {"xytext": (0, 2), "textcoords": "offset points", "ha": "center", "va": "bottom"}
        axes.annotate(
            f"+{personnel.loc[year, 'silent']}", (year, top), color=style.MUTED, fontsize=size.text - 1.5, **where
        )
    axes.set_ylim(0, axes.get_ylim()[1] * 1.06)


def attendance(
    place: FigureBase, size: style.Size, table: pd.DataFrame, states: Sequence[str], names: Mapping[str, str]
) -> None:
    """Draw who came and who stayed away: one row a state, one column a year.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        table: ``iso3``, ``year``, ``came``, ``stayed_away``, ``doubtful`` (absences inferred or disputed).
        states: The rows, from the top.
        names: Code to name.
    """
    first, last = int(table["year"].min()), int(table["year"].max())
    left = 0.2 if size.narrow else 0.13
    axes = place.add_axes((left, 0.07, 0.985 - left, 0.84))
    scale = 15 if size.narrow else 34
    for row, iso3 in enumerate(states):
        y = len(states) - row
        own = table[table["iso3"] == iso3]
        if row % 2 == 0:
            axes.axhspan(y - 0.5, y + 0.5, color=style.GROUND, linewidth=0, zorder=0)
        came, away = own[own["came"] > 0], own[own["stayed_away"] > 0]
        axes.scatter(
            came["year"], [y] * len(came), s=came["came"] * scale, color=style.STATE[iso3], linewidths=0, zorder=3
        )
        axes.scatter(
            away["year"], [y] * len(away), s=scale * 0.9, marker="x", color=style.INK, linewidths=1.5, zorder=4
        )
        maybe = own[(own["doubtful"] > 0) & (own["stayed_away"] == 0)]
        axes.scatter(maybe["year"], [y] * len(maybe), s=scale * 0.9, marker="D", zorder=4, **_OPEN)
        label_row(axes, y, names[iso3])
    axes.set_ylim(0.5, len(states) + 0.5)
    axes.set_xlim(first - 0.7, last + 0.7)
    axes.set_yticks([])
    axes.set_xticks(range(first, last + 1, 6 if size.narrow else 3))
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    _dots_key(place, size, scale)


_OPEN = {"facecolors": "none", "edgecolors": style.INK, "linewidths": 1.0}


def _dots_key(place: FigureBase, size: style.Size, scale: float) -> None:
    axes = place.add_axes((0, 0.925, 1, 0.07))
    axes.set_axis_off()
    axes.set_xlim(0, size.width)
    axes.set_ylim(0, 1)
    x = 0.12
    for count, words in ((1, "came to one"), (4, "to four")):
        axes.scatter([x], [0.5], s=count * scale, color=style.MUTED, linewidths=0)
        axes.text(x + 0.13, 0.5, words, va="center")
        x += 0.35 + 0.068 * len(words) * size.text / 9.5
    axes.scatter([x], [0.5], s=scale * 0.9, marker="x", color=style.INK, linewidths=1.5)
    axes.text(x + 0.13, 0.5, "stayed away", va="center")
    x += 0.3 + 0.068 * 11 * size.text / 9.5
    axes.scatter([x], [0.5], s=scale * 0.9, marker="D", **_OPEN)
    axes.text(x + 0.13, 0.5, "perhaps", va="center")
