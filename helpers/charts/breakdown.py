"""A count and its parts, each part begun where the one before it ends, so that one sees whether they add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.labels import label_row


def breakdown(
    place: FigureBase,
    size: style.Size,
    parts: Sequence[tuple[str, float]],
    total: tuple[str, float],
    split: Mapping[str, Sequence[tuple[str, float]]],
) -> None:
    """Draw the whole as a bar on top and its parts below, in steps.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        parts: Words and size of each part, from the top.
        total: Words and size of the whole.
        split: Words of a part to what it is divided into in turn; written into its bar.
    """
    left = 0.42 if size.narrow else 0.32
    axes = place.add_axes((left, 0.02, 0.93 - left, 0.96))
    lines = [total, *parts]
    begun, between = 0.0, "\n" if size.narrow else " "
    for row, (words, value) in enumerate(lines):
        y = len(lines) - row
        start = 0.0 if row == 0 else begun
        axes.barh(y, value, left=start, height=0.62, color=style.MUTED if row == 0 else style.INK, zorder=2)
        inner = start
        for name, piece in split.get(words, ()):
            if inner > start:
                axes.plot([inner, inner], [y - 0.31, y + 0.31], color=style.PAPER, linewidth=1.2, zorder=3)
            axes.annotate(
                f"{piece:,.0f}{between}{name}",
                (inner + piece / 2, y - 0.36),
                ha="center",
                va="top",
                color=style.MUTED,
                fontsize=size.text - 1,
                linespacing=1.0,
            )
            inner += piece
        if row:
            begun += value
            axes.plot([begun, begun], [y + 0.31, y - (1.31 if row < len(parts) else 0.31)], color=style.FAINT, zorder=1)
        where = {"textcoords": "offset points", "va": "center", "annotation_clip": False}
        axes.annotate(f"{value:,.0f}", (start + value, y), (5, 0), ha="left", weight="semibold", **where)
        label_row(axes, y, words)
    axes.set_xlim(0, max(total[1], begun))
    axes.set_ylim(0.4, len(lines) + 0.5)
    axes.axvline(0, color=style.MUTED, linewidth=0.8, zorder=4)
    axes.set_axis_off()
