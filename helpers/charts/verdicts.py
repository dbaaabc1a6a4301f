"""Verdicts: how the claims of each author fared, and when each forecast was made and judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import FigureBase
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from helpers import style
from helpers.charts.field import Field
from helpers.charts.labels import draw_key, label_row
from helpers.data.dates import year_fraction

# Fill, edge and hatch: told apart in grey print by their filling, and by the number written in each.
_LOOKS = (
    {"facecolor": style.TREATY, "edgecolor": style.TREATY},
    {"facecolor": style.FAINT, "edgecolor": style.TREATY},
    {"facecolor": style.ORGANISATION, "edgecolor": style.ORGANISATION},
    {"facecolor": style.PAPER, "edgecolor": style.MUTED, "linestyle": ":"},
)
_INKS = (style.PAPER, style.INK, style.PAPER, style.MUTED)
# Marker, whether it is filled, and its colour.
_MARKS = {
    "came_true": ("o", True, style.TREATY),
    "partly": ("o", False, style.TREATY),
    "did_not": ("X", True, style.ORGANISATION),
    "open": ("D", False, style.MUTED),
}


def scorecard(
    place: FigureBase,
    size: style.Size,
    table: pd.DataFrame,
    verdicts: Mapping[str, str],
    names: Mapping[str, str],
    left: tuple[float, float] = (0.2, 0.31),
) -> None:
    """Draw a bar a row, its parts by verdict with their numbers written in.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        table: Indexed by author or the like: a column a verdict, and ``all``, as ``measures.verdicts.tally`` gives.
        verdicts: Verdict to its words, in order from the left.
        names: Row to its words.
        left: Share of the width for the names, at the wide and at the narrow size.
    """
    edge = left[1] if size.narrow else left[0]
    top = 0.78 if size.narrow else 0.87
    axes = place.add_axes((edge, 0.02, 0.93 - edge, top - 0.02))
    for row, (key, counts) in enumerate(table.iterrows()):
        begun = 0.0
        for verdict, look, ink in zip(verdicts, _LOOKS, _INKS, strict=True):
            value = float(counts[verdict])
            if not value:
                continue
            axes.barh(-row, value, left=begun, height=0.68, linewidth=1, zorder=2, **look)
            where = {"ha": "center", "va": "center", "zorder": 3, "fontsize": size.text - 0.5}
            if value >= float(table["all"].max()) * (0.04 if size.narrow else 0.02):  # room for the number
                axes.text(begun + value / 2, -row - 0.02, f"{value:.0f}", color=ink, **where)
            begun += value
        label_row(axes, -row, names[key])
        where = {"textcoords": "offset points", "va": "center", "color": style.MUTED}
        axes.annotate(f"{counts['all']:.0f}", (begun, -row), (5, 0), annotation_clip=False, **where)
    axes.set_xlim(0, float(table["all"].max()))
    axes.set_ylim(-len(table) + 0.45, 0.55)
    axes.set_axis_off()
    handles = [Patch(label=words, linewidth=1, **look) for words, look in zip(verdicts.values(), _LOOKS, strict=True)]
    draw_key(place, handles, 2 if size.narrow else 4, top=1.0, handlelength=1.2, handleheight=0.9, columnspacing=1.4)


def scored(
    place: FigureBase,
    size: style.Size,
    rows: pd.DataFrame,
    names: Mapping[str, str],
    head: tuple[str, str],
    few: int = 0,
) -> None:
    """Draw the share of points as a bar a group, and under it how many are judged and open.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        rows: ``group``, ``share`` (missing where none is judged), ``points``, ``judged``, ``open``; from the top.
        names: Group to its words.
        head: What is shown, in two lines above the bars.
        few: The bar of a group with fewer judged than this is hollow: too small for a rate.
    """
    # Room for five groups, so that a group keeps its height.
    field = Field.of(place, (0.0, 0.03, 1.0, 0.8), (0, 100), (-4.4, 0.75))
    place.text(0, 0.985, head[0], va="top", weight="semibold")
    place.text(0, 0.915, head[1], va="top", color=style.MUTED)
    for at, row in enumerate(rows.to_dict("records")):
        y = -at
        field.bar(y, 100, 0.36, color=style.GROUND, zorder=1)
        known = not pd.isna(row["share"])
        if known:
            fill = style.PAPER if row["judged"] < few else style.TREATY
            field.bar(y, row["share"], 0.36, facecolor=fill, edgecolor=style.TREATY, linewidth=1, zorder=2)
        still = f"; {row['open']:.0f} open" if row["open"] else ""
        told = f"{row['points']:g} of {row['judged']:.0f}{still}" if known else f"none judged{still}"
        field.words(0, y + 0.24, names[row["group"]], va="bottom", weight="semibold")
        field.words(100, y + 0.24, told, va="bottom", ha="right", color=style.MUTED)


def foretold(
    place: FigureBase,
    size: style.Size,
    rows: pd.DataFrame,
    groups: Mapping[str, str],
    verdicts: Mapping[str, str],
    until: str,
) -> None:
    """Draw one line a forecast, from the day it was made to the day that it is judged by, in groups.

    Args:
        place: Figure or part of one to draw in.
        size: The room there is.
        rows: ``direction``, ``date``, ``outcome_date`` (empty for open ones), ``verdict``, ``basis``, ``label``; in
            the order drawn within each group.
        groups: Direction to its heading, from the top.
        verdicts: Verdict to its words in the key.
        until: The end of the record, where open lines stop.
    """
    edge = 0.47 if size.narrow else 0.4
    foot = 0.075 if size.narrow else 0.062
    end, y = year_fraction(until), 0.0
    headings: dict[float, str] = {}
    drawn: list[tuple[float, Mapping[str, str]]] = []
    for direction, heading in groups.items():
        chosen = rows[rows["direction"] == direction].to_dict("records")
        if not chosen:
            continue
        y -= 0.5 if y else 0
        headings[y] = heading
        drawn += [(y - number, row) for number, row in enumerate(chosen, 1)]
        y -= len(chosen) + 0.7
    first = int(min(year_fraction(one) for one in rows["date"]))
    field = Field.of(place, (edge, foot, 0.97 - edge, 0.985 - foot), (first, end + 0.3), (y + 0.3, 0.8))
    for height, heading in headings.items():
        field.row(height, heading, weight="semibold", fontsize=size.text - 0.5)
    for height, row in drawn:
        field.row(height, row["label"], fontsize=size.text - (2 if size.narrow else 1))
    for year in range(first + -first % 5, 2027, 5):
        field.line([year, year], [y + 0.3, 0.8], color=style.FAINT, linewidth=0.6, zorder=0)
        field.column(year, str(year), fontsize=size.text - 1)
    _forecasts(field, size, drawn, end)
    handles = [
        Line2D([], [], linestyle="", label=words, markersize=6, **style.mark(*_MARKS[verdict]))
        for verdict, words in verdicts.items()
    ]
    draw_key(place, handles, 2 if size.narrow else 4, handletextpad=0.2, columnspacing=1.2)


def _forecasts(field: Field, size: style.Size, drawn: Sequence[tuple[float, Mapping[str, str]]], end: float) -> None:
    """Draw each from the day it was made to that of its verdict; what rests on nothing being found is a broken line."""
    made = [year_fraction(row["date"]) for _, row in drawn]
    ends: dict[str, list[tuple[float, float]]] = {}
    for start, (y, row) in zip(made, drawn, strict=True):
        closed = row["outcome_date"] and row["verdict"] != "open"
        judged = year_fraction(row["outcome_date"]) if closed else end
        dash = (0, (2, 2)) if row["basis"] == "absence" else "solid"
        field.line([start, judged], [y, y], color=style.MUTED, linewidth=0.9, linestyle=dash, zorder=2)
        ends.setdefault(row["verdict"], []).append((judged, y))
    field.marks(made, [y for y, _ in drawn], marker="|", color=style.MUTED, markersize=6, zorder=3)
    for verdict, places in ends.items():
        look = style.mark(*_MARKS[verdict])
        field.marks(*zip(*places, strict=True), markersize=4.6 if size.narrow else 5.6, zorder=4, **look)
