"""What each region held, as bars on one scale of per cent, with a line at half."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.field import Field
from helpers.measures.hosting import UNSPLIT

ROWS = 4
_COLOURS = {**style.REGION, UNSPLIT: style.PAPER}


def hosting(
    place: FigureBase, size: style.Size, table: pd.DataFrame, names: Mapping[str, str], unit: str, head: tuple[str, str]
) -> None:
    """Draw one bar a region: its share of all, and the number behind it.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        table: ``region``, ``value``, ``silent``: exercises or persons, and how many exercises have no number.
        names: Region to its name.
        unit: What the values count, in the plural.
        head: What is shown, in two lines above the bars.
    """
    field = Field.of(place, (0.0, 0.065, 1.0, 0.79), (0, 100), (-0.4, ROWS - 0.25))
    whole = float(table["value"].sum())
    place.text(0, 0.985, head[0], va="top", weight="semibold")
    place.text(0, 0.92, head[1], va="top", color=style.MUTED)
    places = range(ROWS - 1, -1, -1)  # a region keeps its place, with a rest below it or without
    for row, one in zip(places, table.itertuples(), strict=False):
        share = 100 * one.value / whole if whole else 0.0
        field.bar(row, 100, 0.4, color=style.GROUND, zorder=1)
        if share:
            edge = style.MUTED if one.region == UNSPLIT else "none"
            look = {"facecolor": _COLOURS[one.region], "edgecolor": edge, "linewidth": 1, "linestyle": ":"}
            field.bar(row, share, 0.4, zorder=2, **look)
        words = f"{one.value:,.0f} {unit}, {share:.0f} per cent" if whole else "none on record"
        silent = f" ({one.silent} without a number)" * bool(one.silent)
        field.words(0, row + 0.26, names[one.region], va="bottom", weight="semibold")
        field.words(100, row + 0.26, words + silent * (not size.narrow), va="bottom", ha="right", color=style.MUTED)
    foot = ROWS - len(table) - 0.3
    field.line([50, 50], [foot, ROWS - 0.72], color=style.INK, linewidth=1, linestyle=(0, (2, 2)), zorder=4)
    field.words(50, foot - 0.06, "half", ha="center", va="top", color=style.MUTED)
