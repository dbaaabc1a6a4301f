"""Lines of ideal points: groups of states side by side on one scale, with one state for reference in each."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.labels import label_ends


def ideal_points(
    place: FigureBase,
    size: style.Size,
    points: pd.DataFrame,
    groups: Mapping[str, tuple[str, ...]],
    reference: str,
    names: Mapping[str, str],
) -> None:
    """Draw each group's states in a panel of their own, all on one scale.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        points: ``iso3``, ``year``, ``value``; one row a state and year; a missing year breaks the line.
        groups: Title of the panel to its states.
        reference: The state drawn in every panel, as a broken line.
        names: Code to the name at the end of the line.
    """
    across = not size.narrow
    shape = (1, len(groups)) if across else (len(groups), 1)
    axes = place.subplots(*shape, sharex=True, sharey=True, squeeze=False).ravel()
    edges = {"left": 0.05, "right": 0.895} if across else {"left": 0.09, "right": 0.8}
    place.subplots_adjust(
        **edges, top=0.93 if across else 0.965, bottom=0.075 if across else 0.04, wspace=0.42, hspace=0.2
    )
    years = range(int(points["year"].min()), int(points["year"].max()) + 1)
    table = points.pivot(index="year", columns="iso3", values="value").reindex(years)
    shown = [code for group in groups.values() for code in group] + [reference]
    low, high = table[shown].min().min() - 0.1, table[shown].max().max() + 0.1
    # A label needs a line's height: the part of the scale that it takes in this picture.
    tall = place.bbox.height / place.figure.dpi * 72 * ((0.855 if across else 0.3) if len(groups) > 1 else 0.9)
    apart = (high - low) * size.text * 1.12 / tall
    for one, (title, states) in zip(axes, groups.items(), strict=True):
        _panel(one, table, states, reference, names, apart)
        one.set_title(title, loc="left", fontsize=size.text, weight="semibold", pad=5)
        one.set_ylim(low, high)
        one.axhline(0, color=style.MUTED, linewidth=0.6, zorder=1)
        one.set_xlim(years[0], years[-1])
        one.set_xticks((years[0], years[-1]) if across else range(years[0], years[-1] + 1, 8))
        for label, side in zip(one.get_xticklabels(), ("left", "right"), strict=False) if across else ():
            label.set_ha(side)
        one.set_yticks((-1, 0, 1), ("−1", "0", "1"))
        one.grid(axis="y", zorder=0)
        one.tick_params(length=0)
        one.spines["left"].set_visible(False)
        one.spines["bottom"].set_visible(False)


def _panel(
    axes: Axes, table: pd.DataFrame, states: tuple[str, ...], reference: str, names: Mapping[str, str], apart: float
) -> None:
    ends = {}
    for code in (reference, *states):
        line, colour = table[code], style.STATE.get(code, style.MUTED)
        kind = {"linestyle": (0, (3, 1.5)), "linewidth": 1.3} if code == reference else {"linewidth": 1.7}
        axes.plot(line.index, line, color=colour, zorder=3, solid_capstyle="butt", **kind)
        lonely = line.notna() & line.shift().isna() & line.shift(-1).isna()
        axes.plot(line.index[lonely], line[lonely], "o", color=colour, markersize=2.5, zorder=3)
        ends[code] = (float(line.dropna().iloc[-1]), colour)
    label_ends(axes, table.index[-1], ends, apart, names)
