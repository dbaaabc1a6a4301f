"""Unrest by place and day, with the stay of a foreign force behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.lines import Line2D

from helpers import style
from helpers.charts.labels import draw_key, label_row

# Lane of an event to its words, marker, height in the row (of 1), whether it is filled, and colour.
_LANES = {
    "protest": ("protest", "o", 0.3, False, style.MUTED),
    "violence": ("violence", "s", 0.0, True, style.INK),
    "restoration": ("step to restore order", "D", -0.3, True, style.TREATY),
}


def unrest(
    place: FigureBase,
    size: style.Size,
    rows: pd.DataFrame,
    places: Sequence[str],
    last: int,
    marks: Mapping[str, float],
    stay: tuple[float, float, str],
) -> None:
    """Draw one row a place with a mark for each day and kind of event, over the days of one month.

    A row without marks is a place without a dated source, not a quiet one.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        rows: One row an event: ``region``, ``lane`` (protest, violence, restoration), ``day`` of the month, and
            ``sure``; what is disputed is drawn hollow.
        places: The values of ``region``, from the top.
        last: The last day drawn.
        marks: Words to the day of the month at which a dotted line falls.
        stay: First and last day of the force, and its words.
    """
    left = 0.27 if size.narrow else 0.17
    axes = place.add_axes((left, 0.055, 0.985 - left, 0.84))
    _stay(axes, marks, stay)
    _marks(axes, size, rows, list(places))
    for row, name in enumerate(places):
        y = len(places) - row
        axes.axhline(y + 0.5, color=style.FAINT, linewidth=0.6, zorder=1)
        label_row(axes, y, name)
    axes.set_xlim(1, last + 1)
    axes.set_ylim(0.5, len(places) + 0.5)
    ticks = [day for day in range(1, last + 1) if not size.narrow or day % 3 == 1]
    axes.set_xticks([day + 0.5 for day in ticks], [str(day) for day in ticks])
    axes.set_yticks([])
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    draw_key(place, _handles(), 3, top=1, handletextpad=0.2, columnspacing=1)


def _stay(axes: Axes, marks: Mapping[str, float], stay: tuple[float, float, str]) -> None:
    """Draw the stay of the force as a ground with its words above, and the days marked as dotted lines."""
    first, until, words = stay
    axes.axvspan(first, until, color=style.GROUND, linewidth=0, zorder=0)
    head = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points", "va": "bottom"}
    axes.annotate(words, ((first + until) / 2, 1), (0, 3), ha="center", color=style.ORGANISATION, **head)
    axes.plot([first, until], [1, 1], color=style.ORGANISATION, linewidth=3, transform=axes.get_xaxis_transform())
    for text, day in marks.items():
        axes.axvline(day, color=style.ORGANISATION, linewidth=0.9, linestyle=(0, (1, 2)), zorder=1)
        axes.annotate(text, (day, 1), (-2, 3), ha="right", color=style.MUTED, **head)


def _marks(axes: Axes, size: style.Size, rows: pd.DataFrame, places: list[str]) -> None:
    """Mark each day and kind of event once a place; what is disputed only where nothing surer stands."""
    for lane, (_, marker, shift, filled, colour) in _LANES.items():
        own = rows[(rows["lane"] == lane) & rows["region"].isin(places)]
        own = own.sort_values("sure", ascending=False, kind="stable").drop_duplicates(["region", "day"])
        heights = [len(places) - places.index(region) + shift for region in own["region"]]
        axes.scatter(
            own["day"] + 0.5,
            heights,
            marker=marker,
            s=15 if size.narrow else 30,
            facecolors=[colour if filled and sure else style.PAPER for sure in own["sure"]],
            edgecolors=colour,
            linewidths=1.2,
            zorder=3,
        )


def _handles() -> list[Line2D]:
    """Return what the key explains: each kind by its mark."""
    return [
        Line2D(
            [],
            [],
            linestyle="",
            marker=marker,
            markerfacecolor=colour if filled else style.PAPER,
            markeredgecolor=colour,
            label=label,
        )
        for label, marker, _, filled, colour in _LANES.values()
    ]
