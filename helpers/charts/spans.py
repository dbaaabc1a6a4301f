"""Spans of time: how long after a first step the others came, each as the range that its sources allow."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.labels import label_row


def spans(
    place: FigureBase,
    size: style.Size,
    table: pd.DataFrame,
    labels: Mapping[str, str],
    rivals: Mapping[str, float],
    beside: str,
    axis: str,
) -> None:
    """Draw one bar a step from the least to the most hours it can have taken, on an axis in days.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        table: Indexed by step: ``low`` and ``high``, in hours.
        labels: Step to its words, in order from the top.
        rivals: Words of another claim on speed to its days.
        beside: The step under whose bar those claims are marked, one below the other.
        axis: What the axis counts.
    """
    left, right = (0.31, 0.985) if size.narrow else (0.2, 0.985)
    axes = place.add_axes((left, 0.13, right - left, 0.85))
    height, y = {}, 0.0
    for step in labels:
        y -= 1
        height[step] = y
        if step == beside:
            for words, days in rivals.items():
                y -= 0.62
                axes.plot([days], [y], marker="^", color=style.MUTED, markersize=6, zorder=3, clip_on=False)
                where = {"textcoords": "offset points", "va": "center", "color": style.MUTED}
                axes.annotate(words, (days, y), (7, 0), ha="left", **where)
    for step in labels:
        low, high = table.loc[step, "low"], table.loc[step, "high"]
        axes.barh(
            height[step], max(high - low, 1.5) / 24, left=low / 24, height=0.5, color=style.ORGANISATION, zorder=2
        )
        text = f"{low:,.0f} h" if high - low < 1 else f"{low:,.0f}–{high:,.0f} h"
        where = {"textcoords": "offset points", "va": "center"}
        axes.annotate(
            text, (max(high, low + 1.5) / 24, height[step]), (5, 0), ha="left", annotation_clip=False, **where
        )
        label_row(axes, height[step], labels[step])
    last = table.loc[list(labels), "high"].max() / 24
    axes.set_xlim(0, last * (1.2 if size.narrow else 1.1))  # room for the words at the last bar
    axes.set_ylim(y - 0.6, -0.4)
    axes.set_yticks([])
    axes.set_xticks(range(0, int(last) + 1, 4 if size.narrow else 2))
    axes.set_xlabel(axis, loc="right")
    axes.grid(axis="x", zorder=0)
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
