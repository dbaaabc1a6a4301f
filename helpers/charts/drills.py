"""Exercises of two organisations on one time axis, a panel each, personnel on one scale."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from helpers import style

_LOOK = {"width": 0.62, "zorder": 2}


def drills(
    place: FigureBase,
    size: style.Size,
    upper: pd.DataFrame,
    lower: pd.DataFrame,
    heads: tuple[str, str],
    years: range,
) -> None:
    """Draw personnel stated by year: one organisation above, the other below.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        upper: By exercise: ``year``, ``people`` (missing where no number was seen), ``kind`` (armed_forces,
            security_services, or announced for one that was not found held).
        lower: By year: ``low`` (missing where no number was seen), ``held``.
        heads: Titles of the panels.
        years: The years of the axis.
    """
    above, below = place.subplots(2, 1, sharex=True, sharey=True)
    place.subplots_adjust(left=0.14 if size.narrow else 0.075, right=0.99, top=0.93, bottom=0.06, hspace=0.26)
    top = max(upper["people"].max(), lower["low"].max()) * 1.14
    for row in upper.to_dict("records"):
        _exercise(above, row, size)
    below.bar(lower.index, lower["low"].fillna(0), color=style.ORGANISATION, **_LOOK)
    for year, row in lower.iterrows():
        if row["held"]:
            height = 0 if pd.isna(row["low"]) else row["low"]
            where = {"textcoords": "offset points", "ha": "center", "va": "bottom", "color": style.MUTED}
            below.annotate(f"{row['held']:.0f}", (year, height), (0, 2), fontsize=size.text - 1, **where)
    for axes, head in zip((above, below), heads, strict=True):
        axes.set_title(head, loc="left", fontsize=size.text, weight="semibold", pad=5)
        axes.grid(axis="y", zorder=0)
        axes.tick_params(length=0)
        axes.spines["left"].set_visible(False)
        axes.yaxis.set_major_formatter("{x:,.0f}")
        axes.set_ylim(0, top)
    below.set_xlim(years[0] - 0.7, years[-1] + 0.7)
    step = 6 if size.narrow else 3
    below.set_xticks(range(years[0] + 1, years[-1] + 1, step))


def _exercise(axes: Axes, row: dict[str, object], size: style.Size) -> None:
    year, people, kind = row["year"], row["people"], row["kind"]
    where = {"textcoords": "offset points", "ha": "center", "va": "bottom", "fontsize": size.text - 1}
    if kind == "announced":
        axes.plot([year], [0], "x", color=style.MUTED, markersize=6, markeredgewidth=1.5, clip_on=False, zorder=4)
        axes.annotate("announced", (year, 0), (0, 6), rotation=90, color=style.MUTED, **where)
    elif pd.isna(people):
        marker, words = ("D", "services") if kind == "security_services" else ("o", "no number")
        look = {"markerfacecolor": style.PAPER, "markeredgecolor": style.SCO}
        axes.plot([year], [0], marker, markersize=5.5, clip_on=False, zorder=4, **look)
        axes.annotate(words, (year, 0), (0, 6), rotation=90, color=style.MUTED, **where)
    else:
        axes.bar([year], [people], color=style.SCO, **_LOOK)
        axes.annotate(f"{people:,.0f}", (year, people), (0, 2), color=style.MUTED, **where)
