"""Polls: one question over time, and one question of few waves with all its answers."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from helpers import style


def polls(
    place: FigureBase,
    size: style.Size,
    trend: pd.DataFrame,
    waves: pd.DataFrame,
    titles: tuple[str, str],
    colours: Mapping[str, str],
) -> None:
    """Draw a trend as points joined by a thin line, and beside it (below it on a phone) the answers of some waves.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        trend: ``when`` (decimal year) and ``value`` (per cent), one row a wave of one pollster and question.
        waves: Indexed by answer, a column a wave, in per cent.
        titles: The titles of the two panels.
        colours: Answer to its colour.
    """
    if size.narrow:
        left, right = place.subplots(2, 1, height_ratios=(1, 1.1))
        place.subplots_adjust(left=0.02, right=0.97, top=0.93, bottom=0.02, hspace=0.38)
    else:
        left, right = place.subplots(1, 2, width_ratios=(1.25, 1))
        place.subplots_adjust(left=0.01, right=0.985, top=0.87, bottom=0.09, wspace=0.1)
    left.plot(trend["when"], trend["value"], color=style.FAINT, linewidth=1.5, zorder=1)
    left.plot(trend["when"], trend["value"], "o", color=style.STATE["RUS"], markersize=5.5, zorder=3)
    for when, value in zip(trend["when"], trend["value"], strict=True):
        where = {"textcoords": "offset points", "ha": "center", "va": "bottom"}
        left.annotate(f"{value:.0f}", (when, value), (0, 5), **where)
    left.set_ylim(0, 100)
    years = range(int(trend["when"].min()), int(trend["when"].max()) + 1)
    left.set_xticks(
        [year + 0.5 for year in years][:: 2 if size.narrow else 1],
        [str(year) for year in years][:: 2 if size.narrow else 1],
    )
    left.set_xlim(years[0], years[-1] + 1)
    _waves(right, size, waves, colours)
    for axes, title in zip((left, right), titles, strict=True):
        axes.set_title(title, loc="left", fontsize=size.text, weight="semibold", pad=8, linespacing=1.15)
        axes.set_yticks([])
        axes.tick_params(length=0)
        axes.spines["left"].set_visible(False)


def _waves(axes: Axes, size: style.Size, waves: pd.DataFrame, colours: Mapping[str, str]) -> None:
    """Draw a bar for each answer and wave, the later ones below."""
    y, long = 0.0, float(waves.max().max())
    for answer, row in waves.iterrows():
        axes.annotate(answer, (0, y), (0, 1), textcoords="offset points", va="center", weight="semibold")
        for number, (wave, value) in enumerate(row.items()):
            y -= 0.95
            last = number == len(row) - 1
            look = {"color": colours[answer]} if last else {"facecolor": style.PAPER, "edgecolor": colours[answer]}
            axes.barh(y, value, height=0.72, linewidth=1.2, zorder=2, **look)
            text = f"{value:.1f}  {wave}" if answer == waves.index[0] else f"{value:.1f}"
            axes.annotate(text, (value, y), (4, 0), textcoords="offset points", va="center")
        y -= 1.15
    axes.set_ylim(y + 0.4, 0.6)
    axes.set_xlim(0, long * (1.6 if size.narrow else 1.75))
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
