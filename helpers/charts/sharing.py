"""What one organisation shares with others: a bar for each, of its members that sit there too, with their names."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.field import Field


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
    across, up = (0, most * (1.3 if size.narrow else 1.14)), (0.45 - len(table), 0.35)
    field = Field.of(place, (left, 0.01, 0.97 - left, 0.9), across, up)
    place.text(0.0, 0.955, head, weight="semibold", va="center")
    for y, row in enumerate(table.to_dict("records") if table["whole"].any() else ()):
        field.row(-y, row["org"])
        if row["empty"]:
            field.words(0, -y, "no members yet", (5, 0), color=style.MUTED, va="center")
            continue
        field.bar(-y, row["whole"], 0.36, facecolor="none", edgecolor=style.FAINT, linewidth=1, zorder=2)
        field.bar(-y, row["shared"], 0.36, color=colours[row["org"]], zorder=3)
        field.words(row["whole"], -y, f"{row['shared']} of {row['whole']}", (5, 0), va="center")
        names = "\n".join(textwrap.wrap(row["who"], 52 if size.narrow else 108))
        field.words(0, -y - 0.24, names, va="top", color=style.MUTED, fontsize=size.text - 1, linespacing=1.05)
    if not table["whole"].any():
        field.words(0, 0, "It had no members yet.", color=style.MUTED, va="center")
