"""Two lanes of one story on one clock: events of one kind on one side, what followed or not on the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.labels import spread, width_of
from helpers.data.dates import year_fraction

_BAND, _GAP = 18.0, 3.0  # points: the strip that holds the years; between a leader and its words


def lanes(
    place: FigureBase,
    size: style.Size,
    rows: pd.DataFrame,
    sides: tuple[Mapping[str, str], Mapping[str, str]],
    heads: tuple[str, str],
    first: int,
    last: int,
) -> None:
    """Draw labelled events on both sides of a time axis, no label over another or over a leader.

    Where there is room time runs to the right, with one lane above and one below; on a phone it runs down, with the
    lanes left and right of it.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        rows: One row an event: ``start``, ``lane``, ``label``.
        sides: Lane to its colour, for the first side (above, left) and the second (below, right).
        heads: The heading of each side.
        first: The first year of the axis.
        last: The last year of the axis.
    """
    axes = place.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    width, height = (
        72 * inches for inches in (place.bbox.width / place.figure.dpi, place.bbox.height / place.figure.dpi)
    )
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    sets = [
        [
            (year_fraction(start), label, colours[lane])
            for start, lane, label in zip(rows["start"], rows["lane"], rows["label"], strict=True)
            if lane in colours
        ]
        for colours in sides
    ]
    for one in sets:
        one.sort(key=lambda event: event[0])
    (_down if size.narrow else _across)(axes, size, sets, heads, first, last)


_Event = tuple[float, str, str]


def _across(
    axes: Axes, size: style.Size, sets: Sequence[list[_Event]], heads: tuple[str, str], first: int, last: int
) -> None:
    """Let time run to the right: the later a label, the nearer it stands to the axis."""
    width, height = axes.get_xlim()[1], axes.get_ylim()[1]
    left = 4.0
    scale = min(
        [(width - left) / (last + 1 - first)]
        + [(width - left - _long(label, size) - 2 * _GAP) / (when - first) for one in sets for when, label, _ in one]
    )
    levels = [_levels([(left + scale * (when - first), _long(label, size)) for when, label, _ in one]) for one in sets]
    most = [max(found, default=0) + 1 for found in levels]
    step = (height - _BAND - 2 * size.text) / (sum(most) + 1)
    middle = height - size.text - step * (most[0] + 0.5) - _BAND / 2
    end = min(width, left + scale * (last + 1 - first))
    _years(
        axes,
        [(left + scale * (year - first), middle, str(year)) for year in range(first, last + 1)],
        (left, end),
        middle,
    )
    for one, found, sign in zip(sets, levels, (1, -1), strict=True):
        for (when, label, colour), level in zip(one, found, strict=True):
            x, y = left + scale * (when - first), middle + sign * (_BAND / 2 + step * (level + 0.7))
            axes.plot([x, x], [middle + sign * _BAND / 2, y], color=colour, linewidth=0.7, alpha=1, zorder=1)
            axes.plot([x], [middle + sign * _BAND / 2], "o", color=colour, markersize=3.5, zorder=3)
            axes.text(x + _GAP, y, label, va="center", color=colour, zorder=2)
    axes.text(left, height - 2, heads[0], va="top", weight="semibold")
    axes.text(left, 2, heads[1], va="bottom", weight="semibold")


def _levels(labels: Sequence[tuple[float, float]]) -> list[int]:
    """Return how far from the axis each label stands, given where it begins and how long it is, in order of time.

    A label stands beyond every later one whose leader its words would cross.
    """
    found: list[int] = []
    for place in range(len(labels) - 1, -1, -1):
        x, long = labels[place]
        met = [
            level for (later, _), level in zip(labels[place + 1 :], found, strict=True) if later < x + long + 3 * _GAP
        ]
        found.insert(0, max(met, default=-1) + 1)
    return found


def _years(axes: Axes, ticks: Sequence[tuple[float, float, str]], ends: tuple[float, float], middle: float) -> None:
    axes.fill_between(ends, middle - _BAND / 2, middle + _BAND / 2, color=style.GROUND, linewidth=0, zorder=0)
    for x, y, year in ticks:
        axes.plot([x, x], [y - _BAND / 2, y + _BAND / 2], color=style.FAINT, linewidth=0.8, zorder=1)
        axes.text(x + _GAP, y, year, va="center", color=style.MUTED, zorder=2)


def _down(
    axes: Axes, size: style.Size, sets: Sequence[list[_Event]], heads: tuple[str, str], first: int, last: int
) -> None:
    """Let time run down, words beside it, moved apart where they would touch."""
    width, height = axes.get_xlim()[1], axes.get_ylim()[1]
    apart = size.text * 1.22
    top, foot, half = height - 2.2 * size.text, 3.0, 13.0
    scale = (top - foot) / (last + 1 - first)
    long = [max((_long(label, size) for _, label, _ in one), default=0.0) for one in sets]
    lead = max(8.0, (width - sum(long) - 2 * half - 4 * _GAP) / 2)
    middle = long[0] + lead + half + 2 * _GAP
    axes.fill_between([middle - half, middle + half], foot, top, color=style.GROUND, linewidth=0, zorder=0)
    for year in range(first, last + 1):
        y = top - scale * (year - first)
        axes.plot([middle - half, middle + half], [y, y], color=style.FAINT, linewidth=0.8, zorder=1)
        axes.text(middle, y - 2, str(year), ha="center", va="top", color=style.MUTED, zorder=2)
    for one, sign, head in zip(sets, (-1, 1), heads, strict=True):
        side = "right" if sign < 0 else "left"
        wanted = {str(number): top - scale * (when - first) - number * 1e-6 for number, (when, _, _) in enumerate(one)}
        heights = _inside(spread(wanted, apart), foot + apart / 2, top - apart / 2, apart)
        for number, (_, label, colour) in enumerate(one):
            edge, words = middle + sign * half, middle + sign * (half + lead)
            ends = [wanted[str(number)], heights[str(number)]]
            axes.plot([edge, words], ends, color=colour, linewidth=0.7, zorder=1)
            axes.plot([edge], ends[:1], "o", color=colour, markersize=3, zorder=3)
            axes.text(words + sign * _GAP, ends[1], label, ha=side, va="center", color=colour, zorder=2)
        axes.text(middle + sign * half, height - 1, head, ha=side, va="top", weight="semibold")


def _inside(heights: Mapping[str, float], low: float, high: float, apart: float) -> dict[str, float]:
    """Return heights, moved as little as may be so that none is above ``high`` or below ``low``."""
    kept, limit = {}, high
    for name, height in sorted(heights.items(), key=lambda item: -item[1]):
        kept[name] = min(height, limit)
        limit = kept[name] - apart
    limit = low
    for name in reversed(kept):
        kept[name] = max(kept[name], limit)
        limit = kept[name] + apart
    return kept


def _long(label: str, size: style.Size) -> float:
    """Return the length of a label in points, with a little to spare for the letters of a screen."""
    return 1.06 * 72 * width_of(label, size.text)
