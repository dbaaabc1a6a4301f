"""Lines of states over years in one panel, labelled at their ends; a missing year breaks a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.labels import label_ends


def lines(
    place: FigureBase,
    size: style.Size,
    series: pd.DataFrame,
    states: Sequence[str],
    names: Mapping[str, str],
) -> None:
    """Draw one line a state.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        series: ``iso3``, ``year``, ``value``; one row a state and year.
        states: The states drawn.
        names: Code to the name at the end of the line.
    """
    years = range(int(series["year"].min()), int(series["year"].max()) + 1)
    table = series.pivot(index="year", columns="iso3", values="value").reindex(years)[list(states)]
    axes = place.add_axes((0.1 if size.narrow else 0.06, 0.075, 0.66 if size.narrow else 0.8, 0.88))
    top = float(table.max().max()) * 1.08
    ends = {}
    for code in states:
        line = table[code]
        axes.plot(line.index, line, color=style.STATE[code], linewidth=1.8, zorder=3, solid_capstyle="butt")
        ends[code] = (float(line.dropna().iloc[-1]), style.STATE[code])
    apart = top * size.text * 1.15 / (place.bbox.height / place.figure.dpi * 72 * 0.88)
    label_ends(axes, years[-1], ends, apart, names)
    axes.set_ylim(0, top)
    axes.set_xlim(years[0], years[-1])
    axes.grid(axis="y", zorder=0)
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
