"""What one organisation shares with others: a bar for each, of its members that sit there too, with their names."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.labels import label_row


def sharing(
    place: FigureBase, size: style.Size, table: pd.DataFrame, colours: Mapping[str, str], head: str, most: int
) -> None:
    """Draw one bar an organisation: shared members in full, the rest of the chosen one's members in outline.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        table: ``org``, ``shared``, ``whole`` (members of the chosen one), ``who`` (names in words), ``empty`` (true
            where the organisation of the row has no members yet: it gets no bar).
        colours: Organisation to its colour.
        head: Words over the bars.
        most: The most members that any picture has, which fixes the scale.
    """
    left = 0.13 if size.narrow else 0.075
    axes = place.add_axes((left, 0.01, 0.97 - left, 0.9))
    place.text(0.0, 0.955, head, weight="semibold", va="center")
    at = {"textcoords": "offset points", "va": "center"}
    for y, row in enumerate(table.to_dict("records") if table["whole"].any() else ()):
        label_row(axes, -y, row["org"])
        if row["empty"]:
            axes.annotate("no members yet", (0, -y), (5, 0), color=style.MUTED, **at)
            continue
        axes.barh(-y, row["whole"], height=0.36, facecolor="none", edgecolor=style.FAINT, linewidth=1, zorder=2)
        axes.barh(-y, row["shared"], height=0.36, color=colours[row["org"]], zorder=3)
        axes.annotate(f"{row['shared']} of {row['whole']}", (row["whole"], -y), (5, 0), **at)
        names = "\n".join(textwrap.wrap(row["who"], 52 if size.narrow else 108))
        axes.text(0, -y - 0.24, names, va="top", color=style.MUTED, fontsize=size.text - 1, linespacing=1.05)
    if not table["whole"].any():
        axes.annotate("It had no members yet.", (0, 0), (0, 0), color=style.MUTED, **at)
    axes.set_xlim(0, most * (1.3 if size.narrow else 1.14))
    axes.set_ylim(0.45 - len(table), 0.35)
    axes.set_axis_off()
