"""Acts of two bodies on a line of time: a lane for each level, full marks for texts, hollow ones for talk."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.lines import Line2D

from helpers import style
from helpers.charts.labels import draw_key, label_row
from helpers.data.dates import year_fraction


def acts(
    place: FigureBase,
    size: style.Size,
    rows: pd.DataFrame,
    lanes: Mapping[str, str],
    labels: Mapping[str, tuple[str, int, int]],
    mark: tuple[str, str],
    years: tuple[int, int],
    empty: tuple[int, int, str],
) -> None:
    """Draw each act as a mark in the lane of its level.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        rows: ``id``, ``date``, ``level``, ``outcome`` (text or talk), ``planned_until`` (a year, or missing).
        lanes: Level to its name, from the top.
        labels: Id to the words at its mark and their offset in points, across and up.
        mark: A day and the words at the line that is drawn there.
        years: First and last year of the axis.
        empty: Two years and the words between them, where nothing was found.
    """
    edge = 0.25 if size.narrow else 0.14
    axes = place.add_axes((edge, 0.15, 0.985 - edge, 0.8))
    heights = {level: len(lanes) - at for at, level in enumerate(lanes)}
    for level, height in heights.items():
        axes.axhline(height, color=style.FAINT, linewidth=0.8, zorder=1)
        label_row(axes, height, lanes[level], 6)
    for row in rows.to_dict("records"):
        _mark(axes, row, heights[row["level"]], labels.get(row["id"]), size)
    day, words = mark
    axes.axvline(year_fraction(day), color=style.TREATY, linewidth=1, linestyle="--", zorder=1)
    at = {"textcoords": "offset points", "color": style.TREATY, "fontsize": size.text - 0.5, "va": "top"}
    axes.annotate(words, (year_fraction(day), len(lanes) + 0.95), (-4, 0), ha="right", **at)
    if not size.narrow:
        start, end, nothing = empty
        axes.text((start + end) / 2, heights[list(lanes)[-1]] - 0.45, nothing, ha="center", color=style.MUTED)
    axes.set_xlim(*years)
    axes.set_ylim(0.3, len(lanes) + 0.95)
    axes.set_yticks([])
    axes.set_xticks(range(years[0] + years[0] % 2, years[1] + 1, 6 if size.narrow else 2))
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    _legend(place)


def _mark(
    axes: Axes, row: dict[str, object], height: float, label: tuple[str, int, int] | None, size: style.Size
) -> None:
    x, text = year_fraction(str(row["date"])), row["outcome"] == "text"
    if not pd.isna(row["planned_until"]):
        end = float(row["planned_until"]) + 1
        axes.plot([x, end], [height, height], color=style.ORGANISATION, linewidth=2, linestyle=":", zorder=2)
    look = {
        "markerfacecolor": style.ORGANISATION if text else style.PAPER,
        "markeredgecolor": style.ORGANISATION if text else style.MUTED,
        "markersize": (5.5 if size.narrow else 7) if text else (4.5 if size.narrow else 5.5),
    }
    axes.plot([x], [height], "s" if text else "o", markeredgewidth=1.2, zorder=3, **look)
    if label:
        words, across, up = label
        axes.annotate(
            words,
            (x, height),
            (across, up),
            textcoords="offset points",
            ha="left" if across > 0 else "right" if across < 0 else "center",
            va="bottom" if up > 0 else "top" if up < 0 else "center",
            fontsize=size.text - 0.5,
            linespacing=1.05,
            zorder=4,
        )


def _legend(place: FigureBase) -> None:
    text = {"marker": "s", "markerfacecolor": style.ORGANISATION, "markeredgecolor": style.ORGANISATION}
    talk = {"marker": "o", "markerfacecolor": style.PAPER, "markeredgecolor": style.MUTED}
    draw_key(
        place,
        [
            Line2D([], [], linestyle="", label="leaves a text", **text),
            Line2D([], [], linestyle="", label="talk", **talk),
            Line2D([], [], linestyle=":", linewidth=2, color=style.ORGANISATION, label="planned term"),
        ],
        3,
        handlelength=1.4,
        handletextpad=0.3,
        columnspacing=1.1,
    )
