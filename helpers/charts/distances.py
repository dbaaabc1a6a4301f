"""Two states measured from three others over a window: a panel a power, a band between two editions of the points."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from helpers import style
from helpers.charts.labels import draw_key

_DASHES = ("-", (0, (3.2, 1.4)))  # of the first and the second state: told apart without colour too
_WIDTHS = (1.9, 0.9)  # of the main edition and of the other


def distances(
    place: FigureBase,
    size: style.Size,
    rows: pd.DataFrame,
    panels: Mapping[str, str],
    states: Mapping[str, Mapping[str, str]],
    editions: Mapping[str, str],
    window: tuple[int, int],
    ends: tuple[range, range],
    floors: Mapping[str, float],
    span: float,
) -> None:
    """Draw one panel a power, with one length for a unit in all of them.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        rows: ``iso3``, ``to``, ``votes``, ``year``, ``distance``; a missing year breaks lines and band.
        panels: Power to the title of its panel.
        states: One state or two, each to its words in the panel of each power.
        editions: The two editions to their words in the key, the main one first.
        window: First and last year.
        ends: The years at the two ends that are compared, on a ground of their own.
        floors: Power to where the scale of its panel begins.
        span: How much of the scale each panel holds.
    """
    years = range(window[0], window[1] + 1)
    table = rows.pivot(index="year", columns=["iso3", "to", "votes"], values="distance").astype(float)
    table = table.reindex(index=years, columns=pd.MultiIndex.from_product([states, panels, editions]))
    for at, (power, title) in enumerate(panels.items()):
        room = _room(size, at, len(panels))
        axes = place.add_axes(room, xlim=(years[0] - 0.6, years[-1] + 0.6), ylim=(floors[power], floors[power] + span))
        axes.set_axis_off()  # ticks and spines take half the time of a small panel; its grid and years are drawn below
        for end in ends:
            ground = {"facecolor": style.GROUND, "linewidth": 0, "zorder": 0}
            axes.add_artist(Rectangle((end[0] - 0.5, floors[power]), end[-1] - end[0] + 1, span, **ground))
        _scale(axes, years, room[2] * size.width)
        for which, state in enumerate(states):
            lines = [table[state, power, one].to_numpy() for one in editions]
            _state(axes, years, lines, state, which)
        points = (room[3] * place.bbox.height / place.figure.dpi * 72, room[2] * size.width * 72)
        _head(axes, size, points, title, {state: told[power] for state, told in states.items()})
    draw_key(place, _key(editions), 2 if size.narrow else 3, handlelength=1.8, columnspacing=1.4)


def _room(size: style.Size, at: int, of: int) -> tuple[float, float, float, float]:
    """Return where a panel stands: side by side on a wide page, one below the other on a narrow one."""
    if size.narrow:
        high = 0.9 / of
        return 0.06, 0.1 + high * (of - 1 - at) + 0.03, 0.92, high - 0.13
    wide = 1 / of
    return 0.025 + wide * at, 0.16, wide - 0.04, 0.62


def _state(axes: Axes, years: range, lines: Sequence[np.ndarray], state: str, which: int) -> None:
    colour = style.STATE.get(state, style.MUTED)
    axes.fill_between(years, *lines, color=colour, alpha=0.16, linewidth=0, zorder=2)
    for width, line in zip(_WIDTHS, lines, strict=True):
        look = {"linestyle": _DASHES[which], "dash_capstyle": "butt"}
        axes.add_artist(Line2D(years, line, color=colour, linewidth=width, zorder=3, **look))
        known = np.pad(~np.isnan(line), 1)
        lonely = known[1:-1] & ~known[:-2] & ~known[2:]
        if lonely.any():
            spot = {"linestyle": "", "marker": "o", "markersize": 1.6 * width + 1}
            axes.add_artist(Line2D(np.array(years)[lonely], line[lonely], color=colour, zorder=3, **spot))


def _head(axes: Axes, size: style.Size, points: tuple[float, float], title: str, words: Mapping[str, str]) -> None:
    """Write a panel's title, and under it the words of each state behind a piece of its line.

    Args:
        axes: The panel.
        size: The room there is.
        points: Height and width of the panel in points.
        title: The title.
        words: State to its words.
    """
    step = size.text * 1.28
    for which, (state, told) in enumerate(words.items()):
        colour, up = style.STATE.get(state, style.MUTED), 6 + step * (len(words) - 1 - which)
        axes.annotate(told, (0, 1), (21, up), "axes fraction", "offset points", color=colour)
        at = 1 + (up + size.text * 0.33) / points[0]
        look = {"color": colour, "linewidth": _WIDTHS[0], "linestyle": _DASHES[which], "clip_on": False}
        axes.add_artist(Line2D([0, 17 / points[1]], [at, at], transform=axes.transAxes, **look))
    up = 7 + step * len(words)
    axes.annotate(title, (0, 1), (0, up), "axes fraction", "offset points", weight="semibold")


def _scale(axes: Axes, years: range, wide: float) -> None:
    """Draw the grid, and name the first year, the last and, where ``wide`` inches have room, round ones between."""
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    for value in range(math.ceil(low), math.floor(high + 1e-9) + 1):
        ink = {"color": style.MUTED, "linewidth": 0.8} if value == 0 else {"color": style.FAINT, "linewidth": 0.6}
        axes.add_artist(Line2D([left, right], [value, value], zorder=1, clip_on=False, solid_capstyle="butt", **ink))
        axes.annotate(
            str(value), (0, value), (-4, 0), ("axes fraction", "data"), "offset points", ha="right", va="center"
        )
    step = 10 if len(years) > 20 else 5
    free = 0.42 / wide * len(years)  # years that a label takes
    middle = [year for year in years if year % step == 0 and free < year - years[0] and free < years[-1] - year]
    for year in (years[0], *middle, years[-1]):
        axes.annotate(str(year), (year, 0), (0, -3), ("data", "axes fraction"), "offset points", ha="center", va="top")


def _key(editions: Mapping[str, str]) -> Sequence[Line2D | Patch]:
    lines = [
        Line2D([], [], color=style.INK, linewidth=width, label=words)
        for width, words in zip(_WIDTHS, editions.values(), strict=True)
    ]
    return [*lines, Patch(facecolor=style.GROUND, edgecolor=style.FAINT, label="years compared")]
