"""Before and after: where each state stood on a scale in two periods, and how its office holders spoke over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import FigureBase
from matplotlib.lines import Line2D

from helpers import style
from helpers.charts.labels import draw_key, label_row
from helpers.data.dates import year_fraction

# Each way of speaking has a height of its own in its state's row, a marker and a filling.
_STANCES = {"for": (0.24, "o", True), "reserve": (0.0, "o", False), "against": (-0.24, "X", True)}


def shifts(
    place: FigureBase,
    size: style.Size,
    table: pd.DataFrame,
    names: Mapping[str, str],
    words: tuple[str, str],
    ends: tuple[str, str],
) -> None:
    """Draw two points a state, joined, on a scale without a unit.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        table: Indexed by state, in order from the top: ``before`` and ``after``.
        names: State to its name.
        words: What the hollow and the filled point are.
        ends: What lies to the left and to the right of the scale.
    """
    edge = 0.24 if size.narrow else 0.16
    axes = place.add_axes((edge, 0.13, 0.97 - edge, 0.75))
    for row, (iso3, one) in enumerate(table.iterrows()):
        colour = style.STATE.get(iso3, style.MUTED)
        axes.annotate(
            "",
            (one["after"], -row),
            (one["before"], -row),
            arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 1.6, "shrinkA": 3, "shrinkB": 3},
        )
        look = {"markersize": 6, "color": colour, "markerfacecolor": style.PAPER, "markeredgecolor": colour}
        axes.plot([one["before"]], [-row], "o", **look)
        axes.plot([one["after"]], [-row], "o", markersize=6, color=colour)
        label_row(axes, -row, names[iso3])
    low, high = float(table.min().min()), float(table.max().max())
    room = (high - low) * 0.08
    axes.set_xlim(low - room, high + room)
    axes.set_ylim(-len(table) + 0.4, 0.6)
    axes.set_yticks([])
    axes.grid(axis="x", zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    for text, x, side in ((f"← {ends[0]}", 0, "left"), (f"{ends[1]} →", 1, "right")):
        axes.annotate(text, (x, 0), (0, -17), "axes fraction", "offset points", ha=side, va="top", color=style.MUTED)
    look = {"linestyle": "", "marker": "o", "color": style.INK, "markeredgecolor": style.INK, "markersize": 6}
    handles = [
        Line2D([], [], markerfacecolor=fill, label=label, **look)
        for fill, label in zip((style.PAPER, style.INK), words, strict=True)
    ]
    draw_key(place, handles, 2, top=1.0, handletextpad=0.2)


def stances(
    place: FigureBase,
    size: style.Size,
    rows: pd.DataFrame,
    states: Sequence[str],
    names: Mapping[str, str],
    words: Mapping[str, str],
    years: tuple[int, int],
) -> None:
    """Draw one mark a statement, in the row of the speaker's state and at the height of its stance.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        rows: ``date``, ``iso3``, ``stance`` (for, reserve, against); others are left out.
        states: States from the top; one without a statement keeps its row.
        names: State to its name.
        words: Stance to its words in the key.
        years: First and last year of the axis.
    """
    edge = 0.25 if size.narrow else 0.15
    axes = place.add_axes((edge, 0.17, 0.98 - edge, 0.81))
    for row, iso3 in enumerate(states):
        axes.axhspan(-row - 0.42, -row + 0.42, color=style.GROUND, linewidth=0, zorder=0)
        label_row(axes, -row, names[iso3])
        own = rows[rows["iso3"] == iso3]
        for date, stance in zip(own["date"], own["stance"], strict=True):
            if stance in _STANCES:
                up, _, _ = _STANCES[stance]
                at = [year_fraction(date)], [-row + up]
                axes.plot(*at, markersize=5 if size.narrow else 6, zorder=3, clip_on=False, **_look(stance))
    axes.set_xlim(years[0], years[1] + 1)
    axes.set_ylim(-len(states) + 0.5, 0.5)
    axes.set_yticks([])
    ticks = range(years[0], years[1] + 1)
    axes.set_xticks([year + 0.5 for year in ticks], [str(year) for year in ticks])
    for year in ticks:
        axes.axvline(year, color=style.PAPER, linewidth=1.2, zorder=1)
    axes.tick_params(length=0, labelsize=size.text - 1)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    handles = [Line2D([], [], linestyle="", markersize=6, label=words[one], **_look(one)) for one in _STANCES]
    draw_key(place, handles, 1 if size.narrow and max(map(len, words.values())) > 26 else 3, handletextpad=0.2)


def _look(stance: str) -> dict[str, object]:
    _, marker, filled = _STANCES[stance]
    return style.mark(marker, filled, style.ORGANISATION if stance == "against" else style.TREATY)
