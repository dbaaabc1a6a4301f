"""Counts that move in steps: how many belong, in three nested states, one panel an organisation."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase

from helpers import style
from helpers.data.dates import year_fraction


@dataclass(frozen=True)
class Count:
    """One panel: its title, colour, and the steps (``start``, ``end``, ``count``) of each state by name.

    ``signed`` is drawn as an outline, ``in_force`` as a filled area, and what is bound but does not take part
    as a hatched strip on top of it.
    """

    title: str
    colour: str
    states: Mapping[str, pd.DataFrame]
    events: Sequence[tuple[str, str]] = ()


def counts(place: FigureBase, size: style.Size, panels: Sequence[Count], until: str) -> None:
    """Draw counts of members over time.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        panels: One a clock, from top to bottom, on one scale.
        until: The date at which open steps end in the picture.
    """
    last = year_fraction(until)
    most = max(int(steps["count"].max()) for panel in panels for steps in panel.states.values())
    axes = place.subplots(len(panels), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
    place.subplots_adjust(left=0.045 if size.narrow else 0.02, right=0.985, top=0.93, bottom=0.07, hspace=0.42)
    for one, panel in zip(axes, panels, strict=True):
        one.set_ylim(0, most + 1.9)
        _panel(one, panel, last, 20 if size.narrow else 40)
        one.set_yticks([])
        one.spines["left"].set_visible(False)
        one.set_title(panel.title, loc="left", fontsize=size.text, weight="semibold", pad=5)
    years = (1992, 1999, 2006, 2012, 2024) if size.narrow else (1992, 1994, 1999, 2002, 2006, 2012, 2024)
    axes[-1].set_xticks(years, [str(year) for year in years])
    axes[-1].set_xlim(1991.9, last + 0.2)
    for one in axes:
        one.tick_params(length=0)
        one.grid(axis="x", zorder=0)


def _panel(axes: Axes, panel: Count, last: float, letters: int) -> None:
    """Draw the three states over one another; a number stands on each step of who is bound."""
    signed, bound, active = (panel.states.get(name) for name in ("signed", "in_force", "participating"))
    for step in bound.itertuples():
        start, end = year_fraction(step.start), year_fraction(step.end) if step.end else last
        axes.fill_between([start, end], 0, step.count, color=panel.colour, linewidth=0, zorder=2)
        _number(axes, (start + end) / 2, step.count)
    if signed is not None:
        _outline(axes, signed, last, panel.colour)
        first, ends = signed.iloc[0], [year_fraction(bound["start"].iloc[0])]
        ends += [year_fraction(first["end"])] if first["end"] else []
        _number(axes, (year_fraction(first["start"]) + min(ends)) / 2, first["count"])
    for start, end, high, low in _differences(bound, active, last) if active is not None else ():
        look = {"facecolor": panel.colour, "edgecolor": style.PAPER, "hatch": "//////", "linewidth": 0, "zorder": 3}
        axes.fill_between([start, end], low, high, **look)
        if end - start > 1:  # too short otherwise; the table has it
            _inside(axes, start, low, f"{low} take part")
    for day, words in panel.events:
        _event(axes, year_fraction(day), textwrap.fill(words, letters), last)


def _inside(axes: Axes, x: float, y: float, text: str) -> None:
    where = {"xytext": (-3, -2), "textcoords": "offset points", "ha": "right", "va": "top"}
    axes.annotate(text, (x, y), color=style.PAPER, weight="semibold", zorder=5, **where)


def _event(axes: Axes, x: float, words: str, last: float) -> None:
    """Write a few words beside a date, on the side where there is room."""
    right = x > last - 5
    top = axes.get_ylim()[1]
    where = {"xytext": (-3 if right else 3, 0), "textcoords": "offset points", "ha": "right" if right else "left"}
    axes.annotate(words, (x, top), va="top", color=style.MUTED, zorder=5, linespacing=1.05, **where)


def _outline(axes: Axes, steps: pd.DataFrame, last: float, colour: str) -> None:
    """Draw who had signed as a line over the areas, with a number where nobody was bound yet."""
    xs, ys = [], []
    for step in steps.itertuples():
        start, end = year_fraction(step.start), year_fraction(step.end) if step.end else last
        xs += [start, end]
        ys += [step.count, step.count]
    axes.plot([xs[0], *xs, xs[-1]], [0, *ys, 0], color=colour, linewidth=1.2, zorder=4)


def _number(axes: Axes, x: float, count: int) -> None:
    where = {"xytext": (0, 2), "textcoords": "offset points", "ha": "center", "va": "bottom"}
    axes.annotate(str(count), (x, count), weight="semibold", zorder=5, **where)


def _differences(bound: pd.DataFrame, active: pd.DataFrame, last: float) -> list[tuple[float, float, int, int]]:
    """Return the stretches in which fewer take part than are bound: start, end, bound, taking part."""
    days = sorted({*bound["start"], *bound["end"], *active["start"], *active["end"]} - {""})
    found = []
    for day, following in zip(days, [*days[1:], ""], strict=True):
        high, low = _at(bound, day), _at(active, day)
        if low < high:
            found.append((year_fraction(day), year_fraction(following) if following else last, high, low))
    return found


def _at(steps: pd.DataFrame, day: str) -> int:
    held = steps[(steps["start"] <= day) & ((steps["end"] > day) | (steps["end"] == ""))]
    return int(held["count"].iloc[0]) if len(held) else 0
