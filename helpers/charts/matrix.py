"""Who stands where: a grid of states and organisations for each of several dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import FigureBase
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from helpers import style
from helpers.charts.field import Field, rooms
from helpers.charts.labels import draw_key

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
    margins = {
        "left": 0.24 if size.narrow else 0.135,
        "right": 0.99,
        "top": 0.915 if size.narrow else 0.83,
        "bottom": 0.075 if size.narrow else 0.07,
        "wspace": 0.1,
        "hspace": 0.28,
    }
    found = rooms(place, down, across, **margins)
    for at, (room, (day, head)) in enumerate(zip(found, heads.items(), strict=True)):
        rows = table[table["day"] == day]
        standing = dict(zip(zip(rows["iso3"], rows["org"], strict=True), rows["standing"], strict=True))
        field = Field.of(place, room, (0, len(colours)), (0, len(states)))
        _grid(field, standing, states, colours)
        lift = 2.7 if size.narrow else 2.6
        field.words(0, len(states) + lift, head, weight="semibold", va="bottom")
        for column, org in enumerate(colours):
            look = {"rotation": 60, "va": "bottom", "ha": "left", "fontsize": size.text - 1}
            field.words(column + 0.35, len(states) + 0.15, org, **look)
        if at % across == 0:
            for y, iso3 in enumerate(reversed(states)):
                field.row(y + 0.5, names[iso3], 4)
    _legend(place, [word for word in KEY if (table["standing"] == word).any()], size)


def _grid(
    field: Field, standing: Mapping[tuple[str, str], str], states: Sequence[str], colours: Mapping[str, str]
) -> None:
    cells = {
        (column + 0.5, y + 0.5): (standing.get((iso3, org), ""), colour)
        for y, iso3 in enumerate(reversed(states))
        for column, (org, colour) in enumerate(colours.items())
    }
    for (x, y), (word, colour) in cells.items():
        look = {
            "member": {"facecolor": colour},
            "frozen": {"facecolor": "none", "edgecolor": colour, "hatch": "/////", "linewidth": 1},
            "suspended": {"facecolor": "none", "edgecolor": colour, "linestyle": ":", "linewidth": 1.1},
        }.get(word)
        if look:
            field.box(x - 0.43, y - 0.41, 0.86, 0.82, zorder=2, **look)
    marks = {
        "beside": {"marker": "o", "color": style.MUTED, "markersize": 3.2},
        "": {"marker": "_", "color": style.FAINT, "markersize": 4},
    }
    for wanted, look in marks.items():  # all of a kind at once: one by one they took most of the picture's time
        places = [at for at, (word, _) in cells.items() if word == wanted]
        field.marks([x for x, _ in places], [y for _, y in places], zorder=3, **look)


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
