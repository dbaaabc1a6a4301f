"""Clashes on a border: the dead of each side as a range of claims, back to back."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.labels import label_row
from helpers.data import say_date

_WORDS = {"statement": "statement", "offer": "offer of help", "none": "none found", "": "not searched"}


def clashes(
    place: FigureBase, size: style.Size, table: pd.DataFrame, sides: Mapping[str, tuple[str, str]], head: str
) -> None:
    """Draw one row a clash: one side's dead to the left, the other's to the right.

    A bar goes to the lowest claim and a line on to the highest; no bar and no mark means that no claim was found.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        table: ``start``, ``reaction`` and ``<side>_low``, ``<side>_high``, as ``clashes.spread`` gives them.
        sides: Column of the left and of the right side to its name and colour.
        head: The title of the column with the reactions.
    """
    left, right = (0.245, 0.72) if size.narrow else (0.165, 0.8)
    axes = place.add_axes((left, 0.045, right - left, 0.87))
    most = table[[f"{side}_high" for side in sides]].max().max() * (1.6 if size.narrow else 1.3)
    for (side, (name, colour)), sign in zip(sides.items(), (-1, 1), strict=True):
        for y, row in zip(range(len(table), 0, -1), table.to_dict("records"), strict=True):
            low, high = row[f"{side}_low"], row[f"{side}_high"]
            if pd.isna(low):
                continue
            axes.barh(y, sign * low, color=colour, height=0.62, zorder=2)
            if high > low:
                axes.plot([sign * low, sign * high], [y, y], color=style.INK, linewidth=1.3, zorder=3)
                axes.plot([sign * high] * 2, [y - 0.2, y + 0.2], color=style.INK, linewidth=1.3, zorder=3)
            shown = f"{low:.0f}" if high == low else f"{low:.0f}–{high:.0f}"
            where = {"xytext": (sign * 4, 0), "textcoords": "offset points", "va": "center"}
            axes.annotate(shown, (sign * high, y), ha="left" if sign > 0 else "right", **where)
        where = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "bottom", "weight": "semibold"}
        x = 0.5
        axes.annotate(f"{name} dead", (x, 1), (sign * 8, 3), ha="left" if sign > 0 else "right", color=colour, **where)
    for y, row in zip(range(len(table), 0, -1), table.to_dict("records"), strict=True):
        if y % 2:
            axes.axhspan(y - 0.5, y + 0.5, color=style.GROUND, linewidth=0, zorder=0)
        label_row(axes, y, _date(row["start"], size))
        where = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "va": "center"}
        axes.annotate(_WORDS[row["reaction"]], (1, y), (5, 0), ha="left", color=style.MUTED, **where)
    axes.annotate(head, (1, 1), (5, 3), xycoords="axes fraction", textcoords="offset points", color=style.MUTED)
    axes.axvline(0, color=style.MUTED, linewidth=0.8, zorder=1)
    axes.set_xlim(-most, most)
    axes.set_ylim(0.5, len(table) + 0.5)
    axes.set_axis_off()


def _date(day: str, size: style.Size) -> str:
    words = say_date(day).split()
    return " ".join([*words[:-2], words[-2][:3], words[-1]]) if size.narrow and len(words) > 1 else say_date(day)
