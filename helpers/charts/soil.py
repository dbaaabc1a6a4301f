"""Deaths by year and where they fell: the whole on one scale, and the part of it in one state."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from helpers import style


def soil(place: FigureBase, size: style.Size, table: pd.DataFrame, titles: tuple[str, str], colour: str) -> None:
    """Draw two panels of columns by year: deaths, and the share of them that fell in one state.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        table: Indexed by year: ``total``, ``share`` (per cent); a missing number is a year below the count's threshold.
        titles: The titles of the upper and of the lower panel.
        colour: The colour of the lower panel.
    """
    above, below = place.subplots(2, 1, sharex=True)
    place.subplots_adjust(left=0.01, right=0.99, top=0.93, bottom=0.075, hspace=0.34)
    years = list(range(int(table.index.min()), int(table.index.max()) + 1))
    table = table.reindex(years)
    _columns(above, table["total"], style.MUTED, "{:,.0f}")
    _columns(below, table["share"], colour, "{:.0f} %")
    below.set_ylim(0, 100)
    below.axhline(100, color=style.FAINT, linewidth=0.8, zorder=0)
    below.set_xticks(years, [str(year) for year in years])
    for axes, title in zip((above, below), titles, strict=True):
        axes.set_title(title, loc="left", fontsize=size.text, weight="semibold", pad=9)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.tick_params(length=0)
    above.set_ylim(0, table["total"].max() * 1.12)


def _columns(axes: Axes, values: pd.Series, colour: str, form: str) -> None:
    where = {"textcoords": "offset points", "ha": "center", "va": "bottom"}
    for year, value in values.items():
        if pd.isna(value):
            axes.annotate("below\n25", (year, 0), (0, 2), color=style.MUTED, fontsize="small", linespacing=1.0, **where)
            continue
        axes.bar([year], [value], color=colour, width=0.72, zorder=2)
        axes.annotate(form.format(value), (year, value), (0, 2), **where)
