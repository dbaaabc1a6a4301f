"""Crises by year and by what was asked, those in which troops came set apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from helpers import style
from helpers.charts.labels import draw_key, label_row
from helpers.data.dates import year_fraction

_FIRST, _LAST = 1998.5, 2026.9  # the years of the axis


def crises(
    place: FigureBase,
    size: style.Size,
    rows: pd.DataFrame,
    kinds: Mapping[str, str],
    regions: Mapping[str, str],
    names: Mapping[str, str],
) -> None:
    """Draw one row a kind of request with a mark a crisis; crises of the same months stand one over the other.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        rows: One row a crisis: ``start``, ``iso3``, ``region``, ``asked``, ``troops``; and ``meets``, where crises
            that do not meet some criteria are to be drawn hollow.
        kinds: Value of ``asked`` to the words of its row, from the top.
        regions: Region to its words in the key.
        names: Code of a state to its name, written at crises in which troops came.
    """
    left = 0.25 if size.narrow else 0.17
    axes = place.add_axes((left, 0.165, 0.985 - left, 0.82))
    near, step = (1.1, 0.38) if size.narrow else (0.55, 0.35)  # years within which two points would touch; their lift
    for row, (kind, words) in enumerate(kinds.items()):
        y = 2 * (len(kinds) - row)
        if row % 2 == 0:
            axes.add_artist(Rectangle((_FIRST, y - 1), _LAST - _FIRST, 2, color=style.GROUND, linewidth=0, zorder=0))
        own = rows[rows["asked"] == kind].sort_values("start")
        reach = [near * (1.1 if came else 0.5) for came in own["troops"].eq("some")]  # a star is over twice as wide
        levels = _levels([year_fraction(day) for day in own["start"]], reach)
        foot = y - max(levels, default=0) * step / 2
        for one, level in zip(own.itertuples(), levels, strict=True):
            _mark(axes, size, one, foot + level * step)
            if one.troops == "some":
                where = {"textcoords": "offset points", "va": "bottom", "weight": "semibold"}
                where |= {"ha": "right" if size.narrow else "center"}  # a phone has no room to its right
                at = (year_fraction(one.start), foot + max(levels) * step)
                axes.annotate(f"troops: {names[one.iso3]}", at, (8, 9), **where)
        label_row(axes, y, f"{words}:\n{len(own)}")
    axes.set_ylim(1, 2 * len(kinds) + 1)
    axes.set_xlim(_FIRST, _LAST)
    axes.set_xticks(range(2000, 2027, 10 if size.narrow else 5))
    axes.set_yticks([])
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    handles = [
        Line2D([], [], linestyle="", marker="o", color=style.REGION[key], markeredgecolor=style.MUTED, label=words)
        for key, words in regions.items()
        if key in set(rows["region"])
    ]
    draw_key(place, handles, len(handles), handletextpad=0.1, columnspacing=1)


def _mark(axes: Axes, size: style.Size, crisis: Any, height: float) -> None:
    """Mark a crisis: a star where troops came, hollow where it does not meet the criteria."""
    came, meets = crisis.troops == "some", getattr(crisis, "meets", True)
    mark = Line2D(
        [year_fraction(crisis.start)],
        [height],
        linestyle="",
        marker="*" if came else "o",
        markerfacecolor=style.REGION[crisis.region] if meets else style.PAPER,
        markersize=(13 if size.narrow else 17) if came else (5.5 if size.narrow else 7.5),
        markeredgecolor=style.INK if came else style.MUTED if meets else style.FAINT,
        markeredgewidth=0.7 if meets else 1.1,
        zorder=3,
    )
    axes.add_artist(mark)  # the limits are set by hand; `plot` took twice the time to stretch them


def _levels(years: list[float], reach: list[float]) -> list[int]:
    """Return for each mark, from left to right, the lowest level on which it touches none before it.

    Args:
        years: Where the marks stand.
        reach: Half the width of each, in years.
    """
    taken: list[tuple[float, float, int]] = []
    for x, own in zip(years, reach, strict=True):
        level = next(
            n for n in range(len(years)) if all(abs(x - other) > own + half for other, half, at in taken if at == n)
        )
        taken.append((x, own, level))
    return [level for *_, level in taken]
