"""Published strengths of forces as dots by date: one panel a force, and no line, since no two count alike."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from helpers import style
from helpers.charts.labels import draw_key
from helpers.data.dates import year_fraction

# What is counted gives the shape, who says it the colour, what we make of it the fill.
_SHAPES = {"unspecified": "o", "military_and_police": "o", "military": "s", "police": "^"}
_SHAPE_NAMES = {"o": "whole force", "s": "military only", "^": "police only"}
_VOICES = {
    "organisation": ("organisation", style.ORGANISATION),
    "government": ("government", style.GUAM),
    "press": ("press", style.SCO),
    "analyst": ("analysts", style.TREATY),
}


def strengths(
    place: FigureBase, size: style.Size, rows: pd.DataFrame, names: Mapping[str, str], notes: Mapping[str, str]
) -> None:
    """Draw every dated strength.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        rows: ``id``, ``force``, ``date``, ``strength``, ``counts``, ``voice``, ``assessment``.
        names: Code of the force to the title of its panel, in order.
        notes: ``id`` of a row to words beside its dot.

    Raises:
        KeyError: A voice or a way of counting without a look.
    """
    dated = rows[(rows["date"] != "") & rows["strength"].notna()]
    axes = place.subplots(len(names), 1, sharex=True, squeeze=False)[:, 0]
    place.subplots_adjust(
        left=0.13 if size.narrow else 0.075, right=0.985, top=0.855 if size.narrow else 0.875, bottom=0.05, hspace=0.36
    )
    for one, (force, name) in zip(axes, names.items(), strict=True):
        own = dated[dated["force"] == force]
        _dots(one, own, notes)
        one.set_title(name, loc="left", fontsize=size.text, weight="semibold", pad=4)
        one.set_ylim(0, own["strength"].max() * 1.18)
        one.yaxis.set_major_locator(MaxNLocator(4, integer=True))
        one.yaxis.set_major_formatter("{x:,.0f}")
        one.grid(axis="y", zorder=0)
        one.tick_params(length=0)
        one.spines["left"].set_visible(False)
    first, last = year_fraction(dated["date"].min()), year_fraction(dated["date"].max())
    step = 5 if size.narrow else 3
    axes[-1].set_xticks(range(int(first) + 1, int(last) + 1, step))
    axes[-1].set_xlim(first - 0.6, last + 0.8)
    _key(place, size, dated)


def _dots(axes: Axes, rows: pd.DataFrame, notes: Mapping[str, str]) -> None:
    """Draw the dots of one force, those of one look at once, and the words beside them."""
    for (voice, counts, assessment), alike in rows.groupby(["voice", "counts", "assessment"], sort=False):
        _, colour = _VOICES[voice]
        look = {"marker": _SHAPES[counts], "markersize": 6.5, "linestyle": "", "color": colour, "zorder": 3}
        if assessment == "disputed":
            look |= {"markerfacecolor": style.PAPER, "markeredgewidth": 1.3}
        if assessment == "rejected":
            look |= {"marker": "X", "markersize": 7.5, "markerfacecolor": style.PAPER, "markeredgewidth": 1.2}
        axes.plot([year_fraction(day) for day in alike["date"]], alike["strength"].tolist(), **look)
    for row in rows[rows["id"].isin(notes)].itertuples():
        where = {"xytext": (5, 5), "textcoords": "offset points", "ha": "right", "va": "bottom"}
        axes.annotate(notes[row.id], (year_fraction(row.date), row.strength), color=style.MUTED, **where)


def _key(place: FigureBase, size: style.Size, rows: pd.DataFrame) -> None:
    """Explain colours, shapes and fills by samples of them, one line each."""
    plain = {"linestyle": "", "markersize": 6.5}
    voices = [
        Line2D([], [], marker="o", color=_VOICES[one][1], label=_VOICES[one][0], **plain)
        for one in _VOICES
        if one in set(rows["voice"])
    ]
    used = dict.fromkeys(_SHAPES[one] for one in _SHAPES if one in set(rows["counts"]))
    shapes = [Line2D([], [], marker=one, color=style.INK, label=_SHAPE_NAMES[one], **plain) for one in used]
    open_ = {"color": style.INK, "markerfacecolor": style.PAPER, **plain}
    fills = [
        Line2D([], [], marker="o", markeredgewidth=1.3, label="disputed", **open_),
        Line2D([], [], marker="X", markeredgewidth=1.2, label="rejected", **open_),
    ]
    lines = (voices, shapes, fills) if size.narrow else (voices, shapes + fills)
    for number, handles in enumerate(lines):
        height = (14.5 if size.narrow else 15.5) / 72 / (place.bbox.height / place.figure.dpi)
        draw_key(
            place,
            handles,
            len(handles),
            top=1 - number * height,
            handlelength=0.8,
            columnspacing=1.2,
            handletextpad=0.4,
        )
