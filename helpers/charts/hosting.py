"""What each region held, as bars on one scale of per cent, with a line at half."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import style

_COLOURS = {**style.REGION, "not split": style.PAPER}


def hosting(
    place: FigureBase, size: style.Size, table: pd.DataFrame, names: Mapping[str, str], unit: str, head: str
) -> None:
    """Draw one bar a region: its share of all, and the number behind it.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        table: ``region``, ``value``, ``silent``: exercises or persons, and how many exercises have no number.
        names: Region to its name.
        unit: What the values count, in the plural.
        head: What is shown, above the bars.
    """
    left = 0.345 if size.narrow else 0.2
    axes = place.add_axes((left, 0.13, 0.965 - left, 0.7))
    whole = float(table["value"].sum())
    place.text(0, 0.985, head, va="top", weight="semibold")
    for row, one in enumerate(table[::-1].itertuples()):
        share = 100 * one.value / whole if whole else 0.0
        axes.barh([row], [100], height=0.66, color=style.GROUND, zorder=1)
        look = {"facecolor": _COLOURS[one.region], "edgecolor": style.MUTED if one.region == "not split" else "none"}
        if share:
            axes.barh([row], [share], height=0.66, zorder=2, linewidth=1, linestyle=":", **look)
        where = {"xytext": (-6, 0), "textcoords": "offset points", "ha": "right", "va": "center"}
        axes.annotate(names[one.region], (0, row), xycoords=("axes fraction", "data"), **where)
        words = f"{one.value:,.0f} {unit}" if not size.narrow else f"{one.value:,.0f}"
        words += f", {share:.0f}%" if whole else ""
        words += f"  (+{one.silent} without a number)" if one.silent and not size.narrow else ""
        words += f" (+{one.silent})" if one.silent and size.narrow else ""
        inside = share > 62
        colour = style.PAPER if inside and one.region != "not split" else style.INK
        axes.text(
            share - 1.5 if inside else share + 1.5, row, words, va="center", ha="right" if inside else "left",
            color=colour, zorder=5,
        )  # fmt: skip
    axes.axvline(50, color=style.INK, linewidth=1, linestyle=(0, (2, 2)), zorder=4)
    axes.text(50, -0.62, "half", ha="center", va="top", color=style.MUTED)
    axes.set_xlim(0, 100)
    axes.set_ylim(-0.55, len(table) - 0.45)
    axes.set_axis_off()
