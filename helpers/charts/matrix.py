"""Who stands where: a grid of states and organisations for each of several dates."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import FigureBase
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from helpers import style
from helpers.charts.labels import draw_key, label_row

KEY = {
    "member": "member",
    "frozen": "frozen by its own word",
    "suspended": "suspended",
    "beside": "observer, partner or associate",
}


def matrix(
    place: FigureBase,
    size: style.Size,
    table: pd.DataFrame,
    heads: Mapping[str, str],
    names: Mapping[str, str],
    colours: Mapping[str, str],
) -> None:
    """Draw one grid a date: rows are states, columns organisations.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        table: ``iso3``, ``day``, ``org``, ``standing``, as ``measures.overlap.matrix`` gives it.
        heads: Day to the words over its grid.
        names: State to its name.
        colours: Organisation to its colour, in the order of the columns.
    """
    states = list(dict.fromkeys(table["iso3"]))
    across = 2 if size.narrow else len(heads)
    down = -(-len(heads) // across)
    axes = place.subplots(down, across, squeeze=False).ravel()
    place.subplots_adjust(
        left=0.24 if size.narrow else 0.135,
        right=0.99,
        top=0.915 if size.narrow else 0.83,
        bottom=0.075 if size.narrow else 0.07,
        wspace=0.1,
        hspace=0.28,
    )
    for at, (one, (day, head)) in enumerate(zip(axes, heads.items(), strict=True)):
        rows = table[table["day"] == day].set_index(["iso3", "org"])["standing"]
        _grid(one, rows, states, colours)
        lift = 2.7 if size.narrow else 2.6
        one.text(0, len(states) + lift, head, weight="semibold", va="bottom")
        for column, org in enumerate(colours):
            one.text(
                column + 0.35, len(states) + 0.15, org, rotation=60, va="bottom", ha="left", fontsize=size.text - 1
            )
        if at % across == 0:
            for y, iso3 in enumerate(reversed(states)):
                label_row(one, y + 0.5, names[iso3], 4)
    _legend(place, [word for word in KEY if (table["standing"] == word).any()], size)


def _grid(axes: Axes, standing: pd.Series, states: list[str], colours: Mapping[str, str]) -> None:
    for y, iso3 in enumerate(reversed(states)):
        for column, (org, colour) in enumerate(colours.items()):
            word = standing.get((iso3, org), "")
            box = {"xy": (column + 0.07, y + 0.09), "width": 0.86, "height": 0.82, "zorder": 2}
            if word == "member":
                axes.add_patch(Rectangle(facecolor=colour, edgecolor="none", **box))
            elif word == "frozen":
                axes.add_patch(Rectangle(facecolor="none", edgecolor=colour, hatch="/////", linewidth=1, **box))
            elif word == "suspended":
                axes.add_patch(Rectangle(facecolor="none", edgecolor=colour, linestyle=":", linewidth=1.1, **box))
            elif word == "beside":
                axes.plot([column + 0.5], [y + 0.5], "o", color=style.MUTED, markersize=3.2, zorder=3)
            if not word:
                axes.plot([column + 0.5], [y + 0.5], "_", color=style.FAINT, markersize=4, zorder=1)
    axes.set_xlim(0, len(colours))
    axes.set_ylim(0, len(states))
    axes.set_axis_off()


def _legend(place: FigureBase, words: list[str], size: style.Size) -> None:
    looks = {
        "member": Patch(facecolor=style.MUTED, edgecolor="none"),
        "frozen": Patch(facecolor="none", edgecolor=style.MUTED, hatch="/////"),
        "suspended": Patch(facecolor="none", edgecolor=style.MUTED, linestyle=":"),
        "beside": Line2D([], [], linestyle="", marker="o", markersize=3.2, color=style.MUTED),
    }
    draw_key(
        place,
        [looks[word] for word in words],
        2 if size.narrow else len(words),
        labels=[KEY[word] for word in words],
        handlelength=1.2,
        handleheight=0.9,
        handletextpad=0.5,
        columnspacing=1.2,
    )
