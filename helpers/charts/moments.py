"""A moment in a history of counts, and what one state weighs in it: the counts above, its shares below."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from helpers import style
from helpers.charts.field import Field
from helpers.charts.labels import label_row
from helpers.data.dates import year_fraction


def moment(
    place: FigureBase,
    size: style.Size,
    counts: Mapping[str, tuple[pd.DataFrame, str]],
    weights: pd.DataFrame,
    at: str,
    until: str,
    names: Mapping[str, str],
    colour: str,
) -> None:
    """Draw how many belong over time with one day marked, and one state's shares on that day.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        counts: Name of a clock to its steps (``start``, ``end``, ``count``) and its colour.
        weights: ``measure``, ``share`` (per cent, or missing), ``missing`` (codes).
        at: The day.
        until: The date at which open steps end in the picture.
        names: Code to the name of a state without a value.
        colour: The colour of the state.
    """
    left = 0.36 if size.narrow else 0.215
    above = place.add_axes((left, 0.6, 0.955 - left, 0.36))
    below = Field.of(place, (left, 0.055, 0.955 - left, 0.41), (0, 100), (-0.55, len(weights) - 0.45))
    _counts(above, size, counts, at, until)
    _weights(below, size, weights, names, colour)
    title = f"Russia's share of the parties' total in {at[:4]}, per cent"
    place.text(0.0, 0.515, title, weight="semibold", va="center")


def _counts(axes: Axes, size: style.Size, counts: Mapping[str, tuple[pd.DataFrame, str]], at: str, until: str) -> None:
    last, day = year_fraction(until), min(year_fraction(at), year_fraction(until))
    most = max(int(steps["count"].max()) for steps, _ in counts.values())
    apart = most + 2.6
    for row, (name, (steps, colour)) in enumerate(reversed(counts.items())):
        foot = row * apart
        counted, starts = steps["count"].tolist(), [year_fraction(start) for start in steps["start"]]
        heights = [foot + count for count in counted]
        axes.stairs(heights, [*starts, last], baseline=foot, fill=True, color=colour, linewidth=0, zorder=2)
        now = next((count for count, start in zip(counted[::-1], starts[::-1], strict=True) if start <= day), 0)
        label_row(axes, foot + most / 2, name, 6)
        side = -1 if day > last - 4 else 1
        where = {"xytext": (5 * side, 0), "textcoords": "offset points", "va": "center", "zorder": 6}
        where["ha"] = "left" if side > 0 else "right"
        axes.annotate(str(now), (day, foot + most + 1.0), weight="bold", color=colour, **where)
    axes.axvline(day, color=style.INK, linewidth=1.4, zorder=5)
    axes.set_xlim(1992, last + 0.1)
    axes.set_ylim(0, apart * len(counts))
    axes.set_yticks([])
    years = (1992, 2002, 2012, 2024) if size.narrow else (1992, 1994, 1999, 2003, 2006, 2012, 2024)
    axes.set_xticks(years, [str(year) for year in years])
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)


def _weights(field: Field, size: style.Size, weights: pd.DataFrame, names: Mapping[str, str], colour: str) -> None:
    for place, row in enumerate(weights[::-1].itertuples()):
        known = pd.notna(row.share)
        field.bar(place, 100, 0.62, color=style.GROUND, zorder=1)
        if known:
            field.bar(place, row.share, 0.62, color=colour, zorder=2)
        field.row(place, row.measure, 6)
        words = f"{row.share:.0f}" if known else _gap(row.missing, names, size)
        look = {"color": style.PAPER, "weight": "bold", "ha": "right"} if known else {"color": style.MUTED}
        ground = {} if known else {"bbox": {"facecolor": style.GROUND, "edgecolor": "none", "pad": 1}}
        field.words((row.share - 1) if known else 1, place, words, va="center", zorder=5, **look, **ground)
    look = {"color": style.INK, "linewidth": 0.8, "linestyle": (0, (2, 2)), "zorder": 4}
    field.line([50, 50], [-0.55, len(weights) - 0.45], **look)
    field.words(50, -0.6, "half", ha="center", va="top", color=style.MUTED)


def _gap(missing: tuple[str, ...], names: Mapping[str, str], size: style.Size) -> str:
    """Say why there is no share."""
    if not missing:
        return "no figures for this year"
    return f"nothing from {' '.join(missing) if size.narrow else ', '.join(names[code] for code in missing)}"
