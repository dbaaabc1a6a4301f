"""Portions of wholes: a panel a whole, a bar a part, largest first, all on one scale."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.labels import label_row


def portions(place: FigureBase, size: style.Size, panels: Mapping[str, pd.DataFrame], names: Mapping[str, str]) -> None:
    """Draw bars of shares.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        panels: Title to its parts: ``iso3``, ``value``.
        names: State to its name.
    """
    longest = max(len(rows) for rows in panels.values())
    if size.narrow:
        ratios = [len(rows) + 1 for rows in panels.values()]
        axes = place.subplots(len(panels), 1, sharex=True, height_ratios=ratios)
        place.subplots_adjust(left=0.25, right=0.93, top=0.95, bottom=0.03, hspace=0.22)
    else:
        axes = place.subplots(1, len(panels), sharex=True)
        place.subplots_adjust(left=0.12, right=0.96, top=0.9, bottom=0.03, wspace=0.42)
    top = max(rows["value"].max() for rows in panels.values())
    for one, (title, rows) in zip(axes, panels.items(), strict=True):
        ordered = rows.sort_values("value", ascending=False, kind="stable")
        for y, row in enumerate(ordered.to_dict("records")):
            colour = style.STATE.get(row["iso3"], style.MUTED)
            one.barh(-y, row["value"], height=0.66, color=colour, zorder=2)
            one.annotate(f"{row['value']:g}", (row["value"], -y), (4, 0), textcoords="offset points", va="center")
            label_row(one, -y, names[row["iso3"]])
        one.set_title(title, loc="left", fontsize=size.text, weight="semibold", pad=5)
        one.set_xlim(0, top * 1.08)
        one.set_ylim(-(len(rows) if size.narrow else longest) + 0.4, 0.6)
        one.set_axis_off()
        one.title.set_visible(True)
        one.plot([0, 0], [0.5, 0.5 - len(rows)], color=style.MUTED, linewidth=0.8, zorder=3)
